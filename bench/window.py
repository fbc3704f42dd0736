"""The real window under real key events: what a person waits for, from the key to the paint.

A process of its own: `python -m bench.window scan --place DIR --rounds N` prints one JSON object.
"""

import argparse
import csv
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from bench.goods import SEED, ean
from bench.spread import Spread
from estore_pos import app
from estore_pos.commands.player import press
from estore_pos.commands.world import WindowOptions
from estore_pos.domain.sale import Bill
from estore_pos.ui.shell import Shell

LONG_BILL = 50
EAN_DIGITS = 13
WAIT_MAX_MS = 20_000
SETTLE_MS = 1_500
SLIP_LETTERS_MIN = 3
"""In a shorter word no slip is mended."""
SEND_MAX_MS = 3_600_000
"""A new HQ first gets everything that the books hold."""
TYPINGS = Path(__file__).parents[1] / "tests" / "text" / "typings_fixed.csv"
_SHOW = "show_found"


class Stuck(Exception):
    """What was waited for did not come."""


class Patience:
    """An event loop that gives up in the end."""

    def __init__(self) -> None:
        self.ended_at = 0.0
        self._loop = QEventLoop()
        self._guard = QTimer()
        self._guard.setSingleShot(True)
        # Not the loop's own quit: PySide leaves a block behind wherever a slot of C++ is connected.
        self._guard.timeout.connect(self._give_up)

    def _give_up(self) -> None:
        self._loop.quit()

    def end(self) -> None:
        """What was waited for is there."""
        self.ended_at = time.perf_counter()
        self._loop.quit()

    def wait(self) -> float:
        """When the end came, which may have been before. Raises Stuck."""
        if not self.ended_at:
            self._guard.start(WAIT_MAX_MS)
            self._loop.exec()
            self._guard.stop()
        if not self.ended_at:
            raise Stuck
        return self.ended_at


class PaintWatch(QObject):
    """Tells when a widget has been painted while a condition held."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._wanted: Callable[[], bool] = lambda: False
        self._patience = Patience()
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See a paint coming; it is done when the event loop turns again."""
        if event.type() == QEvent.Type.Paint and self._wanted():
            self._wanted = lambda: False
            QTimer.singleShot(0, self._patience.end)
        return False

    def when(self, wanted: Callable[[], bool]) -> Patience:
        """The end of the next paint in which `wanted` holds."""
        self._patience = Patience()
        self._wanted = wanted
        return self._patience


def until(true: Callable[[], bool], wait_max_ms: int = WAIT_MAX_MS) -> None:
    """Let the window live until something is so. Raises Stuck."""
    ends = time.monotonic() + wait_max_ms / 1000
    while not true():
        if time.monotonic() > ends:
            raise Stuck
        rest(1)


