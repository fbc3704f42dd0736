"""The locked till: it is opened by a person's own PIN, and what lay on it lies there still."""

import json
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from estore_pos.base.secrets import FileSecrets
from estore_pos.base.settings import Settings
from estore_pos.operations.held import CODE_SECRET, KEYS_SECRET
from estore_pos.operations.printer import PrinterState
from estore_pos.operations.till import Till
from estore_pos.store import keys
from estore_pos.ui.keymap import Place
from estore_pos.ui.lock import TICK_S, LockPage
from tests.fully import fully
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.staffed import GITA, PINS, RAM, SITA, staff
from tests.ui.test_words_and_sizes import clipped

ENTER, END, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape, Qt.Key.Key_Down
SHIFT = Qt.KeyboardModifier.ShiftModifier
LOCK = (Qt.Key.Key_L, CTRL | SHIFT)
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


def page(counter: Counterside) -> LockPage:
    """What covers the till."""
    found = counter.shell.at
    assert isinstance(found, LockPage)
    return found


def come(counter: Counterside, name: str) -> None:
    """The person's digit, the PIN, Enter."""
    counter.press(DIGITS[[SITA, GITA, RAM].index(name)])
    counter.qtbot.wait(90)
    counter.type(PINS[name])
    counter.press(ENTER)


def stands(counter: Counterside) -> str:
    """Whom the records of now are by."""
    told: list[str] = []
    counter.work.desk(lambda till: till.watch.person.name, told.append)
    counter.rest()
    return told[0]


def test_nobody_is_named_and_nothing_locks_until_somebody_has_a_pin(counter: Counterside) -> None:
    counter.press(LOCK)
    assert counter.shell.at is counter.shell.counter
    assert "R157" in counter.shell.counter.red.text()
    assert not counter.shell.person.isVisible()


