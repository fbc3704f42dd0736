"""The settings: a list that can be searched, and beside it what a row is and how it is changed."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from estore_pos.base.settings import TABLE, Settings, Value
from estore_pos.text.name_keys import keys
from estore_pos.text.search import Candidate, Likeness, asked, likeness
from estore_pos.text.words import tr
from estore_pos.ui.called import names_of
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.names import name_of
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import HqLine, PrintRuler
from estore_pos.ui.setting_rows import ROWS, VALUES, SettingRow
from estore_pos.ui.setup.editor import Editor, Shops
from estore_pos.ui.setup.facts import held_text
from estore_pos.ui.setup.filing import filed_text
from estore_pos.ui.setup.keeping import keep
from estore_pos.ui.setup.limits import limit_text
from estore_pos.ui.style import SMALL_PX, look
from estore_pos.ui.widgets.sheet import Deeds
from estore_pos.ui.widgets.told import Field, Label
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.item import Item
    from estore_pos.domain.shop import Shop
    from estore_pos.operations.till import Till

Index = QModelIndex | QPersistentModelIndex
ROW_PX, SIDE_PX = 34, 440
_TOP = QModelIndex()


class SettingModel(QAbstractListModel):
    """The rows that match what is sought."""

    def __init__(self, value_of: Callable[[SettingRow], str]) -> None:
        super().__init__()
        self._value_of = value_of
        self.rows: list[SettingRow] = list(ROWS)

    def seek(self, typed: str) -> None:
        """Keep the rows in whose words, in either language, the typed ones stand.

        Where there are none, those that are called so in the other script. What is called just so
        comes first, then what begins so; what only its group is called comes last.
        """
        self.beginResetModel()
        sought = typed.casefold().split()
        called = {row: names_of(row.label, row.group) for row in ROWS} if sought else {}
        self.rows = [
            row for row in ROWS if all(word in " ".join(called[row]).casefold() for word in sought)
        ]
        if sought and not self.rows:
            self.rows = [row for row, names in called.items() if _is_said(typed, names)]
        if sought:
            # Somebody who seeks PIN means a person's before the shop's postal code.
            self.rows.sort(key=lambda row: (row.kind != "people", _distance(row, typed)))
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        """How many rows match."""
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row in words."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self.rows[index.row()]
        return f"{tr(row.label)}: {self._value_of(row)}"


def _distance(row: SettingRow, typed: str) -> int:
    """How far what is typed is from what the row itself is called."""
    names = names_of(row.label)
    own, sought = [name.casefold() for name in names], " ".join(typed.casefold().split())
    if sought in own:
        return 0
    if any(name.startswith(sought) for name in own):
        return 1
    is_own = all(word in " ".join(own) for word in sought.split())
    return 2 if is_own or _is_said(typed, names) else 3


def _is_said(typed: str, names: list[str]) -> bool:
    """Whether every word that was typed is one of the names', begins one or sounds like one."""
    written = keys(names)
    words = asked(typed)
    candidate = Candidate(0, written.words, written.sounds)
    return bool(words) and likeness(words, candidate) is Likeness.SAID


def _joined(till: "Till") -> str:
    held = till.enrolment()
    return held.hq_url if held is not None else ""


def columns(width: int) -> tuple[int, int, int]:
    """How wide a row's group, label and value are; the group goes where there is little room."""
    group = look.px(90) if width >= look.px(430) else 0
    label = min(look.px(260), (width - group) * 62 // 100)
    return group, label, width - group - label


class _Painter(QStyledItemDelegate):
    def __init__(self, screen: "SettingsScreen") -> None:
        super().__init__()
        self._screen = screen

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._screen.model.rows[index.row()]
        rect = option.rect
        if index.row() == self._screen.chosen and self._screen.is_there:
            painter.fillRect(rect, look.colour("selection"))
        elif index.row() == self._screen.chosen:
            painter.setPen(look.colour("primary"))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.setPen(look.colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        inner = rect.adjusted(12, 0, -12, 0)
        group, label, _ = widths = columns(inner.width())
        cells = (
            (tr(row.group), look.font(SMALL_PX), "muted"),
            (tr(row.label), look.font(15), "text"),
            (self._screen.value_of(row), look.font(15), "primary"),
        )
        lefts = (inner.left(), inner.left() + group, inner.left() + group + label)
        for left, width, (said, font, colour) in zip(lefts, widths, cells, strict=True):
            painter.setFont(font)
            painter.setPen(look.colour(colour))
            room = width - 6
            said = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room)
            if width:
                painter.drawText(left, inner.top(), room, inner.height(), middle, said)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, look.px(ROW_PX))


