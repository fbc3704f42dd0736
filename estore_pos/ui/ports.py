"""What the windows want from outside and app hands in: sounds, the line to HQ, a code to pay by."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from estore_pos.domain.money import Money
    from estore_pos.domain.shop import Shop

Sound = Literal["scanned", "error", "done", "warning"]
Matrix = tuple[int, Sequence[tuple[int, int, int]]]
"""A QR code: its side in modules and its dark runs (row, column, length), no quiet border."""


class Sounds(Protocol):
    """Plays and returns at once; devices.sound fulfils it."""

    def play(self, sound: Sound) -> None:
        """Play a sound."""
        ...


class HqLine(Protocol):
    """The line to HQ, which runs on a thread of its own. Both return at once."""

    def try_now(self) -> None:
        """Send what waits now instead of later."""
        ...

    def written(self) -> None:
        """A bill was made: send it soon."""
        ...

    def enrol(self, address: str, code: str, told: "Callable[[Exception | None], None]") -> None:
        """Bind this till to HQ; `told` hears on the line's thread how it went: None is well."""
        ...


PayCode = Callable[["Shop", "Money"], "Matrix | None"]
"""The UPI code for a sum, None where the shop has no UPI id (a practice shop has none)."""
