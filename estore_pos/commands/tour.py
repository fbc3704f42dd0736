"""Plays a shop's day into the real window, with a real HQ: `main.py tour --out DIR`."""

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from estore_pos.base.resource import resource
from estore_pos.commands import arguments
from estore_pos.commands.bystanders import CHAT, TO_SEND
from estore_pos.commands.local_hq import ROOT, LocalHq, LocalHqFailed
from estore_pos.commands.play import NOTES
from estore_pos.commands.world import World

STORE, DISTRICT = "माँ शारदा ई-स्टोर", "Gaya"
PARTS = (
    "1-first-start",
    "2-goods-come",
    "3-power-cut",
    "4-after-the-cut",
    "5-every-way",
    "6-more-ways",
    "7-prices",
    "8-money-and-goods-back",
    "9-printer-and-scale",
    "10-evening",
)
OTHER_SHOPS = ("11-not-registered", "12-composition", "13-one-drawer")
"""Each sells in books of its own, which HQ hears nothing of: the papers of two have other titles,
the drawer of a CSC holds more than a shop's."""
GOODS_AFTER = PARTS[0]
"""The goods file comes in when the first part has closed the window."""
PART_MAX_S = 150
SIGNALLED = 128
HQ_MAX_S = 5
"""So soon HQ's page has to count what was sold."""


class Stopped(BaseException):
    """Somebody asked the tour to end. No Exception: nothing on the way may take it for a fault."""

    def __init__(self, number: int) -> None:
        """Take the number of the signal."""
        super().__init__(number)
        self.number = number


class TourFault(Exception):
    """A part of the day did not go as it should; its text says which and how."""


@dataclass(slots=True)
class Day:
    """What the tour keeps: every step, what the import said, the books' and the state's figures."""

    language: str
    out: Path
    books: Path
    steps: list[dict[str, object]] = field(default_factory=list)
    brought_in: object = None
    totals: object = None
    figures: object = None


def run(rest: list[str], world: World) -> int:
    """0 when the whole day went as the script says; the pictures stand in --out either way.

    Asked to end by a signal it takes the till and HQ along, leaves nothing outside --out, and ends
    with 128 and the signal's number, as shells do.
    """
    parser = arguments.parser("tour", world.asked)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="pictures, papers")
    asked = arguments.read(parser, rest)
    out: Path = asked.out.absolute()
    if not arguments.made(out):
        return 2
    own = None if world.asked.practice else asked.books
    try:
        with _stoppable(), tempfile.TemporaryDirectory(prefix="estore-tour-") as temporary:
            _tour(Day(asked.lang or "hi", out, own or Path(temporary) / "books"), Path(temporary))
    except (TourFault, LocalHqFailed) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    except Stopped as stopped:
        sys.stderr.write(
            f"दिन बीच में रोका गया। जो बना, वह यहाँ है: {out} / "
            f"The day was stopped. What was made is here: {out}\n"
        )
        return SIGNALLED + stopped.number
    sys.stdout.write(f"तस्वीरें और कागज़ यहाँ हैं: {out} / The pictures and papers are here: {out}\n")
    return 0


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let the signals that end a program unwind it: else the till outlives the tour.

    The first one counts: those after it would stop the tidying.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    before = {each: signal.signal(each, stop) for each in _ends()}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _ends() -> list[int]:
    """The signals that ask a program to end, as far as this system knows them."""
    asked = ("SIGINT", "SIGTERM", "SIGHUP")
    return [getattr(signal, each) for each in asked if hasattr(signal, each)]


@contextmanager
def held_back() -> Iterator[None]:
    """Let a signal that ends the tour wait for the end of the block.

    A child that is being started has no name yet by which it could be taken along.
    """
    came: list[int] = []
    before = {each: signal.signal(each, lambda number, _: came.append(number)) for each in _ends()}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    if came:
        signal.raise_signal(came[0])


def _tour(day: Day, temporary: Path) -> None:
    """The day, and what is kept of it however it ends."""
    try:
        with LocalHq(temporary / "hq") as hq:
            _play_all(day, hq, temporary)
            day.figures = _figures(hq, day)
        _print_again(day)
    finally:
        _write(day)


