"""The shop's own scanner: its habits are learnt from two packets, and it is read in any layout."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from estore_pos.domain.barcode import check_digit
from estore_pos.ui.keygate import scanned_as
from estore_pos.ui.keymap import Place
from tests.ui.counterside import ALT, CTRL, SALT_CODE, Counterside
from tests.ui.staffed import PINS, RAM, SITA, staff
from tests.ui.test_labels import problem
from tests.ui.test_settings import open_setting

ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEA, MILK = (digits + check_digit(digits) for digits in ("890103086527", "03600029145"))


def learnt(counter: Counterside) -> tuple[int, str, str]:
    now = counter.shell.settings
    return now.scan_gap_ms, now.scan_prefix, now.scan_suffix


def press_of(counter: Counterside, text: str) -> None:
    """A key, at once."""
    if text == "\r":
        QTest.keyClick(counter.focused(), ENTER)
    elif text.isascii():
        QTest.keyClicks(counter.focused(), text)
    else:
        none = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, ord(text), none, text)
        QApplication.sendEvent(counter.focused(), event)


def type_hindi(counter: Counterside, text: str, gap_ms: int = 200) -> None:
    """Letters of a hand on a Hindi keyboard."""
    for letter in text:
        counter.clock.move(gap_ms)
        press_of(counter, letter)
    counter.qtbot.wait(90)
    counter.rest()


def typed_slowly(counter: Counterside, code: str, gap_ms: int) -> None:
    """A scanner whose letters come too slowly to be one."""
    counter.clock.move(900)
    for key in code:
        counter.clock.move(gap_ms)
        press_of(counter, key)
    counter.clock.move(gap_ms)
    press_of(counter, "\r")
    counter.rest()


def test_two_packets_teach_what_a_scanner_puts_around_a_code(counter: Counterside) -> None:
    counter.scan(f"~A{SALT_CODE}#")
    assert counter.lines == []
    counter.press(ESC, ESC)
    open_setting(counter, "learn the scanner")
    counter.scan(f"~A{TEA}#")
    assert "another packet" in problem(counter)
    counter.scan(f"~A{TEA}#")
    assert "heard already" in problem(counter)
    counter.scan(f"~A{MILK}#")
    assert learnt(counter) == (50, "~A", "#")
    assert "~A" in problem(counter)
    assert counter.shell.at.place is Place.SETTINGS
    counter.press(ESC, ESC)
    counter.scan(f"~A{SALT_CODE}#")
    counter.scan(f"~A{SALT_CODE}#", end=TAB)
    counter.scan(SALT_CODE)
    assert counter.lines == [("Salt", 3000)]


def test_a_scanner_too_slow_to_be_heard_is_learnt_too(counter: Counterside) -> None:
    open_setting(counter, "learn the scanner")
    for code in (TEA, MILK):
        typed_slowly(counter, code, 80)
    assert learnt(counter) == (160, "", "")
    counter.press(ESC, ESC)
    typed_slowly(counter, SALT_CODE, 80)
    assert counter.lines == [("Salt", 1000)]


def test_what_is_no_packet_teaches_nothing(counter: Counterside) -> None:
    open_setting(counter, "learn the scanner")
    counter.scan("ES1:B:0000")
    assert "no packet" in problem(counter)
    counter.type("12")
    counter.press(ENTER)
    assert "no packet" in problem(counter)
    counter.scan("A" + TEA)
    counter.scan("B" + MILK)
    assert "do not agree" in problem(counter)
    counter.scan("B" + TEA)
    assert learnt(counter) == (50, "B", "")


def test_a_lesson_that_was_left_begins_anew(counter: Counterside) -> None:
    open_setting(counter, "learn the scanner")
    counter.scan("A" + TEA)
    counter.press(ESC, ENTER)
    counter.scan("B" + TEA)
    assert "another packet" in problem(counter)
    assert learnt(counter) == (50, "", "")
    assert counter.lines == []


# a Hindi layout

INSCRIPT = {
    "1": ("१", 10), "2": ("२", 11), "3": ("३", 12), "5": ("५", 14), "6": ("६", 15),
    "7": ("७", 16), "8": ("८", 17), "9": ("९", 18), "0": ("०", 19),
    "E": ("आ", 26), "S": ("ए", 39), "B": ("व", 56), "W": ("ऐ", 25), ":": ("छ", 47),
    "-": ("-", 20), "a": ("ो", 38), "z": ("ॆ", 52),
}  # fmt: skip
"""What the keys of the letters type in InScript, and where they are on a keyboard of X11."""


def stroke(sign: str) -> QKeyEvent:
    text, place = INSCRIPT[sign]
    held = SHIFT if sign.isupper() or sign == ":" else Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QEvent.Type.KeyPress, ord(text[0]), held, place, 0x0100_0000, 0, text)


def scan_in_hindi(counter: Counterside, code: str) -> None:
    counter.clock.move(400)
    for sign in code:
        counter.clock.move(5)
        QApplication.sendEvent(counter.focused(), stroke(sign))
    counter.clock.move(5)
    press_of(counter, "\r")
    counter.clock.move(400)
    counter.rest()


@pytest.mark.parametrize("sign", sorted(INSCRIPT))
def test_a_scanner_s_key_is_known_by_its_place(sign: str) -> None:
    assert scanned_as(stroke(sign)) == sign


def test_a_key_of_windows_is_known_by_its_own_code() -> None:
    none = Qt.KeyboardModifier.NoModifier
    for text, virtual, held, meant in (
        ("१", ord("1"), none, "1"),
        ("आ", ord("E"), SHIFT, "E"),
        ("च", 0xBA, none, ";"),
        ("छ", 0xBA, SHIFT, ":"),
        ("त्र", ord("6"), SHIFT, "^"),
        ("7", ord("7"), none, "7"),
        ("ä", 0xDE, none, "ä"),
        ("८", 0, none, "8"),
        ("ऑ", 0, none, "ऑ"),
    ):
        event = QKeyEvent(QEvent.Type.KeyPress, 0, held, 0, virtual, 0, text)
        assert scanned_as(event) == meant


@pytest.mark.parametrize("place", ["counter", "payment", "buyer"])
def test_a_scan_in_a_hindi_layout_is_the_same_scan(counter: Counterside, place: str) -> None:
    counter.scan(SALT_CODE)
    if place == "payment":
        counter.press(ENTER)
    elif place == "buyer":
        counter.press(Qt.Key.Key_F11)
        type_hindi(counter, "रमेश")
    scan_in_hindi(counter, SALT_CODE)
    assert counter.lines == [("Salt", 2000)]
    if place == "buyer":
        field = counter.focused()
        assert field.property("text") == "रमेश"


def test_a_bills_own_code_is_read_in_a_hindi_layout(counter: Counterside) -> None:
    for sign in "ES1:B:W0-za":
        assert sign in INSCRIPT
    found: list[str] = []
    counter.shell.counter.bill_scanned.connect(found.append)
    scan_in_hindi(counter, "ES1:B:W0-za")
    assert found == ["ES1:B:W0-za"]
    assert counter.shell.counter.entry.text() == ""


def test_a_name_that_a_quick_hand_types_in_hindi_is_a_name(counter: Counterside) -> None:
    for name in ("आलू", "साबुन"):
        counter.clock.move(500)
        for letter in name:
            counter.clock.move(20)
            press_of(counter, letter)
        counter.clock.move(20)
        press_of(counter, "\r")
        counter.rest()
    assert counter.lines == [("Potato", 1000), ("Soap", 1000)]


def test_a_code_typed_in_hindi_digits_by_hand_is_found(counter: Counterside) -> None:
    type_hindi(counter, "८९०१०३०८६५२७८")
    counter.press(ENTER)
    assert counter.lines == [("Salt", 1000)]
    assert counter.shell.at.place is Place.COUNTER
    counter.press((Qt.Key.Key_Z, CTRL))
    assert counter.lines == []


# a scanner that nobody has taught


@pytest.mark.parametrize(
    ("scanned", "signs"),
    [(f"~{TEA}", "~"), (f"{TEA}#", "#"), (f"~A{MILK}#", "~A … #"), (f"A{TEA}", "A")],
)
def test_signs_that_a_scanner_adds_are_told_with_the_key_that_learns_them(
    counter: Counterside, scanned: str, signs: str
) -> None:
    counter.scan(scanned)
    assert counter.shell.at.place is Place.TEACH
    assert f"seems to add {signs} to" in counter.shell.counter.strip.text()
    assert "F8" in counter.shell.counter.strip.text()
    counter.press(ESC)
    assert "seems to add" not in counter.shell.counter.strip.text()


def test_one_key_at_the_unknown_code_and_two_packets_teach_the_scanner(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.scan(f"~{TEA}")
    counter.press(Qt.Key.Key_F8)
    assert counter.shell.at.place is Place.CHANGE
    assert "two different packets" in " ".join(counter.texts())
    counter.scan(f"~{TEA}")
    counter.scan(f"~{MILK}")
    assert learnt(counter) == (50, "~", "")
    counter.press((Qt.Key.Key_1, ALT))
    assert counter.shell.at is counter.shell.counter
    assert "seems to add" not in counter.shell.counter.strip.text()
    counter.scan(f"~{SALT_CODE}")
    assert counter.lines == [("Salt", 2000)]


@pytest.mark.parametrize(
    "scanned",
    [
        "]E0" + SALT_CODE,  # the mark of a symbology is read by itself
        TEA,
        "A" + MILK[:-1] + "8",  # the check digit is wrong
        "AB96385074",  # letters beside eight digits: a shop's own code
        "0" + TEA,
        f"BATCH-{TEA}",  # more than a scanner is set to add
    ],
)
def test_a_code_that_is_the_shop_s_own_is_no_fault_of_the_scanner(
    counter: Counterside, scanned: str
) -> None:
    counter.scan(scanned)
    assert "seems to add" not in " ".join(counter.texts())
    assert counter.lines == ([("Salt", 1000)] if SALT_CODE in scanned else [])


def test_a_pin_typed_as_fast_as_a_slow_scanner_is_no_code(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would stand in the red bar and in the list of unknown codes for everybody to read."""
    open_setting(counter, "learn the scanner")
    for code in (TEA, MILK):
        typed_slowly(counter, code, gap_ms=70)
    assert learnt(counter)[0] == 140
    counter.press(ESC, ESC)
    staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.type("10")
    counter.press(Qt.Key.Key_F9)
    assert counter.shell.at.place is Place.APPROVAL
    counter.press(Qt.Key.Key_1)
    counter.qtbot.wait(160)
    typed_slowly(counter, PINS[SITA], gap_ms=110)
    assert counter.shell.at is counter.shell.counter, "it is a PIN, and the right one"
    typed_slowly(counter, SALT_CODE, gap_ms=70)
    assert len(counter.lines) == 1, "and a code is a code"
    counter.press((Qt.Key.Key_C, ALT))
    assert not any(PINS[SITA] in text for text in counter.texts())
