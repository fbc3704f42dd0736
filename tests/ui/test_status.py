"""The line at the bottom says how many bills wait and when HQ last acknowledged, however narrow."""

from typing import get_args

import pytest
from PySide6.QtWidgets import QLabel

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.operations.line import LineCode, LineState
from estore_pos.operations.printer import PrinterState
from estore_pos.text.dates import brief_stamp_text, stamp_text
from estore_pos.ui.status import STATUS_PX
from tests.operations.shopfront import NOON
from tests.ui.counterside import Counterside
from tests.ui.test_words_and_sizes import clipped

FULL = {
    "en": ("● HQ reached", "214 bills wait to be sent", f"HQ answered last {stamp_text(NOON)}"),
    "hi": (
        "● मुख्यालय से जुड़े हैं",
        "214 बिल भेजने बाकी",
        f"मुख्यालय का पिछला जवाब {stamp_text(NOON)}",
    ),
}
PRINTERS = (
    PrinterState(is_set=True),
    PrinterState(is_set=True, waiting=12, trouble=Trouble(TroubleCode.PRINTER_COVER_OPEN)),
)
SIZES = ((1366, 697), (1024, 600))


def told(counter: Counterside, state: LineState, printer: PrinterState) -> tuple[QLabel, ...]:
    """Those of the labels that can be seen, once both were told."""
    counter.shell.line_told.emit(state)
    counter.shell.printer_told.emit(printer)
    counter.rest()
    status = counter.shell.status
    assert clipped(counter) == []
    return tuple(each for each in (status.line, status.waiting, status.last) if each.isVisible())


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", ["hi", "en"])
def test_how_the_line_stands_how_many_wait_and_the_last_answer_stand_in_whole_words(
    counter: Counterside, language: str, size: tuple[int, int]
) -> None:
    counter.shell.resize(*size)
    counter.shell.set_value("language", language)
    said = told(counter, LineState("online", 214, 230, NOON), PRINTERS[0])
    assert tuple(each.text() for each in said) == FULL[language]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", ["hi", "en"])
def test_both_stand_in_few_words_where_all_there_is_to_say_has_no_room(
    counter: Counterside, language: str, size: tuple[int, int]
) -> None:
    counter.shell.resize(*size)
    counter.shell.set_value("language", language)
    for code in get_args(LineCode):
        for printer in PRINTERS:
            line, waiting, last = told(counter, LineState(code, 214, 230, NOON), printer)
            assert waiting.text().startswith("214 "), code
            assert brief_stamp_text(NOON) in last.text() or stamp_text(NOON) in last.text(), code
            assert line.height() <= STATUS_PX


@pytest.mark.parametrize("language", ["hi", "en"])
def test_how_many_wait_stays_when_letters_grow_beyond_what_the_line_holds(
    counter: Counterside, language: str
) -> None:
    counter.shell.resize(1024, 600)
    counter.shell.set_value("language", language)
    for scale in (115, 130):
        counter.shell.set_value("scale", scale)
        for code in get_args(LineCode):
            state = LineState(code, 214, 230, NOON)
            _, waiting, *_ = told(counter, state, PRINTERS[0])
            assert waiting.text().startswith("214 "), (scale, code)


def test_words_that_were_few_are_whole_again_where_there_is_room(counter: Counterside) -> None:
    state = LineState("captive", 214, 230, NOON)
    counter.shell.resize(1024, 600)
    brief = [each.text() for each in told(counter, state, PRINTERS[1])]
    counter.shell.resize(1920, 1040)
    counter.qtbot.wait(20)
    status = counter.shell.status
    whole = [each.text() for each in (status.line, status.waiting, status.last)]
    assert brief != whole
    assert whole[1:] == list(FULL["en"][1:])
    assert whole[0] == "⚠ The network asks for a login in the browser — selling works"
