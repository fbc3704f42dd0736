"""The board of 24 quick tiles: a letter puts its good on the bill."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from estore_pos.text.numbers import money_text
from estore_pos.text.words import tr
from estore_pos.ui.keymap import TILE_LETTERS, Deed, Place
from estore_pos.ui.names import name_of
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.style import BODY_PX, SMALL_PX, look
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.item import Item

COLUMNS, ROWS = 4, 6
GAP_PX, AIR_PX = 5, 6
_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(
    Qt.TextFlag.TextWordWrap
)
_LETTER = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_PRICE = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)


class Mode(StrEnum):
    """What the next letter does."""

    SELL = "sell"
    LAY = "lay"
    CLEAR = "clear"


class TileBoard(QWidget):
    """The tiles, painted; one that is clicked is chosen as by its letter."""

    chosen = Signal(int)
    """A tile, 1 to 24."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tile_board")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._goods: dict[int, Item] = {}
        self._say()

    def present(self, goods: "Sequence[Item]") -> None:
        """Show what lies on the tiles."""
        self._goods = {good.tile: good for good in goods}
        self._say()
        self.update()

    def good_on(self, tile: int) -> "Item | None":
        """What lies on a tile."""
        return self._goods.get(tile)

    @override
    def sizeHint(self) -> QSize:
        """Room for the words of each tile; less where the window is low."""
        return QSize(look.px(440), look.px(300))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say it again when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.update()
        super().changeEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is a letter."""
        for tile in range(1, len(TILE_LETTERS) + 1):
            if self.place_of(tile).contains(event.position().toPoint()):
                self.chosen.emit(tile)

    def place_of(self, tile: int) -> QRect:
        """Where a tile lies."""
        row, column = divmod(tile - 1, COLUMNS)
        wide, high = self.width() // COLUMNS, self.height() // ROWS
        return QRect(column * wide, row * high, wide - GAP_PX, high - GAP_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles: letter, name, price."""
        painter = QPainter(self)
        for tile, letter in enumerate(TILE_LETTERS, 1):
            good, box = self._goods.get(tile), self.place_of(tile)
            painter.setClipRect(box)
            painter.fillRect(box, look.colour("subtle" if good else "window"))
            inner = box.adjusted(AIR_PX, 2, -AIR_PX, -2)
            painter.setFont(look.font(BODY_PX, bold=True))
            painter.setPen(look.colour("primary" if good else "muted"))
            painter.drawText(inner, _LETTER, letter)
            if good is not None:
                aside = painter.fontMetrics().horizontalAdvance("M") + AIR_PX
                self._paint_good(painter, good, inner.adjusted(aside, 0, 0, 0))
        painter.end()

    def _paint_good(self, painter: QPainter, good: "Item", room: QRect) -> None:
        painter.setFont(look.font(SMALL_PX))
        high = painter.fontMetrics().lineSpacing()
        painter.setPen(look.colour("text"))
        if good.price is not None and room.height() >= 3 * high:
            painter.setPen(look.colour("muted"))
            painter.drawText(room, _PRICE, money_text(good.price))
            room = room.adjusted(0, 0, 0, -high)
            painter.setPen(look.colour("text"))
        lines = max(1, room.height() // high)
        painter.setClipRect(room.adjusted(0, 0, 0, lines * high - room.height()))
        painter.drawText(room, _WRAPPED, name_of(good))

    def _say(self) -> None:
        told = [f"{TILE_LETTERS[tile - 1]} {name_of(good)}" for tile, good in self._goods.items()]
        self.setAccessibleName(" · ".join([tr("Quick tiles"), *told]))


class TilesSheet(Sheet):
    """A letter sells what lies on its tile; after F2 or F4 it lays something there, or nothing."""

    taken = Signal(object)
    """This Item goes on the bill."""
    laid = Signal(int)
    """The marked line's good is to lie on this tile."""
    cleared = Signal(int)
    """Nothing is to lie on this tile any more."""
    silent = Signal()
    """A key had nothing to do."""

    def __init__(self, goods: "Sequence[Item]", marked: "Item | None") -> None:
        super().__init__(Place.TILES, lambda: tr("Quick tiles"))
        self._marked = marked
        self._mode = Mode.SELL
        self._count = len(goods)
        self._problem: Callable[[], str] | None = None
        self.board = TileBoard()
        self.board.chosen.connect(self.choose)
        self._words = Label("tiles_words", self._say, wrap=True)
        self.rows.addWidget(self._words)
        self.rows.addWidget(self.board, 1)
        self.pressed: Callable[[], str] = str
        """The letter that was pressed; the window says it."""
        self.deeds = {
            Deed.TILE: lambda: self.choose(TILE_LETTERS.index(self.pressed()) + 1),
            Deed.LAY: self._lay,
            Deed.REMOVE: lambda: self._turn(Mode.CLEAR),
            Deed.BACK: self._back,
        }
        self.present(goods)

    @override
    def home(self) -> QWidget:
        """The board has the focus: there is nothing to type."""
        return self.board

    def present(self, goods: "Sequence[Item]") -> None:
        """Show what lies on the tiles."""
        self._count = len(goods)
        self.board.present(goods)
        self._turn(Mode.SELL)

    def fail(self, error: "ShopError") -> None:
        """Say why a tile is as it was."""
        self._turn(Mode.SELL)
        self._problem = lambda: sentence_of(error)
        self._words.tell(self._say)

    def choose(self, tile: int) -> None:
        """Do with a tile what the mode says."""
        good = self.board.good_on(tile)
        if self._mode is Mode.LAY:
            self.laid.emit(tile)
        elif good is None:
            self.silent.emit()
            letter = TILE_LETTERS[tile - 1]
            self._problem = lambda: tr(
                "Nothing lies on {letter} yet: F2 and {letter} lay the marked line's good there.",
                letter=letter,
            )
            self._words.tell(self._say)
        elif self._mode is Mode.CLEAR:
            self.cleared.emit(tile)
        else:
            self.taken.emit(good)

    def _lay(self) -> None:
        if self._marked is None:
            self.silent.emit()
            self._problem = _none_marked_words
            self._words.tell(self._say)
        else:
            self._turn(Mode.LAY)

    def _turn(self, mode: Mode) -> None:
        self._mode = mode
        self._problem = None
        self._words.tell(self._say)

    def _back(self) -> None:
        """Esc: one step back, to selling and then to the bill."""
        if self._mode is Mode.SELL:
            self.close_sheet()
        else:
            self._turn(Mode.SELL)

    def _say(self) -> str:
        if self._problem is not None:
            return self._problem()
        if self._mode is Mode.LAY and self._marked is not None:
            return tr("Which letter for {name}?", name=name_of(self._marked))
        if self._mode is Mode.CLEAR:
            return tr("Which letter is to be empty?")
        if not self._count:
            return tr("No tile is laid yet. Put a good on the bill, then Alt+Q, F2 and a letter.")
        return tr("A letter puts its good on the bill; a quantity is typed before Alt+Q.")


def _none_marked_words() -> str:
    return tr("No line is marked: put the good on the bill first, then Alt+Q, F2 and a letter.")
