"""One table of keys, three hands: what Tally and GoFrugal call the keys holds everywhere."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import TABLE, Settings
from estore_pos.text.words import Language, read_catalogue, tr
from estore_pos.ui import keymap
from estore_pos.ui.keygate import combo_of
from estore_pos.ui.keymap import KEYS, MOVED, Key, Place, Preset, find, pressed, shown
from estore_pos.ui.style import BODY_PX, SMALL_PX
from estore_pos.ui.widgets.told import Button
from tests.fully import fully
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_counter import last_bill
from tests.ui.test_paying import at
from tests.ui.test_scanguard import OPENED
from tests.ui.test_settings import open_setting
from tests.ui.test_words_and_sizes import clipped
from tools.words import CATALOGUE

PRESETS: tuple[Preset, ...] = get_args(Preset)
OTHERS: tuple[Preset, ...] = PRESETS[1:]
ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
KEPT = {"Return", "Escape", "Up", "Down", "Tab", "PageUp", "PageDown", "F1", "Ctrl+L", "Ctrl+R"}
"""What every hand finds where it is: on, back, the arrows, help, the language, the last bill."""
HELD = {"Ctrl": CTRL, "Alt": ALT, "Shift": Qt.KeyboardModifier.ShiftModifier}


@pytest.fixture(autouse=True)
def unmoved() -> Iterator[None]:
    """What is in force goes with the test."""
    yield
    keymap.follow("vyapar")


def test_the_setting_names_every_preset() -> None:
    assert next(row.values for row in TABLE if row.name == "keys") == PRESETS == tuple(MOVED)


@pytest.mark.parametrize("preset", PRESETS)
def test_no_two_deeds_of_a_place_have_one_key_and_every_deed_has_one(preset: Preset) -> None:
    keymap.follow(preset)
    for place in Place:
        here = [key for key in KEYS if key.place in (place, Place.ANYWHERE)]
        own = {key.combo: key.deed for key in here if key.place is place}
        met = Counter(pressed(key.combo) for key in here if own.get(key.combo) is not key.deed)
        assert [combo for combo, times in met.items() if times > 1] == [], place
    for key in KEYS:
        assert find(key.place, pressed(key.combo)) is key


@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_moved_is_a_key_of_the_table_and_goes_to_one_that_is_free(preset: Preset) -> None:
    moved, combos = MOVED[preset], {key.combo for key in KEYS}
    assert set(moved) <= combos - KEPT
    assert len(set(moved.values())) == len(moved)
    assert not (set(moved.values()) - set(moved)) & combos


@pytest.mark.parametrize("preset", PRESETS)
def test_a_letter_alone_is_never_moved_and_nothing_becomes_one(preset: Preset) -> None:
    for combo, key in MOVED[preset].items():
        assert len(combo) > 1
        assert len(key) > 1


@pytest.mark.parametrize("preset", PRESETS)
def test_every_key_is_one_that_a_keyboard_can_press(preset: Preset) -> None:
    keymap.follow(preset)
    for key in KEYS:
        held, _, name = pressed(key.combo).partition("…")[0].rpartition("+")
        code = ord(name) if len(name) == 1 else Qt.Key[f"Key_{name}"].value
        modifiers = Qt.KeyboardModifier.NoModifier
        for each in filter(None, held.split("+")):
            modifiers |= HELD[each]
        event = QKeyEvent(QEvent.Type.KeyPress, code, modifiers)
        meant = find(key.place, combo_of(event))
        assert meant is not None
        assert meant.deed is key.deed


@pytest.mark.parametrize("preset", OTHERS)
def test_a_key_that_was_moved_away_does_nothing(preset: Preset) -> None:
    keymap.follow(preset)
    gone = set(MOVED[preset]) - set(MOVED[preset].values())
    assert gone
    for combo in gone:
        assert all(find(place, combo) is None for place in Place)


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("preset", PRESETS)
def test_a_sentence_names_the_keys_that_are_pressed(
    counter: Counterside, preset: Preset, language: str
) -> None:
    names = {shown(key.combo): key.combo for key in KEYS if len(key.combo) > 1}
    named = re.compile(
        rf"(?<![\w+])(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)"
    )
    hindi = read_catalogue(CATALOGUE.read_bytes())
    counter.shell.set_value("language", language)
    counter.shell.set_value("keys", preset)
    seen = 0
    for english, said in hindi.items():
        source = (said if language == "hi" else (english,))[0]
        if "{" in source or len(said) > 1:
            continue
        wanted = named.sub(lambda found: shown(names[found[0]]), source)
        seen += source != wanted
        assert tr(english) == wanted.format()  # "}}" stands for one
    assert bool(seen) == bool(MOVED[preset])


def in_force(counter: Counterside) -> Preset:
    return counter.shell.settings.keys


def test_tally_is_chosen_in_the_settings_and_holds_at_once(counter: Counterside) -> None:
    shell = counter.shell
    open_setting(counter, "keys")
    counter.press(ENTER)
    assert in_force(counter) == "tally"
    counter.press(Qt.Key.Key_F8)
    assert shell.at is shell.counter, "F8: sales"
    texts = " ".join(counter.texts())
    assert "Ctrl+A\nCash" in texts
    assert "Ctrl+D\nRemove" in texts
    assert "[Ctrl+A]" in texts
    assert "F12" in shell.tab_settings.text()
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.press(END)
    assert len(counter.lines) == 2, "End is a key of the field now"
    counter.press((Qt.Key.Key_D, CTRL))
    assert counter.lines == [("Salt", 1000)]
    counter.press((Qt.Key.Key_A, CTRL))
    assert counter.lines == []
    assert last_bill(counter).number
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_X, ALT))
    assert at(counter) is Place.CANCEL
    counter.press(ENTER)
    assert counter.lines == []
    counter.press(Qt.Key.Key_F12)
    assert at(counter) is Place.SETTINGS
    counter.press(ENTER, ENTER)
    assert in_force(counter) == "vyapar"
    shell.go_counter()
    counter.scan(SALT_CODE)
    counter.press(END)
    assert counter.lines == []


def test_gofrugal_takes_cash_upi_and_split_by_its_own_keys(counter: Counterside) -> None:
    counter.shell.set_value("keys", "gofrugal")
    counter.scan(SOAP_CODE)
    counter.type("3")
    counter.press(Qt.Key.Key_F4)
    assert counter.lines == [("Soap", 3000)]
    counter.press(Qt.Key.Key_F6)
    assert at(counter) is Place.PAYMENT
    assert counter.focused().objectName() == "part_cash"
    counter.press(Qt.Key.Key_F3)
    assert counter.focused().objectName() == "part_upi"
    counter.press(ESC, Qt.Key.Key_F3)
    assert at(counter) is Place.UPI
    counter.press(ESC)
    counter.press((Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier))
    assert counter.lines == []
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_F2)
    assert counter.lines == []
    counter.press(Qt.Key.Key_F4)
    counter.shell.counter.telling.hide_red()
    counter.scan(SOAP_CODE)
    counter.press((Qt.Key.Key_F9, CTRL))
    assert at(counter) is Place.ASK
    assert "Soap: how much off?" in counter.texts()


def test_what_a_sentence_says_to_press_is_what_does_it(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_U, CTRL))
    assert any("settings (Ctrl+,)" in text for text in counter.texts())
    counter.shell.set_value("keys", "tally")
    assert any("settings (F12)" in text for text in counter.texts())
    counter.press(Qt.Key.Key_F12)
    assert at(counter) is Place.SETTINGS


def test_the_name_of_a_key_is_no_other_word() -> None:
    """“End it” would become “Ctrl+A it”: a word that is also a key's is said otherwise."""
    verbs = re.compile(r"\bEnd (?:it|the|this|of)\b")
    assert [text for text in read_catalogue(CATALOGUE.read_bytes()) if verbs.search(text)] == []