class SettingsScreen(QWidget):
    """The search line has the focus; arrows choose a row, Enter changes it."""

    left = Signal()
    """Back to selling."""
    people_wanted = Signal()
    """Who works here is to be looked at."""
    place_opened = Signal(object)
    """A row is being changed: the editor."""
    place_closed = Signal(object)
    """A row is changed or left as it was."""

    def __init__(
        self,
        work: Work,
        settings: Callable[[], Settings],
        set_value: Callable[[str, Value], None],
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self.setObjectName("settings")
        self.place = Place.SETTINGS
        self._work = work
        self._settings = settings
        self._set_value = set_value
        self.hq_line: HqLine | None = None
        self.print_ruler: PrintRuler = lambda told, failed: None
        self._shops: Shops = ()
        self._sweet: Item | None = None
        self._hq_url = ""
        self.chosen = 0
        self.is_there = True
        """The chosen row was gone to: Enter changes it. What a search found is only offered."""
        self.seek = Field(
            "settings_seek", lambda: tr("Find a setting"), lambda: tr("Find a setting")
        )
        self.seek.setMinimumHeight(40)
        self.seek.textChanged.connect(self._seek)
        self.model = SettingModel(self.value_of)
        self.list = QListView()
        self.list.setObjectName("settings_list")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self._painter = _Painter(self)
        self.list.setItemDelegate(self._painter)
        self.list.setAccessibleName(tr("Settings"))
        self.list.clicked.connect(lambda index: self._go_to(index.row()))
        self.unfound = Label("settings_unfound", self._unfound_words, tone="muted", wrap=True)
        """Stands where the list stands while no setting is called so."""
        self.unfound.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.unfound.setContentsMargins(12, 8, 12, 8)
        self.unfound.hide()
        self.editor = Editor(work, today, self._kept)
        self.editor.closed.connect(lambda: self.place_closed.emit(self.editor))
        rows = QVBoxLayout()
        rows.addWidget(self.seek)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.unfound, 1)
        body = QHBoxLayout(self)
        body.setContentsMargins(8, 6, 8, 6)
        body.addLayout(rows, 1)
        body.addWidget(self.editor)
        self.deeds: Deeds = {
            Deed.UP: lambda: self._go_to(self.chosen - 1),
            Deed.DOWN: lambda: self._go_to(self.chosen + 1),
            Deed.OLDER: lambda: self._go_to(self.chosen - self._page),
            Deed.NEWER: lambda: self._go_to(self.chosen + self._page),
            Deed.ENTER: self._enter,
            Deed.BACK: self._back,
        }

    def home(self) -> QWidget:
        """The search line has the focus."""
        return self.seek

    def refresh(self) -> None:
        """Fetch the shop's facts and show every row as it is now."""
        self._work.desk(lambda till: till.shop_from_today(), self._kept, owner=self)
        self._choose(self.chosen)

    def look_for(self, label: str) -> None:
        """Go to the setting, or those of the group, that is called so."""
        self.seek.setText(tr(label))
        self._go_to(0)

    @property
    def _shop(self) -> "Shop | None":
        return self._shops[0] if self._shops else None

    def _kept(self, shops: Shops | None) -> None:
        if shops is not None:
            self._shops = shops
            self._name_sweet(shops[0])
        self._name_hq()
        self.list.viewport().update()
        self._choose(self.chosen)

    def _name_hq(self) -> None:
        """The address of the HQ that these books have joined."""

        def told(url: str) -> None:
            self._hq_url = url
            self.list.viewport().update()

        self._work.desk(_joined, told, owner=self)

    def _name_sweet(self, shop: "Shop") -> None:
        """The name of the good that is given for small change."""

        def told(good: "Item | None") -> None:
            self._sweet = good
            self.list.viewport().update()

        self._work.look(lambda lookup: lookup.item(shop.sweet), told, owner=self)

    def value_of(self, row: SettingRow) -> str:
        """A row's value in words."""
        match row.kind:
            case "pc":
                value = getattr(self._settings(), row.name)
                said = VALUES.get((row.name, value))
                return tr(said) if said else str(value)
            case "number" | "text":
                return str(getattr(self._settings(), row.name))
            case "hq":
                return self._hq_url.partition("://")[2]
            case "starter" | "ruler" | "people":
                return ""
            case "limit":
                return limit_text(row.name, self._shop)
            case "filed":
                return filed_text(self._shop)
            case "scanner":
                now = self._settings()
                around = now.scan_prefix or now.scan_suffix
                return f"{now.scan_prefix} … {now.scan_suffix}".strip() if around else ""
            case "masks":
                return " ".join(self._shop.code_masks) if self._shop else ""
            case "good":
                return name_of(self._sweet) if self._sweet is not None else ""
            case _:
                return held_text(row, self._shops)

    @property
    def _page(self) -> int:
        """How many rows are in sight."""
        return max(1, self.list.viewport().height() // look.px(ROW_PX))

    def _seek(self, typed: str) -> None:
        self.model.seek(typed)
        self.list.setVisible(bool(self.model.rows))
        self.unfound.setVisible(not self.model.rows)
        self.unfound.tell(self._unfound_words)
        self.is_there = not typed
        self._choose(0)

    def _unfound_words(self) -> str:
        return tr("No setting is called “{typed}”. Esc shows them all.", typed=self.seek.text())

    def _choose(self, place: int) -> None:
        self.chosen = max(0, min(len(self.model.rows) - 1, place))
        self.list.viewport().update()
        if self.model.rows:
            self.list.scrollTo(self.model.index(self.chosen))
            self.editor.present(self.model.rows[self.chosen], self._shops, is_there=self.is_there)
        self.editor.setVisible(bool(self.model.rows))

    def _go_to(self, place: int) -> None:
        """Choose a row by hand."""
        self.is_there = True
        self._choose(place)

    def _enter(self) -> None:
        """Go to the row that was found, where Enter would turn it at once; else change it."""
        if self.model.rows and not self.is_there and self.model.rows[self.chosen].is_turned:
            self._go_to(self.chosen)
        else:
            self.change()

    def change(self) -> None:
        """Change the chosen setting, or open what changes it."""
        if not self.model.rows:
            return
        row = self.model.rows[self.chosen]
        if row.kind == "pc":
            values = next(each.values for each in TABLE if each.name == row.name)
            now = values.index(getattr(self._settings(), row.name))
            value = values[(now + 1) % len(values)]
            keep(
                self._work,
                row.name,
                value,
                self._set_value,
                lambda: self._kept(None),
                self.editor.refuse,
                self,
            )
            return
        if row.kind == "people":
            self.people_wanted.emit()
            return
        if row.kind == "starter":
            self.editor.fill_in()
            return
        if row.kind == "yes_no":
            self.editor.turn(row, self._kept)
            return
        if row.kind == "ruler":
            self.print_ruler(self.editor.ruler_printed, self.editor.refuse)
            return
        is_value = row.kind in ("number", "text")
        value = str(getattr(self._settings(), row.name)) if is_value else ""
        self.editor.open(row, self._shops, value, self._set_value, self.hq_line)
        self.place_opened.emit(self.editor)

    def _back(self) -> None:
        if self.seek.text():
            self.seek.clear()
        else:
            self.left.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list more than the editor takes."""
        super().resizeEvent(event)
        self.editor.setFixedWidth(min(look.px(SIDE_PX), self.width() * 42 // 100))

    def _retell(self) -> None:
        """Say the rows again; what was chosen stays so."""
        row = self.model.rows[self.chosen] if self.model.rows else None
        is_there = self.is_there
        self._seek(self.seek.text())
        if row in self.model.rows:
            self.is_there = is_there
            self._choose(self.model.rows.index(row))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say the rows again in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.list.setAccessibleName(tr("Settings"))
            self._retell()
        super().changeEvent(event)
