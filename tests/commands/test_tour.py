"""The whole day in the real windows, against a real HQ, with the power cut twice."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pypdfium2
import pytest

from estore_pos.commands import script, tour
from estore_pos.commands.local_hq import LocalHq

ROOT = Path(__file__).parents[2]
TOUR_MAX_S = 600
BILLS = 32
"""Thirty-three are made in the day, and one of them is cancelled."""
VALUE = 5806_00
LET_GO = 3_00
"""Of the value nobody paid it; it is an amount of its own."""


def main(profile: Path, *words: str, limit_s: int = TOUR_MAX_S) -> subprocess.CompletedProcess[str]:
    """main.py as a process of its own, in a profile of its own."""
    environment = {**os.environ, "ESTORE_PROFILE": str(profile), "QT_QPA_PLATFORM": "offscreen"}
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words],
        capture_output=True,
        text=True,
        env=environment,
        timeout=limit_s,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.timeout(TOUR_MAX_S + 60)  # a day takes minutes, more so beside other tests
@pytest.mark.parametrize("language", ["hi", "en"])
def test_a_day_is_sold_through_two_power_cuts_and_counted_once_at_hq(
    tmp_path: Path, language: str
) -> None:
    """In Hindi as whoever types --practice where there is no display gets it."""
    if language == "hi":
        out = tmp_path / "books-practice" / "tour"
        done = main(tmp_path, "--practice", "--lang", language)
        assert "There is no display here, so a shop's day is played" in done.stdout
    else:
        out = tmp_path / "out"
        done = main(tmp_path / "profile", "tour", "--out", str(out), "--lang", language)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(f"The pictures and papers are here: {out}\n")
    told = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    assert told["figures"]["bills"] == BILLS
    assert told["figures"]["value_paise"] == VALUE
    assert sum(told["totals"]["tenders"].values()) == VALUE - LET_GO
    assert (told["totals"]["waived"], told["totals"]["returns"]["payable"]) == (LET_GO, 270_00)
    assert told["figures"]["active"] == 1
    assert told["import"]["new"] == 10
    assert [row["row"] for row in told["import"]["rejected"]] == [12]
    assert all(step["ms"] >= 0 and step["name"] for step in told["steps"])
    parts = list(dict.fromkeys(step["part"] for step in told["steps"]))
    assert parts == list(tour.PARTS + tour.OTHER_SHOPS), "those that a cut ended, too"
    for step, keys in zip(told["steps"], chain(*map(scripted, parts)), strict=True):
        assert step["count"] >= keys, step["name"]
    assert len(told["pictures"]) > 160
    for name in told["papers"]:
        assert len(pypdfium2.PdfDocument(out / name)) >= 1
    assert {path.suffix for path in (out / "Bills").iterdir()} == {".pdf", ".png"}, "to be sent"
    assert "https://wa.me/910000000001?text=" in (out / "chat.txt").read_text(encoding="utf-8")


def scripted(part: str) -> list[int]:
    """How many keys each step of a part's script has, where what is told only then stands for one.

    A scan is its code and Enter; the code of the last bill has at least the script's own letters.
    """
    steps = script.read(ROOT / "resources" / "tour" / f"{part}.jsonl")
    return [
        len(script.strokes(re.sub(r"\$[A-Z]+", "x", each.keys)))
        + (len(each.scan) + 1 if each.scan else 0)
        for each in steps
    ]


def running(named: Path) -> list[str]:
    """The command lines of the processes that name a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            said = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if str(named) in said:
                found.append(said)
    return found


