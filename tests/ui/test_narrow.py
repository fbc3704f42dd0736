"""Large letters on a small screen: figures stay whole, the name gives way."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import Settings
from estore_pos.ui.counter.bill import AMOUNT, CELL_MARGIN_PX, NAME, PRICE, QUANTITY, UNIT
from estore_pos.ui.keymap import Place
from estore_pos.ui.setup.settings import columns
from estore_pos.ui.style import look
from estore_pos.ui.widgets.figure import Figure
from tests.fully import fully
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, UNPRICED_CODE, Counterside
from tests.ui.test_scanguard import OPENED
from tests.ui.test_share import Phone
from tests.ui.test_words_and_sizes import clipped

ENTER, ESC, F7 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F7


SIZES = [(130, "hi"), (130, "en"), (115, "hi"), (115, "en")]


@pytest.fixture(params=fully(SIZES, quick=[(130, "hi")]))
def narrow(
    request: pytest.FixtureRequest, tmp_path: Path, answered: Path, qtbot: QtBot
) -> Iterator[Counterside]:
    scale: Literal[115, 130]
    language: Literal["hi", "en"]
    scale, language = request.param
    side = Counterside(tmp_path, qtbot, Settings(language=language, scale=scale), practice=False)
    shutil.copytree(answered, side.root, dirs_exist_ok=True)
    side.start(width=1024, height=600)
    yield side
    side.close()


def fill(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.type("*997")
    counter.press(ENTER)
    counter.scan(UNPRICED_CODE)
    counter.type("98765.50")
    counter.press(ENTER)
    counter.type("*99")
    counter.press(ENTER)
    counter.scan(SOAP_CODE)
    counter.qtbot.wait(20)


def test_price_and_amount_are_whole_and_the_name_gives_way(narrow: Counterside) -> None:
    fill(narrow)
    table = narrow.shell.counter.table
    widths = [table.columnWidth(column) for column in range(6)]
    assert sum(widths) <= table.viewport().width()
    metrics = QFontMetrics(table.font())
    for row in table.lines.rows:
        for column in (QUANTITY, UNIT, PRICE, AMOUNT):
            assert metrics.horizontalAdvance(row.cells[column]) <= (
                widths[column] - 2 * CELL_MARGIN_PX
            ), row.cells
    assert widths[NAME] >= metrics.horizontalAdvance("साबुन")
    assert narrow.shell.counter.side.geometry().right() <= narrow.shell.counter.width()


def test_the_total_and_the_sum_to_pay_fit_their_boxes(narrow: Counterside) -> None:
    fill(narrow)
    total = narrow.shell.counter.total
    assert QFontMetrics(total.letters()).horizontalAdvance(total.texts[2]) <= total.inner().width()
    narrow.press((Qt.Key.Key_U, CTRL))
    narrow.qtbot.wait(20)
    figure = narrow.shell.findChild(Figure, "upi_owed")
    assert isinstance(figure, Figure)
    assert "₹ 98" in figure.text() or "₹ 9" in figure.text()
    assert QFontMetrics(figure.letters()).horizontalAdvance(figure.text()) <= figure.width()
    assert QFontMetrics(figure.letters()).ascent() <= figure.height()
    sheet = figure.parentWidget()
    assert sheet is not None
    assert sheet.rect().contains(figure.geometry())


def test_every_way_of_paying_and_its_refusal_are_whole(narrow: Counterside) -> None:
    fill(narrow)
    for letters in ("5", "m5", "d"):
        narrow.press(ENTER)
        for letter in letters:
            narrow.type(letter)
        narrow.qtbot.wait(20)
        assert clipped(narrow) == []
        if letters != "d":
            narrow.press(ENTER)
            narrow.qtbot.wait(20)
            assert clipped(narrow) == []
        narrow.press(ESC)


BESIDE = [
    *(Place.ESTIMATE, Place.ESTIMATES, Place.CLOSE_ESTIMATE, Place.CANCEL),
    *(Place.TILES, Place.KITS, Place.CATEGORIES, Place.CATEGORY, Place.SERVICE),
]


@pytest.mark.parametrize("place", fully(BESIDE, quick=BESIDE[::2]))
def test_what_is_opened_beside_a_bill_is_whole(narrow: Counterside, place: Place) -> None:
    narrow.scan(SALT_CODE)
    OPENED[place](narrow)
    narrow.qtbot.wait(20)
    assert clipped(narrow) == []
    if place in (Place.ESTIMATE, Place.CLOSE_ESTIMATE):
        narrow.type("99999")
    narrow.press(ENTER)
    narrow.qtbot.wait(20)
    if narrow.shell.at.place is place:
        assert clipped(narrow) == [], "with what is wrong, too"


def test_sending_a_bill_and_all_it_can_say_is_whole(narrow: Counterside, tmp_path: Path) -> None:
    narrow.scan(SALT_CODE)
    narrow.press(Qt.Key.Key_End, (Qt.Key.Key_W, CTRL))
    narrow.qtbot.wait(20)
    assert clipped(narrow) == []
    narrow.type("12345")
    narrow.press(ENTER)
    narrow.qtbot.wait(20)
    assert clipped(narrow) == []
    for takes in ((), ("https",)):
        chat = Phone(tmp_path / "Documents" / "Bills")
        chat.takes = takes
        narrow.shell.chat = chat
        narrow.press(ESC, (Qt.Key.Key_W, CTRL), ENTER)
        narrow.qtbot.waitUntil(chat.is_done, timeout=20_000)
        narrow.qtbot.wait(20)
        assert narrow.shell.counter.strip.tone == ("ok" if takes else "warn")
        assert clipped(narrow) == []


def test_the_values_of_the_settings_are_in_sight(narrow: Counterside) -> None:
    narrow.press((Qt.Key.Key_Comma, CTRL))
    narrow.qtbot.wait(20)
    rows = narrow.shell.findChild(QListView, "settings_list")
    assert isinstance(rows, QListView)
    inside = rows.viewport().width() - 24
    group, label, value = columns(inside)
    assert group + label + value == inside
    said = QFontMetrics(look.font(15)).horizontalAdvance("receipt 80 mm")
    assert value >= said


def test_the_tax_choice_and_its_refusal_are_whole(narrow: Counterside) -> None:
    narrow.press((Qt.Key.Key_Comma, CTRL))
    narrow.type("GST")
    narrow.press(ENTER)
    narrow.qtbot.wait(20)
    assert clipped(narrow) == []
    narrow.press(ENTER)
    narrow.type("10AAACR5055K1ZM")
    narrow.press(ENTER, ENTER)
    narrow.qtbot.wait(20)
    assert [each for each in clipped(narrow) if "setting" in each] == []
