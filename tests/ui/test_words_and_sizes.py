"""Every window in both languages and both themes: nothing clipped, nothing left in the other."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.item import Item
from estore_pos.operations.line import LineCode, LineState
from estore_pos.operations.printer import PrinterState
from estore_pos.text.words import read_catalogue
from estore_pos.ui.keymap import KEYS, Deed, Place, find, keys_of
from estore_pos.ui.style import SMALL_PX, look
from tests.fully import fully
from tests.operations.shopfront import goods, put_item
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_scanguard import OFTEN, OPENED
from tools.words import CATALOGUE

DEVANAGARI = re.compile(r"[\u0900-\u097f]")
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
# Names of keys, abbreviations and what is typed: Hindi shows them in Latin letters too.
BOTH = frozenset(
    {"Del", "PgUp", "PgDn"}
    | {"Enter", "Esc", "End", "Ctrl", "Alt", "Shift", "Tab", "English", "sarso", "aalu", "chhoot"}
    | {"paseri", "chini", "sawa", "kilo", "dhai", "pav", "adhpav", "darjan"}
    | {"HSN", "SAC"}
    | {"GSTIN", "GST", "IGST", "UPI", "MRP", "PDF", "CSC", "FSSAI", "PIN"}
    | {"AEPS", "DigiPay"}
)


def visible(counter: Counterside) -> Iterator[QWidget]:
    return (w for w in counter.shell.findChildren(QWidget) if w.isVisible())


def clipped(counter: Counterside) -> list[str]:
    """What does not fit: a button narrower than its words, a label cut at its foot or side."""
    faults = []
    for widget in visible(counter):
        match widget:
            case QPushButton():
                metrics = QFontMetrics(widget.font())
                wide = max(metrics.horizontalAdvance(line) for line in widget.text().split("\n"))
                high = metrics.lineSpacing() * (widget.text().count("\n") + 1)
                if wide > widget.width() - 4 or high > widget.height():
                    faults.append(f"{widget.objectName()}: {widget.text()!r}")
            case QLabel() if widget.text() and widget.wordWrap():
                if widget.heightForWidth(widget.width()) > widget.height() + 2:
                    faults.append(f"{widget.objectName()}: {widget.text()!r}")
            case QLabel() if widget.text():
                if widget.sizeHint().width() > widget.width() + 1:
                    faults.append(f"{widget.objectName()}: {widget.text()!r}")
            case _:
                pass
    return faults


SIZES = ((1366, 697), (1093, 558), (1024, 600), (1920, 1040))
LOOKS = [(lang, theme, at) for lang in ("hi", "en") for theme in ("light", "dark") for at in SIZES]
LOOKS_OFTEN = [("hi", "light", SIZES[0]), ("en", "dark", SIZES[2])]


@pytest.mark.parametrize("seen", fully(LOOKS, quick=LOOKS_OFTEN), ids=str)
def test_no_word_is_clipped(counter: Counterside, seen: tuple[str, str, tuple[int, int]]) -> None:
    shell = counter.shell
    language, theme, size = seen
    shell.resize(*size)
    shell.set_value("language", language)
    shell.set_value("theme", theme)
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    faults = {}
    for place, opened in OPENED.items():
        opened(counter)
        counter.qtbot.wait(10)
        if found := clipped(counter):
            faults[place] = found
        shell.go_counter()
    assert faults == {}


@pytest.mark.parametrize("language", ["hi", "en"])
def test_no_word_is_clipped_when_letters_grow_while_the_till_runs(
    counter: Counterside, language: str
) -> None:
    counter.shell.set_value("language", language)
    counter.scan(SALT_CODE)
    for size in (SIZES[0], SIZES[2]):
        counter.shell.resize(*size)
        for scale in (130, 100, 115):
            counter.shell.set_value("scale", scale)
            counter.qtbot.wait(20)
            assert clipped(counter) == [], (size, scale)


@pytest.mark.parametrize("language", ["hi", "en"])
def test_both_names_of_a_good_stand_beside_the_bill(counter: Counterside, language: str) -> None:
    counter.shell.set_value("language", language)
    counter.scan(SOAP_CODE)
    side = counter.shell.counter.side
    names = ["साबुन", "Soap"] if language == "hi" else ["Soap", "साबुन"]
    assert side.line_name.text().split("\n") == names
    long = replace(
        item_named("Soap"), name_en="Neem and turmeric bathing soap, the family pack of four"
    )
    counter.work.desk(lambda till: put_item(till, long))
    counter.press(Qt.Key.Key_End)
    counter.scan(SOAP_CODE)
    both = f"{side.line_name.text()} {side.line_facts.text()}"
    assert long.name_hi in both
    assert long.name_en in both
    assert both.startswith(long.name_hi if language == "hi" else long.name_en)
    assert clipped(counter) == []
    counter.shell.resize(1024, 600)
    counter.qtbot.wait(20)
    assert clipped(counter) == []


@pytest.mark.parametrize("language", ["hi", "en"])
def test_a_good_with_one_name_has_it_beside_the_bill(counter: Counterside, language: str) -> None:
    counter.shell.set_value("language", language)
    counter.work.desk(lambda till: put_item(till, replace(item_named("Soap"), name_en="")))
    counter.scan(SOAP_CODE)
    assert counter.shell.counter.side.line_name.text() == "साबुन"


def item_named(english: str) -> Item:
    """A good of the tests' shop."""
    return next(each for each in goods() if each.name_en == english)


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_status_line_has_room_for_the_longest_it_can_say(
    counter: Counterside, language: str
) -> None:
    counter.shell.resize(1024, 600)
    counter.shell.set_value("language", language)
    counter.shell.status.doubt_clock(True, asks=True)
    now = counter.clock.now()
    for code in get_args(LineCode):
        counter.shell.status.present(LineState(code, 214, 230, now, "https://hq.invalid"))
        for why in ("T601", "T602", "T603", "T604", "T605", "T501"):
            state = PrinterState(True, 12, trouble=Trouble(TroubleCode(why)))
            counter.shell.printer_told.emit(state)
            counter.rest()
            assert clipped(counter) == [], (code, why)


