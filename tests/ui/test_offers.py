"""Dated offers told by keys, sold by keys, and on the paper under their names."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.ids import OfferId
from estore_pos.domain.item import Part
from estore_pos.domain.money import Money
from estore_pos.domain.offer import Offer, OfferKind
from estore_pos.operations.till import Till
from estore_pos.ui.counter.offers import OfferSheet, OffersSheet
from tests.documents import reading
from tests.operations.shopfront import NOON, POTATO, SALT, put_item
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_estimates import last_bill
from tests.ui.test_rates import desk

ENTER, ESC, UP, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down
F3 = Qt.Key.Key_F3
END, F2, F4 = Qt.Key.Key_End, Qt.Key.Key_F2, Qt.Key.Key_F4
OFFERS, SAVE = (Qt.Key.Key_O, ALT), (Qt.Key.Key_S, CTRL)
TWO, THREE, FOUR = Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4


def form(counter: Counterside) -> OfferSheet:
    """The form that has the keys."""
    at = counter.shell.at
    assert isinstance(at, OfferSheet)
    return at


def shown(counter: Counterside) -> list[str]:
    """The rows of the list."""
    at = counter.shell.at
    assert isinstance(at, OffersSheet)
    return at.list.texts()


def choose(counter: Counterside, digit: Qt.Key) -> None:
    """A digit, which waits one gap of the scanner: it may be a scan's first."""
    counter.press(digit)
    counter.qtbot.wait(80)
    counter.rest()


def fill(counter: Counterside, *typed: str) -> None:
    """Field after field from the first; Enter goes on from each."""
    for text in typed:
        counter.type(text)
        counter.press(ENTER)


def nets(counter: Counterside) -> list[int]:
    """What each line comes to, in paise."""
    view = counter.shell.counter.view
    assert view is not None
    return [net.paise for net in view.nets]


def test_a_percent_on_everything_is_told_sold_and_named_on_the_paper(counter: Counterside) -> None:
    counter.press(OFFERS)
    assert shown(counter) == []
    counter.press(F2, ENTER)
    fill(counter, "10", "", "Diwali")
    form(counter).name_hi.setText("दिवाली")
    counter.press(SAVE)
    assert shown(counter) == ["Diwali · 10 % off · from 01-12-2026 · everything · holds today"]
    counter.press(ESC)
    counter.scan(SALT_CODE)
    assert nets(counter) == [2520]
    assert any("Diwali" in text for text in counter.texts()), "the line says why it is cheaper"
    counter.press(END)
    bill = counter.shell.last_bill
    assert bill is not None
    told: list[str] = []
    counter.work.slow(
        lambda archive: reading.text(archive.paper(bill.id, "80", "en").read_bytes()),
        told.append,
    )
    counter.qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "1 packet × 28.00 · Diwali · discount 2.80" in told[0].replace("\n", " ")


def test_so_much_off_each_buy_and_get_and_goods_together(counter: Counterside) -> None:
    counter.press(OFFERS, F2)
    choose(counter, TWO)
    counter.press(ENTER)
    fill(counter, "2", "", "Potato cheaper", "aalu")
    counter.press(SAVE, F2)
    choose(counter, THREE)
    counter.press(ENTER)
    fill(counter, "2", "1", "", "Two and one", "namak")
    counter.press(SAVE, F2)
    choose(counter, FOUR)
    counter.press(ENTER)
    fill(counter, "60", "", "Set", "sabun", "atta 1kg")
    assert form(counter).chosen.text() == "Soap 1 pc + Atta 1 kg"
    counter.press(SAVE)
    offers = desk(counter, lambda till: till.terms.offers())
    assert [each.kind for each in offers] == [
        OfferKind.AMOUNT,
        OfferKind.BUY_GET,
        OfferKind.COMBO,
    ]
    assert [part.item for part in offers[0].goods] == [POTATO]
    assert [part.item for part in offers[1].goods] == [SALT]
    assert len(shown(counter)) == 3
    counter.press(ESC)
    counter.type("aalu 2kg")
    counter.press(ENTER)
    counter.type("namak 3")
    counter.press(ENTER)
    counter.scan(SOAP_CODE)
    counter.type("atta 1kg")
    counter.press(ENTER)
    assert nets(counter)[:2] == [5600, 5600]
    assert sum(nets(counter)[2:]) == 6000


