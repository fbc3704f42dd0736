"""What somebody picked after a search found nothing is found by that word the next time."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from estore_pos.ui.counter.learning import name_in
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside

ENTER, END, DOWN, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Escape
ALT_A = (Qt.Key.Key_A, ALT)


def found(counter: Counterside, typed: str) -> list[str]:
    """The goods that are meant by a text."""
    names: list[str] = []
    counter.work.look(
        lambda lookup: [each.item.name_en for each in lookup.find(typed) if each.is_said],
        names.extend,
    )
    counter.rest()
    return names


def add(counter: Counterside, typed: str) -> None:
    counter.type(typed)
    counter.press(ENTER)


def test_a_good_that_an_arrow_points_at_is_called_so_from_now_on(counter: Counterside) -> None:
    counter.type("salt zzzqx 2")
    suggestions = counter.shell.counter.suggestions
    assert suggestions.isVisible()
    assert suggestions.chosen == -1
    counter.press(DOWN, ENTER)
    assert counter.lines == [("Salt", 2000)]
    assert "salt zzzqx" in counter.shell.counter.strip.text()
    assert found(counter, "zzzqx") == ["Salt"]
    add(counter, "zzzqx")
    assert counter.lines == [("Salt", 3000)]


def test_a_word_that_found_nothing_is_offered_for_the_next_good_and_learnt_by_a_key(
    counter: Counterside,
) -> None:
    add(counter, "zzzqx 2")
    assert "R111" in counter.shell.counter.red.text()
    add(counter, "salt")
    assert "Alt+A" in counter.shell.counter.strip.text()
    assert found(counter, "zzzqx") == []
    counter.press(ALT_A)
    assert "zzzqx" in counter.shell.counter.strip.text()
    assert found(counter, "zzzqx") == ["Salt"]
    counter.press(ALT_A)
    assert counter.lines == [("Salt", 1000)]


def test_an_offer_is_of_the_next_good_alone(counter: Counterside) -> None:
    add(counter, "zzzqx")
    add(counter, "salt")
    add(counter, "soap")
    counter.press(ALT_A)
    assert found(counter, "zzzqx") == []


@pytest.mark.parametrize(
    "missed",
    ["salt 1 tray", "sal 3 trays", "salt xyzzy", "xyzzy salt", "namak 1 tray", "2*salt xyzzy"],
)
def test_a_word_that_a_good_is_called_by_is_offered_for_no_other(
    counter: Counterside, missed: str
) -> None:
    """Two and a half of onions were not understood, sugar was sold next: onion was to be sugar."""
    add(counter, missed)
    assert "R111" in counter.shell.counter.red.text()
    add(counter, "soap")
    assert counter.lines == [("Soap", 1000)]
    assert "Alt+A" not in counter.shell.counter.strip.text()
    counter.press(ALT_A)
    assert aliases_of(counter, "soap") == ()


@pytest.mark.parametrize("entered", ["soap", "yyyqx", "salt -5", "500", "3*"])
def test_an_offer_is_on_screen_until_the_next_thing_is_entered(
    counter: Counterside, entered: str
) -> None:
    add(counter, "zzzqx")
    add(counter, "salt")
    assert "Alt+A" in counter.shell.counter.strip.text()
    add(counter, entered)
    assert "Alt+A" not in counter.shell.counter.strip.text()
    counter.press(ALT_A)
    assert aliases_of(counter, "salt") == ()


def test_what_was_found_as_it_was_typed_teaches_nothing(counter: Counterside) -> None:
    add(counter, "salt")
    counter.scan(SALT_CODE)
    counter.press(ALT_A)
    item = counter.work.on_desk(lambda till: till.counter.view.draft.lines[0].item)
    assert item.aliases == ()


def test_figures_are_no_name_of_a_good(counter: Counterside) -> None:
    for typed, code in (("12", "R111"), ("3*", "R149")):
        add(counter, typed)
        assert code in counter.shell.counter.red.text()
        counter.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
        counter.shell.counter.entry.clear()
        add(counter, "salt")
        assert "Alt+A" not in counter.shell.counter.strip.text()


@pytest.mark.parametrize(
    ("typed", "milli"),
    [("aalu pone do kilo", 1750), ("aalu sade teen kilo", 3500), ("saade teen kilo aalu", 3500)],
)
def test_a_quantity_in_latin_letters_is_that_quantity(
    counter: Counterside, typed: str, milli: int
) -> None:
    add(counter, typed)
    assert counter.lines == [("Potato", milli)]


def test_a_good_s_name_with_a_quantity_is_no_name(counter: Counterside) -> None:
    for typed in ("aalu paunnay do kilo", "aalu derhh", "pota paunnay", "salt xyzzy"):
        counter.type(typed)
        counter.press(DOWN, ENTER)
        counter.press(ALT_A)
    add(counter, "paunnay do")
    assert "R111" in counter.shell.counter.red.text()
    add(counter, "salt")
    assert "Alt+A" not in counter.shell.counter.strip.text()
    counter.press(ALT_A)
    assert [aliases_of(counter, typed) for typed in ("aalu", "salt")] == [(), ("salt xyzzy",)]


def aliases_of(counter: Counterside, typed: str) -> tuple[str, ...]:
    """What a good was taught to be called."""
    told: list[tuple[str, ...]] = []
    counter.work.look(lambda lookup: lookup.find(typed)[0].item.aliases, told.append)
    counter.rest()
    return told[0]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zzzqx 1 tray", "zzzqx"),
        ("zzzqx 12 trays", "zzzqx"),
        ("zzzqx do tray", "zzzqx"),
        ("zzzqx ५ ट्रे", "zzzqx"),
        ("zzzqx 50r", "zzzqx"),
        ("2 zzzqx", "zzzqx"),
        ("zzzqx wala", "zzzqx wala"),
        ("zzzqx mota wala", "zzzqx mota wala"),
        ("1 tray", "tray"),
        ("12 50", ""),
    ],
)
def test_only_the_name_of_what_found_nothing_is_kept(typed: str, name: str) -> None:
    assert name_in(typed) == name


def test_the_quantity_beside_a_word_is_no_part_of_the_name_that_is_learnt(
    counter: Counterside,
) -> None:
    add(counter, "zzzqx 1 tray")
    assert "R111" in counter.shell.counter.red.text()
    counter.press(ESC)
    add(counter, "salt")
    assert "“zzzqx” finds" in counter.shell.counter.strip.text()
    counter.press(ALT_A)
    assert aliases_of(counter, "salt") == ("zzzqx",)


def by_scan(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)


def by_code(counter: Counterside) -> None:
    add(counter, SOAP_CODE)


def by_removing(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F4)


def by_more(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F2)
    add(counter, "4")


def by_end(counter: Counterside) -> None:
    counter.press(END)


def by_hold(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F5)


def by_throwing_away(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_Delete, CTRL), ENTER)
    assert counter.lines == []


def by_esc(counter: Counterside) -> None:
    counter.press(ESC)


GONE_ON = [by_scan, by_code, by_removing, by_more, by_end, by_hold, by_throwing_away, by_esc]


@pytest.mark.parametrize("gone_on", GONE_ON)
def test_a_word_that_found_nothing_is_of_no_good_after_something_else(
    counter: Counterside, gone_on: Callable[[Counterside], None]
) -> None:
    """Eggs that nobody has are asked for, something else is done: they are no later good's name."""
    counter.scan(SOAP_CODE)
    add(counter, "zzzqx 1 tray")
    assert "R111" in counter.shell.counter.red.text()
    counter.press(ESC)
    assert counter.shell.counter.entry.text() == ""
    gone_on(counter)
    add(counter, "salt")
    assert "Alt+A" not in counter.shell.counter.strip.text()
    counter.press(ALT_A)
    assert aliases_of(counter, "salt") == ()


GONE_FROM = [by_scan, by_code, by_removing, by_end, by_hold, by_throwing_away]


@pytest.mark.parametrize("gone_on", GONE_FROM)
def test_a_name_is_offered_while_its_goods_line_is_the_current_one(
    counter: Counterside, gone_on: Callable[[Counterside], None]
) -> None:
    add(counter, "zzzqx")
    counter.press(ESC)
    add(counter, "salt")
    by_more(counter)
    assert "Alt+A" in counter.shell.counter.strip.text(), "more of it is still of it"
    gone_on(counter)
    assert "Alt+A" not in counter.shell.counter.strip.text()
    counter.press(ALT_A)
    assert aliases_of(counter, "salt") == ()
