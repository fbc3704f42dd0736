"""What the counter says in colours, what it asks of a line, and what the desk answers a deed."""

from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject

from estore_pos.ui.sentences import sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.counter_view import CounterView
    from estore_pos.operations.till import Till
    from estore_pos.operations.watch import Approval
    from estore_pos.ui.counter.ask import AskBar
    from estore_pos.ui.counter.entry import EntryLine
    from estore_pos.ui.counter.printed import PrintedBar
    from estore_pos.ui.counter.suggestions import Suggestions
    from estore_pos.ui.counter.teach import TeachBar
    from estore_pos.ui.ports import Sounds
    from estore_pos.ui.widgets.strip import Strip
    from estore_pos.ui.widgets.told import Teller
    from estore_pos.ui.work import Work

T = TypeVar("T")


class Front(Protocol):
    """What of the counter's screen its keys need."""

    work: "Work"
    entry: "EntryLine"
    strip: "Strip"
    view: "CounterView | None"

    @property
    def red(self) -> "Strip":
        """The red bar."""
        ...

    @property
    def question(self) -> "AskBar":
        """The question about a line."""
        ...

    @property
    def suggestions(self) -> "Suggestions":
        """What the typed name may mean."""
        ...

    def hide_suggestions(self) -> None:
        """Take the list away, if there is one."""
        ...

    @property
    def is_asking(self) -> bool:
        """Whether a question lies on the entry line: the keys are the question's."""
        ...

    def lay_over(self) -> None:
        """Lay what lies over the counter where it belongs."""
        ...

    def lay_bar(self, bar: "AskBar | TeachBar | PrintedBar") -> None:
        """Lay a question on the entry line; the keys go to it until it is done with."""
        ...


class Telling(QObject):
    """Deeds go to the desk by it; a refused one gives back what was typed, to be typed over."""

    def __init__(self, front: Front, sounds: "Sounds", parent: QObject) -> None:
        """Take what it speaks through; answers are forgotten with `parent`."""
        super().__init__(parent)
        self._front = front
        self._sounds = sounds

    # --- says ---

    def fail(self, error: "ShopError") -> None:
        """Say in red what was refused or failed, with a sound."""
        red = self._front.red
        red.say("danger", lambda: f"✕ {sentence_of(error)}")
        self._front.lay_over()
        red.show()
        red.raise_()
        self._sounds.play("error")

    def hide_red(self) -> None:
        """What stands in red was read."""
        if self._front.red.isVisible():
            self._front.red.hide()

    def warn(self, words: "Teller") -> None:
        """Say that a key has nothing to do here, with a sound."""
        self._front.strip.say("warn", words, brief=True)
        self._sounds.play("error")

    def refuse(self, code: str, **facts: object) -> None:
        """Refuse what was typed, by a law of the shop."""
        from estore_pos.domain.errors import Refusal, RefusalCode

        self.fail(Refusal(RefusalCode(code), **facts))
        if self._front.question.isVisible():
            self._front.question.mend()
        elif "typed" in facts:
            self._front.entry.selectAll()  # what is typed next takes its place

    def refuse_all(self, code: str, **facts: object) -> None:
        """Refuse what was typed; whatever is typed next takes its place."""
        self.refuse(code, **facts)
        self._front.entry.selectAll()

    def read(self, read: "Callable[[str], T]", typed: str) -> "T | None":
        """What was typed, a number or a sum; None once it was said why it is none."""
        from estore_pos.domain.errors import Refusal

        try:
            return read(typed)
        except Refusal as refusal:
            self.refuse(refusal.code, **refusal.facts)
            return None

    # --- asks ---

    def ask(
        self,
        question: "Teller",
        unit: "Teller",
        answer: "Callable[[str], None]",
        said: str | None = None,
        *,
        wide: bool = False,
    ) -> None:
        """Ask about a line or the bill; `said` is what stands there now."""
        self._front.question.ask(question, unit, answer, said, wide=wide)
        self._front.lay_bar(self._front.question)

    # --- does ---

    def do(
        self,
        deed: "Callable[[Till], object]",
        typed: str = "",
        then: "Callable[[], object] | None" = None,
    ) -> None:
        """A deed on what is on the bill, of what was typed; `then` comes once it is done."""
        self._front.work.desk(
            deed,
            lambda _: self._done(then),
            lambda error: self._refused(error, typed, then),
            owner=self,
        )

    def do_allowed(
        self,
        deed: "Callable[[Till, Approval | None], object]",
        typed: str = "",
        then: "Callable[[], object] | None" = None,
    ) -> None:
        """A deed that who stands at the till may have to be allowed."""
        self._front.work.with_approval(
            deed,
            lambda _: self._done(then),
            lambda error: self._refused(error, typed, then),
            owner=self,
        )

    def take(self, deed: "Callable[[Till], object]", typed: str) -> None:
        """A deed that puts goods on the bill."""
        self._front.hide_suggestions()
        self._front.work.desk(
            deed,
            lambda _: self._sounds.play("scanned"),
            lambda error: self.untaken(error, typed),
            owner=self,
        )

    def untaken(self, error: "ShopError", typed: str) -> None:
        """Say why no goods came; a question that is open is of another deed, or of these goods."""
        self.fail(error)
        if not _is_done(error):
            self._give_back(typed)

    def _refused(self, error: "ShopError", typed: str, then: "Callable[[], object] | None") -> None:
        self.fail(error)
        if _is_done(error):
            self._done(then)
        elif self._front.question.isVisible():
            self._front.question.mend()
        else:
            self._give_back(typed)

    def _done(self, then: "Callable[[], object] | None") -> None:
        if self._front.question.isVisible():
            self._front.question.done()
        if then is not None:
            then()

    def _give_back(self, typed: str) -> None:
        if typed and not self._front.entry.text():
            self._front.entry.setText(typed)
            self._front.entry.selectAll()


def _is_done(error: "ShopError") -> bool:
    """Whether what the disk refused stands on the bill all the same."""
    from estore_pos.domain.errors import TroubleCode

    return error.code is TroubleCode.DRAFT_UNSAVED
