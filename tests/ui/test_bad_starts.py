"""Books that cannot be opened: what happened, what is safe and what to do stand on the window and
on the command line, in both languages, and nothing was lost."""

import errno
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from pytestqt.qtbot import QtBot

from estore_pos.base.lock import BooksLock
from estore_pos.base.secrets import FileSecrets
from estore_pos.base.settings import Settings
from estore_pos.commands import Asked, import_goods
from estore_pos.domain.errors import RefusalCode, TroubleCode
from estore_pos.operations.held import KEYS_SECRET
from estore_pos.operations.till import Till, open_till
from estore_pos.store import books as books_module
from estore_pos.store import keys
from estore_pos.store.books import FILE, Seams, connect
from estore_pos.store.keys import KeySet, new_code
from estore_pos.ui.keymap import Place
from estore_pos.ui.setup.first import FirstStart
from estore_pos.ui.widgets.strip import Strip
from tests.clock import FixedClock
from tests.commands.world import make_world
from tests.conftest import LogLines
from tests.operations.disk import Disk
from tests.operations.shopfront import NOON
from tests.ui.counterside import SALT_CODE, Counterside

END, ENTER = Qt.Key.Key_End, Qt.Key.Key_Return
Language = Literal["hi", "en"]
Code = TroubleCode | RefusalCode
LANGUAGES: tuple[Language, ...] = ("hi", "en")

SAID: dict[Code, dict[Language, tuple[str, str, str]]] = {
    TroubleCode.BOOKS_MISSING: {
        "hi": ("जहाँ पहले था", "नया नहीं बनाया गया", "फ़ोल्डर वापस लाएँ"),
        "en": (
            "where they were before",
            "Nothing was made in their place",
            "Bring the folder back",
        ),
    },
    TroubleCode.BOOKS_NEWER: {
        "hi": ("नए संस्करण का है", "खाता सुरक्षित है", "नया संस्करण खोलें"),
        "en": ("A newer version", "They are safe", "Start the newer version"),
    },
    TroubleCode.BOOKS_DAMAGED: {
        "hi": ("फ़ाइल ख़राब है", "छुआ नहीं गया, वह रखी है", "पेन ड्राइव में कॉपी करें"),
        "en": ("is damaged", "It was not touched and is kept", "Copy the folder"),
    },
    TroubleCode.BOOKS_IN_USE: {
        "hi": ("दूसरी खिड़की में खुला है", "खाता सुरक्षित है", "वही खिड़की चलाएँ"),
        "en": ("open in another window", "They are safe", "Use that window, or close it"),
    },
    TroubleCode.ENGINE_UNSAFE: {
        "hi": ("डेटाबेस पुराना है", "जो सेव है वह सुरक्षित है", ".venv फ़ोल्डर हटाएँ और फिर चालू करें"),
        "en": ("an old one", "what was saved is safe", "Delete the program's folder .venv"),
    },
    TroubleCode.KEY_MISSING: {
        "hi": ("चाबी इस PC पर नहीं है", "खाता सुरक्षित है", "रिकवरी कोड लिखें"),
        "en": ("is not on this PC", "The books are safe", "Type the recovery code"),
    },
    TroubleCode.KEYS_FILE_GONE: {
        "hi": ("keys.json", "खाता सुरक्षित है", "पूरा फ़ोल्डर यहाँ फिर कॉपी करें"),
        "en": ("keys.json, which the recovery code opens", "are safe", "Copy the whole folder"),
    },
    TroubleCode.FOLDER_UNWRITABLE: {
        "hi": ("लिखा नहीं जा रहा", "पहले का सब सुरक्षित है", "डिस्क फिर लगाएँ"),
        "en": ("cannot be written", "What was saved before is safe", "Plug the disk in again"),
    },
    TroubleCode.DISK_FULL: {
        "hi": ("डिस्क भर गई है", "पहले का सब सुरक्षित है", "बड़ी फ़ाइलें हटाएँ"),
        "en": ("The disk is full", "What was saved before is safe", "Delete large files"),
    },
    RefusalCode.RECOVERY_CODE_WRONG: {
        "hi": ("यह खाता नहीं खुलता", "जैसा था वैसा ही है", "कोड फिर पढ़ें"),
        "en": ("does not open these books", "The books are as they were", "Read the code again"),
    },
}
"""What a bad start says: what happened, what is safe, what to do."""