def rest(wait_ms: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(wait_ms, loop.quit)
    loop.exec()


class Till:
    """A window that sells, as the bench drives it."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.entry = shell.counter.entry
        self.rows = shell.counter.table.model().rowCount
        self._watch = PaintWatch(shell.counter.table.viewport())
        if self.rows():
            self.end()

    def scan(self, number: int) -> tuple[float, float]:
        """Seconds to the painted line: from the scanner's first key, and from its Enter."""
        wanted = self.rows() + 1
        painted = self._watch.when(partial(self._has, wanted))
        # stamped as a scanner's own keys, however busy this machine is with others
        at_ms = time.monotonic_ns() // 1_000_000
        first = time.perf_counter()
        for place, char in enumerate(ean(number)):
            press(char, at_ms + place)
        enter = time.perf_counter()
        press("{Return}", at_ms + EAN_DIGITS)
        ended = painted.wait()
        return ended - first, ended - enter

    def end(self) -> float:
        """Seconds from End to the empty bill painted."""
        painted = self._watch.when(partial(self._has, 0))
        begun = time.perf_counter()
        press("{End}")
        return painted.wait() - begun

    def _has(self, rows: int) -> bool:
        return self.rows() == rows


def scans(shell: Shell, rounds: int, item_count: int) -> dict[str, Any]:
    """Line 1 and line 50 of bills of different goods."""
    till = Till(shell)
    dice = random.Random(SEED)
    times: dict[str, list[float]] = {
        name: [] for name in ("line_1", "line_50", "line_1_first_key", "line_50_first_key", "end")
    }
    for _ in range(rounds):
        for place, number in enumerate(dice.sample(range(1, item_count + 1), LONG_BILL), start=1):
            from_first, from_enter = till.scan(number)
            if place in (1, LONG_BILL):
                times[f"line_{place}"].append(from_enter)
                times[f"line_{place}_first_key"].append(from_first)
        times["end"].append(till.end())
    return {name: Spread.of(taken).plain() for name, taken in times.items()}


def kinds_of_typing(typings: Iterable[str], count: int) -> dict[str, list[str]]:
    """So many typings of each kind: in Hindi, in Latin letters, these with one slip of the hand."""
    hindi, latin = list[str](), list[str]()
    for typed in typings:
        (latin if typed.isascii() else hindi).append(typed)
    dice = random.Random(SEED)
    slips = [slip(typed, dice) for typed in latin if len(typed.split()[0]) > SLIP_LETTERS_MIN]
    kinds = {"hindi": hindi, "latin": latin, "one_typo": slips}
    return {kind: held[:count] for kind, held in kinds.items()}


def slip(typed: str, dice: random.Random) -> str:
    """A typing in whose first word two different letters, none the first, are exchanged."""
    word, *rest = typed.split(" ")
    places = [at for at in range(1, len(word) - 1) if word[at] != word[at + 1]]
    at = dice.choice(places)
    return " ".join([word[:at] + word[at + 1] + word[at] + word[at + 2 :], *rest])


def suggestions(shell: Shell, typings: list[str]) -> dict[str, Any]:
    """Every key of every typing: from the key to the list painted for just that text.

    Where nothing is found the list goes away; then the answer itself is what is waited for.
    """
    times = []
    entry = shell.counter.entry
    for typed in typings:
        for place, key in enumerate(typed, start=1):
            if typed[:place].strip() and key != " ":
                times.append(_answered(shell, key, typed[:place].strip()))
            else:
                press(key)
        while entry.text():
            press("{Escape}")
        until(lambda: not shell.counter.suggestions.isVisible())
    return Spread.of(times).plain()


def letters(shell: Shell, rounds: int) -> dict[str, Any]:
    """The first letter of a typing, each that the fixed typings begin with; `first_ms`: the very
    first since the start.
    """
    firsts = sorted({typed[0] for typed in _typings()})
    first = suggestions(shell, firsts[:1])["worst_ms"]
    return {**suggestions(shell, firsts * rounds), "first_ms": first}


def _answered(shell: Shell, key: str, sofar: str) -> float:
    """Seconds from a key to its list painted. Raises Stuck."""
    patience = Patience()
    entry, suggestions = shell.counter.entry, shell.counter.suggestions
    told = suggestions.show_found

    def show(found: Any) -> None:
        told(found)
        if entry.text().strip() == sofar:
            # the paint is asked for already: it comes before this timer
            QTimer.singleShot(0, patience.end)

    setattr(suggestions, _SHOW, show)
    begun = time.perf_counter()
    press(key)
    ended = patience.wait()
    setattr(suggestions, _SHOW, told)
    return ended - begun


def long_bill(shell: Shell, lines: int) -> dict[str, Any]:
    """One bill of so many goods: each line painted, End, its paper of 58 mm, sent to HQ."""
    till = Till(shell)
    times = [till.scan(number)[1] for number in range(1, lines + 1)]
    said: dict[str, Any] = {
        "line": Spread.of(times).plain(),
        "last_hundred": Spread.of(times[-100:]).plain(),
        "end_s": round(till.end(), 3),
    }
    begun = time.perf_counter()
    _paper(shell)
    said["paper_s"] = round(time.perf_counter() - begun, 2)
    begun = time.perf_counter()
    until(lambda: _all_sent(shell))
    said["sent_s"] = round(time.perf_counter() - begun, 2)
    return said


def memory(shell: Shell, bills: int) -> dict[str, Any]:
    """Resident megabytes: ready to sell, after 100 bills on paper and sent, after `bills` more, and
    after five times as many.
    """
    till, dice = Till(shell), random.Random(SEED)
    rest(SETTLE_MS)
    said: dict[str, Any] = {"ready_mb": resident_mb()}
    counts = {"after_100_mb": 100, "after_more_mb": bills, "after_five_times_mb": 4 * bills}
    for name, count in counts.items():
        for _ in range(count):
            for number in dice.sample(range(1, 900), 5):
                till.scan(number)
            till.end()
            _paper(shell)
        until(lambda: _all_sent(shell))
        rest(SETTLE_MS)
        said[name] = resident_mb()
    return said


def send(shell: Shell) -> dict[str, Any]:
    """How long it takes until HQ has everything that the books hold."""
    begun = time.perf_counter()
    until(lambda: _all_sent(shell), SEND_MAX_MS)
    return {"seconds": round(time.perf_counter() - begun, 1)}


def _all_sent(shell: Shell) -> bool:
    state = shell.status.state
    return state is not None and state.last_ack is not None and not state.records_waiting


def _paper(shell: Shell) -> None:
    """The last bill's receipt, made and read as a printer would take it."""
    bill = shell.last_bill
    assert isinstance(bill, Bill)
    made = Patience()
    shell.work.slow(
        lambda archive: archive.paper_png(bill.id, "58", "both"), lambda _: made.end(), owner=shell
    )
    made.wait()


def start(shell: Shell) -> dict[str, Any]:
    """When the first scan after the start stood painted, seconds since the epoch."""
    till = Till(shell)
    till.scan(1)
    at = time.time()
    till.end()
    return {"first_scan_at": at}


def scans_meanwhile(shell: Shell, file: Path) -> dict[str, Any]:
    """Scans painted while a list of goods comes in at the desk, in slices."""
    from estore_pos.operations.goods_import import read_goods

    till = Till(shell)
    goods = read_goods(file)
    ended: list[float] = []
    shell.work.slices(
        lambda open_till: open_till.import_goods(goods),
        lambda tally: None,
        owner=shell,
        done=lambda: ended.append(time.perf_counter()),
    )
    times, number, begun = [], 0, time.perf_counter()
    while not ended:
        number = number % 900 + 1
        times.append(till.scan(number)[1])
        if till.rows() >= LONG_BILL:
            till.end()
        rest(100)
    return {"scan": Spread.of(times).plain(), "seconds": round(ended[0] - begun, 2)}


def resident_mb() -> float:
    """This process's resident memory; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text(encoding="ascii").splitlines()
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return round(kilobytes / 1024, 1)


def _typings() -> Iterator[str]:
    with TYPINGS.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            yield row["typed"]


def main(argv: list[str]) -> int:
    """Play one workload and print what it took; 1 when it got stuck."""
    parser = argparse.ArgumentParser()
    choices = ("scan", "suggest", "letters", "long", "memory", "send", "import")
    parser.add_argument("work", choices=choices)
    parser.add_argument("--place", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--hq", default="")
    parser.add_argument("--hq-code", default="")
    asked = parser.parse_args(argv)
    os.environ["ESTORE_PROFILE"] = str(asked.place)
    said: dict[str, Any] = {}
    works: dict[str, Callable[[Shell], dict[str, Any]]] = {
        "scan": lambda shell: scans(shell, asked.rounds, asked.items),
        "suggest": lambda shell: {
            kind: suggestions(shell, typings)
            for kind, typings in kinds_of_typing(_typings(), asked.rounds).items()
        },
        "letters": lambda shell: letters(shell, asked.rounds),
        "long": lambda shell: long_bill(shell, asked.rounds),
        "memory": lambda shell: memory(shell, asked.rounds),
        "send": send,
        "import": lambda shell: scans_meanwhile(shell, asked.file),
    }

    def begin(shell: Shell) -> None:
        try:
            said.update(works[asked.work](shell))
        finally:
            shell.close()

    def ready(shell: Shell) -> None:
        QTimer.singleShot(SETTLE_MS, partial(begin, shell))

    app.run_windows(WindowOptions(hq_url=asked.hq, hq_code=asked.hq_code, unattended=True), ready)
    sys.stdout.write(json.dumps(said) + "\n")
    return 0 if said else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
