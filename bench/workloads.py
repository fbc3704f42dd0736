"""Measures everything and prints it: `python3 -m bench --json --place DIR`, or some by name.

Each workload runs in a process of its own, beside its floor, on books of 100,000 goods and 100,000
bills that are made at the first run and kept in --place.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.spread import Spread, beside, ratio

ROOT = Path(__file__).parents[1]
CHILD_MAX_S = 1_800
SEND_MAX_S = 3_700
FIRST_LETTER_GOODS = 50_000
SLOW_US = 8_000
"""What a counter PC's disk takes for a sync, in microseconds, above this machine's own."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where it measures, how long, and the library that stands for a slow disk ("" for none)."""

    place: Path
    scratch: Path
    slow_disk: str
    items: int
    quick: bool

    def rounds(self, whole: int) -> int:
        """Fewer of them in a quick run."""
        return max(3, whole // 10) if self.quick else whole

    def child(
        self,
        module: str,
        words: Sequence[str],
        *,
        slow: bool = False,
        max_s: float = CHILD_MAX_S,
    ) -> dict[str, Any]:
        """What a workload in a process of its own printed; {"stuck": ...} where it failed."""
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if slow:
            environment |= {"LD_PRELOAD": self.slow_disk, "BENCH_SYNC_US": str(SLOW_US)}
        done = subprocess.run(
            [sys.executable, "-m", module, *words, "--place", str(self.place)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=environment,
            timeout=max_s,
            check=False,
        )
        said = done.stdout.strip().splitlines()
        if done.returncode or not said:
            return {"stuck": done.stderr.strip()[-500:]}
        answer: dict[str, Any] = json.loads(said[-1])
        return answer

    def raw_and_slow(self, module: str, words: Sequence[str]) -> dict[str, Any]:
        """On this disk, and with 8 ms added to each sync."""
        said = {"raw": self.child(module, words)}
        if self.slow_disk:
            said["slow_disk"] = self.child(module, words, slow=True)
        return said


def scan(bench: Bench) -> dict[str, Any]:
    """A scan to its painted line, and End to the empty bill, in the real window.

    Ten thousand scans, half of them on a slow disk: some minutes, a tenth of that in a quick run.
    """
    from bench import floors

    words = ["scan", "--rounds", str(bench.rounds(100)), "--items", str(bench.items)]
    said = bench.raw_and_slow("bench.window", words)
    floor = floors.row()
    for figures in said.values():
        for name in ("line_1", "line_50"):
            if name in figures:
                figures[name] = beside(figures[name], floor)
    return said


def suggest(bench: Bench) -> dict[str, Any]:
    """A key to its painted suggestions, beside one bare prefix question to FTS5.

    The typings in Hindi, those in Latin letters, and these with two letters exchanged.
    """
    from bench import floors
    from bench.goods import goods
    from estore_pos.operations import setup

    said = bench.child("bench.window", ["suggest", "--rounds", str(bench.rounds(200))])
    if "stuck" in said:
        return said
    made = list(goods(setup.starter_goods(with_prices=True), bench.items))
    latin = floors.look_up(bench.scratch, [item.name_en for item in made], 500)
    hindi = floors.look_up(bench.scratch, [item.name_hi for item in made], 500)
    return {
        kind: beside(figure, hindi if kind == "hindi" else latin) for kind, figure in said.items()
    }


def first_letter(bench: Bench) -> dict[str, Any]:
    """The first letter typed to its painted suggestions among 50,000 goods, beside bare FTS5.

    They are made at the first run and kept in --place, as the others are.
    """
    from bench import floors
    from bench.books import Place, fill
    from bench.goods import goods
    from estore_pos.operations import setup

    count = min(FIRST_LETTER_GOODS, bench.items)
    own = replace(bench, place=bench.place / f"goods-{count}")
    place = Place(own.place)
    if not place.folders.books.exists():
        fill(place, count, 0)
    said = own.child("bench.window", ["letters", "--rounds", str(bench.rounds(10))])
    names = [item.name_en for item in goods(setup.starter_goods(with_prices=True), count)]
    return beside(said, floors.look_up(bench.scratch, names, 500))


def found(bench: Bench) -> dict[str, Any]:
    """How many of the typings fixed beforehand have their good among the first eight.

    Beside how many bare FTS5 has there, asked for each word's beginning in either name.
    """
    from bench import floors
    from bench.counter import TYPINGS
    from bench.goods import goods
    from estore_pos.operations import setup

    figure = bench.child("bench.counter", ["found"])
    made = goods(setup.starter_goods(with_prices=True), bench.items)
    names = [f"{item.name_en} {item.name_hi}" for item in made]
    floor = floors.found(bench.scratch, names, TYPINGS)
    share = ratio(figure.get("among_eight", 0), floor["among_eight"])
    return {"figure": figure, "floor": floor, "ratio": share}


def bill(bench: Bench) -> dict[str, Any]:
    """A ten-line cash bill, from End to its number, durable."""
    rounds = ["--rounds", str(bench.rounds(500))]
    said = bench.raw_and_slow("bench.counter", ["bill", *rounds])
    floor = bench.raw_and_slow("bench.floors", ["sale", *rounds])
    return {name: beside(figure, Spread(**floor[name])) for name, figure in said.items()}


def paper(bench: Bench) -> dict[str, Any]:
    """The A4 invoice of ten lines, in both languages, beside a bare page."""
    from bench import floors

    font = ROOT / "resources" / "fonts" / "NotoSansDevanagari-Regular.ttf"
    figure = bench.child("bench.counter", ["paper", "--rounds", str(bench.rounds(200))])
    return beside(figure, floors.page(font, 50))


def receipt(bench: Bench) -> dict[str, Any]:
    """A ten-line receipt of 58 mm as dots and bytes, beside a bare page's dots."""
    return bench.child("bench.printing", ["receipt", "--rounds", str(bench.rounds(100))])


def end_printing(bench: Bench) -> dict[str, Any]:
    """End to the empty bill painted while the printer prints all the time, beside silence."""
    said = bench.child("bench.printing", ["end", "--rounds", str(bench.rounds(100))])
    if "stuck" in said:
        return said
    silent = Spread(**said["silent"])
    return {**beside(said["printing"], silent), "papers_meanwhile": said["papers_meanwhile"]}


def start(bench: Bench) -> dict[str, Any]:
    """From exec to the first paint and to the first scan painted, beside a bare window."""
    from bench import floors

    paints, scans, bare = [], [], []
    for _ in range(bench.rounds(20)):
        begun = time.time()
        said = bench.child("bench.first", [])
        if "stuck" in said:
            return said
        paints.append(said["painted_at"] - begun)
        scans.append(said["first_scan_at"] - said["imported_s"] - begun)
        bare.append(floors.window(1)[0].p50_ms / 1e3)
    figure, floor = Spread.of(paints), Spread.of(bare)
    first_scan = beside(Spread.of(scans).plain(), floor)
    return {**beside(figure.plain(), floor), "first_scan": first_scan}


def long_bill(bench: Bench) -> dict[str, Any]:
    """A bill of 1,114 lines: each line painted, saved, on paper, sent; beside a bare table's row.

    In books and at an HQ of its own. Quick or not, it is as long.
    """
    from bench import floors
    from bench.books import Place, fill
    from estore_pos.commands.local_hq import LocalHq

    lines = 1_114
    own = replace(bench, place=bench.scratch / "long")
    fill(Place(own.place), lines, 0)
    with LocalHq(bench.scratch / "long-hq") as hq:
        line = ["--hq", hq.url, "--hq-code", hq.code("Bench", "Gaya")]
        figures = own.child("bench.window", ["long", "--rounds", str(lines), *line])
    if "line" in figures:
        figures["line"] = beside(figures["line"], floors.row())
    return figures


def memory(bench: Bench) -> dict[str, Any]:
    """Resident megabytes over a long day with papers and HQ, beside a bare window's.

    HQ's books stay beside the shop's: at the first run it is sent all that is old.
    """
    from bench import floors
    from estore_pos.commands.local_hq import LocalHq

    with LocalHq(bench.place / "hq") as hq:
        line = ["--hq", hq.url, "--hq-code", hq.code("Bench", "Gaya")]
        sent = bench.child("bench.window", ["send", *line], max_s=SEND_MAX_S)
        if "stuck" in sent:
            return sent
        words = ["memory", "--rounds", str(bench.rounds(1000)), *line]
        figure = bench.child("bench.window", words)
    floor = floors.window(1)[1]
    ratios = {name: ratio(figure[name], floor) for name in figure if name.endswith("_mb")}
    return {"figure": figure, "floor_mb": floor, "ratio": ratios}


def goods_in(bench: Bench) -> dict[str, Any]:
    """27,000 rows of CSV into empty books, and scans painted meanwhile, beside bare rows.

    Where the seconds are many more than those of the processor the machine had other work.
    """
    from bench import floors
    from bench.counter import goods_file

    count = 27_000
    goods_file(bench.scratch / "goods.csv", count)
    books = bench.scratch / "import"
    before, begun = os.times(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "import", str(bench.scratch / "goods.csv")],
        capture_output=True,
        text=True,
        env={**os.environ, "ESTORE_PROFILE": str(books)},
        check=False,
    )
    taken, after = round(time.perf_counter() - begun, 2), os.times()
    busy = sum(after[2:4]) - sum(before[2:4])
    said = json.loads(done.stdout) if not done.returncode else {"stuck": done.stderr[-500:]}
    said.pop("rejected", None)
    selling = replace(bench, place=bench.scratch / "beside")
    _first_goods(selling.place)
    meanwhile = selling.child(
        "bench.window", ["import", "--file", str(bench.scratch / "goods.csv")]
    )
    floor = floors.rows(bench.scratch, count)
    if "scan" in meanwhile:
        meanwhile["scan"] = beside(meanwhile["scan"], floors.row())
        meanwhile["ratio"] = ratio(meanwhile["seconds"], floor)
    return {
        "seconds": taken,
        "processor_s": round(busy, 2),
        "said": said,
        "floor_s": floor,
        "ratio": ratio(taken, floor),
        "meanwhile": meanwhile,
    }


def _first_goods(root: Path) -> None:
    """Books with the starter goods, that a till sells while more come in."""
    from bench.books import Place, fill

    fill(Place(root), 900, 0)


def wire(bench: Bench) -> dict[str, Any]:
    """Bytes a bill of 4.5 lines at batch 50, beside its bare numbers."""
    said = bench.child("bench.counter", ["wire", "--rounds", str(bench.rounds(60))])
    return said | {"ratio": ratio(said.get("bytes", 0.0), said.get("floor", 0.0))}


WORKLOADS: dict[str, Callable[[Bench], dict[str, Any]]] = {
    "scan": scan,
    "suggest": suggest,
    "first_letter": first_letter,
    "found": found,
    "bill": bill,
    "paper": paper,
    "receipt": receipt,
    "end_printing": end_printing,
    "start": start,
    "long_bill": long_bill,
    "memory": memory,
    "goods_in": goods_in,
    "wire": wire,
}


def slow_disk(folder: Path) -> str:
    """The library that makes syncs slow, compiled; "" where there is no compiler."""
    made = folder / "slowdisk.so"
    source = str(Path(__file__).with_name("slowdisk.c"))
    command = ["cc", "-shared", "-fPIC", "-O2", "-o", str(made), source, "-ldl"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return ""
    return str(made) if done.returncode == 0 else ""


def measure(asked: argparse.Namespace) -> dict[str, Any]:
    """Every workload asked for, by its name."""
    from bench.books import Place, fill

    # the product and its floors alike
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="estore-bench-") as temporary:
        scratch = Path(temporary)
        place = Place(asked.place or scratch / "place")
        if not place.folders.books.exists():
            fill(place, asked.items, asked.bills)
        library = slow_disk(scratch)
        bench = Bench(place.root, scratch, library, asked.items, asked.quick)
        said: dict[str, Any] = {"machine": machine(), "slow_disk": bool(library)}
        for name in asked.names or WORKLOADS:
            sys.stderr.write(f"{name} …\n")
            said[name] = WORKLOADS[name](bench)
    return said


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    return {
        "python": sys.version.split()[0],
        "processors": os.cpu_count(),
        "load": [round(load, 1) for load in os.getloadavg()],
    }


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python3 -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(WORKLOADS))
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rounds")
    parser.add_argument("--place", type=Path, help="keeps the books for the next run")
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--bills", type=int, default=100_000)
    asked = parser.parse_args(argv)
    if unknown := set(asked.names) - set(WORKLOADS):
        parser.error(f"no such workload: {', '.join(sorted(unknown))}")
    said = measure(asked)
    sys.stdout.write(json.dumps(said, indent=None if "--json" in argv else 2) + "\n")
    return 0


def in_environment(argv: Sequence[str]) -> int:
    """Measure under the environment that the set-up makes, where this is another Python."""
    from tools import bootstrap

    if Path(sys.prefix).resolve() == Path(bootstrap.VENV).resolve():
        return main(argv)
    again = " ".join([bootstrap.python_name(), "-m bench", *argv])
    if not bootstrap.set_up({"run", "test"}, again):
        return 3
    command = [bootstrap.venv_python(), "-m", "bench", *argv]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
