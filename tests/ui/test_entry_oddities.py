"""What a hand may type before a key that it does not stand for: said, and nothing lost."""

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.draft import Draft
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.sale import Bill
from estore_pos.ui.counter.entry import DIGITS_WAIT_MS
from tests.fully import fully, one_of_each, table
from tests.ui.counterside import SALT_CODE, SOAP_CODE, Counterside, Keys

ENTER, ESC, END = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_End
KEYS = {
    "F2": Qt.Key.Key_F2,
    "F3": Qt.Key.Key_F3,
    "F7": Qt.Key.Key_F7,
    "F8": Qt.Key.Key_F8,
    "F9": Qt.Key.Key_F9,
    "End": END,
    "Enter": ENTER,
}
WRONG = {
    "-5": "R104 R112 R112 R112 R112 R112 R104",
    "−5": "R104 R112 R112 R112 R112 R112 R104",
    "--5": "R104 R113 R113 R113 R113 R113 R104",
    "+5": "R113 R113 R113 R113 R113 R113 R111",
    "1000000000": "R104 R115 R102 R112 R115 R112 R101",
    "99999999999999999999": "R104 R113 R113 R113 R113 R113 R101",
    "1.234": "R103 R113 R113 R113 R113 R113 R111",
    "abc": "R113 R113 R113 R113 R113 R113 R111",
    "1e9": "R113 R113 R113 R113 R113 R113 R111",
    "५00%": "R113 R115 R113 R113 R115 R113 R111",
    "-5%": "R113 R113 R113 R113 R113 R113 R111",
    "=2-7": "R104 R112 R112 R112 R112 R112",
    "=10-1000000000": "R104 R112 R112 R112 R112 R112",
    "=1/0": "R130 R130 R130 R130 R130 R130 R130",
    "=abc": "R129 R129 R129 R129 R129 R129 R129",
    "=5+": "R129 R129 R129 R129 R129 R129 R129",
    "1,00": "R104 R113 R113 R113 R113 R113 R104",
}
"""What is said of it at each of the keys, in their order."""
WRONG_OFTEN = list({said: typed for typed, said in WRONG.items()}.values())[::3]


def put(counter: Counterside, typed: str) -> None:
    """Words on the entry line, in whichever script, as they stand there once they are typed."""
    counter.shell.counter.entry.clear()
    counter.shell.counter.entry.insert(typed)
    counter.qtbot.wait(4 * DIGITS_WAIT_MS)
    counter.rest()


def draft(counter: Counterside) -> Draft:
    view = counter.shell.counter.view
    assert view is not None
    return view.draft


def press(counter: Counterside, typed: str, key: Keys) -> str:
    """What stands in red once the key was pressed behind what was typed."""
    put(counter, typed)
    counter.press(key)
    screen = counter.shell.counter
    return screen.red.text() if screen.red.isVisible() else ""


@pytest.mark.parametrize("typed", fully(WRONG, quick=WRONG_OFTEN))
def test_what_is_no_number_is_said_at_every_key_and_nothing_is_lost(
    counter: Counterside, typed: str
) -> None:
    counter.scan(SALT_CODE)
    before = draft(counter)
    for (name, key), code in zip(KEYS.items(), WRONG[typed].split(), strict=False):
        red = press(counter, typed, key)
        assert code == red[-5:-1], (name, red)
        assert draft(counter) == before, name
        assert counter.shell.counter.entry.text() == typed, name
        assert counter.shell.at is counter.shell.counter


