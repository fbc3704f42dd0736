"""The first start, the recovery code, the settings, and books that cannot be opened."""

import shutil
import threading
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from estore_pos.base.secrets import FileSecrets
from estore_pos.base.settings import Settings
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.shop import Shop
from estore_pos.operations.held import WRAPPED_SECRET
from estore_pos.operations.till import Till
from estore_pos.ui.keymap import Place
from tests.conftest import LogLines
from tests.ui.counterside import CTRL, SALT_CODE, Counterside

ENTER, ESC, F8, F9 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F8, Qt.Key.Key_F9
DOWN = Qt.Key.Key_Down


VOID = {"en": "the old one opens only copies", "hi": "पुराने कोड से सिर्फ़ पहले बनी कॉपियाँ खुलेंगी"}


ASKED = (
    "Language of the screens",
    "Name of the shop",
    "Is the shop registered for GST?",
    "Shall the list of common goods be filled in?",
)
"""The questions of the first start."""
CUTS: list[tuple[list[str | Qt.Key], str, str]] = [
    ([], "sheet", ASKED[0]),
    ([ENTER], "first_name", ASKED[1]),
    ([F8, "Maa Sharda", ENTER], "sheet", ASKED[2]),
    ([F8, F8], "sheet", ASKED[2]),
    ([F8, "Maa Sharda", ENTER, F8, ESC, ESC], "sheet", ASKED[3]),
]
"""What was answered before a cut, what has the focus after it, and the question that is open."""


def shop_of(counter: Counterside) -> Shop:
    found: list[Shop] = []
    counter.work.desk(lambda till: till.shop_today(), found.append)
    counter.rest()
    return found[0]


def code_of(counter: Counterside) -> list[str | None]:
    found: list[str | None] = []
    counter.work.desk(lambda till: till.recovery_code, found.append)
    counter.rest()
    return found


def test_the_first_start_asks_four_questions_and_shows_the_code_once(
    unopened: Counterside,
) -> None:
    unopened.start()
    unopened.press(DOWN, Qt.Key.Key_Up, ENTER)
    unopened.type("Maa Sharda")
    unopened.press(ENTER, ENTER)
    unopened.type("2")
    unopened.press(ENTER)
    unopened.qtbot.wait(80)
    assert unopened.shell.at.place is Place.RECOVERY
    shown = "".join(unopened.texts())
    code = code_of(unopened)[0]
    assert code is not None
    assert all(part in shown for part in code.split("-"))
    unopened.press(F9)
    assert code_of(unopened) == [None]
    assert unopened.focused() is unopened.shell.counter.entry
    assert shop_of(unopened).name_en == "Maa Sharda"


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_way_back_is_shown_where_there_is_one(unopened: Counterside, language: str) -> None:
    unopened.start()
    unopened.shell.set_value("language", language)
    esc = Qt.Key.Key_Escape

    def shown() -> bool:
        return any("Esc" in text for text in unopened.texts())

    assert not shown(), "nothing lies before the first question"
    unopened.press(esc)
    assert unopened.shell.at.place is Place.FIRST
    unopened.press(ENTER)
    assert shown()
    unopened.press(esc)
    assert not shown()


def test_while_the_common_goods_come_in_the_counter_says_so(unopened: Counterside) -> None:
    unopened.start()
    unopened.press(F8, F8, F8)
    go = threading.Event()
    unopened.work.desk(lambda till: go.wait(20))
    QTest.keyClick(unopened.focused(), ENTER)
    unopened.qtbot.waitUntil(lambda: unopened.shell.at.place is Place.RECOVERY)
    QTest.keyClick(unopened.focused(), F9)
    strip = unopened.shell.counter.strip
    assert "still coming in" in strip.text()
    go.set()
    unopened.rest()
    assert "Now sell" in strip.text()
    unopened.type("aalu")
    assert unopened.shell.counter.suggestions.isVisible()


