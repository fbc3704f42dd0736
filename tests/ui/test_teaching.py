"""An unknown code is taught where it was scanned: a new name and its price, or a good there is."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from estore_pos.domain.gst import TaxMode
from estore_pos.operations.till import Till
from estore_pos.text import words
from estore_pos.ui.keymap import Place
from tests.store.shelf import GSTIN_BIHAR
from tests.ui.counterside import ALT, CTRL, SALT_CODE, UNKNOWN_CODE, Counterside

ENTER, END, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Up
ESCAPE, ALT_C = Qt.Key.Key_Escape, (Qt.Key.Key_C, ALT)
F5, UNDO = Qt.Key.Key_F5, (Qt.Key.Key_Z, CTRL)
OTHER_CODE = "8908888888880"


def place(counter: Counterside) -> Place:
    """Where the keys go."""
    return counter.shell.at.place


def badges(counter: Counterside) -> list[str]:
    """What warns beside each line."""
    return [row.badge for row in counter.shell.counter.table.lines.rows]


def listed(counter: Counterside) -> list[tuple[str, int]]:
    """The codes that nobody knew today."""
    return counter.work.on_desk(lambda till: [(m.code, m.times) for m in till.missed_today()])


@pytest.mark.usefixtures("no_mouse")
def test_a_new_good_of_seven_letters_and_its_mrp_cost_eleven_keys(counter: Counterside) -> None:
    """Task 10 of the keystroke budgets."""
    counter.scan(UNKNOWN_CODE)
    assert place(counter) is Place.TEACH
    assert counter.sounds.played == ["error"]
    counter.keys = 0
    counter.type("bhujiya")
    counter.press(ENTER)
    counter.type("20")
    counter.press(ENTER)
    assert counter.keys == 11
    assert counter.lines == [("bhujiya", 1000)]
    assert counter.shell.at is counter.shell.counter
    assert counter.focused() is counter.shell.counter.entry
    assert "bhujiya" in counter.shell.counter.strip.text()
    view = counter.shell.counter.view
    assert view is not None
    assert view.owed.paise == 2000
    assert view.draft.lines[0].item.mrp == view.draft.lines[0].price
    counter.scan(UNKNOWN_CODE)
    assert counter.lines == [("bhujiya", 2000)]
    assert listed(counter) == []


def test_without_a_price_it_is_asked_at_the_line(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.type("abc")
    counter.press(ENTER, ENTER)
    assert place(counter) is Place.ASK
    counter.type("12")
    counter.press(ENTER)
    view = counter.shell.counter.view
    assert view is not None
    assert view.owed.paise == 1200


@pytest.mark.parametrize("half", ["sal", "salt", "salt 2"])
def test_what_stands_half_typed_under_the_card_is_no_name_on_it(
    counter: Counterside, half: str
) -> None:
    """Sugar was half typed, an unknown packet scanned, Enter pressed: the packet was sugar."""
    counter.type(half)
    assert counter.shell.counter.suggestions.isVisible()
    counter.scan(UNKNOWN_CODE)
    bar = counter.shell.counter.teaching.bar
    assert not counter.shell.counter.suggestions.isVisible()
    assert not bar.list.isVisible()
    counter.sounds.played.clear()
    counter.press(ENTER, DOWN, ENTER)
    assert place(counter) is Place.TEACH
    assert counter.focused() is bar.name
    assert counter.lines == []
    assert listed(counter) == [(UNKNOWN_CODE, 1)]
    assert counter.sounds.played == ["error", "error"]
    assert "Nothing was taught" in counter.shell.counter.strip.text()
    counter.press(ESCAPE)
    assert "Nothing was taught" not in counter.shell.counter.strip.text()
    assert counter.shell.counter.entry.text() == half
    assert counter.shell.counter.suggestions.isVisible()
    counter.press(ENTER)
    assert [name for name, _ in counter.lines] == ["Salt"]


def test_what_was_half_typed_is_gone_on_with_after_the_card(counter: Counterside) -> None:
    counter.type("pot")
    counter.scan(UNKNOWN_CODE)
    counter.type("bhujiya")
    counter.press(ENTER, ENTER)
    assert place(counter) is Place.ASK
    assert not counter.shell.counter.suggestions.isVisible()
    counter.type("20")
    counter.press(ENTER)
    assert counter.lines == [("bhujiya", 1000)]
    assert counter.shell.counter.entry.text() == "pot"
    counter.type("ato")
    counter.press(ENTER)
    assert counter.lines == [("bhujiya", 1000), ("Potato", 1000)]


def test_what_an_arrow_chose_goes_with_the_next_letter(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.type("sal")
    counter.press(DOWN)
    counter.keys_of("o")
    counter.press(ENTER)
    assert place(counter) is Place.TEACH
    assert counter.lines == []
    assert counter.focused() is counter.shell.counter.teaching.bar.price


@pytest.mark.parametrize("way", ["scanned", "listed"])
def test_tab_goes_from_the_name_to_the_price_and_back(counter: Counterside, way: str) -> None:
    """Alt+C, a name, Tab, 20: the 20 stood on the line under the card, and Enter taught salt."""
    counter.scan(UNKNOWN_CODE)
    if way == "listed":
        counter.press(ESCAPE, ALT_C, ENTER)
    bar = counter.shell.counter.teaching.bar
    counter.type("sal")
    counter.press(DOWN, Qt.Key.Key_Tab)
    assert counter.focused() is bar.price
    assert not bar.list.isVisible()
    counter.press(Qt.Key.Key_Backtab)
    assert counter.focused() is bar.name
    counter.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    counter.type("20")
    assert counter.shell.counter.entry.text() == ""
    assert bar.price.text() == "20"
    counter.press(ENTER)
    taught = counter.work.on_desk(lambda till: till.counter.scan(UNKNOWN_CODE))
    assert taught.draft.lines[-1].item.name_en == "sal"
    assert taught.draft.lines[-1].price.paise == 2000


def test_a_good_there_is_takes_the_code_by_an_arrow(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.type("salt")
    suggestions = counter.shell.counter.teaching.bar.list
    assert suggestions.isVisible()
    assert suggestions.chosen == -1
    counter.press(DOWN)
    assert suggestions.chosen == 0
    counter.press(UP)
    assert suggestions.chosen == -1
    counter.press(DOWN, ENTER)
    assert counter.lines == [("Salt", 1000)]
    assert not suggestions.isVisible()
    counter.scan(SALT_CODE)
    counter.scan(UNKNOWN_CODE)
    assert counter.lines == [("Salt", 3000)]


def test_a_carton_is_taught_with_how_many_it_holds(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.type("salt darjan")
    counter.press(DOWN, ENTER)
    assert counter.lines == [("Salt", 12_000)]
    counter.scan(UNKNOWN_CODE)
    assert counter.lines == [("Salt", 24_000)]


def test_three_of_an_unknown_code_are_three_when_it_is_known(counter: Counterside) -> None:
    counter.type("3*")
    counter.scan(UNKNOWN_CODE)
    counter.type("salt")
    counter.press(DOWN, ENTER)
    assert counter.lines == [("Salt", 3000)]


def test_later_leaves_the_bill_and_keeps_the_code_on_the_list_of_today(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.scan(UNKNOWN_CODE)
    counter.press(ESCAPE)
    counter.scan(UNKNOWN_CODE)
    counter.press(ESCAPE)
    assert counter.lines == [("Salt", 1000)]
    assert "Alt+C" in counter.shell.counter.strip.text()
    assert listed(counter) == [(UNKNOWN_CODE, 2)]
    counter.press(ALT_C)
    assert place(counter) is Place.MISSED
    assert any(UNKNOWN_CODE in text for text in counter.texts())
    counter.press(DOWN, UP, ENTER)
    assert place(counter) is Place.TEACH
    counter.type("abc")
    counter.press(ENTER)
    counter.type("5")
    counter.press(ENTER)
    assert counter.lines == [("Salt", 1000)], "the buyer of then is gone"
    assert listed(counter) == []
    counter.press(ALT_C)
    assert not any(UNKNOWN_CODE in text for text in counter.texts())
    counter.press(ENTER, ESCAPE)
    assert counter.shell.at is counter.shell.counter


def test_the_next_scan_goes_on_and_leaves_the_question(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.type("half a na")
    counter.scan(SALT_CODE)
    assert counter.lines == [("Salt", 1000)]
    assert counter.shell.at is counter.shell.counter
    assert listed(counter) == [(UNKNOWN_CODE, 1)]


def test_a_code_of_a_good_is_not_moved_at_the_counter(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.work.on_desk(lambda till: till.teach(UNKNOWN_CODE, "taken meanwhile"))
    counter.type("salt")
    counter.press(DOWN, ENTER)
    assert "R134" in counter.shell.counter.red.text()
    assert place(counter) is Place.TEACH
    assert counter.lines == []


def test_a_price_that_is_none_is_typed_again(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.press(ENTER)
    assert counter.focused() is counter.shell.counter.teaching.bar.name
    counter.type("abc")
    counter.press(ENTER)
    counter.type("xx")
    counter.press(ENTER)
    assert "R113" in counter.shell.counter.red.text()
    counter.type("7")
    counter.press(ENTER)
    assert counter.lines == [("abc", 1000)]


@pytest.mark.parametrize("code", ["upi://pay?pa=practice@invalid", "https://example.in/01/x"])
def test_what_is_no_code_of_a_good_is_only_told(counter: Counterside, code: str) -> None:
    counter.scan(code)
    assert "R101" in counter.shell.counter.red.text()
    assert counter.shell.at is counter.shell.counter
    assert listed(counter) == []


def test_a_scan_over_a_sheet_opens_no_question_and_waits_on_the_list(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    assert place(counter) is Place.PAYMENT
    counter.scan(UNKNOWN_CODE)
    assert place(counter) is Place.PAYMENT
    assert listed(counter) == [(UNKNOWN_CODE, 1)]


def test_the_question_speaks_both_languages_and_goes_with_the_screen(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.shell.flip_language()
    assert any("नहीं मिला" in text for text in counter.texts())
    counter.shell.flip_language()
    counter.press((Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier))
    assert place(counter) is Place.SETTINGS
    assert not counter.shell.counter.teaching.bar.isVisible()


def test_a_line_without_a_told_rate_says_so_in_a_shop_that_charges_gst(
    counter: Counterside,
) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.type("tea")
    counter.press(ENTER)
    counter.type("100")
    counter.press(ENTER)
    counter.scan(SALT_CODE)
    assert badges(counter) == ["", ""]

    def register(till: Till) -> None:
        shop = till.shop_today()
        till.save_shop(replace(shop, name_en="Shop", tax_mode=TaxMode.REGULAR, gstin=GSTIN_BIHAR))

    counter.work.on_desk(register)
    counter.rest()
    assert badges(counter) == ["no GST rate told", ""]
    words.speak("hi")
    counter.scan(UNKNOWN_CODE)
    assert "GST दर नहीं बताई" in badges(counter)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_code_that_nobody_knows_is_told_by_a_red_bar_a_sign_and_words(
    counter: Counterside, theme: str
) -> None:
    counter.shell.set_value("theme", theme)
    counter.scan(UNKNOWN_CODE)
    bar = counter.shell.counter.teaching.bar
    (question,) = (each for each in counter.texts() if f"{UNKNOWN_CODE} is not known" in each)
    assert question == f"⚠ {UNKNOWN_CODE} is not known"
    seen = bar.grab().toImage().pixelColor(bar.width() // 2, 3)
    assert seen.red() > 2 * max(seen.green(), seen.blue())


def unknown_row(counter: Counterside) -> str:
    """What stands in red under the bill; "" where nothing does."""
    row = counter.shell.counter.findChild(QLabel, "unknown_codes")
    return row.text() if isinstance(row, QLabel) and row.isVisible() else ""


def test_an_unknown_code_stays_in_red_until_the_bill_ends_and_end_says_it(
    counter: Counterside,
) -> None:
    assert unknown_row(counter) == ""
    counter.scan(UNKNOWN_CODE)
    counter.scan(SALT_CODE)
    assert unknown_row(counter) == f"⚠ 1 unknown code is not on this bill: {UNKNOWN_CODE} · Alt+C"
    counter.scan(UNKNOWN_CODE)
    counter.scan(OTHER_CODE)
    counter.press(ESCAPE)
    assert unknown_row(counter).startswith("⚠ 2 unknown codes are not")
    counter.shell.flip_language()
    assert unknown_row(counter).startswith("⚠ 2 अनजान कोड")
    counter.shell.flip_language()
    counter.press(END)
    assert counter.lines == []
    assert unknown_row(counter) == ""
    strip = counter.shell.counter.strip
    assert strip.tone == "ok"
    assert strip.text().endswith("· ⚠ 2 unknown codes were not on it: Alt+C")
    counter.scan(SALT_CODE)
    counter.press(END)
    assert "unknown" not in strip.text()


def test_a_code_that_is_taught_leaves_the_red_row(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.scan(OTHER_CODE)
    counter.type("bhujiya")
    counter.press(ENTER)
    counter.type("20")
    counter.press(ENTER)
    assert unknown_row(counter).startswith(f"⚠ 1 unknown code is not on this bill: {UNKNOWN_CODE}")
    counter.press(ALT_C, ENTER)
    counter.type("namak")
    counter.press(DOWN, ENTER)
    assert unknown_row(counter) == ""


def test_a_held_bill_keeps_its_unknown_code_and_says_so_on_its_tab(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(UNKNOWN_CODE)
    counter.press(ESCAPE, F5)
    assert unknown_row(counter) == ""
    tabs = [text for text in counter.texts() if text.startswith("⚠")]
    assert tabs == ["⚠ Salt · 1 item"]
    counter.press(F5)
    assert UNKNOWN_CODE in unknown_row(counter)
    counter.press(F5)
    counter.press(ALT_C, ENTER)
    counter.type("namak")
    counter.press(DOWN, ENTER)
    assert not any(text.startswith("⚠") for text in counter.texts())


def test_no_undo_forgets_an_unknown_code_and_no_power_cut(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(UNKNOWN_CODE)
    counter.press(ESCAPE, UNDO)
    assert counter.lines == []
    assert UNKNOWN_CODE in unknown_row(counter)
    counter.scan(SALT_CODE)
    counter.work.close()
    counter.work.start()
    counter.qtbot.waitUntil(lambda: counter.work.ready, timeout=20_000)
    counter.rest()
    assert UNKNOWN_CODE in unknown_row(counter)
