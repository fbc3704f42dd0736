"""A list of however many rows: only those in sight are put into words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from estore_pos.ui.overriding import override
from estore_pos.ui.widgets.rows import Row, RowPainter
from estore_pos.ui.widgets.told import Teller

_TOP = QModelIndex()


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Callable[[], Row]] = []

    def take(self, rows: Sequence[Callable[[], Row]]) -> None:
        """Hold these rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _TOP) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """A row in one line, as it is read out."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return " · ".join(part for part in self.rows[index.row()]() if part)


class LongRows(QListView):
    """Rows of two lines as `RowList` has them; the keys choose one while there are any."""

    def __init__(self, name: str, teller: Teller) -> None:
        super().__init__()
        self.setObjectName(name)
        self._teller = teller
        self._model = _Model(self)
        self.setModel(self._model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._painter = RowPainter(self, self)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(teller())

    def present(self, rows: Sequence[Callable[[], Row]], chosen: int = 0) -> None:
        """Show these rows."""
        self._model.take(rows)
        self._choose(chosen)

    @property
    def place(self) -> int:
        """The chosen row; -1 where there is none."""
        return self.currentIndex().row()

    def step(self, by: int) -> None:
        """Choose a row so many further down; the first and the last are the ends."""
        self._choose(max(0, self.place) + by)

    def row_at(self, place: int) -> Row:
        """A row as it is said now."""
        return self._model.rows[place]()

    def texts(self) -> list[str]:
        """Every row in one line, as it is read out."""
        return [str(self._model.data(self._model.index(row))) for row in range(self._count)]

    @property
    def _count(self) -> int:
        return self._model.rowCount()

    def _choose(self, place: int) -> None:
        if self._count:
            index = self._model.index(max(0, min(self._count - 1, place)))
            self.setCurrentIndex(index)
            self.scrollTo(index)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say the rows in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self._teller())
            self.viewport().update()
        super().changeEvent(event)