def test_where_an_offer_asks_for_its_goods_a_scan_names_them_and_sells_nothing(
    counter: Counterside,
) -> None:
    counter.press(OFFERS, F2)
    choose(counter, FOUR)
    counter.press(ENTER)
    fill(counter, "60", "", "Set")
    counter.scan(SOAP_CODE)
    counter.scan("8909999999999")
    assert "R111" in form(counter).problem.text()
    counter.scan(SALT_CODE)
    assert form(counter).chosen.text() == "Soap 1 pc + Salt 1 packet"
    assert not form(counter).problem.text()
    assert counter.lines == []
    counter.press(ENTER)
    assert form(counter).group.hasFocus(), "nothing was left behind in the field"
    counter.scan(SALT_CODE)
    assert counter.lines == [("Salt", 1000)], "in the other fields a scan is for the bill"


def test_an_offer_is_changed_ended_and_taken_up_again(counter: Counterside) -> None:
    counter.press(OFFERS, F2, ENTER)
    fill(counter, "10")
    counter.press(SAVE, ENTER, ENTER)
    counter.type("5")
    for _ in range(7):
        counter.press(ENTER)
    assert form(counter).to_day.hasFocus()
    fill(counter, "24-12-2026")
    assert shown(counter) == [
        "offer · 5 % off · 01-12-2026 – 24-12-2026 · everything · holds today"
    ]
    counter.press(F4)
    assert shown(counter)[0].endswith("ended")
    counter.scan(SALT_CODE)
    assert nets(counter) == [2800]
    counter.press(F4)
    assert shown(counter)[0].endswith("holds today")
    assert nets(counter) == [2660], "the open bill follows"
    assert len(desk(counter, lambda till: till.terms.offers())) == 1


def test_an_offer_for_a_group_is_not_everybody_s(counter: Counterside) -> None:
    counter.press(OFFERS, F2, ENTER)
    fill(counter, "10", "", "", "", "", "thok")
    counter.press(SAVE)
    assert "thok" in shown(counter)[0]
    counter.scan(SALT_CODE)
    assert nets(counter) == [2800]


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        (["0"], "0 percent off cannot be: it is more than 0 and at most 100", "offer_figure"),
        (["150"], "150 percent off cannot be", "offer_figure"),
        (["150 %"], "150 percent off cannot be", "offer_figure"),
        (["ten"], "Percent off: “ten” was not understood", "offer_figure"),
        ([""], "Percent off: nothing is typed here", "offer_figure"),
        (["10", "", "", "", "sabzi"], "R124", "offer_category"),
        (["10", "", "", "", "", "", "", "31-02-2027"], "R302", "offer_to"),
        (["10", "", "", "", "", "", "", "01-11-2026"], "last day is before its first", "offer_to"),
    ],
)
def test_an_offer_that_cannot_be_is_told_and_what_was_typed_stays(
    counter: Counterside, typed: list[str], code: str, field: str
) -> None:
    counter.press(OFFERS, F2, ENTER)
    fill(counter, *typed)
    if counter.shell.at is form(counter):
        counter.press(SAVE)
    assert code in form(counter).problem.text()
    assert counter.focused().objectName() == field
    assert form(counter).figure.text() == typed[0]
    assert desk(counter, lambda till: till.terms.offers()) == []
    counter.press(ESC)
    assert shown(counter) == []


@pytest.mark.parametrize(
    ("kind", "typed", "said", "field"),
    [
        (TWO, [""], "₹ off each: nothing is typed here", "offer_figure"),
        (TWO, ["0"], "With 0 this offer gives nothing", "offer_figure"),
        (THREE, ["two"], "Who buys: “two” was not understood", "offer_figure"),
        (THREE, ["2", ""], "So many free: nothing is typed here", "offer_free"),
        (THREE, ["2", "0"], "With 0 this offer gives nothing", "offer_free"),
        (FOUR, ["60", "", "Set", "sabun"], "A set is of two goods or more", "offer_good"),
    ],
)
def test_each_kind_of_offer_says_which_figure_it_wants(
    counter: Counterside, kind: Qt.Key, typed: list[str], said: str, field: str
) -> None:
    counter.press(OFFERS, F2)
    choose(counter, kind)
    counter.press(ENTER)
    fill(counter, *typed)
    counter.press(SAVE)
    assert said in form(counter).problem.text()
    assert counter.focused().objectName() == field
    assert desk(counter, lambda till: till.terms.offers()) == []


