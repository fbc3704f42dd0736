"""What the bill comes to, large: painted by itself, so that a scan lays out nothing anew."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from estore_pos.text.words import ntr, tr
from estore_pos.ui.flags import ALIGN_LEFT, ALIGN_MIDDLE, ALIGN_RIGHT
from estore_pos.ui.overriding import override
from estore_pos.ui.style import BODY_PX, TOTAL_PX, look

if TYPE_CHECKING:
    from estore_pos.domain.money import Money
    from estore_pos.operations.counter_view import CounterView

TOTAL_HEIGHT_PX, LINE_PX, AIR_PX = 132, 24, 16


class TotalPanel(QFrame):
    """Items, saving, total, the tax in it, what is off and on it; bare until a bill was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("total")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._view: CounterView | None = None
        self._back: Money | None = None
        self._texts = ("", "", "₹ 0.00", "", "", "")
        self._say()

    def present(self, view: "CounterView") -> None:
        """Show what a bill comes to."""
        self._view = view
        if view.draft.lines:
            self._back = None
        self._say()

    def give_back(self, amount: "Money | None") -> None:
        """Show what the customer gets back, until the next bill begins; None: nothing any more."""
        is_open = self._view is not None and bool(self._view.draft.lines)
        self._back = None if is_open or not amount else amount
        self._say()

    @property
    def texts(self) -> tuple[str, str, str, str, str, str]:
        """What stands there: count, saving, total, tax and round-off, discount and charge, note."""
        return self._texts

    def _say(self) -> None:
        view = self._view
        texts = (ntr("{n} item", "{n} items", 0), "", "₹ 0.00", "", "", "")
        if view is not None and view.draft.lines:
            from estore_pos.text.numbers import money_text

            texts = (
                ntr("{n} item", "{n} items", view.count),
                tr("Saving {amount}", amount=money_text(view.saving)) if view.saving else "",
                money_text(view.owed),
                _foot_words(view),
                _terms_words(view),
                view.draft.note,
            )
        elif self._back is not None:
            from estore_pos.text.numbers import money_text

            texts = (tr("Change to give back"), "", money_text(self._back), "", "", "")
        if texts != self._texts:
            self._texts = texts
            self.setAccessibleName(" · ".join(text for text in texts if text))
            self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say it again when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    @override
    def sizeHint(self) -> QSize:
        """One size, whatever the sum."""
        return QSize(look.px(300), look.px(TOTAL_HEIGHT_PX))

    def inner(self) -> QRect:
        """Where words may stand."""
        return self.rect().adjusted(14, 6, -14, -6)

    def letters(self) -> QFont:
        """The largest letters in which the sum fits the panel."""
        lines = 3 if self._texts[4] else 2
        wide, high = self.inner().width(), self.inner().height() - lines * look.px(LINE_PX)
        for size in range(TOTAL_PX, 14, -4):
            font = look.font(size, bold=True)
            metrics = QFontMetrics(font)
            needed = metrics.capHeight() + AIR_PX
            if metrics.horizontalAdvance(self._texts[2]) <= wide and needed <= high:
                return font
        return look.font(14, bold=True)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the panel; a sum too long for its letters gets smaller ones."""
        super().paintEvent(event)
        if self._view is None:
            return
        painter = QPainter(self)
        count, saving, total, tax, terms, note = self._texts
        inner = self.inner()
        line = look.px(LINE_PX)
        painter.setFont(look.font(BODY_PX))
        painter.setPen(look.colour("total_muted"))
        top = QRect(inner.left(), inner.top(), inner.width(), line)
        foot = QRect(inner.left(), inner.bottom() - line, inner.width(), line)
        left, right = ALIGN_LEFT | ALIGN_MIDDLE, ALIGN_RIGHT | ALIGN_MIDDLE
        painter.drawText(top, left, count)
        painter.drawText(top, right, saving)
        painter.drawText(foot, left, tax)
        if note:
            from PySide6.QtCore import Qt  # dear, and no first paint has a note

            cut = Qt.TextElideMode.ElideRight
            metrics = painter.fontMetrics()
            room = foot.adjusted(metrics.horizontalAdvance(tax) + line, 0, 0, 0)
            painter.drawText(room, right, metrics.elidedText(note, cut, room.width()))
        if terms:
            painter.drawText(top.translated(0, line), right, terms)
        painter.setPen(look.colour("total_fg"))
        painter.setFont(self.letters())
        if terms:
            letters = painter.fontMetrics()
            middle = (top.bottom() + line + foot.top()) // 2 + look.px(2)
            left_end = inner.right() - letters.horizontalAdvance(total)
            painter.drawText(left_end, middle + letters.capHeight() // 2, total)
        else:
            painter.drawText(inner, right, total)
        painter.end()


def _foot_words(view: "CounterView") -> str:
    """The tax in it, and what it is rounded by."""
    from estore_pos.text.numbers import money_text

    told = [tr("GST {amount} in it", amount=money_text(view.tax))] if view.tax else []
    return " · ".join([*told, round_off_words(view.round_off)] if view.round_off else told)


def round_off_words(amount: "Money") -> str:
    """What a sum is rounded by, with its sign."""
    from estore_pos.text.numbers import amount_text

    said = amount_text(amount)
    return tr("Round-off {amount}", amount=said if amount.paise < 0 else f"+{said}")


def _terms_words(view: "CounterView") -> str:
    """What is off the whole bill, what is asked for besides the goods, what was paid before."""
    from estore_pos.text.numbers import money_text

    told = []
    if view.discount:
        told.append(tr("Discount {amount}", amount=money_text(view.discount)))
    if view.charge:
        told.append(tr("Charge {amount}", amount=money_text(view.charge)))
    if view.advanced:
        told.append(tr("Advance {amount}", amount=money_text(view.advanced)))
    return " · ".join(told)
