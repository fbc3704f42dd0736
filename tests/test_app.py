"""The composition root: what is imported before the first paint, and what follows it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from estore_pos import app
from estore_pos.commands.world import WindowOptions

ROOT = Path(__file__).parents[1]
HEAVY = ("sqlalchemy", "sqlcipher3", "reportlab", "requests", "fastapi", "estore_pos.domain")

_FIRST_PAINT = """
import json, sys
from pathlib import Path
from estore_pos import app
from estore_pos.commands.world import WindowOptions
from estore_pos.ui.shell import Shell
from PySide6.QtWidgets import QApplication
seen = {}
paint = Shell.paintEvent
def paint_event(self, event):
    paint(self, event)
    seen.setdefault("modules", [m for m in json.loads(sys.argv[2]) if m in sys.modules])
Shell.paintEvent = paint_event
def ready(shell):
    seen["ready"] = shell.work.ready
    shell.close()
code = app.run_windows(WindowOptions(books=Path(sys.argv[1]), language="en"), ready)
print(json.dumps({**seen, "code": code}))
"""


def test_the_first_paint_waits_for_no_heavy_module(tmp_path: Path) -> None:
    environment = os.environ | {"ESTORE_PROFILE": str(tmp_path / "profile")}
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_PAINT, str(tmp_path / "books"), json.dumps(HEAVY)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(done.stdout) == {"modules": [], "ready": True, "code": 0}


def test_help_names_every_command_and_a_wrong_word_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert app.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert "import" in said
    assert app.main(["fly"]) == 2
    assert "fly" in capsys.readouterr().err
    assert app.main(["--version"]) == 0


def test_the_scanners_ear_tells_a_code_from_a_hand() -> None:
    ear = app.Ear(50)
    for at, char in enumerate("8901030865278"):
        ear.press(char, at * 5)
    assert ear.end("\r", 70) == "8901030865278"
    assert ear.end("\n", 75) == ""
    assert ear.end("\r", 5_000) is None
    ear.gap_ms = 20
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
