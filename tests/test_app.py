"""The composition root: what is imported before the first paint, and what follows it."""

import gc
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from estore_pos import app
from estore_pos.__main__ import UNREAD, main
from estore_pos.base import folders
from estore_pos.base.clock import SystemClock
from estore_pos.base.secrets import FileSecrets
from estore_pos.base.settings import Settings
from estore_pos.commands.local_hq import LocalHq
from estore_pos.commands.world import WindowOptions
from estore_pos.operations.till import Till, open_till
from tests.ui.counterside import Counterside

ROOT = Path(__file__).parents[1]
HEAVY = (
    *("sqlalchemy", "sqlcipher3", "reportlab", "requests", "fastapi"),
    *("estore_pos.domain", "dataclasses"),
)
SPARED = (
    *("sqlalchemy", "fastapi", "reportlab", "requests", "cryptography", "pickle", "csv"),
    *(f"estore_pos.domain.{noun}" for noun in ("act", "credit_note", "estimate", "gs1", "mask")),
    *(f"estore_pos.operations.{noun}" for noun in ("archive", "lookup", "paper", "printer")),
    *(f"estore_pos.store.{noun}" for noun in ("act", "category", "device", "missed", "search")),
    *("estore_pos.text.entry", "estore_pos.text.name_keys", "estore_pos.text.search"),
)
"""What a till that opens its books and sells its first good does not wait for."""

UNASKED = ("QGraphicsItem", "QStyle", "QWizard")
"""Classes of Qt's that PySide makes where it has to name something of Qt's own: all or many."""

_FIRST_PAINT = """
import builtins, json, sys
from pathlib import Path
from estore_pos import app
from estore_pos.commands.world import WindowOptions
from estore_pos.ui.shell import Shell
from PySide6 import QtCore, QtWidgets
from PySide6.QtWidgets import QApplication
seen = {}
paint = Shell.paintEvent
def paint_event(self, event):
    paint(self, event)
    seen.setdefault("modules", [m for m in json.loads(sys.argv[2]) if m in sys.modules])
    seen.setdefault("enums", "Qt" in vars(QtCore))
Shell.paintEvent = paint_event
CODE = "8901030865278"
def ready(shell):
    seen["ready"] = shell.work.ready
    seen["strip"] = shell.counter.strip.text()
    if shell.work._till.is_new:
        from estore_pos.domain.money import Money
        from estore_pos.domain.shop import Shop
        shell.work.desk(lambda till: till.teach(CODE, "Salt", Money(2800)))
        shell.work.desk(lambda till: till.save_shop(till.shop_today()), lambda _: shell.close())
    else:
        shell.work.changed.connect(lambda view: sold(shell, view))
        shell.counter.scanning.scan(CODE)
def sold(shell, view):
    seen["sold"] = view.count
    seen["held"] = [m for m in json.loads(sys.argv[3]) if m in sys.modules]
    seen["classes"] = [c for c in json.loads(sys.argv[4]) if c in vars(QtWidgets)]
    read = sys.modules["PySide6.support.feature"].pyside_feature_dict
    seen["read"] = [m for m in read if m.startswith("estore_pos.") and m != "estore_pos.ui"]
    seen["own_import"] = builtins.__import__ is builtins.__orig_import__
    QtCore.QTimer.singleShot(0, shell.close)
code = app.run_windows(WindowOptions(books=Path(sys.argv[1]), language="en"), ready)
print(json.dumps({**seen, "code": code}))
"""


