"""The doctor's lines as a shopkeeper reads them, whatever is wrong with the PC or the books."""

import errno
import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from estore_pos.base.secrets import FileSecrets
from estore_pos.commands import doctor, journal, totals
from estore_pos.commands.telling import words_of
from estore_pos.commands.world import World
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.operations import health
from estore_pos.operations.health import Finding
from estore_pos.operations.till import Till, open_till
from estore_pos.store import keys
from estore_pos.store.device import Enrolled
from sync.client import hello
from sync.client.http import HttpLine
from sync.client.line import Answer, Break, LineDown, Request
from tests.clock import FixedClock
from tests.commands.world import call_form
from tests.operations.shopfront import POTATO, goods, put_item
from tests.sync.hq import HqServer
from tests.sync.test_http import serving

SYSTEMS_OWN = re.compile(
    r"Errno|denied|No space|Read-only|Traceback|Error\b|stream [0-9a-f]{8}|sqlite|None|[{}]|/lock\b"
)
"""Words of the system or the program that no shopkeeper is to read."""

Said = pytest.CaptureFixture[str]


def start(world: World) -> Till:
    """The counter's own till on the world's books, with goods."""
    folders = world.find_folders(None)
    secrets = FileSecrets(folders.state / "secrets")
    made = open_till(folders.books, world.clock, secrets, folders.state, cache_dir=folders.cache)
    for item in goods():
        put_item(made, item)
    return made


@pytest.fixture
def till(world: World) -> Iterator[Till]:
    """A till that stays open."""
    opened = start(world)
    yield opened
    opened.close()


def sell(till: Till) -> None:
    """A bill of one good."""
    till.counter.add(POTATO, milli=1500)
    till.counter.finish()


def told(world: World, said: Said, *words: str) -> dict[str, str]:
    """Each line in English, mark and all, by what was looked at; Hindi has no fewer."""
    doctor.run([*words, "--lang", "hi"], world)
    hindi = said.readouterr().out
    doctor.run([*words, "--lang", "en"], world)
    english = said.readouterr().out
    for lines in (hindi, english):
        assert not SYSTEMS_OWN.search(lines), lines
    assert len(hindi.splitlines()) == len(english.splitlines())
    assert not re.search("[\u0900-\u097f]", english)
    for line in hindi.splitlines():
        assert re.search("[\u0900-\u097f]|Python", line), line
    found = {}
    for line in english.splitlines():
        name, _, seen = line[2:].partition(": ")
        found[name] = f"{line[0]} {seen}"
    return found


