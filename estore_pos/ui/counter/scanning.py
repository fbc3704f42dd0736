"""The way of a scanned code to the bill, wherever the focus was."""

from typing import TYPE_CHECKING, Protocol

from estore_pos.domain.barcode import is_of_paper
from estore_pos.ui.counter.telling import Front, Telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from estore_pos.domain.errors import ShopError
    from estore_pos.ui.counter.teaching import Teaching
    from estore_pos.ui.ports import Sounds


class Scanned(Front, Protocol):
    """What else of the counter's screen a scan needs."""

    @property
    def teaching(self) -> "Teaching":
        """What asks whose a code is."""
        ...

    def leave_questions(self) -> None:
        """Put off what is asked of something scanned before."""
        ...


class Scanning:
    """A code goes on the bill, a bill's own code to whoever takes goods back."""

    def __init__(
        self,
        front: Scanned,
        telling: Telling,
        sounds: "Sounds",
        bill_scanned: "Callable[[str], None]",
    ) -> None:
        """Take what it works with."""
        self._front = front
        self._telling = telling
        self._sounds = sounds
        self._bill_scanned = bill_scanned

    def scan(self, code: str) -> None:
        """A code was scanned; `3*` on the entry line before it takes so many."""
        if is_of_paper(code):
            self._bill_scanned(code)
            return
        entry = self._front.entry
        entry.settle()
        typed = entry.text()
        times = _times(typed)
        if times != 1000:
            entry.clear()
        self._front.leave_questions()
        self._front.hide_suggestions()
        self._front.work.desk(
            lambda till: till.counter.scan(code, times),
            lambda _: self._sounds.play("scanned"),
            lambda error: self._unscanned(error, code, times, typed if times != 1000 else ""),
            owner=self._telling,
        )

    def _unscanned(self, error: "ShopError", code: str, times: int, typed: str) -> None:
        """Why a scan is not on the bill; of a code that nobody knows it is asked whose it is."""
        from estore_pos.domain.errors import RefusalCode
        from estore_pos.operations.teaching import teachable

        unknown = str(error.facts.get("barcode", ""))
        if error.code is not RefusalCode.UNKNOWN_BARCODE or not teachable(unknown):
            self._telling.untaken(error, typed)
            return
        self._front.work.desk(
            lambda till: till.miss(unknown), failed=self._telling.fail, owner=self._telling
        )
        if not self._front.entry.hasFocus():
            self._telling.untaken(error, typed)  # a sheet is open: the code waits on the list
            return
        self._sounds.play("error")
        self._front.teaching.teach(code, unknown, error.facts.get("unit"), times)


def _times(typed: str) -> int:
    """How often the next scan is taken, in thousandths: `3*` stands before it."""
    if not typed.strip():
        return 1000
    from estore_pos.text.entry import Next, parse

    match parse(typed):
        case [Next(quantity=said)] if said is not None and said.unit is None:
            return said.milli
        case _:
            return 1000
