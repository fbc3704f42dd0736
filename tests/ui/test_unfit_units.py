"""Who asks for weight of what is sold by the packet is told that, and nothing else."""

import pytest
from PySide6.QtCore import Qt

from estore_pos.text import words
from tests.ui.counterside import ALT, Counterside

ENTER = Qt.Key.Key_Return
ALT_A = (Qt.Key.Key_A, ALT)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("salt 500g", "Salt is sold by the packet, not by weight."),
        ("salt 10 kilo", "Salt is sold by the packet, not by weight."),
        ("sawa kilo salt", "Salt is sold by the packet, not by weight."),
        ("salt 2 litre", "Salt is sold by the packet, not by the litre."),
        ("aalu darjan", "Potato is sold by the kilo, not by count."),
        ("aalu 2 peti", "Potato is sold by the kilo, not by the carton."),
        ("photocopy 2 kilo", "Photocopy is sold by the piece, not by weight."),
    ],
)
def test_a_unit_that_does_not_fit_says_by_what_it_is_sold(
    counter: Counterside, typed: str, said: str
) -> None:
    words.speak("en")
    counter.type(typed)
    counter.press(ENTER)
    assert counter.lines == []
    red = counter.shell.counter.red.text()
    assert said in red
    assert "R150" in red
    assert counter.shell.counter.entry.selectedText() == typed
    counter.type("soap")
    counter.press(ENTER)
    assert "Alt+A" not in counter.shell.counter.strip.text()
    counter.press(ALT_A)
    assert counter.lines == [("Soap", 1000)]
    lookup: list[bool] = []
    counter.work.look(
        lambda each: bool(each.find(typed)) and each.find(typed)[0].item.aliases == (),
        lookup.append,
    )
    counter.rest()
    assert lookup == [True]


def test_in_hindi_it_names_the_unit_and_what_to_type(counter: Counterside) -> None:
    words.speak("hi")
    counter.type("salt 500g")
    counter.press(ENTER)
    red = counter.shell.counter.red.text()
    assert "नमक की बिक्री पैकेट से होती है, वज़न से नहीं।" in red
    assert "salt 2" in red


def test_a_good_that_fits_is_taken_before_one_that_does_not(counter: Counterside) -> None:
    counter.type("nam 2 packet")
    counter.press(ENTER)
    assert counter.lines == [("Salt", 2000)]


def test_a_word_missed_before_a_unit_that_does_not_fit_is_offered_no_more(
    counter: Counterside,
) -> None:
    for typed in ("zzzqx", "salt 500g", "soap"):
        counter.type(typed)
        counter.press(ENTER)
    assert counter.lines == [("Soap", 1000)]
    assert "Alt+A" not in counter.shell.counter.strip.text()
