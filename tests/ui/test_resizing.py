"""The window grows and shrinks under what lies over the counter: each part goes along at once."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from estore_pos.ui.counter.approval import ApprovalSheet
from estore_pos.ui.counter.payment import PaymentSheet
from estore_pos.ui.counter.teach import TeachBar
from tests.ui.counterside import SALT_CODE, UNKNOWN_CODE, Counterside
from tests.ui.staffed import RAM, staff
from tests.ui.test_scanner import MILK, TEA
from tests.ui.test_settings import open_setting

ENTER, ESC, F7 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F7
SIZES = [(1024, 600), (1366, 697), (1190, 640), (1210, 640), (800, 520), (1920, 1040), (1024, 600)]
"""Over and under where the counter becomes compact, and where its side takes two fifths."""


def place(counter: Counterside, part: QWidget) -> QRect:
    """Where a part is, in the window."""
    return QRect(part.mapTo(counter.shell, QPoint(0, 0)), part.size())


def lies_over_the_side(counter: Counterside, sheet: QWidget) -> None:
    side, over = place(counter, counter.shell.counter.side), place(counter, sheet)
    assert (over.left(), over.right()) == (side.left() - 2, side.right() + 2)


def opened(counter: Counterside) -> PaymentSheet:
    """The payment sheet, which is a narrow one."""
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    sheet = counter.shell.findChild(PaymentSheet)
    assert isinstance(sheet, PaymentSheet)
    assert not sheet.wide
    return sheet


@pytest.mark.parametrize("first", SIZES[:2])
def test_a_narrow_sheet_lies_over_the_right_side_whatever_the_window_does(
    counter: Counterside, first: tuple[int, int]
) -> None:
    counter.shell.resize(*first)
    sheet = opened(counter)
    for width, height in SIZES:
        counter.shell.resize(width, height)
        lies_over_the_side(counter, sheet)
        counter.qtbot.wait(20)  # and what Qt lays out later moves nothing
        lies_over_the_side(counter, sheet)


def test_a_narrow_sheet_goes_along_when_letters_grow(counter: Counterside) -> None:
    sheet = opened(counter)
    for scale in (130, 100):
        counter.shell.set_value("scale", scale)
        lies_over_the_side(counter, sheet)
        counter.qtbot.wait(20)
        lies_over_the_side(counter, sheet)


@pytest.mark.parametrize("first", [(1366, 697), (1024, 600), (1920, 1040)])
def test_a_narrow_sheet_over_the_settings_is_in_the_window_whatever_it_does(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch, first: tuple[int, int]
) -> None:
    """There the right side of the counter is hidden, and lies where it last was."""
    staff(counter, RAM, monkeypatch)
    counter.shell.resize(*first)
    counter.qtbot.wait(20)
    open_setting(counter, "learn the scanner")
    counter.shell.resize(*SIZES[1 if first == SIZES[0] else 0])
    counter.scan(f"~A{TEA}#")
    counter.scan(f"~A{MILK}#")
    sheet = counter.shell.at
    assert isinstance(sheet, ApprovalSheet)
    for size in (None, *SIZES):
        if size is not None:
            counter.shell.resize(*size)
            counter.qtbot.wait(20)
        over = place(counter, sheet)
        assert over.right() == counter.shell.width() - 9, size
        assert over.left() > 0


def test_a_question_lies_on_the_entry_line_whatever_the_window_does(counter: Counterside) -> None:
    screen = counter.shell.counter
    counter.scan(SALT_CODE)
    counter.press(F7)
    for width, height in SIZES:
        counter.shell.resize(width, height)
        assert place(counter, screen.question) == place(counter, screen.entry)
    counter.press(ESC)
    counter.scan(UNKNOWN_CODE)
    bar = screen.findChild(TeachBar)
    assert isinstance(bar, TeachBar)
    for width, height in SIZES:
        counter.shell.resize(width, height)
        assert place(counter, bar) == place(counter, screen.entry)
