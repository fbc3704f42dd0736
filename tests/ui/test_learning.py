"""What somebody picked after a search found nothing is found by that word the next time."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.counterside import ALT, SALT_CODE, Counterside

ENTER, END, DOWN = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Down
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
