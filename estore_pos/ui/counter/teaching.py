"""Whose a code is that nobody knows: it is asked on the entry line, then the scan is taken."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from estore_pos.text.words import tr
from estore_pos.ui.counter.teach import TeachBar
from estore_pos.ui.counter.telling import Front, Telling
from estore_pos.ui.keymap import Deed
from estore_pos.ui.names import name_of
from estore_pos.ui.ports import Sounds

if TYPE_CHECKING:
    from collections.abc import Callable

    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.item import Item


class Teaching:
    """Asks by its bar; a code that is put off waits on the list of today."""

    def __init__(
        self,
        front: Front,
        telling: Telling,
        sounds: Sounds,
        over: QWidget,
        learn: "Callable[[], None]",
    ) -> None:
        """Take what it works with; `learn` opens the lesson of the scanner."""
        self._front = front
        self._telling = telling
        self._sounds = sounds
        self.bar = bar = TeachBar(over, front.work)
        bar.closed.connect(self._closed)
        bar.put_off.connect(lambda: front.strip.say("warn", _put_off_words))
        bar.unnamed.connect(self._unnamed)
        bar.taught.connect(self._taught)
        bar.refused.connect(self._refused)
        bar.deeds[Deed.LEARN] = learn

    def teach(self, scanned: str, code: str, unit: object = None, times: int = 0) -> None:
        """Ask whose a code is; then what was scanned is taken so many thousandths of a time.

        Signs around a packet's code are told: the scanner seems to add them.
        """
        from estore_pos.domain.quantity import Unit
        from estore_pos.operations.teaching import signs_around

        self._telling.hide_red()
        self.bar.ask(scanned, code, unit if isinstance(unit, Unit) else None, times)
        signs = signs_around(code)
        if signs is not None:
            said = partial(_signs_words, *signs)
            self._front.strip.say("warn", said)
            self.bar.hint = said
        self._front.lay_bar(self.bar)

    def _closed(self) -> None:
        """The question is gone, and what was hinted with it."""
        if self._front.strip.said in (self.bar.hint, _unnamed_words):
            self._front.strip.clear_if("warn")

    def _taught(self, item: "Item") -> None:
        scanned, times = self.bar.scanned, self.bar.times_milli

        def told(_: object = None) -> None:
            self._sounds.play("scanned")
            self._front.strip.say("ok", lambda: _taught_words(item))

        if times:
            self._front.work.desk(
                lambda till: till.counter.scan(scanned, times),
                told,
                self._telling.fail,
                owner=self._telling,
            )
        else:
            told()

    def _unnamed(self) -> None:
        self._telling.hide_red()
        self._telling.warn(_unnamed_words)

    def _refused(self, error: "ShopError") -> None:
        self._telling.fail(error)
        self.bar.mend()


def _taught_words(item: "Item") -> str:
    return tr("✓ Learnt: {name}", name=name_of(item))


def _signs_words(before: str, behind: str) -> str:
    return tr(
        "The scanner seems to add {signs} to a packet's code. F8 learns the scanner.",
        signs=" … ".join(part for part in (before, behind) if part),
    )


def _unnamed_words() -> str:
    return tr(
        "Nothing was taught. Type its name: then Enter asks the price, or ↓ chooses a good there "
        "is. Esc: later."
    )


def _put_off_words() -> str:
    return tr("The code is kept for later: Alt+C lists the unknown codes of today.")