def test_common_goods_that_did_not_come_in_are_said_so(
    unopened: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(till: Till, **_: object) -> int:
        raise Trouble(TroubleCode.DISK_FULL)

    monkeypatch.setattr(Till, "load_starter", full)
    unopened.start()
    unopened.press(F8, F8, F8, ENTER, F9)
    screen = unopened.shell.counter
    assert screen.red.isVisible()
    assert "T109" in screen.red.text()
    assert "coming in" not in screen.strip.text()


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_a_recovery_code_made_anew_says_what_the_old_one_still_opens(
    tmp_path: Path, qtbot: QtBot, lang: Literal["hi", "en"]
) -> None:
    first = Counterside(tmp_path, qtbot, Settings(), practice=False)
    first.start()
    old = code_of(first)[0]
    first.work.desk(lambda till: till.save_shop(till.shop_today()))
    first.work.desk(lambda till: till.recovery_code_seen())
    first.close()
    (tmp_path / "books" / "keys.json").unlink()
    FileSecrets(tmp_path / "secrets").delete(WRAPPED_SECRET)
    side = Counterside(tmp_path, qtbot, Settings(language=lang), practice=False)
    side.start()
    assert side.shell.at.place is Place.RECOVERY
    shown = " ".join(side.texts())
    assert VOID[lang] in shown
    code = code_of(side)[0]
    assert code is not None
    assert old is not None
    assert all(part in shown for part in code.split("-"))
    assert old.split("-")[0] not in shown
    side.press(F9)
    assert code_of(side) == [None]
    side.close()


def test_every_question_can_be_left_and_is_not_asked_again(unopened: Counterside) -> None:
    unopened.start()
    unopened.press(F8, F8, F8, F8)
    unopened.qtbot.wait(50)
    assert unopened.shell.at.place is Place.RECOVERY
    unopened.press(ESC)
    assert unopened.shell.at is unopened.shell.counter
    asked: list[bool] = []
    unopened.work.desk(lambda till: till.is_new, asked.append)
    unopened.rest()
    assert asked == [False]


@pytest.mark.parametrize(("answers", "focused", "asked"), CUTS)
def test_a_first_start_cut_short_goes_on_with_the_question_left_open(
    tmp_path: Path, qtbot: QtBot, answers: list[str | Qt.Key], focused: str, asked: str
) -> None:
    first = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    first.stocked = False
    first.start()
    for each in answers:
        first.type(each) if isinstance(each, str) else first.press(each)
    first.close()
    second = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    second.start()
    assert asked in second.texts()
    assert second.focused().objectName() == focused
    told = shop_of(second)
    second.press(*[F8] * (4 - ASKED.index(asked)))
    second.qtbot.wait(80)
    assert second.shell.at.place is Place.RECOVERY
    assert shop_of(second).name_en == told.name_en
    second.press(F9)
    second.close()
    third = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    third.start()
    assert third.shell.at is third.shell.counter, "what was answered or skipped is asked no more"
    third.close()


def test_what_was_told_before_a_cut_stands_when_it_is_asked_again(
    tmp_path: Path, qtbot: QtBot
) -> None:
    first = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    first.start()
    first.press(F8)
    first.type("Maa Sharda")
    first.press(ENTER)
    first.press(Qt.Key.Key_2)
    first.qtbot.wait(80)
    first.type("10AAACR5055K1ZM")
    first.press(ENTER, ENTER)
    first.close()
    second = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    second.start()
    assert "Shall the list of common goods be filled in?" in second.texts()
    held = shop_of(second)
    assert (held.name_en, held.gstin) == ("Maa Sharda", "10AAACR5055K1ZM")
    second.press(ESC, ESC, ENTER, ENTER, ENTER, F8)
    second.qtbot.wait(80)
    assert second.shell.at.place is Place.RECOVERY
    assert shop_of(second) == held, "Enter at what was told tells nothing else"
    second.close()


def test_the_questions_do_not_keep_the_counter_from_selling(unopened: Counterside) -> None:
    unopened.start()
    unopened.scan(SALT_CODE)
    assert unopened.lines == [("Salt", 1000)]
    assert unopened.shell.at.place is Place.FIRST


def test_a_wrong_gstin_is_said_and_the_question_stays(unopened: Counterside) -> None:
    unopened.start()
    unopened.press(F8, F8, Qt.Key.Key_2)
    unopened.qtbot.wait(80)
    assert unopened.focused().objectName() == "first_gstin"
    unopened.type("10ABCDE")
    unopened.press(ENTER)
    assert any("10ABCDE" in text for text in unopened.texts())
    assert unopened.shell.at.place is Place.FIRST
    assert shop_of(unopened).gstin == ""


def register(side: Counterside) -> None:
    """The first questions as far as the GSTIN of a named shop, and Enter behind it."""
    side.start()
    side.press(F8)
    side.type("Maa Sharda")
    side.press(ENTER, Qt.Key.Key_2)
    side.qtbot.wait(80)
    side.type("10AAACR5055K1ZM")
    side.press(ENTER)


def test_a_registered_shop_is_asked_its_address_behind_its_gstin(unopened: Counterside) -> None:
    register(unopened)
    assert unopened.focused().objectName() == "first_address"
    assert shop_of(unopened).gstin == "10AAACR5055K1ZM", "a wrong one would be told before"
    unopened.type("Tola, Gaya")
    unopened.press(ENTER)
    assert ASKED[3] in unopened.texts()
    held = shop_of(unopened)
    assert (held.address_hi, held.address_en, held.lacks_address) == ("", "Tola, Gaya", False)


def test_an_address_that_is_skipped_is_missed_at_the_first_bill_and_only_then(
    unopened: Counterside,
) -> None:
    register(unopened)
    unopened.press(F8, F8)
    unopened.qtbot.wait(80)
    unopened.press(F9)
    for is_told in (True, False):
        unopened.scan(SALT_CODE)
        unopened.press(Qt.Key.Key_End)
        strip = unopened.shell.counter.strip
        assert strip.tone == "ok"
        assert ("address is missing" in strip.text()) is is_told


def test_the_settings_say_that_a_registered_shop_has_no_address(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_Comma, CTRL))
    counter.type("GST reg")
    counter.press(ENTER, DOWN, ENTER)
    counter.type("10AAACR5055K1ZM")
    counter.press(ENTER, ENTER)
    assert any("(R214)" in text for text in counter.texts())
    counter.press(ESC, ESC, DOWN, ENTER)
    counter.type("Maa Sharda")
    counter.press(ENTER, ENTER)
    counter.type("GST reg")
    counter.press(ENTER, DOWN, ENTER)
    counter.type("10AAACR5055K1ZM")
    counter.press(ENTER, ENTER)
    assert shop_of(counter).lacks_address
    assert any("nobody has told it" in text for text in counter.texts())


