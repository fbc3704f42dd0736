"""The real window under real key events: what a person waits for, from the key to the paint.

Run as a process of its own: `python -m bench.window scan --place DIR --rounds N` prints JSON.
"""

import argparse
import csv
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

from bench.goods import SEED, ean
from bench.spread import Spread
from estore_pos import app
from estore_pos.commands.player import press, scan
from estore_pos.commands.world import WindowOptions
from estore_pos.ui.shell import Shell

LONG_BILL = 50
WAIT_MAX_MS = 20_000


class Stuck(Exception):
    """What was waited for did not come."""


class Patience:
    """An event loop that gives up in the end."""

    def __init__(self) -> None:
        self._loop = QEventLoop()
        self._guard = QTimer()
        self._guard.setSingleShot(True)
        self._guard.timeout.connect(self._loop.quit)

    def wait(self) -> None:
        """Until `end`, or for as long as anybody would wait."""
        self._guard.start(WAIT_MAX_MS)
        self._loop.exec()
        self._guard.stop()

    def end(self) -> None:
        """What was waited for is there."""
        self._loop.quit()


class PaintWatch(QObject):
    """Tells when a widget has been painted while a condition held."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._patience = Patience()
        self._wanted: Callable[[], bool] = lambda: False
        self._painted_at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See a paint coming; it is done when the event loop turns again."""
        if event.type() == QEvent.Type.Paint and self._wanted():
            self._wanted = lambda: False
            QTimer.singleShot(0, self._done)
        return False

    def _done(self) -> None:
        self._painted_at = time.perf_counter()
        self._patience.end()

    def after(self, act: Callable[[], None], wanted: Callable[[], bool]) -> float:
        """Seconds from the act to the end of the paint in which `wanted` holds. Raises Stuck."""
        self._wanted = wanted
        self._painted_at = 0.0
        begun = time.perf_counter()
        act()
        self._patience.wait()
        if not self._painted_at:
            raise Stuck
        return self._painted_at - begun


def until(true: Callable[[], bool]) -> None:
    """Let the window live until something is so. Raises Stuck."""
    loop = QEventLoop()
    ends = time.monotonic() + WAIT_MAX_MS / 1000
    while not true():
        if time.monotonic() > ends:
            raise Stuck
        QTimer.singleShot(1, loop.quit)
        loop.exec()


def scans(shell: Shell, rounds: int, item_count: int) -> dict[str, Any]:
    """Line 1 and line 50 of bills of different goods, scanned without a pause between keys."""
    watch = PaintWatch(shell.counter.table.viewport())
    rows = shell.counter.table.model().rowCount
    dice = random.Random(SEED)
    first, last, ends = [], [], []
    for _ in range(rounds):
        for place, number in enumerate(dice.sample(range(1, item_count + 1), LONG_BILL)):
            code = ean(number)
            shell.counter.table.painter_of_rows.painted = 0
            taken = watch.after(lambda code=code: scan(code), lambda n=place: rows() == n + 1)
            if place == 0:
                first.append(taken)
            if place == LONG_BILL - 1:
                last.append(taken)
        until(lambda: not shell.counter.entry.text())
        ends.append(watch.after(lambda: press("{End}"), lambda: rows() == 0))
    return {
        "line_1": Spread.of(first).plain(),
        "line_50": Spread.of(last).plain(),
        "end_to_empty_bill": Spread.of(ends).plain(),
    }


def suggestions(shell: Shell, typings: list[str]) -> dict[str, Any]:
    """Every key of every typing: from the key to the list painted for just that text.

    Where nothing is found the list goes away; then the answer itself is what is waited for.
    """
    shown = shell.counter.suggestions
    entry = shell.counter.entry
    times = []
    for typed in typings:
        for place in range(1, len(typed) + 1):
            if typed[:place].strip():
                times.append(_answered(shell, typed[place - 1], typed[:place].strip()))
            else:
                press(typed[place - 1])
        press("{Escape}")
        until(lambda: not entry.text() and not shown.isVisible())
    return Spread.of(times).plain()


def _answered(shell: Shell, key: str, sofar: str) -> float:
    """Seconds from a key to its list painted. Raises Stuck."""
    counter, patience, ended = shell.counter, Patience(), [0.0]

    def done() -> None:
        ended[0] = time.perf_counter()
        patience.end()

    def look() -> None:
        if counter._asked_for != sofar:
            QTimer.singleShot(0, look)
        elif counter.suggestions.isVisible():
            # the paint is already asked for: it comes before this timer
            QTimer.singleShot(0, done)
        else:
            done()

    begun = time.perf_counter()
    press(key)
    QTimer.singleShot(0, look)
    patience.wait()
    if not ended[0]:
        raise Stuck
    return ended[0] - begun


def resident_mb() -> float:
    """This process's resident memory; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def main(argv: list[str]) -> int:
    """Play one workload and print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=("scan", "suggest"))
    parser.add_argument("--place", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--items", type=int, default=100_000)
    asked = parser.parse_args(argv)
    os.environ["ESTORE_PROFILE"] = str(asked.place)
    said: dict[str, Any] = {}

    def begin(shell: Shell) -> None:
        try:
            match asked.work:
                case "scan":
                    said.update(scans(shell, asked.rounds, asked.items))
                case "suggest":
                    said.update(suggestions(shell, list(_typings(asked.rounds))))
        finally:
            shell.close()

    app.run_windows(WindowOptions(), lambda shell: QTimer.singleShot(300, lambda: begin(shell)))
    sys.stdout.write(json.dumps(said) + "\n")
    return 0 if said else 1


def _typings(count: int) -> Iterator[str]:
    file = Path(__file__).parents[1] / "tests" / "text" / "typings_fixed.csv"
    with file.open(encoding="utf-8") as rows:
        for number, row in enumerate(csv.DictReader(rows)):
            if number < count:
                yield row["typed"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