class Shop:
    """A shop that has sold, closed for the night; `harm` makes its next start a bad one."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, until: ExitStack) -> None:
        self.root, self.books = root, root / "books"
        self._patch = monkeypatch
        self._until = until
        self.kept = (self.books / FILE).read_bytes()
        self._harms: dict[Code, Callable[[], object]] = {
            TroubleCode.BOOKS_MISSING: lambda: self.books.rename(self.root / "away"),
            TroubleCode.BOOKS_NEWER: self._write_as_a_newer_program,
            TroubleCode.BOOKS_DAMAGED: lambda: (self.books / FILE).write_bytes(b"\xff" * 9000),
            TroubleCode.BOOKS_IN_USE: self._open_elsewhere,
            TroubleCode.ENGINE_UNSAFE: self._old_engine,
            TroubleCode.KEY_MISSING: lambda: shutil.rmtree(self.root / "secrets"),
            TroubleCode.KEYS_FILE_GONE: self._copy_without_keys,
            TroubleCode.FOLDER_UNWRITABLE: lambda: self._refuse_lock(errno.EACCES),
            TroubleCode.DISK_FULL: lambda: self._refuse_lock(errno.ENOSPC),
            RefusalCode.RECOVERY_CODE_WRONG: lambda: shutil.rmtree(self.root / "secrets"),
        }

    def harm(self, code: Code) -> None:
        """Make the next start end with this code."""
        self._harms[code]()
        if (self.books / FILE).exists():
            self.kept = (self.books / FILE).read_bytes()

    def is_untouched(self) -> bool:
        """Whether the file of the books is, to the byte, what it was before the bad start."""
        where = self.books if self.books.exists() else self.root / "away"
        return (where / FILE).read_bytes() == self.kept

    def _write_as_a_newer_program(self) -> None:
        secret = FileSecrets(self.root / "secrets").get(KEYS_SECRET)
        assert secret is not None
        newer = connect(self.books / FILE, KeySet.from_bytes(secret))
        newer.execute("PRAGMA user_version=9999")
        newer.close()

    def _copy_without_keys(self) -> None:
        shutil.rmtree(self.root / "secrets")
        (self.books / keys.FILE).rename(self.root / keys.FILE)

    def _open_elsewhere(self) -> None:
        self._until.callback(BooksLock(self.books).release)

    def _old_engine(self) -> None:
        found = books_module.refuse_engine
        self._patch.setattr(books_module, "refuse_engine", lambda: found((3, 50, 1)))

    def _refuse_lock(self, number: int) -> None:
        def refuse(folder: Path) -> BooksLock:
            raise OSError(number, "no", str(folder))

        self._patch.setattr(books_module, "BooksLock", refuse)


@pytest.fixture
def shop(tmp_path: Path, answered: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    shutil.copytree(answered, tmp_path, dirs_exist_ok=True)
    with ExitStack() as until:
        yield Shop(tmp_path, monkeypatch, until)


def test_every_code_that_opening_names_has_a_bad_start_here() -> None:
    named = re.findall(r"\b[A-Z]{3,}_[A-Z_]+\b", open_till.__doc__ or "")
    assert {code.name for code in SAID} == set(named)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SAID, ids=lambda code: code.name)
def test_a_bad_start_says_on_the_window_what_happened_what_is_safe_and_what_to_do(
    shop: Shop, qtbot: QtBot, code: Code, language: Language
) -> None:
    shop.harm(code)
    side = Counterside(shop.root, qtbot, Settings(language=language), practice=False)
    side.stocked = False
    shell = side.shell
    shell.resize(1024, 600)
    with qtbot.waitActive(shell, timeout=20_000):
        shell.show()
        shell.activateWindow()
    with qtbot.waitSignal(side.work.refused, timeout=20_000):
        side.work.start()
    if code is RefusalCode.RECOVERY_CODE_WRONG:
        side.type(new_code(lambda count: bytes(range(count))))
        with qtbot.waitSignal(side.work.refused, timeout=20_000):
            side.press(ENTER)
    seen = "\n".join(side.texts())
    for said in (*SAID[code][language], f"({code.value})"):
        assert said in seen
    wants_code = code in (TroubleCode.KEY_MISSING, RefusalCode.RECOVERY_CODE_WRONG)
    assert shell.at.place is (Place.UNLOCK if wants_code else Place.TROUBLE)
    assert "Enter" in seen, "the key that goes on stands there"
    side.close()
    assert shop.is_untouched()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*SAID][:-1], ids=lambda code: code.name)
def test_a_bad_start_says_so_on_the_command_line_and_does_not_end_well(
    shop: Shop, capsys: pytest.CaptureFixture[str], code: Code, language: Language
) -> None:
    """All but a wrong recovery code, which no sub-command takes."""
    shop.harm(code)
    goods = shop.root / "goods.csv"
    goods.write_text("Name,Price\nSoap,10\n", encoding="utf-8")
    world = make_world(shop.root)._replace(
        asked=Asked(lang=language), secrets=lambda _: FileSecrets(shop.root / "secrets")
    )
    assert import_goods.run([str(goods)], world) == 1
    said = capsys.readouterr()
    assert said.out == ""
    for part in (*SAID[code][language], f"({code.value})"):
        assert part in said.err
    assert shop.is_untouched()


def place_of(side: Counterside) -> Place:
    """Where the keys are now."""
    return side.shell.at.place


def test_a_copy_without_its_keys_opens_by_the_code_once_the_file_is_put_back(
    shop: Shop, qtbot: QtBot
) -> None:
    new = new_code(lambda count: bytes(range(count)))
    secret = FileSecrets(shop.root / "secrets").get(KEYS_SECRET)
    assert secret is not None
    of_books = json.loads((shop.books / keys.FILE).read_bytes())["books"]
    keys.wrap(shop.books, of_books, KeySet.from_bytes(secret), new)
    shop.harm(TroubleCode.KEYS_FILE_GONE)
    side = Counterside(shop.root, qtbot, Settings(language="en"), practice=False)
    side.stocked = False
    with qtbot.waitActive(side.shell, timeout=20_000):
        side.shell.show()
        side.shell.activateWindow()
    with qtbot.waitSignal(side.work.refused, timeout=20_000):
        side.work.start()
    assert place_of(side) is Place.TROUBLE, "no code is asked for that would open nothing"
    with qtbot.waitSignal(side.work.refused, timeout=20_000):
        side.press(ENTER)
    (shop.root / keys.FILE).rename(shop.books / keys.FILE)
    with qtbot.waitSignal(side.work.refused, timeout=20_000):
        side.press(ENTER)
    assert place_of(side) is Place.UNLOCK
    (shop.books / keys.FILE).rename(shop.root / keys.FILE)
    side.type(new)
    with qtbot.waitSignal(side.work.refused, timeout=20_000):
        side.press(ENTER)
    assert "(T107)" in "\n".join(side.texts()), "the file went while the code was typed"
    (shop.root / keys.FILE).rename(shop.books / keys.FILE)
    with qtbot.waitSignal(side.work.refused, timeout=20_000):
        side.press(ENTER)
    with qtbot.waitSignal(side.shell.ready, timeout=20_000):
        side.press(ENTER)
    side.close()


UNSURE: dict[Language, tuple[str, str, str]] = {
    "hi": ("नहीं बताया कि सेव हुआ या नहीं", "पर्दे पर जो है वह रखा है", "वही कुंजी फिर दबाएँ"),
    "en": (
        "did not say whether it was saved",
        "What is on the screen is kept",
        "Press the same key",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_end_of_which_the_disk_tells_nothing_says_so_and_the_same_key_makes_one_bill(
    shop: Shop, qtbot: QtBot, language: Language
) -> None:
    disk = Disk()
    side = Counterside(shop.root, qtbot, Settings(language=language), practice=False)

    def opened(on_change: Callable[..., None], code: str | None) -> Till:
        return open_till(
            side.root / "books",
            FixedClock(NOON),
            FileSecrets(side.root / "secrets"),
            side.root / "state",
            on_change=on_change,
            seams=Seams(connect=disk.connect),
        )

    side.work._open_till = opened
    side.start()
    side.scan(SALT_CODE)
    disk.commits = ["after, then dead"]
    side.press(END)
    seen = "\n".join(side.texts())
    for said in (*UNSURE[language], "(T108)"):
        assert said in seen
    assert side.lines == [("Salt", 1000)], "the bill stands as it was"
    disk.dead = False
    side.press(END)
    assert side.lines == []
    sold: list[int] = []
    side.work.look(lambda lookup: len(lookup.recent()), sold.append)
    side.rest()
    assert sold == [1]
    side.close()


PARTLY: dict[Language, tuple[str, str, str]] = {
    "hi": ("एक हिस्सा ख़राब है", "बिक्री चालू है और हर नया बिल लिखा जाता है", "पेन ड्राइव में कॉपी करें"),
    "en": (
        "A part of the file",
        "Selling goes on and every new bill is written",
        "Copy the folder",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_damage_that_a_start_does_not_see_is_said_so_while_the_till_sells(
    shop: Shop, qtbot: QtBot, log_lines: LogLines, language: Language
) -> None:
    first = Counterside(shop.root, qtbot, Settings(language=language), practice=False)
    first.start()
    first.harm_unread()
    side = Counterside(shop.root, qtbot, Settings(language=language), practice=False)
    side.start()
    qtbot.waitUntil(side.shell.counter.red.isVisible, timeout=20_000)
    seen = "\n".join(side.texts())
    for said in (*PARTLY[language], "(T114)"):
        assert said in seen
    side.scan(SALT_CODE)
    side.press(END)
    assert side.lines == []
    side.close()
    log_lines.claim("not as sealed")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1366, 697), (1024, 600)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_damage_that_a_first_start_meets_is_read_beside_its_questions(
    tmp_path: Path, qtbot: QtBot, log_lines: LogLines, language: Language, size: tuple[int, int]
) -> None:
    side = Counterside(tmp_path, qtbot, Settings(language=language), practice=False)
    side.start()
    side.harm_unread()
    side = Counterside(tmp_path, qtbot, Settings(language=language), practice=False)
    side.start(width=size[0], height=size[1])
    red = side.shell.counter.red
    qtbot.waitUntil(red.isVisible, timeout=20_000)
    asked = side.shell.at
    assert isinstance(asked, FirstStart)
    assert "(T114)" in red.text()
    assert is_whole(red, asked)
    side.press(ENTER)
    assert not red.isVisible(), "whoever answers has read it"
    side.close()
    log_lines.claim("not as sealed")


def is_whole(said: Strip, asked: FirstStart) -> bool:
    """Whether all of a sentence stands beside the questions, and none of them is cut."""
    lies = QRect(said.mapTo(asked.window(), QPoint()), said.size())
    fits = said.heightForWidth(said.width()) <= said.height() + 2
    rows = asked.layout()
    assert rows is not None
    return (
        fits
        and not lies.intersects(asked.geometry())
        and rows.heightForWidth(asked.width()) <= asked.height()
    )