def test_hindi_figures_and_nothing_at_all_are_numbers(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    assert press(counter, "१२", KEYS["F2"]) == ""
    assert draft(counter).lines[0].quantity.milli == 12_000
    for key in ("F3", "F9"):
        assert press(counter, "१०%", KEYS[key]) == ""
    off = draft(counter).lines[0].discount, draft(counter).discount
    assert [each.points for each in off if each] == [1000, 1000]
    assert press(counter, "१२.५०", KEYS["F8"]) == ""
    assert draft(counter).charge == Money(1250)
    for key in ("F3", "F8", "F9"):
        assert press(counter, "0", KEYS[key]) == ""
    line = draft(counter).lines[0]
    assert (line.discount, draft(counter).discount, draft(counter).charge) == (None, None, NOTHING)
    assert press(counter, "२७", KEYS["F7"]) == ""
    assert draft(counter).lines[0].price == Money(2700)


NO_PRINTED_PRICE = [
    ("-5", "R112"),
    ("1000000000", "R112"),
    ("1.234", "R113"),
    ("abc", "R113"),
    ("=0-1", "R112"),
    ("0", "R112"),
]


@pytest.mark.parametrize(
    ("typed", "code"),
    table(NO_PRINTED_PRICE, quick=one_of_each(NO_PRINTED_PRICE, column=1)),
)
def test_a_printed_price_that_cannot_be_is_said_and_asked_again(
    counter: Counterside, typed: str, code: str
) -> None:
    counter.scan(SALT_CODE)
    before = draft(counter)
    counter.press(Qt.Key.Key_F6)
    counter.focused().insert(typed)  # type: ignore[attr-defined]
    counter.press(ENTER)
    assert code in counter.shell.counter.red.text()
    assert draft(counter) == before
    assert counter.focused().property("selectedText") == typed


NO_NUMBER = [
    ("-3*", "R104"),
    ("0*", "R104"),
    ("1000000000*", "R104"),
    ("1.2345*", "R104"),
    ("abc*", "R111"),
    ("aalu -50r", "R112"),
    ("aalu 0r", "R112"),
    ("aalu 1000000000r", "R112"),
    ("aalu 1.234r", "R112"),
    ("aalu -2", "R104"),
]


@pytest.mark.parametrize(
    ("typed", "code"), table(NO_NUMBER, quick=one_of_each(NO_NUMBER, column=1))
)
def test_a_number_beside_a_name_that_can_be_none_is_said(
    counter: Counterside, typed: str, code: str
) -> None:
    counter.scan(SALT_CODE)
    before = draft(counter)
    assert press(counter, typed, ENTER)[-5:-1] == code
    assert draft(counter) == before
    assert counter.shell.counter.entry.text() == typed


def test_a_code_typed_before_end_is_no_cash_and_stays_to_be_mended(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    for typed, code in (("89010308", "R112"), ("8901030865278", "R113")):
        assert code in press(counter, typed, END)
        assert len(draft(counter).lines) == 1
        assert counter.shell.counter.entry.text() == typed


def test_a_sign_before_a_figure_is_of_the_number_however_slow_the_hand(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SALT_CODE)
    for sign in ("-", "+"):
        counter.keys_of(sign)
        counter.qtbot.wait(150)
        counter.keys_of("5")
        counter.qtbot.wait(150)
        counter.press(KEYS["F8"])
        assert counter.shell.counter.red.isVisible()
        assert (draft(counter).charge, counter.lines) == (NOTHING, [("Salt", 2000)])
        counter.press(ESC)


def test_a_sign_alone_is_done_before_whatever_comes_next(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.keys_of("++")
    counter.scan(SOAP_CODE)
    assert counter.lines == [("Salt", 3000), ("Soap", 1000)]
    counter.keys_of("+")
    counter.press(END)
    assert counter.lines == []
    assert last(counter).lines[1].quantity.milli == 2000
    counter.scan(SALT_CODE)
    counter.keys_of("+")
    counter.press(ESC)
    assert counter.lines == [("Salt", 1000)], "Esc takes back what was typed"


def last(counter: Counterside) -> Bill:
    """The last bill."""
    found: list[Bill | None] = []
    counter.work.desk(lambda till: till.last_bill(), found.append)
    counter.rest()
    assert found[0] is not None
    return found[0]


@pytest.mark.parametrize("typed", ["3*", "3 *", "1.5kg*", "50r*"])
def test_so_many_of_nothing_asks_of_what_and_waits_for_the_good(
    counter: Counterside, typed: str
) -> None:
    """What was typed stays, and the name that is typed next goes behind it."""
    counter.type(typed)
    counter.press(ENTER)
    red = counter.shell.counter.red
    assert f"{typed.removesuffix('*').rstrip()} of what?" in red.text()
    assert counter.shell.counter.entry.text() == typed
    counter.type("aalu")
    counter.press(ENTER)
    view = counter.shell.counter.view
    assert view is not None
    assert [line.item.name_en for line in view.draft.lines] == ["Potato"]
    assert (view.draft.lines[0].quantity.milli, view.owed.paise) in {
        (3000, 9000),
        (1500, 4500),
        (1667, 5000),
    }
    assert not red.isVisible()


def test_three_of_what_is_answered_by_the_scanner_too(counter: Counterside) -> None:
    counter.type("3*")
    counter.press(ENTER)
    counter.scan(SALT_CODE)
    assert counter.lines == [("Salt", 3000)]
    assert counter.shell.counter.entry.text() == ""


# Esc is one step back


def test_after_a_refusal_one_esc_leaves_the_line_empty(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    for typed, key in (("900", KEYS["F7"]), ("*0", ENTER), ("-5", KEYS["F8"])):
        press(counter, typed, key)
        assert counter.shell.counter.red.isVisible()
        counter.press(ESC)
        assert not counter.shell.counter.red.isVisible()
        assert counter.shell.counter.entry.text() == ""
        assert counter.lines == [("Salt", 1000)]


def test_the_list_goes_first_then_what_was_typed(counter: Counterside) -> None:
    counter.type("zzzqq")
    counter.press(ENTER)
    assert counter.shell.counter.red.isVisible()
    counter.shell.counter.entry.clear()
    counter.type("aalu")
    assert counter.shell.counter.suggestions.isVisible()
    counter.press(ESC)
    assert not counter.shell.counter.suggestions.isVisible()
    assert counter.shell.counter.entry.text() == "aalu"
    counter.press(ESC)
    assert counter.shell.counter.entry.text() == ""
    assert counter.shell.at is counter.shell.counter