def _started(place: Path) -> dict[str, object]:
    """What a run of its own saw at its first paint and when it could sell."""
    done = subprocess.run(
        [
            *(sys.executable, "-c", _FIRST_PAINT, str(place / "books")),
            *(json.dumps(HEAVY), json.dumps(SPARED), json.dumps(UNASKED)),
        ],
        cwd=ROOT,
        env=os.environ | {"ESTORE_PROFILE": str(place / "profile")},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    seen: dict[str, object] = json.loads(done.stdout)
    return seen


def test_neither_the_first_paint_nor_the_first_scan_waits_for_heavy_modules(tmp_path: Path) -> None:
    made = _started(tmp_path)
    assert made["modules"] == []
    told = {"modules": [], "enums": False, "ready": True, "strip": "", "code": 0}
    sold = {"sold": 1, "held": [], "classes": [], "read": [], "own_import": True}
    assert _started(tmp_path) == {**told, **sold}


def test_what_a_start_made_is_spared_from_every_look_for_garbage() -> None:
    gc.disable()
    try:
        app.put_aside()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.enable()
        gc.unfreeze()


@pytest.mark.slow
@pytest.mark.parametrize("held", ["{cut", '{"theme": "pink"}'])
def test_settings_that_could_not_be_used_are_told_and_kept(tmp_path: Path, held: str) -> None:
    _started(tmp_path)
    profile = {folders.PROFILE: str(tmp_path / "profile")}
    file = folders.find(tmp_path / "books", profile).state / "settings.json"
    file.write_text(held, encoding="utf-8")
    said = str(_started(tmp_path)["strip"])
    assert said.startswith("Some settings of this PC could not be used")
    assert said.endswith("the file as it was is settings.json.aside.")
    assert file.with_name("settings.json.aside").read_text(encoding="utf-8") == held


@pytest.mark.slow
def test_a_run_leaves_its_log_beside_the_books_and_not_among_them(tmp_path: Path) -> None:
    _started(tmp_path)
    (log,) = tmp_path.rglob("till.log")
    assert log.is_relative_to(tmp_path / "profile" / "state")
    said = [line.split(" ", 4)[-1] for line in log.read_text(encoding="utf-8").splitlines()]
    assert said[0].startswith("eStore ")
    assert said[1] == "the books are open"
    assert said[-1] == "closed"


def test_help_names_every_command_and_a_wrong_word_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert "import" in said
    assert main(["fly"]) == 2
    assert "fly" in capsys.readouterr().err
    assert main(["--version"]) == 0


def test_the_scanners_ear_tells_a_code_from_a_hand() -> None:
    ear = app.Ear(50)
    for at, char in enumerate("8901030865278"):
        ear.press(char, at * 5)
    assert ear.end("\r", 70) == "8901030865278"
    assert ear.end("\n", 75) == ""
    assert ear.end("\r", 5_000) is None
    ear.follow(20, "", "")
    for at, char in enumerate("8901030865278"):
        ear.press(char, 10_000 + at * 30)
    assert ear.end("\r", 10_400) is None


def test_a_shop_without_a_upi_id_has_no_code_to_pay_by() -> None:
    from datetime import date

    from estore_pos.domain.money import Money
    from estore_pos.domain.shop import Shop

    assert app.pay_code(Shop(date(2026, 1, 1)), Money(100)) is None
    code = app.pay_code(Shop(date(2026, 1, 1), upi_id="practice@invalid"), Money(100))
    assert code is not None
    assert code[0] > 20


def test_the_options_of_a_start_have_defaults() -> None:
    assert WindowOptions().books is None


def line_of(
    side: Counterside, till: Till, options: WindowOptions, faults: list[BaseException]
) -> app.HqThread:
    """The line to HQ of an open window, not yet running."""
    shell = side.shell
    line = app.HqThread(
        till,
        side.work,
        SystemClock(),
        shell.line_told.emit,
        shell.hq_joined.emit,
        faults.append,
        options,
    )
    side.shell.hq_line = line
    return line


def started_line(
    side: Counterside, till: Till, options: WindowOptions, faults: list[BaseException]
) -> app.HqThread:
    """The line to HQ of an open window, running."""
    line = line_of(side, till, options, faults)
    line.start()
    return line


@pytest.mark.slow
@pytest.mark.parametrize("is_before", [False, True], ids=["after the line", "before the line"])
def test_after_a_start_a_joined_till_calls_hq_with_its_first_bill(
    tmp_path: Path, qtbot: QtBot, *, is_before: bool
) -> None:
    side = Counterside(tmp_path, qtbot, Settings(language="en"), practice=True)
    tills: list[Till] = []
    faults: list[BaseException] = []
    side.work.opened.connect(tills.append)
    with LocalHq(tmp_path / "hq") as hq:
        side.start()
        joining = started_line(side, tills[0], WindowOptions(), faults)
        answers: list[Exception | None] = []
        joining.enrol(hq.url, hq.code("Practice", "Gaya"), answers.append)
        status = side.shell.status
        qtbot.waitUntil(lambda: status.line.text() == "● HQ reached", timeout=20_000)
        joining.stop()
        later = line_of(side, tills[0], WindowOptions(), faults)
        if not is_before:
            later.start()
            qtbot.waitUntil(lambda: status.line.text().startswith("○ HQ is called soon"))
        side.type("aalu")
        side.press(Qt.Key.Key_Return, Qt.Key.Key_End)
        assert side.shell.last_bill is not None
        if is_before:
            later.start()
        qtbot.waitUntil(lambda: hq.figures()["bills"] == 1, timeout=20_000)
        later.stop()
    side.close()
    assert (faults, answers) == ([], [None])


@pytest.mark.slow
def test_what_waits_is_said_before_hq_answers(tmp_path: Path, qtbot: QtBot) -> None:
    side = Counterside(tmp_path, qtbot, Settings(language="en"), practice=True)
    tills: list[Till] = []
    faults: list[BaseException] = []
    side.work.opened.connect(tills.append)
    status = side.shell.status
    assert status.line.text() == "○ Looking for the line to HQ…"
    with LocalHq(tmp_path / "hq") as hq:
        side.start()
        joining = started_line(side, tills[0], WindowOptions(), faults)
        joining.enrol(hq.url, hq.code("Practice", "Gaya"), lambda _: None)
        qtbot.waitUntil(lambda: status.line.text() == "● HQ reached", timeout=20_000)
        joining.stop()
    side.type("aalu")
    side.press(Qt.Key.Key_Return, Qt.Key.Key_End)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        later = started_line(side, tills[0], WindowOptions(hq_url=address), faults)
        qtbot.waitUntil(lambda: status.waiting.text() == "1 bill waits to be sent", timeout=20_000)
        assert status.line.text().startswith("○ HQ is called soon")
    later.stop()
    side.close()
    assert faults == []


@pytest.mark.slow
def test_a_sale_reaches_hq_and_the_window_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    side = Counterside(tmp_path, qtbot, Settings(language="en"), practice=True)
    tills: list[Till] = []
    faults: list[BaseException] = []
    side.work.opened.connect(tills.append)
    with LocalHq(tmp_path / "hq") as hq:
        options = WindowOptions(hq_url=hq.url, hq_code=hq.code("Practice", "Gaya"))
        side.start()
        line = started_line(side, tills[0], options, faults)
        side.type("aalu")
        side.press(Qt.Key.Key_Return, Qt.Key.Key_End)
        assert side.shell.last_bill is not None
        status = side.shell.status
        qtbot.waitUntil(lambda: status.waiting.text() == "All bills are sent", timeout=20_000)
        assert status.line.text() == "● HQ reached"
        answers: list[Exception | None] = []
        line.enrol("not an address", "X", answers.append)
        line.enrol(hq.url, "00000-00000-0", answers.append)
        qtbot.waitUntil(lambda: len(answers) == 2, timeout=20_000)
        assert [getattr(each, "code", None) for each in answers] == ["R304", "R305"]
        line.stop()
    side.close()
    assert faults == []


def test_who_has_read_enough_of_a_command_is_not_told_of_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESTORE_PROFILE", str(tmp_path))
    found = folders.find(None)
    found.create()
    secrets = FileSecrets(found.secrets)
    till = open_till(found.books, SystemClock(), secrets, found.state)
    till.load_starter(with_prices=True)
    till.close()
    with subprocess.Popen(
        [sys.executable, "-m", "estore_pos", "journal"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline().startswith(b'{"lane":"trade"')
        child.stdout.close()
        said = child.stderr.read()
    assert (said, child.returncode) == (b"", UNREAD)


_LOADED = """
import sys
from estore_pos.__main__ import main

code = main(sys.argv[1:])
loaded = {"PySide6", "shiboken6", "reportlab", "sqlalchemy", "requests"} & sys.modules.keys()
sys.exit(f"{code} {loaded}" if code or loaded else 0)
"""


@pytest.mark.parametrize("command", ["import", "journal", "totals"])
def test_a_command_without_a_window_waits_for_no_qt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("ESTORE_PROFILE", str(tmp_path))
    found = folders.find(None)
    found.create()
    open_till(found.books, SystemClock(), FileSecrets(found.secrets), found.state).close()
    goods = tmp_path / "goods.csv"
    goods.write_text("Name,Price\nSoap,10\n", encoding="utf-8")
    words = {"import": [str(goods)], "totals": ["--day", "2026-11-23"]}.get(command, [])
    child = subprocess.run(
        [sys.executable, "-c", _LOADED, command, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 0, child.stderr
