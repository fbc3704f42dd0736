"""What the windows want from outside and app hands in: scanner, sounds, HQ, codes, a viewer."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from estore_pos.domain.credit_note import CreditNote
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.estimate import Estimate
    from estore_pos.domain.money import Money
    from estore_pos.domain.sale import Bill, Tender
    from estore_pos.domain.shop import Shop

    Papered = Bill | CreditNote | Estimate
    """What has a paper of its own."""
    Kind = Literal["58", "80", "a4", "a5", "a5x2"]
    """How a paper is looked at: a receipt's width, or a sheet."""

Sound = Literal["scanned", "error", "done", "chime", "warning"]
Matrix = tuple[int, Sequence[tuple[int, int, int]]]
"""A QR code: its side in modules and its dark runs (row, column, length), no quiet border."""


Learning = Literal["none", "same", "first", "apart"] | tuple[int, str, str]
"""Where learning a scanner stands: no packet's code, the same one again, one of two, two that do
not agree; at last its widest gap, and what it puts before and behind a code."""


class Decoder(Protocol):
    """Tells a scanner's burst from a person's typing; devices.scanner fulfils it."""

    @property
    def gap_ms(self) -> int:
        """The longest gap between two keys of a scanner."""
        ...

    def press(self, char: str, at_ms: int) -> None:
        """A printable key, or "" for one without a text (an arrow, Escape)."""
        ...

    def end(self, end: str, at_ms: int) -> str | None:
        """Enter or Tab: the code if a scan came before it, "" if it is a scan's second end.

        None for a key that a hand pressed.
        """
        ...

    def forget(self) -> None:
        """The last scan was none after all."""
        ...

    def follow(self, gap_ms: int, prefix: str, suffix: str) -> None:
        """Listen for a scanner of these habits from now on."""
        ...

    def learn(self, *, anew: bool = False) -> Learning:
        """Take what was typed last as a packet's code, or begin `anew` without one."""
        ...


class Sounds(Protocol):
    """Plays and returns at once; devices.sound fulfils it.

    A chime is good news that came by itself; a warning is bad news that did.
    """

    def play(self, sound: Sound) -> None:
        """Play a sound."""
        ...


class HqLine(Protocol):
    """The line to HQ, which runs on a thread of its own. Both return at once."""

    def try_now(self) -> None:
        """Send what waits now instead of later."""
        ...

    def enrol(self, address: str, code: str, told: "Callable[[Exception | None], None]") -> None:
        """Bind this till to HQ; `told` hears on the line's thread how it went: None is well."""
        ...


ShowFile = Callable[["Path"], bool]
"""Has the system show a file; whether a program took it. May wait seconds: never in the window."""


class Chat(Protocol):
    """WhatsApp on this PC. It is opened, never waited for."""

    def folder(self) -> "Path":
        """Where the papers lie that are to be sent: a folder of the user's own."""
        ...

    def has_program(self) -> bool:
        """Whether this PC has its program, not its page alone; for a thread that may wait."""
        ...

    def open(self, link: str) -> bool:
        """Have the system open a link; whether something took it. The window's thread."""
        ...


class Papers(Protocol):
    """What the counter asks of the printer and the drawer."""

    @property
    def is_set(self) -> bool:
        """Whether this PC has a printer."""
        ...

    def print_again(self, bills: "Sequence[Papered]") -> None:
        """Print these papers, without any those of the last sale."""
        ...

    def print_as(self, bills: "Sequence[Papered]", kind: "Kind") -> None:
        """Print these papers as they are looked at, where a printer of this PC can."""
        ...

    def took(self, money: "Sequence[Tender]") -> None:
        """Money came or went without a bill."""
        ...

    def open_drawer(self) -> None:
        """Open the drawer without a sale."""
        ...

    @property
    def list_kind(self) -> Literal["58", "80", "a4"]:
        """As what a list is printed."""
        ...

    def print_list(
        self, path: "Path", told: Callable[[], None], failed: "Callable[[ShopError], None]"
    ) -> None:
        """Print a list that was made so."""
        ...


class PrinterLane(Protocol):
    """The printer's own thread. Every method returns at once."""

    def written(self) -> None:
        """A paper was asked for."""
        ...

    def try_now(self) -> None:
        """Try what waits now instead of later."""
        ...

    def kick(self) -> None:
        """Open the drawer."""
        ...

    def print_once(
        self,
        make: "Callable[[Literal['58', '80', 'a4']], bytes]",
        told: "Callable[[ShopError | None], None]",
    ) -> None:
        """Print what may lie on no disk, tried once; `told` hears on the printer's thread."""
        ...


Prints = Literal["always", "ask", "never"]
"""What End does about the paper of a bill."""

PrintRuler = Callable[[Callable[[], None], "Callable[[ShopError], None]"], None]
"""Asks for the printer's ruler, and tells that it was asked for or why not."""

Weigh = Callable[[], int]
"""The grams on the scale, on a thread that may wait; raises as `devices.scale.Scale` does."""

PayCode = Callable[["Shop", "Money"], "Matrix | None"]
"""The UPI code for a sum, None where the shop has no UPI id (a practice shop has none)."""