def test_another_person_comes_by_two_keys_and_his_pin(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.scan(SALT_CODE)
    counter.keys = 0
    counter.press(LOCK)
    come(counter, GITA)
    assert counter.keys == 2 + len(PINS[GITA]) + 1
    assert counter.shell.at is counter.shell.counter
    assert counter.focused() is counter.shell.counter.entry
    assert stands(counter) == GITA
    assert counter.shell.person.text() == "गीता (operator)"
    counter.press(END)
    assert counter.shell.last_bill is not None
    assert "गीता" in counter.shell.person.text()
    told: list[str] = []
    counter.work.desk(
        lambda till: {each.id: each.name for each in till.acts.people()}[till.watch.who],
        told.append,
    )
    counter.rest()
    assert told == [GITA]


def test_a_pin_is_the_same_in_the_digits_of_either_script(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.press(LOCK)
    counter.press(DIGITS[1])
    counter.qtbot.wait(90)
    page(counter).who.pin.insert(PINS[GITA].translate(str.maketrans("0123456789", "०१२३४५६७८९")))
    counter.press(ENTER)
    assert stands(counter) == GITA


def test_a_locked_till_says_that_a_bill_is_open_and_not_what_is_on_it(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.press(LOCK)
    assert page(counter).bill.text() == "A bill is open: ₹ 63.00, 2 items"
    status = counter.shell.status
    assert status.clock.isVisible()
    assert page(counter).geometry() == counter.shell.screens.geometry()
    table = counter.shell.counter.table
    assert (
        page(counter)
        .rect()
        .contains(page(counter).mapFromGlobal(table.mapToGlobal(table.rect().center())))
    )


def test_a_scan_or_a_key_does_nothing_to_a_locked_till(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(LOCK)
    counter.sounds.played.clear()
    counter.scan(SOAP_CODE)
    assert counter.sounds.played == ["error"]
    assert counter.lines == [("Salt", 1000)]
    counter.press(DIGITS[0])
    counter.qtbot.wait(90)
    counter.type("40")
    counter.scan(SOAP_CODE)
    assert page(counter).who.pin.text() == "40"
    for key in (END, Qt.Key.Key_F4, (Qt.Key.Key_1, ALT), (Qt.Key.Key_Comma, CTRL), LOCK, ESC):
        counter.press(key)
        page(counter)
    assert counter.lines == [("Salt", 1000)]
    assert counter.shell.last_bill is None


def test_what_was_being_typed_is_there_again_for_who_opens(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    assert counter.shell.at.place is Place.PAYMENT
    counter.type("50")
    counter.press(LOCK)
    counter.type("7")
    come(counter, GITA)
    assert counter.shell.at.place is Place.PAYMENT
    amount = counter.focused()
    assert isinstance(amount, QLineEdit)
    assert amount.text() == "50"
    counter.press(ENTER)
    assert counter.shell.last_bill is not None


def test_a_question_keeps_its_answer_while_the_till_is_locked(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_F2)
    counter.type("3")
    counter.press(LOCK)
    come(counter, SITA)
    counter.press(ENTER)
    assert counter.lines == [("Salt", 3000)]


def test_a_half_typed_approval_is_given_up_when_the_till_is_locked(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(END, (Qt.Key.Key_Delete, CTRL), Qt.Key.Key_Down, ENTER, ENTER)
    assert counter.shell.at.place is Place.APPROVAL
    counter.type(PINS[SITA])
    counter.shell.lock()
    counter.rest()
    come(counter, RAM)
    assert counter.shell.at is counter.shell.counter


def test_a_wrong_pin_opens_nothing_and_five_wait(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.press(LOCK, DIGITS[1])
    counter.qtbot.wait(90)
    for _ in range(4):
        counter.type("0007")
        counter.press(ENTER)
        assert "not the PIN of गीता" in page(counter).who.problem.text()
        assert page(counter).who.pin.text() == ""
    counter.type("0007")
    counter.press(ENTER)
    assert "Wait 60 s" in page(counter).who.problem.text()
    counter.type(PINS[GITA])
    counter.press(ENTER)
    assert "Wait" in page(counter).who.problem.text()
    counter.press(DOWN)
    counter.type(PINS[RAM])
    counter.press(ENTER)
    assert stands(counter) == RAM
    counter.press(LOCK)
    counter.clock.move(60_000)
    come(counter, GITA)
    assert stands(counter) == GITA


def test_a_restart_begins_locked_and_the_bill_is_there(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.scan(SALT_CODE)
    counter.shell.set_value("language", "en")
    with counter.qtbot.waitSignal(counter.shell.ready, timeout=20_000):
        counter.work.start()
    counter.rest()
    assert page(counter).bill.text() == "A bill is open: ₹ 28.00, 1 item"
    assert not counter.shell.person.isVisible()
    counter.scan(SOAP_CODE)
    come(counter, RAM)
    assert counter.lines == [("Salt", 1000)]
    assert counter.shell.person.text() == "राम (helper)"


def test_a_recovery_code_that_nobody_wrote_down_is_shown_to_an_owner_alone(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.work.desk(
        lambda till: FileSecrets(till.folder.parent / "secrets").put(CODE_SECRET, b"ABCDE-FGHJK")
    )
    counter.rest()
    with counter.qtbot.waitSignal(counter.shell.ready, timeout=20_000):
        counter.work.start()
    counter.rest()
    assert "FGHJK" not in " ".join(counter.texts())
    come(counter, RAM)
    assert counter.shell.at is counter.shell.counter
    assert "FGHJK" not in " ".join(counter.texts())
    counter.press(LOCK)
    come(counter, SITA)
    assert counter.shell.at.place is Place.RECOVERY
    assert "FGHJK" in " ".join(counter.texts())


def _minutes(counter: Counterside, minutes: int) -> None:
    for _ in range(minutes * 60 // TICK_S):
        counter.shell.watchman.idle.tick()
    counter.rest()


def test_a_till_that_nobody_touches_locks_itself(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.shell.watchman.ask()
    counter.rest()
    counter.scan(SALT_CODE)
    _minutes(counter, 4)
    counter.press(Qt.Key.Key_Up)
    _minutes(counter, 4)
    assert counter.shell.at is counter.shell.counter
    _minutes(counter, 1)
    page(counter)
    come(counter, SITA)
    counter.shell.set_value("lock_minutes", 0)
    _minutes(counter, 200)
    assert counter.shell.at is counter.shell.counter


def test_it_does_not_lock_while_somebody_pays_or_a_paper_is_printed(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.shell.watchman.ask()
    counter.rest()
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    _minutes(counter, 30)
    assert counter.shell.at.place is Place.PAYMENT
    counter.press(ESC)
    _ = counter.shell.printing
    counter.shell.printer_told.emit(PrinterState(True, 1, is_printing=True))
    counter.rest()
    _minutes(counter, 30)
    assert counter.shell.at is counter.shell.counter
    counter.shell.printer_told.emit(PrinterState(True))
    counter.rest()
    _minutes(counter, 5)
    page(counter)


def test_a_forgotten_pin_is_set_anew_by_the_recovery_code(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = keys.new_code()
    counter.work.desk(lambda till: _rewrap(till, code))
    counter.rest()
    staff(counter, GITA, monkeypatch)
    counter.press(LOCK, Qt.Key.Key_F8)
    assert counter.focused() is page(counter).code
    counter.type("wrong")
    counter.press(ENTER)
    counter.type("5050")
    counter.press(ENTER)
    counter.type("5051")
    counter.press(ENTER)
    assert "not alike" in page(counter).problem.text()
    for _ in range(2):
        counter.type("1234")
        counter.press(ENTER)
    assert "tries this PIN first" in page(counter).problem.text()
    counter.press(ENTER)
    assert "R306" in page(counter).problem.text()
    assert counter.focused() is page(counter).code
    counter.type(code.lower())
    counter.press(ENTER, ENTER, ENTER)
    assert counter.shell.at is counter.shell.counter
    assert stands(counter) == SITA
    counter.press(LOCK, ENTER)
    counter.type("1234")
    counter.press(ENTER)
    assert stands(counter) == SITA


def test_the_codes_paper_under_the_scanner_sets_a_forgotten_pin_anew(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = keys.new_code()
    scanned = "ES1:K:" + code.replace("-", "")
    counter.work.desk(lambda till: _rewrap(till, code))
    counter.rest()
    staff(counter, GITA, monkeypatch)
    counter.press(LOCK)
    counter.scan(scanned)
    assert counter.shell.at.place is Place.LOCK
    assert page(counter).code.text() == "", "it is for a PIN that somebody says he forgot"
    counter.press(Qt.Key.Key_F8)
    counter.scan(scanned)
    assert page(counter).code.text() == scanned
    counter.press(ENTER)
    for _ in range(2):
        counter.type("4729")
        counter.press(ENTER)
    assert counter.shell.at is counter.shell.counter
    assert stands(counter) == SITA


def test_esc_goes_back_from_the_recovery_code_and_opens_nothing(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, GITA, monkeypatch)
    counter.press(LOCK, Qt.Key.Key_F8, ESC)
    assert page(counter).who.isVisible()
    assert not page(counter).code.isVisible()
    counter.press(ESC)
    page(counter)


def test_esc_goes_back_from_the_pin_to_the_people_and_a_digit_chooses_again(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.press(LOCK, DIGITS[0])
    counter.qtbot.wait(90)
    counter.type("99")
    counter.press(ESC)
    assert page(counter).who.pin.text() == ""
    assert any("Who? The digit" in text for text in counter.texts())
    assert any(text.startswith("2  ") for text in counter.texts()), "the digits stand there again"
    come(counter, GITA)
    assert stands(counter) == GITA


def _rewrap(till: Till, code: str) -> None:
    """The recovery code of these books becomes a known one."""
    kept = json.loads((till.folder / "keys.json").read_bytes())
    held = FileSecrets(till.folder.parent / "secrets").get(KEYS_SECRET)
    assert held is not None
    keys.wrap(till.folder, kept["books"], keys.KeySet.from_bytes(held), code)


LOOKS = [
    (lang, theme, size, scale)
    for lang in ("hi", "en")
    for theme in ("light", "dark")
    for size in ((1366, 697), (1024, 600))
    for scale in (100, 130)
]
OFTEN = [("hi", "light", (1366, 697), 100), ("en", "dark", (1024, 600), 130)]


@pytest.mark.slow
@pytest.mark.parametrize("seen", fully(LOOKS, quick=OFTEN), ids=str)
def test_no_word_of_a_locked_till_is_clipped(
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    seen: tuple[Literal["hi", "en"], Literal["light", "dark"], tuple[int, int], int],
) -> None:
    language, theme, (width, height), scale = seen
    settings = Settings(language=language, theme=theme, scale=scale)
    counter = Counterside(tmp_path, qtbot, settings, practice=True)
    counter.start(width=width, height=height)
    staff(counter, SITA, monkeypatch)
    counter.press(LOCK, ENTER)
    counter.type("0007")
    counter.press(ENTER)
    qtbot.wait(10)
    assert clipped(counter) == []
    counter.press(Qt.Key.Key_F8)
    counter.type("wrong")
    counter.press(ENTER, ENTER)
    qtbot.wait(10)
    assert clipped(counter) == []
    counter.close()


def test_one_key_changes_every_word_of_a_locked_till(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.press(LOCK)
    counter.press((Qt.Key.Key_L, CTRL))
    assert "काउंटर लॉक है" in counter.texts()
    assert not any(word in " ".join(counter.texts()) for word in ("owner", "locked", "forgotten"))
    counter.press((Qt.Key.Key_L, CTRL))
    assert "The till is locked" in counter.texts()


def test_a_till_that_starts_locked_over_an_open_bill_refuses_nobody(
    counter: Counterside, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the idle desk does by itself is nobody's deed: R154 is said to who presses a key."""
    staff(counter, SITA, monkeypatch)
    counter.scan(SALT_CODE)
    counter.close()
    again = Counterside(counter.root, qtbot, Settings(language="en"), practice=False)
    again.stocked = False
    again.start()
    red = again.shell.counter.red
    assert again.work.on_desk(lambda till: till.counter.view.draft.lines)
    again.work.on_desk(lambda till: till.idle())
    again.rest()
    assert "R154" not in red.text()
    come(again, SITA)
    assert again.shell.at is again.shell.counter
    assert not red.isVisible()
    again.close()
