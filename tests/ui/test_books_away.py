"""The file of the books is taken away while the till is open: told, and nothing is lost."""

from contextlib import closing
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import Settings
from estore_pos.store import sale
from estore_pos.store.books import FILE
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside

END = Qt.Key.Key_End
SHIFT = Qt.KeyboardModifier.ShiftModifier
SAID = {
    "hi": ("(T101)",),
    "en": ("The books are not in", "Nothing was made in their place", "(T101)"),
}


@pytest.mark.parametrize("language", ["hi", "en"])
def test_books_taken_away_are_missed_at_the_next_scan_and_sell_on_once_they_are_back(
    tmp_path: Path, qtbot: QtBot, language: Literal["hi", "en"]
) -> None:
    side = Counterside(tmp_path, qtbot, Settings(language=language), practice=True)
    side.start()
    side.scan(SALT_CODE)
    side.press(END)
    file, away = tmp_path / "books" / FILE, tmp_path / "away"
    file.rename(away)
    side.scan(SOAP_CODE)
    for said in SAID[language]:
        assert said in " ".join(side.texts())
    view = side.shell.counter.view
    assert view is not None
    assert view.count == 0, "what no book holds is on no bill"
    side.press((Qt.Key.Key_R, CTRL | SHIFT))
    assert not file.exists(), "no empty books in their place"
    side.press(Qt.Key.Key_Escape)
    away.rename(file)
    side.scan(SOAP_CODE)
    side.press(END)
    bill = side.shell.last_bill
    assert bill is not None
    assert str(bill.number) in " ".join(side.texts()), "the bill is said to be saved"
    till = side.work._till
    assert till is not None
    with closing(till._books.reader()) as reader, reader.page() as page:
        assert len(sale.latest(page, 5)) == 2
    side.close()