def ten_percent(counter: Counterside) -> None:
    """An offer on everything."""
    counter.press(OFFERS, F2, ENTER)
    fill(counter, "10", "", "Diwali")
    counter.press(SAVE, ESC)


def said(counter: Counterside) -> str:
    """What the counter says."""
    return counter.shell.counter.strip.text()


def test_a_discount_by_hand_below_the_offer_says_what_the_buyer_loses(
    counter: Counterside,
) -> None:
    ten_percent(counter)
    counter.scan(SALT_CODE)
    counter.type("2")
    counter.press(F3)
    assert nets(counter) == [2600]
    assert "the buyer pays ₹ 0.80 more" in said(counter)
    counter.press((Qt.Key.Key_Z, CTRL))
    assert nets(counter) == [2520]
    assert "more" not in said(counter)
    counter.type("5")
    counter.press(F3)
    assert nets(counter) == [2300]
    assert "more" not in said(counter), "a better one says nothing"


def test_a_sum_s_worth_buys_more_by_an_offer_and_stays_exact(counter: Counterside) -> None:
    ten_percent(counter)
    counter.type("aalu 30r")
    counter.press(ENTER)
    assert nets(counter) == [3000]
    assert counter.lines == [("Potato", 1111)]
    (row,) = counter.shell.counter.table.lines.rows
    assert (row.cells[2], row.cells[4], row.cells[5]) == ("1.111", "30.00", "30.00")
    assert "3.33 off" in row.note
    assert said(counter) == ""
    counter.press(END)
    (line,) = last_bill(counter).lines
    assert (line.quantity.milli, line.price, line.discount) == (1111, Money(3000), Money(333))
    assert line.taxed.gross == Money(3000)


def test_an_offer_on_whole_goods_is_not_given_on_a_sum_and_that_is_said(
    counter: Counterside,
) -> None:
    two_and_one = Offer(
        OfferId(""),
        OfferKind.BUY_GET,
        NOON.date(),
        goods=(Part(POTATO),),
        buy_milli=2000,
        get_milli=1000,
    )
    desk(counter, lambda till: till.terms.save_offer(two_and_one))
    counter.type("aalu 90r")
    counter.press(ENTER)
    assert nets(counter) == [9000]
    assert "as much by quantity costs ₹ 30.00 less. 3 and F2 sell" in said(counter)
    counter.type("3")
    counter.press(F2)
    assert nets(counter) == [6000]
    assert "by quantity" not in said(counter)
    counter.type("aalu 1kg")
    counter.press(ENTER)
    assert said(counter) == ""


def test_without_an_offer_a_sum_s_worth_says_nothing(counter: Counterside) -> None:
    counter.type("aalu 30r")
    counter.press(ENTER)
    counter.type("1")
    counter.press(F3)
    assert said(counter) == ""


def test_a_category_that_goods_are_of_is_offered_and_one_that_none_is_of_lists_them(
    counter: Counterside,
) -> None:
    def sort(till: Till) -> None:
        put_item(till, replace(till.terms.card(SALT).item, category="spice"))

    desk(counter, sort)
    counter.press(OFFERS, F2, ENTER)
    assert "spice" in form(counter).category.placeholderText()
    fill(counter, "10", "", "", "", "spise")
    counter.press(SAVE)
    assert "R124" in form(counter).problem.text()
    assert "There are: spice" in form(counter).problem.text()
    counter.type("spice")
    counter.press(SAVE)
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    assert nets(counter) == [2520, 3500]


def test_goods_together_must_be_two_and_the_last_one_can_be_taken_off(
    counter: Counterside,
) -> None:
    counter.press(OFFERS, F2)
    choose(counter, FOUR)
    counter.press(ENTER)
    fill(counter, "60", "", "", "sabun", "zzyzx")
    assert "R111" in form(counter).problem.text()
    counter.press(SAVE)
    assert "R123" in form(counter).problem.text()
    counter.press(F4)
    assert form(counter).chosen.text() == ""


def test_nothing_in_an_empty_list_does_anything(counter: Counterside) -> None:
    counter.press(OFFERS, ENTER, F4, UP, DOWN)
    assert shown(counter) == []
    assert any("F2" in text for text in counter.texts())