@pytest.mark.parametrize("place", fully(OPENED, quick=OFTEN))
def test_one_key_changes_every_word_in_sight(counter: Counterside, place: Place) -> None:
    counter.scan(SOAP_CODE)
    OPENED[place](counter)
    counter.press((Qt.Key.Key_L, CTRL))
    in_hindi = counter.texts()
    left = [
        text
        for text in in_hindi
        if any(word not in BOTH for word in LATIN_WORD.findall(text)) and not _is_fact(text)
    ]
    assert left == []
    counter.press((Qt.Key.Key_L, CTRL))
    left = [text for text in counter.texts() if DEVANAGARI.search(text) and not _is_fact(text)]
    assert left == []


def _is_fact(text: str) -> bool:
    """Goods have their own names, each language its own, and a bill's number has any letters."""
    own = "Soap", "साबुन", "गीता", "राम", "हि | EN", "हिन्दी / English", "/26/0000"
    return any(word in text for word in own)


def test_suggestions_and_rows_speak_the_language_too(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.type("aal")
    counter.press((Qt.Key.Key_L, CTRL))
    suggested = counter.shell.counter.suggestions.model().index(0, 0).data()
    assert suggested.startswith("आलू")
    assert counter.shell.counter.table.lines.index(0, 1).data() == "साबुन"
    header = counter.shell.counter.table.lines.headerData(1, Qt.Orientation.Horizontal)
    assert header == "सामान"


@pytest.mark.parametrize("place", fully(OPENED, quick=OFTEN))
def test_whoever_cannot_see_the_window_is_told_the_same(counter: Counterside, place: Place) -> None:
    counter.scan(SALT_CODE)
    OPENED[place](counter)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()!r}"
        for widget in visible(counter)
        if isinstance(widget, QAbstractButton | QLineEdit | QAbstractItemView)
        and not isinstance(widget, QHeaderView)
        and not (widget.objectName() and widget.accessibleName())
    ]
    assert nameless == []


def test_no_letter_is_smaller_than_thirteen_pixels(counter: Counterside) -> None:
    small = [w.objectName() for w in visible(counter) if 0 < w.font().pixelSize() < SMALL_PX]
    assert small == []
    assert look.px(100) == 100


def _light(colour: QColor) -> float:
    """Relative luminance, as WCAG tells it."""
    parts = (part / 255 for part in (colour.red(), colour.green(), colour.blue()))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: QColor, other: QColor) -> float:
    dark, bright = sorted((_light(one), _light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_an_empty_field_asks_for_is_painted_so_that_it_is_read(
    counter: Counterside, theme: str
) -> None:
    counter.shell.set_value("theme", theme)
    entry = counter.shell.counter.entry
    entry.clear()
    entry.setPlaceholderText("\u2014" * 20)  # the long strokes fill whole pixels
    painted = entry.grab().toImage()
    ground = look.colour("panel")
    inner = [
        painted.pixelColor(x, y)
        for x in range(20, painted.width() // 3)
        for y in range(8, painted.height() - 8)
    ]
    assert max(_contrast(each, ground) for each in inner) >= 4.5
    assert entry.palette().placeholderText().color() == look.colour("muted")


def test_there_is_no_modal_box(counter: Counterside) -> None:
    assert not counter.shell.findChildren(QMessageBox)
    assert not any(widget.isModal() for widget in visible(counter))


def test_each_key_means_one_thing_in_a_place_and_has_words_in_both_languages() -> None:
    catalogue = read_catalogue(CATALOGUE.read_bytes())
    for place in Place:
        combos = [key.combo for key in KEYS if key.place is place]
        assert len(combos) == len(set(combos)), place
    for key in KEYS:
        assert key.label in catalogue, key
        assert find(key.place, key.combo) is key


@pytest.mark.parametrize("place", fully(OPENED, quick=OFTEN))
def test_every_key_of_a_place_does_something_there(counter: Counterside, place: Place) -> None:
    counter.scan(SALT_CODE)
    OPENED[place](counter)
    own = {key.deed for key in keys_of(place) if key.place is place}
    assert own == set(counter.shell.at.deeds)
    assert Deed.HELP not in own
