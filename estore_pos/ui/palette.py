"""Ctrl+K: whatever can be done here, found by a word of it in either language."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from estore_pos.text.name_keys import keys
from estore_pos.text.search import Candidate, Likeness, asked, likeness, rank
from estore_pos.text.words import tr
from estore_pos.ui.called import names_of
from estore_pos.ui.keymap import Deed, Key, Place, keys_of, shown
from estore_pos.ui.overriding import override
from estore_pos.ui.setting_rows import ROWS, SettingRow
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, nothing

Index = QModelIndex | QPersistentModelIndex
ROW_PX = 34
_TOP = QModelIndex()
_STEPS = frozenset({"Escape", "Up", "Down", "Tab"})
"""Keys that are a step of the hand, as a digit or one of many letters that choose something is."""


class Entry(NamedTuple):
    """What can be chosen: a row of the table of keys, or settings, by one of them or a group."""

    label: str
    group: str = ""
    key: Key | None = None

    @property
    def said(self) -> str:
        """It in the language of the screens."""
        return f"{tr(self.group)} › {tr(self.label)}" if self.group else tr(self.label)

    @property
    def pressed(self) -> str:
        """The key that does it as well; "" where there is none."""
        return shown(self.key.combo) if self.key else ""


def offered(place: Place, deeds: Collection[Deed]) -> list[Entry]:
    """What can be done in a place, what is done everywhere, then the settings.

    A deed that has two keys is offered once; one that nobody does here is not.
    """
    entries: dict[Deed, Entry] = {}
    for key in keys_of(place):
        is_step = key.combo in _STEPS or key.combo.isdigit() or "…" in key.combo
        if not is_step and key.deed in deeds and key.deed is not Deed.GO_TO:
            entries.setdefault(key.deed, Entry(key.label, key=key))
    groups = dict.fromkeys(row.group for row in ROWS)
    settings = [Entry(group, _settings_label()) for group in groups]
    return [*entries.values(), *settings, *(_of_setting(row) for row in ROWS)]


def _settings_label() -> str:
    return next(key.label for key in keys_of(Place.COUNTER) if key.deed is Deed.SETTINGS)


def _of_setting(row: SettingRow) -> Entry:
    return Entry(row.label, row.group)


_SELDOM = 100_000
"""So much further down stands what has no key: a setting is changed once, a key pressed all day."""


class PaletteModel(QAbstractListModel):
    """The entries that match what was typed, best first; all of them where nothing was."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._all = list(entries)
        self._keys = [self._candidate(place) for place in range(len(self._all))]
        self._places = {
            place: place if entry.key else place + _SELDOM
            for place, entry in enumerate(self._all, 1)
        }
        self.entries = self._all

    def _candidate(self, place: int) -> Candidate:
        """Its words in both languages and those of shops, and its key: one of them finds it."""
        entry = self._all[place]
        names = names_of(entry.label, entry.group)
        # The name of a key is found as it is written: by its sound "Ctrl" would be a khata.
        written = keys([*names, entry.pressed]).words
        return Candidate(place + 1, written, keys(names).sounds)

    def seek(self, typed: str) -> None:
        """Keep what is called so; where nothing is, what is called nearly so."""
        words = asked(typed)
        self.beginResetModel()
        if words:
            alike = {each: likeness(words, each) for each in self._keys}
            least = max(Likeness.NEAR, max(alike.values()))
            found = rank(
                typed, [each for each, like in alike.items() if like >= least], self._places
            )
            self.entries = [self._all[each.number - 1] for each in found]
        else:
            self.entries = self._all
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        """How many match."""
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """An entry in words, with its key."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        entry = self.entries[index.row()]
        return f"{entry.said}  {entry.pressed}".rstrip()


class _Painter(QStyledItemDelegate):
    def __init__(self, sheet: "PaletteSheet") -> None:
        super().__init__()
        self._sheet = sheet

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._sheet.model.entries[index.row()]
        rect = option.rect
        if index.row() == self._sheet.chosen:
            painter.fillRect(rect, look.colour("selection"))
        inner = rect.adjusted(10, 0, -10, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(look.font(15, bold=True))
        painter.setPen(look.colour("primary"))
        painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), entry.pressed)
        taken = painter.fontMetrics().horizontalAdvance(entry.pressed) + 12 if entry.key else 0
        painter.setFont(look.font(15))
        painter.setPen(look.colour("text"))
        room = inner.width() - taken
        said = painter.fontMetrics().elidedText(entry.said, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner.adjusted(0, 0, -taken, 0), middle, said)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, look.px(ROW_PX))


class PaletteSheet(Sheet):
    """Type a word of what is to be done, arrows choose, Enter does it as its key would."""

    key_chosen = Signal(object)
    """A deed is to be done: its Key."""
    setting_chosen = Signal(str)
    """Settings are to be shown: the label of one, or of a group."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(Place.PALETTE, lambda: tr("What do you want to do?"))
        self.chosen = 0
        self.field = Field("palette_field", self.title.text, _hint)
        self.field.setMinimumHeight(look.px(40))
        self.model = PaletteModel(entries)
        self.list = QListView()
        self.list.setObjectName("palette_list")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self._painter = _Painter(self)
        self.list.setItemDelegate(self._painter)
        self.list.setAccessibleName(self.title.text())
        self.list.clicked.connect(lambda index: self._do(index.row()))
        self._nothing = Label("palette_nothing", nothing, tone="muted", wrap=True)
        for widget in (self.field, self._nothing, self.list):
            self.rows.addWidget(widget)
        self.rows.setStretchFactor(self.list, 1)
        self.field.textChanged.connect(self._seek)
        self.deeds = {
            Deed.ENTER: lambda: self._do(self.chosen),
            Deed.UP: partial(self._step, -1),
            Deed.DOWN: partial(self._step, 1),
            Deed.BACK: self.close_sheet,
        }
        self._seek("")

    @override
    def home(self) -> QWidget:
        """The field has the focus."""
        return self.field

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say the rows again in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.list.setAccessibleName(self.title.text())
            self.list.viewport().update()
        super().changeEvent(event)

    def _seek(self, typed: str) -> None:
        self.model.seek(typed)
        self._nothing.tell(nothing if self.model.entries else _nothing_words)
        self._nothing.setVisible(not self.model.entries)
        self._choose(0)

    def _step(self, by: int) -> None:
        self._choose(self.chosen + by)

    def _choose(self, place: int) -> None:
        self.chosen = max(0, min(len(self.model.entries) - 1, place))
        self.list.viewport().update()
        if self.model.entries:
            self.list.scrollTo(self.model.index(self.chosen))

    def _do(self, place: int) -> None:
        if not self.model.entries:
            self.field.selectAll()
            return
        entry = self.model.entries[place]
        self.close_sheet()
        if entry.key is not None:
            self.key_chosen.emit(entry.key)
        else:
            self.setting_chosen.emit(entry.label)


def _hint() -> str:
    return tr("A word of it — e.g. discount · chhoot · printer")


def _nothing_words() -> str:
    return tr("Nothing that can be done here is called so. Type less of it, or another word.")
