"""`main.py --practice`, whole: the strip names three keys, and HQ shows the sale that they make."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from estore_pos.commands import practice, tour
from estore_pos.commands.world import World

ROOT = Path(__file__).parents[2]
COUNTED_MAX_S = 5
_BILLS = {"hi": "बिल 1<", "en": "bills 1<"}
_NEWCOMER = """
import json, re, sys
from PySide6.QtCore import QSocketNotifier, QTimer
from estore_pos import app
from estore_pos.__main__ import main
from estore_pos.commands import player
run_windows = app.run_windows
def begin(shell):
    shell.sold = []
    shell.counter.sold.connect(shell.sold.append)
    strip = shell.practice.text()
    keys = re.findall(r"\\b([A-Z]|Enter|End)\\b", strip.partition("http")[0])
    names = {"Enter": "{Return}", "End": "{End}"}
    for at, key in enumerate(keys):
        QTimer.singleShot(400 * (at + 1), lambda k=names.get(key, key.lower()): player.press(k))
    told = lambda: print(json.dumps({"strip": strip, "keys": keys}), flush=True)
    shell.counter.sold.connect(told)
    shell.until_told = QSocketNotifier(0, QSocketNotifier.Type.Read)
    shell.until_told.activated.connect(shell.close)
app.run_windows = lambda options, on_ready: run_windows(options, begin)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_keys_that_the_strip_names_make_a_sale_that_hq_counts_within_five_seconds(
    tmp_path: Path, language: str
) -> None:
    beside = {"ESTORE_PROFILE": str(tmp_path), "DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", _NEWCOMER, "--practice", "--lang", language],
        cwd=ROOT,
        env=os.environ | beside,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as till:
        assert till.stdin is not None
        assert till.stdout is not None
        try:
            told = json.loads(till.stdout.readline())
            sold_at = time.monotonic()
            assert told["keys"] == ["P", "Enter", "End"]
            (page,) = re.findall(r"http://127\.0\.0\.1:\d+", told["strip"])
            while _BILLS[language] not in (seen := _page(page, language)):
                assert time.monotonic() - sold_at < COUNTED_MAX_S, seen
                time.sleep(0.05)
        finally:
            till.stdin.close()
        assert till.wait(timeout=30) == 0


def _page(address: str, language: str) -> str:
    """HQ's page as a browser gets it."""
    with urllib.request.urlopen(f"{address}/?lang={language}", timeout=10) as answer:
        page: str = answer.read().decode()
    return page


def test_without_a_display_the_tour_runs_instead_and_says_where_the_pictures_are(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The day itself is played in test_tour; here it makes nothing."""
    days: list[tour.Day] = []
    monkeypatch.setattr(practice, "has_display", lambda: False)
    monkeypatch.setattr(tour, "_tour", lambda day, temporary: days.append(day))
    out = practice.practice_folder(world) / "tour"
    assert practice.run(world) == 0
    assert [day.out for day in days] == [out]
    assert out.is_dir()
    first, last = capsys.readouterr().out.splitlines()
    assert "यहाँ कोई पर्दा (display) नहीं है" in first
    assert "There is no display here, so a shop's day is played" in first
    assert last == f"तस्वीरें और कागज़ यहाँ हैं: {out} / The pictures and papers are here: {out}"


def test_a_tour_that_fails_does_not_end_well(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stumble(day: tour.Day, temporary: Path) -> None:
        raise tour.TourFault("3-power-cut: exit 1")

    monkeypatch.setattr(practice, "has_display", lambda: False)
    monkeypatch.setattr(tour, "_tour", stumble)
    assert practice.run(world) == 1
    said = capsys.readouterr()
    assert "3-power-cut: exit 1" in said.err
    assert "pictures and papers are here" not in said.out