@pytest.mark.parametrize("preset", PRESETS)
def test_the_help_shows_the_keys_that_are_pressed(counter: Counterside, preset: Preset) -> None:
    counter.shell.set_value("keys", preset)
    counter.press(Qt.Key.Key_F1)
    texts = counter.texts()
    for key in KEYS:
        if key.place is Place.COUNTER:
            assert shown(key.combo) in texts, key
    assert f"500 {shown('End')}" in texts


LOOKS = [
    (preset, language, scale, size)
    for preset in PRESETS
    for language in ("hi", "en")
    for scale in (100, 115, 130)
    for size in ((1024, 600), (1366, 697))
]
OFTEN = [look for look in LOOKS if look[1:] == ("en", 130, (1024, 600))]


@pytest.mark.slow
@pytest.mark.parametrize("seen", fully(LOOKS, quick=OFTEN), ids=str)
def test_no_key_is_clipped_in_any_preset(
    tmp_path: Path, qtbot: QtBot, seen: tuple[Preset, Language, int, tuple[int, int]]
) -> None:
    preset, language, scale, size = seen
    settings = Settings(language=language, scale=scale, keys=preset)
    side = Counterside(tmp_path, qtbot, settings, practice=False)
    side.start(width=size[0], height=size[1])
    side.work.desk(lambda till: till.save_shop(till.shop_today()))
    side.work.desk(lambda till: till.recovery_code_seen())
    side.shell.go_counter()
    side.rest()
    side.scan(SALT_CODE)
    faults = {}
    for place in (Place.COUNTER, Place.HELP, Place.PALETTE, Place.PAYMENT, Place.PAPER):
        OPENED[place](side)
        side.qtbot.wait(10)
        if found := clipped(side):
            faults[place] = found
        side.shell.go_counter()
    side.close()
    assert faults == {}


def test_the_letters_of_the_bar_are_smaller_only_where_there_is_no_room(
    counter: Counterside,
) -> None:
    def letters() -> set[int]:
        return {button.font().pixelSize() for button in counter.shell.keybar.findChildren(Button)}

    counter.shell.resize(1920, 1040)
    assert letters() == {BODY_PX}
    counter.shell.resize(900, 600)
    assert letters() == {SMALL_PX}
    counter.press(Qt.Key.Key_F1)
    assert letters() == {BODY_PX}, "two keys have room"
    counter.press(Qt.Key.Key_F1)
    counter.shell.resize(1920, 1040)
    assert letters() == {BODY_PX}


def test_a_key_held_down_makes_one_bill_in_any_preset(counter: Counterside) -> None:
    counter.shell.set_value("keys", "gofrugal")
    done: list[Key] = []
    gate = counter.shell._gate
    assert gate is not None
    gate.deed.connect(done.append)
    counter.scan(SALT_CODE)
    for is_again in (False, True, True):
        key = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_F2,
            Qt.KeyboardModifier.NoModifier,
            "",
            is_again,
        )
        counter.clock.move(200)
        QApplication.sendEvent(counter.focused(), key)
    assert [key.combo for key in done] == ["End"]
