"""The red row under a bill: codes that were scanned for it and that no good has."""

from typing import TYPE_CHECKING

from estore_pos.text.words import ntr
from estore_pos.ui.keymap import shown
from estore_pos.ui.style import hold_height
from estore_pos.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

HIGH_PX = 30
LISTED = 2
"""So many codes are told, the last ones; the others are counted."""


class UnknownRow(Strip):
    """Stands until each code is taught, or the bill is made or thrown away."""

    def __init__(self) -> None:
        super().__init__("unknown_codes")
        hold_height(self, HIGH_PX)

    def present(self, codes: "Sequence[str]") -> None:
        """Tell these codes; no row where there are none."""
        if codes:
            self.say("danger", lambda: _row_words(codes))
        self.setVisible(bool(codes))


def _row_words(codes: "Sequence[str]") -> str:
    told = ["…"] * (len(codes) > LISTED) + [_short(each) for each in codes[-LISTED:]]
    return ntr(
        "⚠ {n} unknown code is not on this bill: {codes} · {key}",
        "⚠ {n} unknown codes are not on this bill: {codes} · {key}",
        len(codes),
        codes=", ".join(told),
        key=shown("Alt+C"),
    )


def left_words(count: int) -> str:
    """What End says of codes that were not on the bill it has made."""
    return ntr(
        " · ⚠ {n} unknown code was not on it: {key}",
        " · ⚠ {n} unknown codes were not on it: {key}",
        count,
        key=shown("Alt+C"),
    )


def _short(code: str) -> str:
    return code if len(code) <= 14 else f"{code[:6]}…{code[-6:]}"
