"""What is typed at once behind a key goes where it goes when the key has done its work."""

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import Settings
from estore_pos.ui.keygate import leads_on
from estore_pos.ui.keymap import KEYS, Deed, Key, Place
from estore_pos.ui.widgets.sheet import Sheet
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside, Keys
from tests.ui.staffed import GITA, PINS, RAM, SITA, staff

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
SHIFT = Qt.KeyboardModifier.ShiftModifier
LOCK = (Qt.Key.Key_L, CTRL | SHIFT)
CANCEL = (Qt.Key.Key_Delete, CTRL)
TYPED = "purnima"
LEADING = [key for key in KEYS if key.place in (Place.COUNTER, Place.ANYWHERE) and leads_on(key)]
OUTWARD = {Deed.DISPLAY, Deed.OPEN_PDF, Deed.SHARE, Deed.PRINT, Deed.DRAWER}


class Slow:
    """All that the window asks waits until it is let go."""

    def __init__(self, counter: Counterside) -> None:
        self._counter = counter
        self._go = threading.Event()
        counter.work.desk(lambda till: self._go.wait(20))
        counter.work.look(lambda lookup: self._go.wait(20), lambda _: None)
        counter.work.aside(lambda: self._go.wait(20), lambda _: None)

    def let_go(self) -> None:
        self._go.set()
        self._counter.rest()
        self._counter.rest()


def hit(counter: Counterside, *keys: Keys) -> None:
    """Keys of a hand that waits for nothing."""
    for key in keys:
        counter.clock.move(200)
        code, held = key if isinstance(key, tuple) else (key, Qt.KeyboardModifier.NoModifier)
        QTest.keyClick(counter.focused(), code, held)


def keys_of(combo: str) -> Keys:
    *held, name = combo.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for each in held:
        modifiers |= Qt.KeyboardModifier[f"{each.replace('Ctrl', 'Control')}Modifier"]
    signs = {",": "Comma", ".": "Period"}
    return Qt.Key[f"Key_{signs.get(name, name)}"], modifiers


def where(counter: Counterside) -> tuple[object, ...]:
    """Where the keys go and what stands there and on the entry line."""
    focus, shell = counter.focused(), counter.shell
    written = focus.text() if isinstance(focus, QLineEdit) else ""
    return shell.at.place, focus.objectName(), written, shell.counter.entry.text(), counter.lines


@pytest.mark.slow
@pytest.mark.parametrize("bill", [True, False], ids=["bill", "no bill"])
@pytest.mark.parametrize("key", LEADING, ids=lambda key: key.combo)
def test_typed_behind_a_key_at_once_or_after_a_rest_is_one(
    tmp_path: Path, qtbot: QtBot, answered: Path, key: Key, bill: bool
) -> None:
    if key.deed in OUTWARD:
        pytest.skip("it goes to a device or to another program")
    told = []
    for hurries in (True, False):
        root = tmp_path / str(hurries)
        shutil.copytree(answered, root)
        side = Counterside(root, qtbot, Settings(language="en"), practice=False)
        side.start()
        if bill:
            side.scan(SALT_CODE)
        slow = Slow(side) if hurries else None
        hit(side, keys_of(key.combo))
        if slow is None:
            side.rest()
        for letter in TYPED:
            side.clock.move(200)
            QTest.keyClicks(side.focused(), letter)
        if slow is not None:
            slow.let_go()
        side.type("")
        told.append(where(side))
        side.close()
    assert told[0] == told[1]


def test_the_name_of_a_kit_typed_at_once_is_whole(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    slow = Slow(counter)
    hit(counter, keys_of("Alt+K"))
    for letter in TYPED:
        counter.clock.move(200)
        QTest.keyClicks(counter.focused(), letter)
    slow.let_go()
    assert where(counter)[:4] == (Place.KITS, "kit_name", TYPED, "")


def scan_now(counter: Counterside, code: str) -> None:
    """A code as a scanner types it, with no rest behind it."""
    counter.clock.move(400)
    for char in code:
        counter.clock.move(5)
        QTest.keyClicks(counter.focused(), char)
    counter.clock.move(5)
    QTest.keyClick(counter.focused(), ENTER)


def come(counter: Counterside, pin: str) -> Slow:
    """Lock, choose Sita, type a PIN, and Enter, which is slow."""
    counter.press(LOCK, Qt.Key.Key_1)
    counter.qtbot.wait(90)
    counter.type(pin)
    slow = Slow(counter)
    hit(counter, ENTER)
    return slow


def test_what_is_scanned_and_typed_behind_a_pin_is_on_the_bill(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, GITA, monkeypatch)
    slow = come(counter, PINS[SITA])
    hit(counter, ENTER)
    scan_now(counter, SALT_CODE)
    scan_now(counter, SOAP_CODE)
    counter.clock.move(400)
    for letter in "aalu":
        counter.clock.move(200)
        QTest.keyClicks(counter.focused(), letter)
    slow.let_go()
    assert counter.shell.at is counter.shell.counter
    assert counter.lines == [("Salt", 1000), ("Soap", 1000)]
    assert counter.shell.counter.entry.text() == "aalu"
    assert "error" not in counter.sounds.played
    counter.press(ENTER)
    assert counter.lines[2:] == [("Potato", 1000)]


def test_what_is_scanned_behind_a_wrong_pin_is_told_and_is_no_part_of_the_next(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, GITA, monkeypatch)
    slow = come(counter, "000000")
    counter.sounds.played.clear()
    scan_now(counter, SALT_CODE)
    slow.let_go()
    assert counter.shell.at.place is Place.LOCK
    assert "error" in counter.sounds.played
    assert counter.lines == []
    counter.type(PINS[SITA])
    counter.press(ENTER)
    assert counter.shell.at is counter.shell.counter


def test_what_is_typed_behind_the_pin_of_a_leave_comes_after_the_deed(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_End, CANCEL, Qt.Key.Key_Down, ENTER)
    assert counter.shell.at.place is Place.APPROVAL
    counter.press(Qt.Key.Key_1)
    counter.qtbot.wait(90)
    counter.type(PINS[SITA])
    slow = Slow(counter)
    hit(counter, ENTER)
    scan_now(counter, SOAP_CODE)
    slow.let_go()
    assert not counter.shell.findChildren(Sheet)
    assert counter.lines == [("Soap", 1000)]


def test_a_disk_that_hangs_holds_no_key_for_ever(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("estore_pos.ui.keygate.HELD_MAX_MS", 50)
    slow = Slow(counter)
    hit(counter, keys_of("Alt+C"))
    hit(counter, Qt.Key.Key_A)
    counter.qtbot.waitUntil(lambda: counter.shell.counter.entry.text() == "a", timeout=20_000)
    slow.let_go()
    assert counter.shell.at.place is Place.MISSED
