"""The cash drawer: it hangs on the printer's connector and opens at a pulse."""

from typing import Literal, Protocol

from estore_pos.devices import escpos
from estore_pos.devices.printer import Printer

DrawerKind = Literal["none", "pin2", "pin5"]


class Drawer(Protocol):
    """Opens; nobody can tell whether it did."""

    def open(self) -> None:
        """Open it. Raises what the printer raises."""
        ...


class PulsedDrawer:
    """The drawer at a receipt printer."""

    def __init__(self, printer: Printer, pin: escpos.Pin) -> None:
        """Take the printer, and the pin that the drawer's cable uses."""
        self._printer = printer
        self._pin = pin

    def open(self) -> None:
        """Send the pulse."""
        self._printer.send(escpos.pulse(self._pin))


class RecordingDrawer:
    """Opens nothing and counts how often it was asked."""

    def __init__(self) -> None:
        """Nobody asked yet."""
        self.opened = 0

    def open(self) -> None:
        """Count it."""
        self.opened += 1


def at(printer: Printer | None, kind: DrawerKind) -> Drawer | None:
    """The drawer of this PC, None where it has none."""
    if printer is None or kind == "none":
        return None
    return PulsedDrawer(printer, 2 if kind == "pin2" else 5)
