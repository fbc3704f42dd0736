"""A PC whose letters are not UTF-8: what the commands print is whole, and none ends in a fault."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def said(place: Path, *words: str) -> tuple[int, str, str]:
    """What main.py answers where the system has Latin-1 and a letter beyond it is a fault."""
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "latin-1:strict",
        "QT_QPA_PLATFORM": "offscreen",
        "ESTORE_PROFILE": str(place),
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words, "--books", str(place / "books")],
        capture_output=True,
        env=environment,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_what_is_printed_into_a_file_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    goods = tmp_path / "goods.csv"
    goods.write_text("name,price\nचीनी,44\nनमक,so much\n", encoding="utf-8")
    code, printed, told = said(tmp_path, "import", str(goods), "--lang", "hi")
    assert code == 0, told
    assert json.loads(printed)["new"] == 1
    code, printed, told = said(tmp_path, "journal")
    assert code == 0, told
    assert "चीनी" in printed
    code, printed, told = said(tmp_path, "doctor", "--lang", "hi")
    assert "✓" in printed, told
    assert "Traceback" not in told
    code, printed, told = said(tmp_path, "--help")
    assert code == 0, told
    assert "दुकान" in printed
