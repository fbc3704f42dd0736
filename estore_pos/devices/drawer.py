"""The cash drawer: it hangs on the printer's connector and opens at a pulse."""

from typing import Literal

from estore_pos.devices import escpos
from estore_pos.devices.printer import Printer

DrawerKind = Literal["none", "pin2", "pin5"]


class Drawer:
    """The drawer at a receipt printer; nobody can tell whether it opened."""

    def __init__(self, printer: Printer, pin: escpos.Pin) -> None:
        """Take the printer, and the pin that the drawer's cable uses."""
        self._printer = printer
        self._pin = pin

    @property
    def pulse(self) -> bytes:
        """What its printer is told."""
        return escpos.pulse(self._pin)

    def open(self) -> None:
        """Send the pulse. Raises what the printer raises."""
        self._printer.send(self.pulse)


def at(printer: Printer | None, kind: DrawerKind) -> Drawer | None:
    """The drawer of this PC, None where it has none."""
    if printer is None or kind == "none":
        return None
    return Drawer(printer, 2 if kind == "pin2" else 5)
