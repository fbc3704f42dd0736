"""What the till leaves for whoever helps: log and crash files, with nobody's number in them."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from estore_pos.base import log
from estore_pos.base.crash import CrashFiles
from estore_pos.base.log import masked
from tests.clock import FixedClock


@pytest.fixture
def hooks() -> Iterator[None]:
    main, thread = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = main, thread


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("call 6" + "0" * 9 + " now", "call *** now"),
        ("+91 6" + "0" * 4 + " " + "0" * 5, "***"),
        ("pay to shop.one@upi", "pay to ***"),
        ("scan 8901030865278 at 14:07", "scan 8901030865278 at 14:07"),
        ("bill B0000/26/000001", "bill B0000/26/000001"),
    ],
)
def test_persons_are_masked_and_goods_are_not(said: str, left: str) -> None:
    assert masked(said) == left


def test_the_log_names_nobody_also_in_a_fault(tmp_path: Path) -> None:
    handler = log.start_log(tmp_path / "log")
    logger = logging.getLogger("estore_pos.trial")
    try:
        logger.info("sent to %s", "ram@upi")
        try:
            raise ValueError("ram@upi is wrong")
        except ValueError:
            logger.info("not sent", exc_info=True)
    finally:
        log.stop_log(handler)
    text = (tmp_path / "log" / log.FILE).read_text(encoding="utf-8")
    assert "ram" not in text
    assert "ValueError: *** is wrong" in text
    assert "estore_pos.trial sent to ***" in text
    assert text[10] == "T"
    assert text[23] == "Z"


def test_the_log_is_a_few_small_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_BYTES_MAX", 200)
    handler = log.start_log(tmp_path)
    logger = logging.getLogger("estore_pos.trial")
    try:
        for number in range(40):
            logger.info("line %s", number)
    finally:
        log.stop_log(handler)
    files = [tmp_path / f"{log.FILE}.{age}" for age in (3, 2, 1)] + [tmp_path / log.FILE]
    kept = [path.read_text(encoding="utf-8") for path in files if path.exists()]
    assert sorted(tmp_path.iterdir()) == sorted(path for path in files if path.exists())
    assert all(len(text) < 300 for text in kept)
    said = [int(line.rpartition(" ")[2]) for line in "".join(kept).splitlines()]
    assert said == list(range(said[0], 40))
    assert len(said) > 8


def fault() -> BaseException:
    try:
        raise RuntimeError("broke for ram@upi")
    except RuntimeError as error:
        return error


def test_a_crash_file_says_what_broke_and_where(tmp_path: Path) -> None:
    path = CrashFiles(tmp_path / "crash", FixedClock(), "1.2").write(fault())
    text = path.read_text(encoding="utf-8")
    assert text.startswith("eStore 1.2\n")
    assert "2026-11-22T08:37:00+00:00" in text
    assert "RuntimeError: broke for ***" in text
    assert "in fault" in text


def test_twenty_crash_files_are_kept(tmp_path: Path) -> None:
    clock = FixedClock()
    files = CrashFiles(tmp_path, clock, "1")
    made = []
    for _ in range(25):
        clock.move(1)
        made.append(files.write(fault()))
    assert sorted(tmp_path.iterdir()) == made[-20:]


def test_a_crash_that_cannot_be_written_is_said_on_the_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(sys, "__stderr__", sys.stderr)
    CrashFiles(tmp_path / "file", FixedClock(), "1").write(fault())
    assert "RuntimeError" in capsys.readouterr().err
    monkeypatch.setattr(sys, "__stderr__", None)
    CrashFiles(tmp_path / "file", FixedClock(), "1").write(fault())


@pytest.mark.usefixtures("hooks")
def test_what_nobody_caught_is_written_and_told_on_any_thread(tmp_path: Path) -> None:
    clock = FixedClock()
    told: list[tuple[str, str]] = []

    def tell(error: BaseException, path: Path) -> None:
        clock.move(1)
        told.append((str(error), path.read_text(encoding="utf-8").split("\n")[4]))

    CrashFiles(tmp_path, clock, "1").watch(tell)
    error = fault()
    sys.excepthook(type(error), error, None)

    def work() -> None:
        raise ValueError("on a thread")

    thread = threading.Thread(target=work, name="desk")
    thread.start()
    thread.join()
    threading.excepthook(threading.ExceptHookArgs((ValueError, error, None, None)))
    threading.excepthook(threading.ExceptHookArgs((ValueError, None, None, None)))
    assert told == [
        ("broke for ram@upi", "thread main"),
        ("on a thread", "thread desk"),
        ("broke for ram@upi", "thread unknown"),
    ]
