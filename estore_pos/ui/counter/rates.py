"""Today's rate board: loose goods priced anew one after the other, saved by one key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QTableWidgetSelectionRange,
    QWidget,
)

from estore_pos.text.words import ntr, spoken, tr
from estore_pos.ui import clipboard
from estore_pos.ui.counter.goods_field import GoodsField, begins_with_a_letter
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, Teller, nothing, restyle
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from pathlib import Path

    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.ids import ItemId
    from estore_pos.domain.item import Item
    from estore_pos.domain.money import Money
    from estore_pos.operations.terms import Rated

NAME, BEFORE, TODAY, GAP = range(4)
"""The columns of a good; behind the gap those of the goods that stand beside."""
ONE_COLUMN = 10
"""So many goods stand below each other; of more, half stand beside the others."""
PAST_TOLD = 4
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class RatesSheet(Sheet):
    """A number and Enter prices the good in focus and goes to the next; a name and Enter adds one.

    Twenty goods stand in two columns, read downwards, so that all are in sight at once.

    What is typed stays in `typed` until it is saved, or thrown away by Esc, which asks first:
    another sheet may come between. `former` keeps what goods cost before the first board that they
    stand on, which no earlier board tells.
    """

    def __init__(
        self,
        work: Work,
        pictures: "Callable[[], Path]",
        typed: "dict[ItemId, Money]",
        former: "dict[ItemId, Money]",
    ) -> None:
        super().__init__(Place.RATES, lambda: tr("Today's rates"))
        self._work, self._pictures, self._typed = work, pictures, typed
        self._former = former
        self.board: list[Rated] = []
        self.at = 0
        self._changed = False
        self._asks = False
        """Whether it stands there that Esc throws away what was typed."""
        self._picture: Path | None = None
        self._named = Label("rates_named", self._name_words, tone="heading")
        self.field = GoodsField(
            self,
            work,
            "rates_field",
            self._name_words,
            lambda: tr("₹ — or the name of a good to add"),
            is_name=begins_with_a_letter,
        )
        self.field.named.connect(lambda found: self._add(found.item))
        self.field.unknown.connect(self._failed)
        self.field.textEdited.connect(lambda _: self._withdraw())
        self._past = Label("rates_past", self._past_words, tone="small", wrap=True)
        self._past.setMinimumHeight(look.px(20))
        self.table = QTableWidget(0, GAP + 1 + TODAY + 1)
        self.table.setObjectName("rates_table")
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.ExtendedSelection)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(look.px(28))
        self.table.cellClicked.connect(self._clicked)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for first in (0, GAP + 1):
            header.setSectionResizeMode(first + NAME, QHeaderView.ResizeMode.Stretch)
        self.told = Label("rates_told", nothing, tone="muted", wrap=True)
        for widget in (self._named, self.field, self._past):
            self.rows.addWidget(widget)
        self.rows.addWidget(self.table, 1)
        self.rows.addWidget(self.told)
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.UP: lambda: self._step(-1),
            Deed.DOWN: lambda: self._step(1),
            Deed.SAVE: self._save,
            Deed.REMOVE: self._remove,
            Deed.PICTURE: self._make_picture,
            Deed.COPY: self._copy,
            Deed.BACK: self._back,
        }
        self._say_head()
        work.desk(lambda till: till.terms.rate_board(), self._take, self._failed, owner=self)

    @override
    def home(self) -> QWidget:
        """The one field has the focus."""
        return self.field

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say the rows again in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say_head()
            self._fill()
            self.field.list.retell()
        super().changeEvent(event)

    @property
    def pending(self) -> bool:
        """Whether something is not saved yet."""
        return bool(self._typed) or self._changed

    # --- the rows ---

    def _take(self, board: "list[Rated]") -> None:
        self.board = board
        self._changed = False
        there = {each.item.id for each in board}
        for number in [each for each in self._typed if each not in there]:
            self._fetch(number)
        self._fill()
        self._go(min(self.at, len(board) - 1))

    @property
    def _high(self) -> int:
        """How many goods stand below each other."""
        return (len(self.board) + 1) // 2 if self.broad else len(self.board)

    def spot(self, place: int) -> tuple[int, int]:
        """The row of a good, and the first of its columns."""
        beside, row = divmod(place, max(1, self._high))
        return row, beside * (GAP + 1)

    def _fill(self) -> None:
        is_broad = len(self.board) > ONE_COLUMN
        if is_broad != self.broad:
            self.broad = is_broad
            self.broadened.emit()
        for column in range(GAP, self.table.columnCount()):
            self.table.setColumnHidden(column, not is_broad)
        self.table.clearContents()
        self.table.setRowCount(self._high)
        for place, rated in enumerate(self.board):
            row, first = self.spot(place)
            for column, text in enumerate(self._cells(rated)):
                cell = QTableWidgetItem(text)
                cell.setTextAlignment(_RIGHT if column else _LEFT)
                font = look.font(15, bold=column == TODAY and rated.item.id in self._typed)
                cell.setFont(font)
                self.table.setItem(row, first + column, cell)
        self._mark()

    def _mark(self) -> None:
        """Show which good is in focus."""
        self.table.clearSelection()
        if self.board:
            row, first = self.spot(self.at)
            self.table.setRangeSelected(
                QTableWidgetSelectionRange(row, first + NAME, row, first + TODAY), True
            )
            if cell := self.table.item(row, first):
                self.table.scrollToItem(cell)

    def _clicked(self, row: int, column: int) -> None:
        beside = column > GAP
        place = row + beside * self._high
        self._go(place if place < len(self.board) and column != GAP else self.at)

    def _cells(self, rated: "Rated") -> tuple[str, str, str]:
        from estore_pos.text.numbers import amount_text, unit_text

        typed = self._typed.get(rated.item.id, rated.item.price)
        before = self._former.get(rated.item.id) if rated.before is None else rated.before
        unit = unit_text(rated.item.unit, spoken())
        return (
            f"{_name(rated.item)} · {unit}" if unit else _name(rated.item),
            amount_text(before) if before is not None else "—",
            amount_text(typed) if typed is not None else "—",
        )

    def _say_head(self) -> None:
        self.table.setAccessibleName(tr("Today's rates"))
        words = (tr("Item"), tr("Before ₹"), tr("Today ₹"))
        for column, word in enumerate((*words, "", *words)):
            cell = QTableWidgetItem(word)
            cell.setTextAlignment(_LEFT if column % (GAP + 1) == NAME else _RIGHT)
            self.table.setHorizontalHeaderItem(column, cell)

    def _typed_text(self) -> str:
        """What was typed as the price of the good in focus and is not saved yet."""
        from estore_pos.text.numbers import amount_text

        typed = self._typed.get(self.board[self.at].item.id) if self.board else None
        return "" if typed is None else amount_text(typed)

    def _go(self, place: int) -> None:
        self.at = max(0, min(len(self.board) - 1, place))
        self.field.list.show_found([])
        self._withdraw()
        self._mark()
        self.field.setText(self._typed_text())
        self.field.selectAll()
        self.field.setAccessibleName(self._name_words())
        self._named.tell(self._name_words)
        self._past.tell(self._past_words)

    # --- keys ---

    def _step(self, by: int) -> None:
        if not self.field.step(by) and self._took():
            self._go(self.at + by)

    def _enter(self) -> None:
        if not self.field.enter() and self._took():
            self._go(self.at + 1)

    def _took(self) -> bool:
        """Take the number in the field as the good's price; False once it was said why not."""
        from estore_pos.domain.errors import Refusal
        from estore_pos.text.calculator import read_amount

        text = self.field.text().strip()
        if not text:
            return True
        try:
            price = read_amount(text)
        except Refusal as refusal:
            self._failed(refusal)
            return False
        if not self.board:
            return False
        item = self.board[self.at].item
        if price == item.price:
            self._typed.pop(item.id, None)
        else:
            self._typed[item.id] = price
        self._fill()
        self._tell("muted", self._pending_words)
        return True

    def _remove(self) -> None:
        if not self.board:
            return
        gone = self.board.pop(self.at).item
        self._typed.pop(gone.id, None)
        self._changed = True
        self._fill()
        self._go(self.at)
        self._tell("muted", lambda: tr("{name} is off the board. Ctrl+S saves.", name=_name(gone)))

    def _save(self) -> None:
        if not self._took():
            return
        prices = {
            each.item.id: price
            for each in self.board
            if (price := self._typed.get(each.item.id, each.item.price)) is not None
        }
        if not prices:
            self._tell("danger", lambda: tr("No price is typed yet. Nothing was saved."))
            return
        self._work.with_approval(
            lambda till, leave: till.terms.set_rates(prices, leave),
            lambda _: self._saved(),
            self._failed,
            owner=self,
            once=self,
        )

    def _saved(self) -> None:
        count = len(self._typed)
        self._former |= {each.item.id: each.before for each in self.board if each.before}
        self._typed.clear()
        self._picture = None
        self._tell("success", lambda: _saved_words(count))
        self._work.desk(lambda till: till.terms.rate_board(), self._take, self._failed, owner=self)

    def _make_picture(self) -> None:
        if self._took() and self.pending:
            self._tell("danger", lambda: tr("The new rates are not saved yet: Ctrl+S first."))
            return
        folder = self._pictures()
        self._tell("muted", lambda: tr("The picture is being made…"))
        self._work.slow(
            lambda archive: archive.rate_picture(folder), self._made, self._failed, owner=self
        )

    def _made(self, path: "Path") -> None:
        from estore_pos.ui.counter.paper import broken

        self._picture = path
        lies = broken(path)
        self._tell(
            "success", lambda: tr("✓ The picture lies in {path}. Ctrl+C copies it.", path=lies)
        )

    def _copy(self) -> None:
        """Put the picture, and where it lies, on the clipboard: a chat takes either."""
        if self._picture is None:
            self._tell("danger", lambda: tr("There is no picture yet: F6 makes it."))
            return
        data = QMimeData()
        data.setImageData(QImage(str(self._picture)))
        data.setUrls([QUrl.fromLocalFile(str(self._picture))])
        data.setText(str(self._picture))
        clipboard.put(data)
        self._tell("success", lambda: tr("✓ The picture is copied: Ctrl+V puts it into a chat."))

    def _back(self) -> None:
        """Esc: the list goes, then what stands in the field, then the board; that asks once."""
        if self.field.leave():
            return
        if self.field.text().strip() != self._typed_text():
            self._go(self.at)
        elif self.pending and not self._asks:
            self._tell("danger", self._throwing_words)
            self._asks = True
        else:
            self._typed.clear()
            self.close_sheet()

    # --- goods that are added ---

    def _add(self, item: "Item") -> None:
        for place, rated in enumerate(self.board):
            if rated.item.id == item.id:
                self._go(place)
                return
        self._changed = True
        self._fetch(item.id)

    def _fetch(self, number: "ItemId") -> None:
        def put(rated: "Rated") -> None:
            self.board.append(rated)
            self._fill()
            self._go(len(self.board) - 1)

        self._work.desk(lambda till: till.terms.rated(number), put, self._failed, owner=self)

    # --- words ---

    def _failed(self, error: "ShopError") -> None:
        from estore_pos.ui.sentences import sentence_of

        for place, rated in enumerate(self.board):
            if rated.item.id == error.facts.get("item"):
                self._go(place)
        self.field.setFocus()
        self.field.selectAll()
        self._tell("danger", lambda: sentence_of(error))

    def _withdraw(self) -> None:
        """Whatever else is done says no to the question."""
        if self._asks:
            self._tell("muted", self._pending_words)

    def _tell(self, tone: str, teller: Teller) -> None:
        self._asks = False
        restyle(self.told, "tone", tone)
        self.told.tell(teller)

    def _pending_words(self) -> str:
        if not self._typed:
            return ""
        return ntr(
            "{n} new rate, not saved yet: Ctrl+S",
            "{n} new rates, not saved yet: Ctrl+S",
            len(self._typed),
        )

    def _throwing_words(self) -> str:
        if not self._typed:
            return tr("The board is not saved yet. Ctrl+S saves it; Esc leaves it as it was.")
        return ntr(
            "{n} new rate is not saved yet. Ctrl+S saves it; Esc throws it away.",
            "{n} new rates are not saved yet. Ctrl+S saves them; Esc throws them away.",
            len(self._typed),
        )

    def _name_words(self) -> str:
        if not self.board:
            return tr("Type the name of a good that is weighed, and Enter.")
        return _name(self.board[self.at].item)

    def _past_words(self) -> str:
        from estore_pos.text.dates import date_text
        from estore_pos.text.numbers import amount_text

        if not self.board:
            return ""
        past = self.board[self.at].past[:PAST_TOLD]
        if not past:
            return tr("No rate of it was kept yet.")
        return " · ".join(f"{date_text(day)[:5]}  {amount_text(price)}" for day, _, price in past)


def _name(item: "Item") -> str:
    names = (item.name_en, item.name_hi) if spoken() == "en" else (item.name_hi, item.name_en)
    return names[0] or names[1]


def _saved_words(count: int) -> str:
    if not count:
        return tr("✓ The board is saved; no rate on it is a new one. F6 makes a picture of it.")
    return ntr(
        "✓ {n} rate is saved and holds from now on. F6 makes a picture of the board.",
        "✓ {n} rates are saved and hold from now on. F6 makes a picture of the board.",
        count,
    )
