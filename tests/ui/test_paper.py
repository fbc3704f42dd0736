"""Papers at the counter: the first is the original, one asked for later says that it is a copy."""

from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt

from estore_pos.ui.counter.paper import PaperSheet
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside

END, ESC = Qt.Key.Key_End, Qt.Key.Key_Escape
LAST = (Qt.Key.Key_R, CTRL)
MARKS = ("DUPLICATE", "प्रति")


def shown(counter: Counterside, kind: str = "80") -> str:
    """The text of the PDF whose picture lies open; the sheet is closed again."""
    assert counter.shell.findChild(PaperSheet) is not None

    def told_of() -> list[str]:
        return [text for text in counter.texts() if ".pdf" in text and f"-{kind}-" in text]

    counter.qtbot.waitUntil(lambda: bool(told_of()), timeout=20_000)
    (told,) = told_of()
    document = pypdfium2.PdfDocument(Path(told[told.index(" /") + 1 :]))
    page = document[0].get_textpage()
    text: str = page.get_text_range()
    page.close()
    document.close()
    counter.press(ESC)
    return text


def is_copy(text: str) -> bool:
    assert (MARKS[0] in text) is (MARKS[1] in text)
    return MARKS[0] in text


def sell(counter: Counterside, code: str) -> str:
    counter.scan(code)
    counter.press(END)
    bill = counter.shell.last_bill
    assert bill is not None
    return bill.id


def test_the_bill_just_made_has_its_original_and_an_older_one_a_copy(
    counter: Counterside,
) -> None:
    first = sell(counter, SALT_CODE)
    counter.press(LAST)
    assert not is_copy(shown(counter))
    sell(counter, SOAP_CODE)
    counter.press(LAST)
    assert not is_copy(shown(counter))
    counter.scan(f"ES1:B:{first}")
    assert is_copy(shown(counter)), "its QR is on the paper that the buyer has"


def test_in_another_size_a_copy_stays_a_copy(counter: Counterside) -> None:
    first = sell(counter, SALT_CODE)
    counter.scan(f"ES1:B:{first}")
    counter.press(Qt.Key.Key_F6)
    assert is_copy(shown(counter, "58"))


def test_after_a_restart_the_last_paper_is_a_copy(counter: Counterside) -> None:
    sell(counter, SALT_CODE)
    counter.shell.last_bill = None  # as in a window that was opened after the bill was made
    counter.press(LAST)
    assert is_copy(shown(counter))