def test_a_signal_waits_until_the_child_that_is_being_started_has_a_name() -> None:
    heard: list[str] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: heard.append("ended"))
    try:
        with tour.held_back():
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGTERM)
            heard.append("started")
        assert heard == ["started", "ended"]
        signal.raise_signal(signal.SIGTERM)
        assert heard == ["started", "ended", "ended"]
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are looked up there")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_tour_that_is_asked_to_end_leaves_no_till_and_no_folder(
    tmp_path: Path, name: str
) -> None:
    temporary, out = tmp_path / "temporary", tmp_path / "out"
    temporary.mkdir()
    environment = {**os.environ, "ESTORE_PROFILE": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "tour", "--out", str(out)],
        env=environment | {"TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        ends = time.monotonic() + 60
        while not any(" play " in each for each in running(temporary)):
            assert child.poll() is None
            assert time.monotonic() < ends
            time.sleep(0.05)
        assert any("sync.server" in each for each in running(temporary))
        child.send_signal(signal.Signals[name])
        _, said = child.communicate(timeout=30)
    finally:
        child.kill()
        child.wait()
    assert child.returncode == 128 + signal.Signals[name]
    assert f"The day was stopped. What was made is here: {out}" in said
    assert "Traceback" not in said
    assert running(temporary) == []
    assert list(temporary.iterdir()) == []
    assert (out / "tour.json").exists()


@pytest.mark.slow
def test_the_three_keys_of_practice_are_counted_at_its_hq_within_five_seconds(
    tmp_path: Path,
) -> None:
    file = tmp_path / "play.jsonl"
    file.write_text(
        '{"keys": "aalu", "wait_ms": 600}\n{"keys": "{Return}", "wait_ms": 600}\n'
        '{"keys": "{End}", "expect": {"hi": "सेव", "en": "saved"}}\n{"wait_ms": 5000}\n',
        encoding="utf-8",
    )
    with LocalHq(tmp_path / "hq") as hq:
        code = hq.code("Practice", "Gaya")
        words = ["play", str(file), "--practice", "--hq", hq.url, "--hq-code", code]
        done = main(tmp_path / "profile", *words, "--out", str(tmp_path / "out"))
        assert done.returncode == 0, done.stderr
        assert hq.figures()["bills"] == 1
        assert "अभ्यास" in hq.page("hi").decode()


@pytest.mark.slow
def test_a_code_that_hq_refuses_ends_the_play_with_a_sentence_and_not_with_success(
    tmp_path: Path,
) -> None:
    long, short = tmp_path / "long.jsonl", tmp_path / "short.jsonl"
    long.write_text('{"wait_ms": 60000}\n', encoding="utf-8")
    short.write_text('{"wait_ms": 1}\n', encoding="utf-8")
    with LocalHq(tmp_path / "hq") as hq:
        refused = (
            (long, "00000-00000-0", "HQ did not accept this code", "(R305)"),
            (short, "x", "This is no whole code, and HQ was not asked", "(R309)"),
        )
        for number, (file, code, sentence, sign) in enumerate(refused):
            words = ["play", str(file), "--hq", hq.url, "--hq-code", code, "--lang", "en"]
            started = time.monotonic()
            done = main(tmp_path / f"profile-{number}", *words, "--out", str(tmp_path / "out"))
            assert done.returncode == 1
            assert sentence in done.stderr
            assert sign in done.stderr
            assert time.monotonic() - started < 50, "the rest of the script is not waited for"
        once = hq.code("Shop", "Gaya")
        words = ["play", str(short), "--hq", hq.url, "--hq-code", once]
        first, second = (
            main(tmp_path / profile, *words, "--out", str(tmp_path / "out"))
            for profile in ("first", "second")
        )
        assert first.returncode == 0, first.stderr
        assert (second.returncode, "(R305)" in second.stderr) == (1, True), "it was used"
    alone = main(tmp_path / "profile-0", "play", str(short), "--hq-code", once, "--lang", "en")
    assert (alone.returncode, "--hq URL" in alone.stderr) == (2, True)


@pytest.mark.slow
def test_a_play_that_kills_the_till_has_noted_its_steps_with_their_keys(tmp_path: Path) -> None:
    file, out = tmp_path / "play.jsonl", tmp_path / "out"
    file.write_text(
        '{"name": "typed", "keys": "aalu{Return}"}\n{"name": "cut", "keys": "{End}", "kill": true}',
        encoding="utf-8",
    )
    done = main(tmp_path / "profile", "play", str(file), "--practice", "--out", str(out))
    assert done.returncode == -signal.SIGKILL
    noted = json.loads((out / "notes.json").read_text(encoding="utf-8"))["steps"]
    assert [(step["name"], step["count"]) for step in noted] == [("typed", 5), ("cut", 1)]


@pytest.mark.slow
def test_a_word_that_does_not_come_stops_the_play_and_says_what_was_seen(tmp_path: Path) -> None:
    file = tmp_path / "play.jsonl"
    file.write_text('{"name": "x", "expect": "never said", "within_ms": 300}\n', encoding="utf-8")
    out = tmp_path / "out"
    done = main(tmp_path / "profile", "--lang", "en", "play", str(file), "--out", str(out))
    assert done.returncode == 1
    assert "never said" in done.stderr
    assert "Scan, or type a name" in done.stderr


@pytest.mark.slow
def test_a_play_on_books_that_another_till_holds_ends_with_the_sentence(tmp_path: Path) -> None:
    file = tmp_path / "play.jsonl"
    file.write_text('{"wait_ms": 1}\n', encoding="utf-8")
    profile, out = tmp_path / "profile", str(tmp_path / "out")
    assert main(profile, "play", str(file), "--out", out).returncode == 0
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib; from estore_pos.base.lock import BooksLock;"
            "lock = BooksLock(pathlib.Path(sys.argv[1])); print('held', flush=True); input()",
            str(profile / "books"),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        done = main(profile, "play", str(file), "--out", out, limit_s=60)
    finally:
        holder.communicate("\n")
    assert done.returncode == 1
    assert "(T104)" in done.stderr


@pytest.mark.slow
def test_a_command_asked_with_practice_reads_the_practice_books(tmp_path: Path) -> None:
    file = tmp_path / "play.jsonl"
    file.write_text('{"wait_ms": 1}\n', encoding="utf-8")
    profile = tmp_path / "profile"
    out = str(tmp_path / "out")
    assert main(profile, "--practice", "play", str(file), "--out", out).returncode == 0
    for words in (("--practice", "journal"), ("journal", "--practice")):
        practised = main(profile, *words)
        assert practised.returncode == 0, practised.stderr
        assert '"item.saved"' in practised.stdout
    assert main(profile, "play", str(file), "--out", out, "--practice").returncode == 0
    assert main(profile, "journal").returncode == 1