def _play_all(day: Day, hq: LocalHq, temporary: Path) -> None:
    told = {"$HQ": hq.url, "$CODE": hq.code(STORE, DISTRICT)}
    for part in PARTS + OTHER_SHOPS:
        script = resource(f"tour/{part}.jsonl").read_text(encoding="utf-8")
        for name, value in told.items():
            script = script.replace(name, value)
        file = temporary / f"{part}.jsonl"
        file.write_text(script, encoding="utf-8")
        books = temporary / f"books-{part}" if part in OTHER_SHOPS else day.books
        _play(day, part, file, temporary / part, books)
        if part == GOODS_AFTER:
            day.brought_in = _bring_in(day)


def _play(day: Day, part: str, file: Path, kept: Path, books: Path) -> None:
    """One run of the till; a part whose script says so ends with the till killed."""
    command = [*_main(), "play", str(file), "--books", str(books), "--lang", day.language]
    done = _child([*command, "--out", str(kept)])
    killed = '"kill"' in file.read_text(encoding="utf-8")
    notes = kept / NOTES
    if notes.exists():
        played = json.loads(notes.read_text(encoding="utf-8"))["steps"]
        day.steps.extend({"part": part, **step} for step in played)
    for made in sorted((*kept.glob("*.png"), *kept.glob("*.pdf"))):
        (day.out / made.name).write_bytes(made.read_bytes())
    _keep_sent(day, kept)
    if done.returncode != (-signal.SIGKILL if killed else 0):
        said = (done.stderr or done.stdout).strip()
        raise TourFault(f"{part}: exit {done.returncode}\n{said[-3000:]}")


def _keep_sent(day: Day, kept: Path) -> None:
    """What was made to be sent, and what the chat would have said."""
    for made in sorted((kept / TO_SEND).glob("*")):
        (day.out / TO_SEND).mkdir(exist_ok=True)
        (day.out / TO_SEND / made.name).write_bytes(made.read_bytes())
    if (kept / CHAT).exists():
        with (day.out / CHAT).open("a", encoding="utf-8") as chat:
            chat.write((kept / CHAT).read_text(encoding="utf-8"))


def _bring_in(day: Day) -> object:
    goods = str(resource("tour/goods.csv"))
    done = _child([*_main(), "import", goods, "--books", str(day.books)])
    if done.returncode:
        raise TourFault(f"import: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def _figures(hq: LocalHq, day: Day) -> object:
    """HQ's figures, once they hold what the books say was sold; raises TourFault if they do not."""
    done = _child([*_main(), "totals", "--books", str(day.books)])
    if done.returncode:
        raise TourFault(f"totals: {done.stderr.strip()[-2000:]}")
    sold = json.loads(done.stdout)
    ends = time.monotonic() + HQ_MAX_S
    counted = sold["bills"], sold["value"]
    while ((figures := hq.figures())["bills"], figures["value_paise"]) != counted:
        if time.monotonic() > ends:
            raise TourFault(f"HQ counts {figures}, the books hold {sold}")
        time.sleep(0.1)
    (day.out / "hq.html").write_bytes(hq.page(day.language))
    day.totals = sold
    return figures


def _print_again(day: Day) -> None:
    """The last bill's receipt once more, as a copy that says so."""
    assert isinstance(day.totals, dict)
    number = day.totals["numbers"][-1]["last"]
    to = str(day.out / "duplicate-80.pdf")
    words = ["paper", number, "--kind", "80", "--out", to, "--books", str(day.books)]
    done = _child([*_main(), *words])
    if done.returncode:
        raise TourFault(f"paper: {done.stderr.strip()[-2000:]}")


def _write(day: Day) -> None:
    told = {
        "language": day.language,
        "steps": day.steps,
        "import": day.brought_in,
        "totals": day.totals,
        "figures": day.figures,
        "pictures": sorted(path.name for path in day.out.glob("*.png")),
        "papers": sorted(path.name for path in day.out.glob("*.pdf")),
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (day.out / "tour.json").write_text(text + "\n", encoding="utf-8")


def _main() -> list[str]:
    return [sys.executable, str(ROOT / "main.py")]


def _child(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    child: subprocess.Popen[str] | None = None
    try:
        with held_back():
            child = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
            )
        out, said = child.communicate(timeout=PART_MAX_S)
    except subprocess.TimeoutExpired as hung:
        raise TourFault(f"no end after {PART_MAX_S} s: {' '.join(command)}") from hung
    finally:
        if child is not None:
            child.kill()
            child.communicate()
    return subprocess.CompletedProcess(command, child.returncode, out, said)
