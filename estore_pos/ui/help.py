"""What every key does here, and what can be typed: the help sheet."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from estore_pos.text.words import keyed, mark, tr
from estore_pos.ui.keymap import KEYS, Deed, Key, Place, keys_of, shown
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import ShowFile
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, restyle
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.archive import Archive

TYPED: tuple[tuple[str, str], ...] = (
    ("sarso", mark("find an item by its name; Hindi or English letters")),
    ("sarso 2", mark("two of it")),
    ("aalu 500g", mark("so much by weight")),
    ("aalu paseri", mark("as it is said: sawa kilo, dhai, pav, adhpav, darjan")),
    ("aalu 50r", mark("for fifty rupees")),
    (".s50", mark("for fifty rupees of the category s: goods without a name (Alt+.)")),
    ("3*", mark("then scan: three of it")),
    ("*4", mark("four of the line that is marked")),
    ("+  -", mark("one more, one less of the marked line")),
    ("10 F3  5% F3", mark("ten rupees, or five percent, off the marked line; F9: off the bill")),
    ("=45*3+10", mark("reckoned out; Enter leaves the result for End, F2, F7. 200-10% is 180")),
    ("500 End", mark("500 was handed over in cash")),
)


class HelpSheet(Sheet):
    """The keys of one place, then what can be typed at the counter."""

    card_wanted = Signal()
    """All keys are wanted on a paper."""

    def __init__(self, place: Place) -> None:
        super().__init__(Place.HELP, lambda: tr("Keys"))
        self._area = QScrollArea()
        self._area.setObjectName("help_area")
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        row = 0
        for key in keys_of(place):
            self._put(grid, row, f"help_{key.combo}", shown(key.combo), key)
            row += 1
        if place is Place.COUNTER:
            title = Label("help_typed", lambda: tr("What can be typed"), tone="heading")
            grid.addWidget(title, row, 0, 1, 2)
            for number, (typed, label) in enumerate(TYPED):
                row += 1
                self._put(grid, row, f"help_typed_{number}", keyed(typed), label)
        grid.setRowStretch(row + 1, 1)
        self._area.setWidget(inside)
        self.rows.addWidget(self._area, 1)
        self.told = Label("help_card", _card_words, tone="muted", wrap=True)
        self.rows.addWidget(self.told)
        self.deeds = {Deed.OPEN_PDF: self.card_wanted.emit, Deed.BACK: self.close_sheet}

    def _put(self, grid: QGridLayout, row: int, name: str, keys: str, said: Key | str) -> None:
        label = said.label if isinstance(said, Key) else said
        grid.addWidget(Label(f"{name}_key", lambda: keys, tone="heading"), row, 0)
        grid.addWidget(Label(name, lambda: tr(label), wrap=True), row, 1)

    @override
    def home(self) -> QWidget:
        """The list has the focus: the arrow keys move it."""
        return self._area


def _card_words() -> str:
    return tr("Ctrl+O: the keys on one page, to print and hang up")


def card_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """What the key card says: of the counter, of what is typed there, of paying, of everywhere."""
    places = (
        (Place.COUNTER, mark("Sell")),
        (Place.PAYMENT, mark("Payment")),
        (Place.ANYWHERE, mark("Everywhere")),
    )
    counter, *others = [
        (tr(name), [(_printed(key), tr(key.label)) for key in KEYS if key.place is place])
        for place, name in places
    ]
    typed = (tr("What can be typed"), [(keyed(text), tr(label)) for text, label in TYPED])
    return [counter, typed, *others]


def _printed(key: Key) -> str:
    """A key's name on a paper, whose letters have no arrows."""
    return {"Up": tr("arrow up"), "Down": tr("arrow down")}.get(key.combo) or shown(key.combo)


def open_card(
    sheet: HelpSheet, work: Work, show: ShowFile, failed: Callable[["ShopError"], None]
) -> None:
    """Have the system's viewer open the key card; the sheet says how it went."""
    title, groups = f"eStore — {tr('Keys')}", card_groups()

    def opened(archive: "Archive") -> tuple[Path, bool]:
        path = archive.key_card(title, groups)
        return path, show(path)

    restyle(sheet.told, "tone", "muted")
    sheet.told.tell(lambda: tr("The key card is being made…"))

    def tell(answer: tuple[Path, bool]) -> None:
        path, is_open = answer
        restyle(sheet.told, "tone", "success" if is_open else "danger")
        sheet.told.tell(_open_words if is_open else lambda: tr(_NO_VIEWER, path=path))

    def unmade(error: "ShopError") -> None:
        sheet.told.tell(_card_words)
        failed(error)

    work.slow(opened, tell, unmade, owner=sheet)


_NO_VIEWER = mark("No program on this PC opens a PDF. The key card lies at {path}")


def _open_words() -> str:
    return tr("The key card is open in a window of its own; it can be printed there.")
