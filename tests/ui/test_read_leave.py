"""What somebody reads before he types his PIN is all of it, and all that his PIN allows."""

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.money import Money
from estore_pos.ui.counter.approval import LISTED, ApprovalSheet
from estore_pos.ui.keymap import Place
from estore_pos.ui.widgets.told import Label
from tests.ui.counterside import SALT_CODE, SOAP_CODE, Counterside
from tests.ui.staffed import GITA, PINS, RAM, SITA, staff
from tests.ui.test_approval import CANCEL, END, ENTER, ESC, acts, dear, owner_allows, who
from tests.ui.test_words_and_sizes import clipped


def read(counter: Counterside) -> list[str]:
    """What the sheet says is to be allowed."""
    sheet = counter.shell.at
    assert isinstance(sheet, ApprovalSheet)
    return [
        each.text()
        for each in sheet.findChildren(Label)
        if each.objectName().removeprefix("approval_") in ("what", *"123456789")
    ]


def sita_types(counter: Counterside) -> None:
    """She is the first of those who may be asked."""
    if len(who(counter).people) > 1:
        counter.press(Qt.Key.Key_1)
        counter.qtbot.wait(90)
    counter.type(PINS[SITA])
    counter.press(ENTER)


def two_goods(counter: Counterside, salts: int) -> None:
    """Half off a packet of each, by leave; then more of them."""
    for code in (SOAP_CODE, SALT_CODE):
        counter.scan(code)
        counter.type("50%")
        counter.press(Qt.Key.Key_F3)
        owner_allows(counter)
    counter.type(f"*{salts}")
    counter.press(ENTER)
    counter.scan(SOAP_CODE)


def test_end_reads_out_all_that_the_bill_gives_away(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = staff(counter, GITA, monkeypatch)
    counter.work.desk(dear)
    counter.rest()
    two_goods(counter, 50)
    counter.press(END)
    assert read(counter) == [
        "All of this, ₹ 735.00 together:",
        "A price below cost: Soap: ₹ 35.00",
        "More off than allowed: Salt: ₹ 700.00",
    ]
    assert clipped(counter) == []
    before = len(acts(counter, people))
    owner_allows(counter)
    assert counter.shell.last_bill is not None
    assert acts(counter, people)[before:] == [("approval", GITA, SITA)] * 2


def test_what_is_scanned_while_she_reads_is_read_before_it_is_allowed(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, GITA, monkeypatch)
    counter.work.desk(dear)
    counter.rest()
    counter.scan(SOAP_CODE)
    counter.type("50%")
    counter.press(Qt.Key.Key_F3)
    owner_allows(counter)
    counter.scan(SOAP_CODE)
    counter.press(END)
    assert read(counter) == ["A price below cost: Soap: ₹ 35.00 is given away"]
    for _ in range(8):
        counter.scan(SOAP_CODE)
    counter.type(PINS[SITA])
    counter.press(ENTER)
    assert counter.lines == [("Soap", 10_000)], "no bill was made"
    assert read(counter) == ["A price below cost: Soap: ₹ 175.00 is given away"]
    assert "changed meanwhile" in who(counter).problem.text()
    owner_allows(counter)
    bill = counter.shell.last_bill
    assert bill is not None
    assert bill.totals.payable == Money(17_500)


@pytest.mark.parametrize("key", [Qt.Key.Key_F3, Qt.Key.Key_F9])
def test_a_discount_is_asked_anew_for_what_was_scanned_meanwhile(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch, key: Qt.Key
) -> None:
    staff(counter, GITA, monkeypatch)
    counter.scan(SOAP_CODE)
    counter.type("50%")
    counter.press(key)
    (one,) = read(counter)
    assert "₹ 17.50 is given away" in one
    counter.scan(SOAP_CODE)
    counter.type(PINS[SITA])
    counter.press(ENTER)
    (two,) = read(counter)
    assert two == one.replace("17.50", "35.00")
    counter.press(ESC)
    assert counter.shell.counter.total.texts[2] == "₹ 70.00", "nobody allowed it"


def test_what_is_let_go_stands_beside_what_the_lines_give_away(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.scan(SOAP_CODE)
    counter.type("5%")
    counter.press(Qt.Key.Key_F3)
    sita_types(counter)
    counter.scan(SOAP_CODE)
    counter.scan(SALT_CODE)
    counter.type("*20")
    counter.press(ENTER, ENTER)
    counter.type("20")
    counter.press(Qt.Key.Key_L)
    counter.qtbot.wait(90)
    counter.press(ENTER)
    assert read(counter) == [
        "All of this, ₹ 610.50 together:",
        "More off than allowed: Soap: ₹ 3.50",
        "More let go than allowed: ₹ 607.00",
    ]
    sita_types(counter)
    bill = counter.shell.last_bill
    assert bill is not None
    assert bill.waived == Money(60_700)


def test_one_thing_alone_says_its_sum_and_its_paper(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(END)
    bill = counter.shell.last_bill
    assert bill is not None
    counter.press(CANCEL, Qt.Key.Key_Down, ENTER)
    assert read(counter) == [f"Cancelling a bill: {bill.number}: ₹ 28.00"]
    counter.press(ESC)
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    counter.type("20")
    counter.press(Qt.Key.Key_L)
    counter.qtbot.wait(90)
    counter.press(ENTER)
    assert read(counter) == ["More let go than allowed: ₹ 8.00 is given away"]


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("many", [2, LISTED, LISTED + 1, 40])
def test_of_a_long_list_the_greatest_are_read_and_the_sum_of_the_others(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch, many: int, language: str
) -> None:
    from estore_pos.domain.ids import ItemId
    from estore_pos.domain.person import Asked
    from estore_pos.domain.person import Deed as Allowed

    counter.shell.set_value("language", language)
    people = staff(counter, RAM, monkeypatch)
    asked = [
        Asked(Allowed.UNDER_FLOOR, ItemId(n), Money(100 * n), name=("साबुन", "Soap"))
        for n in range(1, many + 1)
    ]
    left: list[bool] = []
    sheet = ApprovalSheet(
        asked, [people[SITA]], lambda *_: None, lambda: None, lambda: left.append(True)
    )
    counter.shell.open_sheet(sheet)
    rows = read(counter)
    assert len(rows) == 1 + min(many, LISTED)
    whole = sum(range(1, many + 1))
    assert f"₹ {whole}.00" in rows[0]
    if many > LISTED:
        rest = sum(range(1, many - LISTED + 2))
        assert f"₹ {many}.00" in rows[1]
        assert f"₹ {rest}.00" in rows[-1]
        assert str(many - LISTED + 1) in rows[-1]
    assert clipped(counter) == []
    assert counter.shell.at.place is Place.APPROVAL
