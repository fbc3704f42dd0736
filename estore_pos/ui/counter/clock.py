"""Whether the PC's clock is right, asked where it is not believed; a scan answers nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.text.dates import date_text, read_date
from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Place, shown
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, nothing
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.moment import Doubt
    from estore_pos.operations.till import Till


class ClockSheet(Sheet):
    """F9 says that the PC is right; a date that is typed, and Enter, that it is not."""

    answered = Signal()
    """It is in the books what somebody said."""

    wide = False

    def __init__(self, work: Work, doubt: "Doubt") -> None:
        super().__init__(Place.CLOCK, lambda: tr("Is the date right?"))
        self._work, self._doubt = work, doubt
        self._is_sent = False
        self.day = Field("clock_day", _day_words, lambda: date_text(doubt.dated))
        self.day.setMinimumHeight(look.px(40))
        self.problem = Label("clock_problem", nothing, tone="danger", wrap=True)
        self.day.textEdited.connect(lambda: self.problem.tell(nothing))
        self.rows.addWidget(Label("clock_asked", self._asked_words, tone="heading", wrap=True))
        self.rows.addWidget(Label("clock_right", _right_words, wrap=True))
        self.rows.addWidget(Label("clock_wrong", _day_words, wrap=True))
        self.rows.addWidget(self.day)
        self.rows.addWidget(self.problem)
        how = Label("clock_meanwhile", self._meanwhile_words, tone="muted", wrap=True)
        self.rows.addWidget(how)
        self.rows.addStretch(1)
        self.deeds = {
            Deed.RIGHT: lambda: self._say(lambda till: till.believe_clock()),
            Deed.ENTER: self._enter,
            Deed.BACK: self.close_sheet,
        }

    @override
    def home(self) -> QWidget:
        """The date has the focus: an Enter alone says nothing."""
        return self.day

    def _enter(self) -> None:
        typed = self.day.text().strip()
        if not typed:
            self.problem.tell(_right_words)
            return
        today = read_date(typed)
        if today is None:
            self._refused(Refusal(RefusalCode.DATE_WRONG, date=typed))
        else:
            self._say(lambda till: till.tell_today(today))

    def _say(self, deed: "Callable[[Till], None]") -> None:
        if not self._is_sent:
            self._is_sent = True
            self._work.desk(deed, lambda _: self.answered.emit(), self._refused, owner=self)

    def _refused(self, error: "ShopError") -> None:
        self._is_sent = False
        self.problem.tell(lambda: sentence_of(error))
        self.day.selectAll()

    def _asked_words(self) -> str:
        return tr("This PC says it is {today}.", today=date_text(self._doubt.says))

    def _meanwhile_words(self) -> str:
        return tr(
            "Until the PC's clock is right, bills are dated {dated} and count on from there. Their "
            "numbers and their order stay. Set the PC's date and time too.",
            dated=date_text(self._doubt.dated),
        )


def _right_words() -> str:
    return tr("It is: press {key}.", key=shown("F9"))


def _day_words() -> str:
    return tr("It is not: today's date, then Enter")