def test_who_skipped_the_name_is_asked_for_it_before_the_registration_holds(
    unopened: Counterside,
) -> None:
    unopened.start()
    unopened.press(F8, F8, Qt.Key.Key_2)
    unopened.qtbot.wait(80)
    unopened.type("10AAACR5055K1ZM")
    unopened.press(ENTER)
    assert any("need its name" in text and "(R214)" in text for text in unopened.texts())
    assert unopened.focused().objectName() == "first_gstin"
    unopened.press(ESC)
    unopened.type("Maa Sharda")
    unopened.press(ENTER, ENTER)
    held = shop_of(unopened)
    assert (held.name_en, held.gstin) == ("Maa Sharda", "10AAACR5055K1ZM")


def test_a_fact_is_recorded_from_the_day_that_is_named(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_Comma, CTRL), DOWN, ENTER)
    counter.type("Sharda Store")
    counter.press(ENTER)
    assert counter.focused().objectName() == "setting_second"
    counter.type("15-12-2026")
    counter.press(ENTER)
    assert counter.shell.at.place is Place.SETTINGS
    assert shop_of(counter).name_en == ""
    named: list[str] = []
    for day in (14, 15):
        on = date(2026, 12, day)
        counter.work.desk(lambda till, on=on: till.counter.drafts.shop_on(on).name_en, named.append)
    counter.rest()
    assert named == ["", "Sharda Store"]


def test_a_day_before_what_holds_now_is_refused_in_place(counter: Counterside) -> None:
    before = shop_of(counter)
    counter.press((Qt.Key.Key_Comma, CTRL))
    counter.type("UPI")
    counter.press(ENTER)
    counter.type("sharda@invalid")
    counter.press(ENTER)
    counter.type("01-01-2020")
    counter.press(ENTER)
    assert counter.shell.at.place is Place.CHANGE
    assert any("Write that day or a later one" in text for text in counter.texts())
    assert counter.focused().objectName() == "setting_second"
    assert shop_of(counter) == before
    counter.type("01-12-2026")
    counter.press(ENTER)
    assert shop_of(counter).upi_id == "sharda@invalid"


def test_a_day_that_is_none_is_refused_in_place(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_Comma, CTRL), ENTER, ENTER)
    counter.type("31-02-2026")
    counter.press(ENTER)
    assert counter.shell.at.place is Place.CHANGE
    counter.press(ESC, ESC)
    assert counter.focused() is counter.shell.counter.entry


