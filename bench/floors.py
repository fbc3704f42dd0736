"""What the parts below us take alone on this machine in this run: the least anybody could take.

`python -m bench.floors sale --rounds N --place DIR` prints one of them as JSON: for the runs that
make each sync slower, which is done to a whole process.
"""

import argparse
import csv
import io
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.spread import Spread

_WINDOW = """
import os, sys, time
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
class Bare(QWidget):
    def event(self, event):
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            print(time.time(), rss(), flush=True)
            os._exit(0)
        return done
def rss():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
app = QApplication(sys.argv)
window = Bare()
window.resize(1366, 697)
window.show()
app.exec()
"""


_ROW = """
import json, sys, time
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem
app = QApplication(sys.argv)
table = QTableWidget(0, 6)
table.resize(950, 500)
table.show()
app.processEvents()
times = []
for row in range(200):
    begun = time.perf_counter()
    table.insertRow(row)
    for column in range(6):
        table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
    table.scrollToBottom()
    app.processEvents()
    times.append(time.perf_counter() - begun)
print(json.dumps(times))
"""


def row() -> Spread:
    """One row more in a bare table of the bill's size, painted; no books, no total."""
    said = subprocess.run([sys.executable, "-c", _ROW], capture_output=True, text=True, check=True)
    return Spread.of(json.loads(said.stdout))


def window(rounds: int) -> tuple[Spread, float]:
    """From exec to the first paint of an empty window, and its resident megabytes."""
    times, megabytes = [], 0.0
    for _ in range(rounds):
        begun = time.time()
        said = subprocess.run(
            [sys.executable, "-c", _WINDOW], capture_output=True, text=True, check=True
        ).stdout.split()
        times.append(float(said[0]) - begun)
        megabytes = int(said[1]) / 1024
    return Spread.of(times), round(megabytes, 1)


def sale(folder: Path, rounds: int) -> Spread:
    """A ten-line bill by the standard library's SQLite alone, WAL and FULL, one transaction."""
    store = sqlite3.connect(folder / "floor.db", isolation_level=None)
    store.executescript(
        "pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=0;"
        "create table bill(id integer primary key, number, total);"
        "create table line(bill, place, item, milli, paise, primary key(bill, place));"
        "create table stock(item integer primary key, milli);"
        "create table journal(seq integer primary key, bytes, hash)"
    )
    store.executemany("insert into stock values (?, 0)", ((n,) for n in range(1000)))
    times = []
    for number in range(rounds):
        begun = time.perf_counter()
        store.execute("begin immediate")
        store.execute("insert into bill values (?, ?, ?)", (number, f"B{number}", 1000))
        store.executemany(
            "insert into line values (?, ?, ?, 1000, 100)",
            ((number, place, (number * 7 + place) % 1000) for place in range(10)),
        )
        store.executemany(
            "update stock set milli = milli - 1000 where item = ?",
            (((number * 7 + place) % 1000,) for place in range(10)),
        )
        store.execute("insert into journal values (?, ?, ?)", (number, b"x" * 440, b"h" * 32))
        store.execute("commit")
        times.append(time.perf_counter() - begun)
    store.close()
    return Spread.of(times)


def look_up(folder: Path, names: Sequence[str], rounds: int) -> Spread:
    """One prefix question to a bare FTS5 table of these names."""
    made = folder / "floor-search.db"
    made.unlink(missing_ok=True)
    store = sqlite3.connect(made)
    store.execute("create virtual table f using fts5(name, prefix='1 2 3')")
    store.executemany("insert into f(name) values (?)", ((name,) for name in names))
    times = []
    for number in range(rounds):
        word = names[number % len(names)].replace('"', "")[:3] or "a"
        begun = time.perf_counter()
        store.execute("select rowid from f where f match ? limit 200", (f'"{word}"*',)).fetchall()
        times.append(time.perf_counter() - begun)
    store.close()
    return Spread.of(times)


def found(folder: Path, names: Sequence[str], typings: Path) -> dict[str, int]:
    """How many typings have their good among eight answers of a bare FTS5, and as the first.

    `names` in the order of the goods' numbers, the first of which is 1.
    """
    made = folder / "floor-found.db"
    made.unlink(missing_ok=True)
    store = sqlite3.connect(made)
    store.execute("create virtual table f using fts5(name, prefix='1 2 3')")
    store.executemany("insert into f(name) values (?)", ((name,) for name in names))
    count = shown = first = 0
    with typings.open(encoding="utf-8") as typed_rows:
        for each in csv.DictReader(typed_rows):
            asked = " ".join(f'"{word}"*' for word in each["typed"].replace('"', " ").split())
            said = store.execute("select rowid from f where f match ? limit 8", (asked,))
            numbers = [number for (number,) in said]
            count += 1
            shown += int(each["number"]) in numbers
            first += numbers[:1] == [int(each["number"])]
    store.close()
    return {"typings": count, "among_eight": shown, "first": first}


def rows(folder: Path, count: int) -> float:
    """Seconds to write so many rows of six columns with one index, durable, in one transaction."""
    store = sqlite3.connect(folder / "floor-rows.db", isolation_level=None)
    store.executescript(
        "pragma journal_mode=wal; pragma synchronous=full;"
        "create table item(id integer primary key, code unique, name, price, unit, hsn)"
    )
    begun = time.perf_counter()
    store.execute("begin")
    store.executemany(
        "insert into item values (?, ?, ?, ?, ?, ?)",
        ((n, f"890{n:010d}", f"name {n}", n * 100, "PCS", "1905") for n in range(count)),
    )
    store.execute("commit")
    taken = time.perf_counter() - begun
    store.close()
    return round(taken, 3)


def page(font: Path, rounds: int) -> Spread:
    """A bare A4 page of one line in the papers' own typeface."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("floor", str(font)))
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        canvas = Canvas(io.BytesIO(), pagesize=(595, 842))
        canvas.setFont("floor", 12)
        canvas.drawString(72, 720, "Grameen eStore")
        canvas.save()
        times.append(time.perf_counter() - begun)
    return Spread.of(times)


def main(argv: Sequence[str]) -> int:
    """Prints the floor of a sale."""
    parser = argparse.ArgumentParser(prog="python -m bench.floors")
    parser.add_argument("name", choices=["sale"])
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--place", type=Path, required=True)
    asked = parser.parse_args(argv)
    with TemporaryDirectory(dir=asked.place) as scratch:
        sys.stdout.write(json.dumps(sale(Path(scratch), asked.rounds).plain()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
