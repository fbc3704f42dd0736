"""Papers at the counter: the first is the original, one asked for later says that it is a copy."""

import threading
from functools import partial
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from estore_pos.ui.counter.paper import PaperSheet
from tests.documents import reading
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside

END, ESC = Qt.Key.Key_End, Qt.Key.Key_Escape
BEFORE, LAST = Qt.Key.Key_PageUp, (Qt.Key.Key_R, CTRL)
MARKS = ("DUPLICATE", "प्रति")


def shown(counter: Counterside, kind: str = "80") -> str:
    """The text of the PDF whose picture lies open; the sheet is closed again."""
    assert counter.shell.findChild(PaperSheet) is not None

    def told_of() -> list[str]:
        return [text for text in counter.texts() if ".pdf" in text and f"-{kind}-" in text]

    counter.qtbot.waitUntil(lambda: bool(told_of()), timeout=20_000)
    (told,) = told_of()
    path = told[told.index(" /") + 1 :].replace("\N{ZERO WIDTH SPACE}", "")
    document = pypdfium2.PdfDocument(Path(path))
    page = document[0].get_textpage()
    text: str = page.get_text_range()
    page.close()
    document.close()
    counter.press(ESC)
    return text


def is_copy(text: str) -> bool:
    assert (MARKS[0] in text) is (MARKS[1] in text)
    return MARKS[0] in text


def test_the_sheet_is_called_what_the_paper_is(counter: Counterside) -> None:
    sell(counter, SALT_CODE)
    counter.press(LAST)
    assert "Paper of the bill" in counter.texts()
    counter.press(ESC, BEFORE, Qt.Key.Key_F10)
    counter.press(Qt.Key.Key_F2, Qt.Key.Key_Return, LAST)
    assert "Paper of the credit note" in counter.texts()
    counter.press(ESC)
    counter.scan(SOAP_CODE)
    counter.press((Qt.Key.Key_E, ALT), Qt.Key.Key_Return)
    counter.qtbot.waitUntil(lambda: isinstance(counter.shell.at, PaperSheet), timeout=20_000)
    assert "Paper of the estimate" in counter.texts()


def sell(counter: Counterside, code: str) -> str:
    counter.scan(code)
    counter.press(END)
    bill = counter.shell.last_bill
    assert bill is not None
    return bill.id


def test_the_bill_just_made_has_its_original_and_an_older_one_a_copy(
    counter: Counterside,
) -> None:
    sell(counter, SALT_CODE)
    counter.press(LAST)
    assert not is_copy(shown(counter))
    sell(counter, SOAP_CODE)
    counter.press(LAST)
    assert not is_copy(shown(counter))
    counter.press(BEFORE, BEFORE, LAST)
    assert is_copy(shown(counter)), "its buyer has had his"


def test_in_another_size_a_copy_stays_a_copy(counter: Counterside) -> None:
    sell(counter, SALT_CODE)
    sell(counter, SOAP_CODE)
    counter.press(BEFORE, BEFORE, LAST)
    counter.press(Qt.Key.Key_F6)
    assert is_copy(shown(counter, "58"))


OPEN = (Qt.Key.Key_O, CTRL)


class SystemsViewer:
    """Takes files, or says that this PC has no program for them; on which thread, too."""

    def __init__(self, counter: Counterside, takes: bool = True) -> None:
        self.opened: list[Path] = []
        self.said: list[str] = []
        self.threads: set[threading.Thread] = set()
        self.takes = takes
        counter.shell.show_file = self.show

    def has_opened(self, count: int) -> bool:
        """Whether it was handed so many by now."""
        return len(self.opened) == count

    def show(self, path: Path) -> bool:
        """Keep what was to be shown."""
        self.said.append(reading.text(path.read_bytes()))
        self.threads.add(threading.current_thread())
        self.opened.append(path)
        return self.takes


def test_one_key_opens_the_pdf_and_nothing_opens_without_it(counter: Counterside) -> None:
    viewer = SystemsViewer(counter)
    sell(counter, SALT_CODE)
    counter.press(LAST)
    assert not is_copy(shown(counter))
    assert viewer.opened == []
    counter.press(OPEN)
    strip = counter.shell.counter.strip
    counter.qtbot.waitUntil(lambda: "can be printed there" in strip.text(), timeout=20_000)
    counter.press(LAST, Qt.Key.Key_F6, OPEN)
    counter.qtbot.waitUntil(lambda: len(viewer.opened) == 2, timeout=20_000)
    bill = counter.shell.last_bill
    assert bill is not None
    at_the_counter, on_the_sheet = (path.name for path in viewer.opened)
    assert at_the_counter.startswith(f"{bill.number.replace('/', '-')}-80-both-")
    assert "-58-both-copy-" in on_the_sheet
    assert threading.main_thread() not in viewer.threads


def test_a_pc_without_a_viewer_says_where_the_pdf_lies(counter: Counterside) -> None:
    viewer = SystemsViewer(counter, takes=False)
    counter.press(OPEN)
    assert "No bill has been made yet." in counter.texts()
    sell(counter, SALT_CODE)
    counter.press(OPEN)
    strip = counter.shell.counter.strip
    counter.qtbot.waitUntil(lambda: "No program on this PC" in strip.text(), timeout=20_000)
    assert str(viewer.opened[0]) in strip.text()
    assert "is saved" in strip.text()
    counter.press(LAST, OPEN)
    counter.qtbot.waitUntil(
        lambda: sum("No program on this PC" in text for text in counter.texts()) == 2,
        timeout=20_000,
    )
    assert len(viewer.opened) == 2


def test_a_key_that_is_held_opens_one_window(counter: Counterside) -> None:
    viewer = SystemsViewer(counter)
    sell(counter, SALT_CODE)
    counter.press(OPEN)
    for _ in range(5):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_O, CTRL, "", True, 1)
        QApplication.sendEvent(counter.focused(), held)
    counter.qtbot.waitUntil(lambda: len(viewer.opened) == 1, timeout=20_000)
    counter.qtbot.wait(50)
    counter.rest()
    assert len(viewer.opened) == 1


def test_after_a_restart_the_last_paper_is_a_copy_if_its_original_went_out(
    counter: Counterside,
) -> None:
    viewer = SystemsViewer(counter)
    sell(counter, SALT_CODE)
    counter.shell.last_papers = ()  # as in a window that was opened after the bill was made
    counter.press(LAST)
    assert not is_copy(shown(counter)), "nobody has had it"
    counter.press(OPEN)
    counter.qtbot.waitUntil(lambda: len(viewer.opened) == 1, timeout=20_000)
    counter.press(LAST)
    assert is_copy(shown(counter))


def test_pdfs_that_are_opened_are_numbered_and_looking_at_a_paper_is_not(
    counter: Counterside,
) -> None:
    viewer = SystemsViewer(counter)
    sell(counter, SALT_CODE)
    for count in range(1, 4):
        counter.press(LAST)
        shown(counter)
        counter.press(OPEN)
        counter.qtbot.waitUntil(partial(viewer.has_opened, count), timeout=20_000)
    first, second, third = viewer.said
    assert not is_copy(first)
    assert "DUPLICATE 1\n" in second
    assert "DUPLICATE 2\n" in third