def test_a_setting_is_found_by_its_word_and_changed_with_enter(counter: Counterside) -> None:
    kept: list[Settings] = []
    counter.shell.settings_changed.connect(kept.append)
    counter.press((Qt.Key.Key_Comma, CTRL))
    counter.type("dark")
    counter.press(ENTER)
    assert kept == [], "the first Enter goes to what was found"
    counter.press(ENTER)
    assert kept[-1].theme == "dark"


def test_a_practice_shop_says_so_and_has_no_payee(tmp_path: Path, qtbot: QtBot) -> None:
    side = Counterside(tmp_path, qtbot, Settings(language="en"), practice=True)
    side.stocked = False
    side.start()
    assert any("PRACTICE" in text for text in side.texts())
    assert side.shell.at is side.shell.counter
    side.keys = 0
    side.type("aalu")
    side.press(ENTER)
    side.press((Qt.Key.Key_U, CTRL))
    assert any("no payee" in text for text in side.texts())
    side.press(ESC, Qt.Key.Key_End)
    assert side.shell.counter.strip.tone == "ok"
    side.close()


def test_books_without_their_key_ask_for_the_recovery_code(tmp_path: Path, qtbot: QtBot) -> None:
    first = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    first.start()
    code = code_of(first)[0]
    assert code is not None
    first.close()
    shutil.rmtree(tmp_path / "secrets")
    second = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    second.shell.resize(1366, 697)
    with qtbot.waitActive(second.shell, timeout=20_000):
        second.shell.show()
        second.shell.activateWindow()
    with qtbot.waitSignal(second.work.refused, timeout=20_000):
        second.work.start()
    assert second.shell.at.place is Place.UNLOCK
    second.type("wrong")
    with qtbot.waitSignal(second.work.refused, timeout=20_000):
        second.press(ENTER)
    assert second.shell.at.place is Place.UNLOCK
    field = second.focused()
    assert isinstance(field, QLineEdit)
    field.clear()
    second.type(code)
    with qtbot.waitSignal(second.shell.ready, timeout=20_000):
        second.press(ENTER)
    second.rest()
    assert second.focused() is not None
    second.scan(SALT_CODE)
    assert second.lines == [("Salt", 1000)]
    second.close()


def test_a_fault_of_the_program_while_opening_is_said_on_a_page_and_enter_tries_again(
    unopened: Counterside, monkeypatch: pytest.MonkeyPatch, log_lines: LogLines
) -> None:
    faults: list[BaseException] = []
    unopened.work.fault.connect(faults.append)

    def stumble(*_: object) -> Till:
        raise ZeroDivisionError

    with unopened.qtbot.waitActive(unopened.shell, timeout=20_000):
        unopened.shell.show()
        unopened.shell.activateWindow()
    with monkeypatch.context() as patched:
        patched.setattr(unopened.work, "_open_till", stumble)
        with unopened.qtbot.waitSignal(unopened.work.refused, timeout=20_000):
            unopened.work.start()
    assert unopened.shell.at.place is Place.TROUBLE
    (said,) = [text for text in unopened.texts() if "T113" in text]
    assert "Every saved bill is safe. Press Enter" in said
    unopened.press((Qt.Key.Key_L, CTRL))
    assert any("सेव किए सब बिल सुरक्षित हैं" in text for text in unopened.texts())
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    with unopened.qtbot.waitSignal(unopened.shell.ready, timeout=20_000):
        unopened.press(ENTER)
    unopened.rest()
    unopened.scan(SALT_CODE)
    assert unopened.lines == [("Salt", 1000)]
    log_lines.claim("lane desk could not begin")


def test_missing_books_are_said_and_enter_tries_again(tmp_path: Path, qtbot: QtBot) -> None:
    first = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    first.start()
    first.close()
    (tmp_path / "books").rename(tmp_path / "away")
    second = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    with qtbot.waitActive(second.shell, timeout=20_000):
        second.shell.show()
        second.shell.activateWindow()
    with qtbot.waitSignal(second.work.refused, timeout=20_000):
        second.work.start()
    assert second.shell.at.place is Place.TROUBLE
    assert any("T101" in text for text in second.texts())
    (tmp_path / "books").rmdir() if (tmp_path / "books").exists() else None
    (tmp_path / "away").rename(tmp_path / "books")
    with qtbot.waitSignal(second.shell.ready, timeout=20_000):
        second.press(ENTER)
    second.close()