def test_where_there_are_no_goods_yet_it_says_how_they_come(world: World, capsys: Said) -> None:
    folders = world.find_folders(None)
    secrets = FileSecrets(folders.state / "secrets")
    open_till(folders.books, world.clock, secrets, folders.state, cache_dir=folders.cache).close()
    lines = told(world, capsys)
    assert lines["goods"].startswith("! none yet. The settings (Ctrl+,) bring a starter list")
    assert lines["form of the books"].endswith("that of this program")
    start(world).close()
    assert told(world, capsys)["goods"] == f"✓ {len(goods())} in the list"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EACCES, "✗ The folder of the books cannot be written."),
        (errno.EROFS, "✗ The folder of the books cannot be written."),
        (errno.ENOSPC, "✗ The disk is full."),
    ],
)
def test_a_folder_that_takes_no_lock_is_said_in_the_shops_words(
    world: World, capsys: Said, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    start(world).close()

    def fail(folder: Path) -> int | None:
        raise OSError(number, "Permission denied", str(folder / "lock"))

    monkeypatch.setattr(health, "holder", fail)
    assert told(world, capsys)["who has it open"].startswith(says)


def test_little_room_on_the_disk_says_what_to_do(
    world: World, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(world).close()
    for free_mb, mark in ((900, "✓"), (120, "!"), (3, "✗")):
        usage = type("Usage", (), {"free": free_mb << 20})
        monkeypatch.setattr(shutil, "disk_usage", lambda _, usage=usage: usage)
        line = told(world, capsys)["room on the disk"]
        assert line.startswith(f"{mark} {free_mb} MB are free")
        assert ("Delete large files" in line) is (free_mb < 200)


@pytest.mark.slow
def test_a_damaged_page_costs_what_stands_on_it_and_no_other_line(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    till = start(world)
    for _ in range(40):
        sell(till)
    till.close()
    file = tmp_path / "books" / "books.db"
    whole = file.read_bytes()
    page = 4096
    partly = 0
    for number in range(1, len(whole) // page):
        content = bytearray(whole)
        content[number * page + 100] ^= 0xFF
        file.write_bytes(content)
        lines = told(world, capsys, "--deep")
        assert {"Python", "database", "room on the disk", "folder of the books"} <= set(lines)
        if "books" in lines:
            assert lines["books"].startswith("✗ The file of the books is damaged."), number
            assert lines["books"].endswith("(T103)")
        if (deep := lines.get("deep check")) and deep.startswith("✗"):
            assert re.fullmatch(
                r"✗ (\d+ faults?\. Copy the folder of the books to a pen drive and call the help "
                r"line|could not be read)",
                deep,
            )
            partly += any(line.startswith("✓") and name == "HQ" for name, line in lines.items())
            partly += "goods" in lines
    assert partly, "what can be read is told"
    assert doctor.run(["--deep", "--json"], world) == 1
    assert json.loads(capsys.readouterr().out), "the JSON stays whole"


@pytest.mark.parametrize("begins_with", [b"", b"\x00" * 3000, b"not a till's books" * 1000])
def test_a_file_that_is_no_books_is_told_with_the_pc(
    world: World, tmp_path: Path, capsys: Said, begins_with: bytes
) -> None:
    start(world).close()
    (tmp_path / "books" / "books.db").write_bytes(begins_with)
    lines = told(world, capsys)
    assert lines["Python"].startswith("✓")
    assert "(T103)" in lines["books"]


def cut_short(world: World, tmp_path: Path) -> Path:
    """The folder of the books after three bills and a power cut."""
    till = start(world)
    for _ in range(3):
        sell(till)
    for name in ("books", "state"):
        shutil.copytree(tmp_path / name, tmp_path / f"{name} cut")
    till.close()
    for name in ("books", "state"):
        shutil.rmtree(tmp_path / name)
        (tmp_path / f"{name} cut").rename(tmp_path / name)
    return tmp_path / "books"


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Every file but the engine's index of the log, which holds nothing of its own."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.match("*.db-shm")}


LOG_GONE, LOG_FLIPPED, EMPTY = "log gone", "log flipped", "empty"


def harm(folder: Path, how: str) -> None:
    """Do that to the books."""
    log = folder / "books.db-wal"
    if how == LOG_GONE:
        log.unlink()
    elif how == LOG_FLIPPED:
        content = bytearray(log.read_bytes())
        content[5000] ^= 1
        log.write_bytes(content)
    elif how == EMPTY:
        (folder / "books.db").write_bytes(b"")


@pytest.mark.parametrize("how", [LOG_GONE, LOG_FLIPPED])
def test_bills_that_are_gone_are_told_before_and_after_the_next_start(
    world: World, clock: FixedClock, tmp_path: Path, capsys: Said, how: str
) -> None:
    harm(cut_short(world, tmp_path), how)
    said = r"✗ Last entries missing: \d+\. All until \d\d-\d\d-\d{4} .*\(T115\) The file .*"
    before = told(world, capsys)["what this PC wrote"]
    assert re.fullmatch(said, before)
    assert doctor.run([], world) == 1
    start(world).close()
    capsys.readouterr()
    after = told(world, capsys)["what this PC wrote"]
    assert re.fullmatch(said, after)
    assert ("books.db-wal-kept-1" in after) is (how == LOG_FLIPPED)
    assert doctor.run([], world) == 1
    clock.at += timedelta(days=31)
    capsys.readouterr()
    assert told(world, capsys)["what this PC wrote"] == "✓ all of it is in the books"


def test_books_that_hold_all_that_was_written_are_said_to(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    cut_short(world, tmp_path)
    assert told(world, capsys)["what this PC wrote"] == "✓ all of it is in the books"


@pytest.mark.parametrize("how", ["", LOG_GONE, LOG_FLIPPED, EMPTY])
def test_asking_changes_no_byte_of_the_books(
    world: World, tmp_path: Path, capsys: Said, how: str
) -> None:
    folder = cut_short(world, tmp_path)
    harm(folder, how)
    before = all_bytes(folder)
    deep = ["--deep", "--replay"]
    for ask, words in ((doctor.run, []), (doctor.run, deep), (totals.run, []), (journal.run, [])):
        ask(words, world)
        assert all_bytes(folder) == before, (ask.__module__, words)


@pytest.mark.parametrize("language", ["hi", "en"])
def test_no_start_is_said_to_mend_a_copy_without_its_keys(
    world: World, capsys: Said, language: str
) -> None:
    start(world).close()
    folders = world.find_folders(None)
    (folders.books / keys.FILE).unlink()
    mends, lost = (
        words_of(language).tr(each) for each in (doctor.KEYS_GONE, doctor.KEYS_GONE_SHUT)
    )
    assert doctor.run(["--lang", language], world) == 1
    said = capsys.readouterr().out
    assert mends in said, "this PC's own key opens the books, and makes the file anew"
    assert "(T107)" not in said
    shutil.rmtree(folders.state / "secrets")
    assert doctor.run(["--lang", language], world) == 1
    said = capsys.readouterr().out
    assert mends not in said
    assert lost in said
    assert "(T107)" in said


def test_an_empty_file_on_a_new_pc_is_said_as_what_it_is(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    harm(cut_short(world, tmp_path), EMPTY)
    shutil.rmtree(tmp_path / "state")
    assert "(T103)" in told(world, capsys)["books"]
    with pytest.raises(Trouble) as caught:
        start(world)
    assert caught.value.code is TroubleCode.BOOKS_DAMAGED


def test_tables_of_an_earlier_program_are_well_and_are_not_compared(
    world: World, tmp_path: Path, capsys: Said
) -> None:
    start(world).close()
    call_form(tmp_path, 7)
    lines = told(world, capsys, "--replay")
    assert lines["form of the books"].startswith("✓ 7; the next start makes it ")
    assert "tables equal the journal" not in lines


@pytest.mark.parametrize("year", [2010, 2020])
def test_a_clock_that_is_wrong_is_told_with_what_to_set(
    world: World, till: Till, clock: FixedClock, capsys: Said, year: int
) -> None:
    sell(till)
    clock.at = datetime(year, 1, 1, tzinfo=UTC)
    line = told(world, capsys)["clock"]
    assert line.startswith(f"✗ now 01-01-{year} 05:30; the last bill 01-12-2026 12:00. The clock ")
    assert "Set date and time in the PC's own settings" in line


def test_goods_that_search_lost_are_named(world: World, till: Till, capsys: Said) -> None:
    finding = Finding("search", False, facts={"looked_at": 2, "lost": ["नमक", "आटा"]})
    assert "names: नमक, आटा. They sell by barcode" in doctor.line(finding, words_of("en"))


def test_windows_that_cannot_be_loaded_are_said_without_the_linkers_words() -> None:
    reason = "libEGL.so.1: cannot open shared object file: No such file or directory"
    for language in ("hi", "en"):
        line = doctor.line(Finding("qt", False, facts={"reason": reason}), words_of(language))
        assert "main.py" in line
        assert "libEGL" not in line


def test_an_hq_that_holds_more_than_the_books_is_told_as_an_older_copy() -> None:
    stream = {"lane": "trade", "acked": 12, "last": 10, "retired": False}
    line = doctor.line(Finding("streams", False, facts={"a": stream}), words_of("en"))
    assert line.startswith("✗ what HQ has: bills: 12 of 10 records. HQ holds more than these books")


def joined(till: Till, url: str) -> None:
    """HQ took the one-time code."""
    till.enrolled(Enrolled(url, "D1", "S1", b"\x01" * 32))


@pytest.mark.slow
def test_an_hq_that_answers_is_told_so_and_one_that_does_not_stops_no_sale(
    world: World, till: Till, tmp_path: Path, capsys: Said
) -> None:
    assert "line to HQ" not in told(world, capsys), "nobody is asked before a shop has joined"
    with HqServer(tmp_path) as hq:
        joined(till, hq.url)
        lines = told(world, capsys)
        assert lines["line to HQ"] == "✓ HQ answers"
        assert lines["HQ"] == f"✓ {hq.url}, as store S1"
    lines = told(world, capsys)
    assert lines["line to HQ"].startswith("! HQ does not answer now. Selling goes on")
    assert doctor.run([], world) == 0, "a village without a line is well"


def test_the_login_page_of_a_wifi_is_not_taken_for_hq(
    world: World, till: Till, capsys: Said
) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nlogin"
    with serving([page, page]) as port:
        joined(till, f"http://127.0.0.1:{port}")
        line = told(world, capsys)["line to HQ"]
    assert line.startswith("! something else answers in HQ's place, mostly the login page")


class Silent:
    """A line that breaks in a certain way, or answers with a status."""

    def __init__(self, what: Break | int) -> None:
        self.what = what

    def exchange(self, request: Request) -> Answer:
        """Break, or answer."""
        assert request.body == b"", "no record is sent"
        if isinstance(self.what, Break):
            raise LineDown(self.what)
        return Answer(self.what, {}, b"")

    def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("what", [*Break, 503, 204, 302])
def test_every_way_a_line_fails_is_said_in_both_languages(what: Break | int) -> None:
    why = hello.heard(Silent(what), 1)
    assert why, "a 204 without HQ's mark is not HQ's"
    for language in ("hi", "en"):
        line = doctor.line(Finding("line", True, True, {"why": why}), words_of(language))
        assert not SYSTEMS_OWN.search(line)
        assert len(line) > 40


def test_a_line_that_takes_the_call_and_says_nothing_ends_in_seconds() -> None:
    with serving([b""]) as port:
        line = HttpLine(f"http://127.0.0.1:{port}", connect_s=1, read_s=1)
        assert hello.heard(line, 1) in (Break.CUT, Break.OFFLINE)
        line.close()


def test_bills_that_wait_longer_than_a_line_is_away_are_said_loudly(
    world: World, till: Till, clock: FixedClock, capsys: Said
) -> None:
    def waits() -> str:
        return told(world, capsys)["waiting for HQ"]

    sell(till)
    assert waits().startswith("✓ 1 bill"), "a shop that has not joined waits for nobody"
    joined(till, "http://127.0.0.1:9")
    assert waits().startswith("! 1 bill")
    sidecar = clock.at
    acknowledge(till, sidecar)
    sell(till)
    assert waits().startswith("✓ 1 bill")
    clock.at += timedelta(days=2)
    assert waits().startswith("! 1 bill")


def acknowledge(till: Till, at: datetime) -> None:
    """HQ holds everything there is."""
    from estore_pos.domain.ids import RecordId
    from estore_pos.store.outbox import BooksOutbox

    reader = till.reader()
    minted: Callable[[], RecordId] = till.new_id
    outbox = BooksOutbox(reader, till.write, minted, lambda: at)
    for head in outbox.streams():
        outbox.acknowledge(head.stream, head.seq_last, "I", int(at.timestamp() * 1000))
    reader.close()
