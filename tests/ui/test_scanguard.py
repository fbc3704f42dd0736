"""A scan is a scan wherever it lands: it presses nothing, changes no field, and is delivered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.ids import ItemId, PersonId
from estore_pos.domain.money import Money
from estore_pos.domain.person import Asked, Person, Role
from estore_pos.domain.person import Deed as Allowed
from estore_pos.domain.quantity import Unit
from estore_pos.operations.printer import PrinterState
from estore_pos.ui.counter.approval import ApprovalSheet
from estore_pos.ui.keygate import combo_of
from estore_pos.ui.keymap import Place
from tests.fully import fully
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, UNKNOWN_CODE, Counterside

ENTER = Qt.Key.Key_Return


def _payment(counter: Counterside) -> None:
    counter.press(ENTER)


def _upi(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_U, CTRL))


def _buyer(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F11)


def _cancel(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F5)
    counter.scan(SOAP_CODE)
    counter.press(Qt.Key.Key_End, Qt.Key.Key_F5)
    counter.shell.sheets.cancel_last()
    counter.rest()


def _past(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F5)
    counter.scan(SOAP_CODE)
    counter.press(Qt.Key.Key_End, Qt.Key.Key_F5, Qt.Key.Key_PageUp)


def _match(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_U, ALT))


def _money(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_M, ALT))


def _move(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_M, ALT))
    counter.type("i")
    counter.qtbot.wait(90)
    counter.rest()


def _answer(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_M, ALT))
    counter.type("g")
    counter.qtbot.wait(90)
    counter.rest()


def _account(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_M, ALT), Qt.Key.Key_F2)
    counter.rest()


def _find_bill(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F10)


def _return(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F5)
    counter.scan(SOAP_CODE)
    counter.press(Qt.Key.Key_End, Qt.Key.Key_F5, Qt.Key.Key_PageUp, Qt.Key.Key_F10)


def _unbilled(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F10, Qt.Key.Key_F6)


def _held(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F5)
    counter.scan(SOAP_CODE)
    counter.press(Qt.Key.Key_F5, Qt.Key.Key_F5, ENTER)
    counter.shell.sheets.held()


def _paper(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_R, CTRL))


def _share(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F5)
    counter.scan(SOAP_CODE)
    counter.press(Qt.Key.Key_End, Qt.Key.Key_F5, (Qt.Key.Key_W, CTRL))


def _printer(counter: Counterside) -> None:
    trouble = Trouble(TroubleCode.PRINTER_COVER_OPEN)
    counter.work.desk(lambda till: till.print_ruler("both"))
    counter.shell.printer_told.emit(PrinterState(True, 1, trouble=trouble))
    counter.rest()
    counter.press((Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier))


def _help(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F1)


def _palette(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_K, CTRL))


def _ask(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F2)


def _settings(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_Comma, CTRL))


def _change(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_Comma, CTRL), ENTER)


def _rates(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier))


def _offers(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier))


def _offer(counter: Counterside) -> None:
    _offers(counter)
    counter.press(Qt.Key.Key_F2)


def _card(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_I, CTRL))


def _counter(counter: Counterside) -> None:
    pass


def _approval(counter: Counterside) -> None:
    """Nobody has a PIN here, and somebody is asked all the same."""
    people = [
        Person(PersonId("01"), "गीता", Role.OWNER),
        Person(PersonId("02"), "राम", Role.HELPER),
    ]
    sheet = ApprovalSheet(
        [Asked(Allowed.OPEN_DRAWER)], people, lambda *_: None, lambda: None, lambda: None
    )
    counter.shell.open_sheet(sheet)
    counter.press(ENTER)


def _estimate(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_E, ALT))


def _estimates(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F5)
    counter.scan(SOAP_CODE)
    counter.press((Qt.Key.Key_E, ALT))
    counter.type("5")
    counter.press(ENTER)
    counter.shell.go_counter()
    counter.press(Qt.Key.Key_F5, (Qt.Key.Key_E, ALT), (Qt.Key.Key_E, ALT))


def _close_estimate(counter: Counterside) -> None:
    _estimates(counter)
    counter.press(Qt.Key.Key_F4)


def _tiles(counter: Counterside) -> None:
    for tile in (1, 2, 24):
        counter.work.desk(lambda till, tile=tile: till.shelf.set_tile(ItemId(tile % 4 + 1), tile))
    counter.press((Qt.Key.Key_Q, ALT))


def _kits(counter: Counterside) -> None:
    counter.work.desk(lambda till: till.shelf.save_kit("Soap, साबुन"))
    counter.rest()
    counter.press((Qt.Key.Key_K, ALT))


def _categories(counter: Counterside) -> None:
    counter.work.desk(
        lambda till: till.shelf.save_category("s", "साबुन", "Soap", "3401", 1800, Unit.OTHER)
    )
    counter.press((Qt.Key.Key_Period, ALT))


def _category(counter: Counterside) -> None:
    _categories(counter)
    counter.press(Qt.Key.Key_F2)


def _service(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_S, ALT))


def _people(counter: Counterside) -> None:
    counter.shell.open_people()
    counter.rest()


def _person(counter: Counterside) -> None:
    _people(counter)
    counter.press(ENTER)


def _acts(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_W, ALT))


def _clock(counter: Counterside) -> None:
    counter.clock.leap(timedelta(days=400))
    counter.work.on_desk(lambda till: till.counter.drafts.refresh())
    counter.rest()
    counter.press((Qt.Key.Key_D, ALT))


OPENED: dict[Place, Callable[[Counterside], None]] = {
    Place.COUNTER: _counter,
    Place.ASK: _ask,
    Place.PAYMENT: _payment,
    Place.UPI: _upi,
    Place.BUYER: _buyer,
    Place.PAPER: _paper,
    Place.SHARE: _share,
    Place.PRINTER: _printer,
    Place.HELP: _help,
    Place.PALETTE: _palette,
    Place.SETTINGS: _settings,
    Place.CHANGE: _change,
    Place.HELD: _held,
    Place.CANCEL: _cancel,
    Place.MATCH: _match,
    Place.MONEY: _money,
    Place.MOVE: _move,
    Place.ANSWER: _answer,
    Place.ACCOUNT: _account,
    Place.FIND_BILL: _find_bill,
    Place.RETURN: _return,
    Place.UNBILLED: _unbilled,
    Place.APPROVAL: _approval,
    Place.PEOPLE: _people,
    Place.PERSON: _person,
    Place.PAST: _past,
    Place.ESTIMATE: _estimate,
    Place.ESTIMATES: _estimates,
    Place.CLOSE_ESTIMATE: _close_estimate,
    Place.TILES: _tiles,
    Place.KITS: _kits,
    Place.CATEGORIES: _categories,
    Place.CATEGORY: _category,
    Place.SERVICE: _service,
    Place.RATES: _rates,
    Place.OFFERS: _offers,
    Place.OFFER: _offer,
    Place.CARD: _card,
    Place.ACTS: _acts,
    Place.CLOCK: _clock,
}
OFTEN = (Place.COUNTER, Place.PAYMENT, Place.CHANGE, Place.RETURN, Place.CARD, Place.TILES)
"""Places that hold the most between them: the quick run opens these only."""


ELSEWHERE = {
    *(Place.ANYWHERE, Place.FIRST, Place.RECOVERY, Place.UNLOCK, Place.LOCK, Place.TROUBLE),
    *(Place.TEACH, Place.PRINTED, Place.MISSED),
}
"""No counter, or a question on its own line, which the next scan puts off."""


def test_every_place_there_is_has_met_a_scan() -> None:
    assert set(OPENED) | ELSEWHERE == set(Place)


def test_a_scan_puts_off_which_mrp_it_is_and_goes_on(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.work.on_desk(lambda till: till.counter.tell_printed(0, Money(4500)))
    counter.rest()
    counter.press(Qt.Key.Key_F6)
    assert counter.shell.at.place is Place.PRINTED
    pressed = _watch_buttons(counter)
    counter.scan(SALT_CODE)
    assert pressed == []
    assert counter.shell.at is counter.shell.counter
    assert counter.lines == [("Soap", 1000), ("Salt", 1000)]
    view = counter.shell.counter.view
    assert view is not None
    assert view.draft.lines[0].item.mrp == Money(4500)


def test_a_scan_over_the_codes_that_nobody_knew_goes_on_the_bill(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.press(Qt.Key.Key_Escape, (Qt.Key.Key_C, ALT))
    assert counter.shell.at.place is Place.MISSED
    pressed = _watch_buttons(counter)
    counter.scan(SALT_CODE)
    assert pressed == []
    assert counter.shell.at.place is Place.MISSED
    assert counter.lines == [("Salt", 1000)]


def _watch_buttons(counter: Counterside) -> list[str]:
    pressed: list[str] = []
    for button in counter.shell.findChildren(QAbstractButton):
        name = button.objectName()
        button.clicked.connect(lambda _=False, name=name: pressed.append(name))
    return pressed


ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
TAKES_SCANS = (Place.RETURN, Place.UNBILLED)
"""Places where a scanned good is one that comes back."""
ENDED = [(place, end) for place in OPENED if place not in TAKES_SCANS for end in ENDS]
ENDED_OFTEN = [(place, end) for place, end in ENDED if end is ENTER and place in OFTEN]


@pytest.mark.parametrize("ended", fully(ENDED, quick=ENDED_OFTEN), ids=str)
def test_a_scan_presses_nothing_and_is_delivered(
    counter: Counterside, ended: tuple[Place, Qt.Key]
) -> None:
    place, end = ended
    counter.scan(SALT_CODE)
    OPENED[place](counter)
    assert counter.shell.at.place is place
    focus = counter.focused()
    if isinstance(focus, QLineEdit):
        counter.type("12")
    before = focus.text() if isinstance(focus, QLineEdit) else ""
    pressed = _watch_buttons(counter)
    counter.scan(SOAP_CODE, end=end)
    assert counter.shell.at.place is place
    assert pressed == []
    assert counter.lines == [("Salt", 1000), ("Soap", 1000)]
    assert counter.focused() is focus
    if isinstance(focus, QLineEdit):
        assert focus.text() == before


@pytest.mark.parametrize("end", fully(ENDS, quick=[ENTER]))
@pytest.mark.parametrize("place", TAKES_SCANS)
def test_a_scan_of_what_comes_back_presses_nothing_and_is_not_sold(
    counter: Counterside, place: Place, end: Qt.Key
) -> None:
    counter.scan(SALT_CODE)
    OPENED[place](counter)
    focus = counter.focused()
    assert isinstance(focus, QLineEdit)
    counter.type("1")
    pressed = _watch_buttons(counter)
    counter.scan(SOAP_CODE, end=end)
    assert counter.shell.at.place is place
    assert pressed == []
    assert counter.lines == [("Salt", 1000)]
    assert counter.focused() is focus
    assert focus.text() == "1"


@pytest.mark.parametrize("field", ["buyer_phone", "buyer_gstin", "buyer_address", "buyer_state"])
def test_a_scan_into_any_field_leaves_what_was_typed(counter: Counterside, field: str) -> None:
    counter.press(Qt.Key.Key_F11)
    found = counter.shell.findChild(QLineEdit, field)
    assert isinstance(found, QLineEdit)
    found.setFocus()
    counter.type("10")
    counter.scan(SALT_CODE)
    assert found.text() == "10"
    assert counter.lines == [("Salt", 1000)]


def test_the_second_end_of_a_scanner_opens_no_payment(counter: Counterside) -> None:
    counter.clock.move(500)
    for char in SALT_CODE:
        counter.clock.move(5)
        QTest.keyClicks(counter.focused(), char)
    for _ in range(2):
        counter.clock.move(5)
        QTest.keyClick(counter.focused(), Qt.Key.Key_Return)
    counter.rest()
    assert counter.shell.at is counter.shell.counter
    assert counter.lines == [("Salt", 1000)]


def test_a_scan_begins_no_choice_in_the_first_questions(unopened: Counterside) -> None:
    unopened.start()
    assert unopened.shell.at.place is Place.FIRST
    language = unopened.shell.language
    unopened.clock.move(500)
    unopened.scan("1" + SALT_CODE)
    unopened.qtbot.wait(90)
    assert unopened.shell.language == language
    assert unopened.shell.at.place is Place.FIRST


def test_a_bills_own_code_takes_its_goods_back(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_End)
    bill = counter.shell.last_bill
    assert bill is not None
    counter.scan(f"ES1:B:{bill.id}")
    assert counter.shell.at.place is Place.RETURN


def test_a_wider_gap_set_by_the_shop_is_heard_at_once(counter: Counterside) -> None:
    counter.shell.set_value("scan_gap_ms", 120)
    counter.clock.move(500)
    for char in SALT_CODE:
        counter.clock.move(100)
        QTest.keyClicks(counter.focused(), char)
    counter.clock.move(100)
    QTest.keyClick(counter.focused(), Qt.Key.Key_Return)
    counter.rest()
    assert counter.lines == [("Salt", 1000)]


def _stroke(key: int, held: Qt.KeyboardModifier, *, text: str = "", scan: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan, 0, 0, text)


def test_keys_are_known_by_their_place_whatever_the_layout() -> None:
    none = Qt.KeyboardModifier.NoModifier
    assert combo_of(_stroke(Qt.Key.Key_L.value, CTRL)) == "Ctrl+L"
    assert combo_of(_stroke(ord("त"), CTRL, text="त", scan=46)) == "Ctrl+L"
    windows = QKeyEvent(QEvent.Type.KeyPress, ord("त"), CTRL, 0, ord("L"), 0, "त")
    assert combo_of(windows) == "Ctrl+L"
    assert combo_of(_stroke(Qt.Key.Key_Enter.value, Qt.KeyboardModifier.KeypadModifier)) == "Return"
    assert combo_of(_stroke(Qt.Key.Key_F11.value, none)) == "F11"
    assert combo_of(_stroke(0x0100_FFFE, none)) == ""
    assert combo_of(_stroke(Qt.Key.Key_Plus.value, Qt.KeyboardModifier.ShiftModifier)) == "+"
