"""The counter without its window: bills, papers, searches, and bytes on the wire.

A process of its own: `python -m bench.counter bill --place DIR --rounds N` prints one JSON object.
"""

import argparse
import csv
import gc
import gzip
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.books import Basket, Place
from bench.goods import SEED, ean, goods
from bench.spread import Spread
from estore_pos.base.resource import resource
from estore_pos.domain.draft import Draft
from estore_pos.domain.sale import Bill
from estore_pos.operations import setup
from estore_pos.operations.till import Till
from estore_pos.store import journal
from estore_pos.text import words

BATCH = 50
SHOWN = 8
TYPINGS = Path(__file__).parents[1] / "tests" / "text" / "typings_fixed.csv"
LINES_ON_WIRE = (3, 4, 4, 5, 5, 6)
"""4.5 lines a bill."""


def bill(place: Place, rounds: int) -> Spread:
    """From End to the number: a ten-line cash bill, committed durably, on the desk's thread."""
    till = place.open()
    gc.freeze()  # as the program does once it is open (`app.put_aside`)
    dice = random.Random(SEED)
    times = []
    try:
        for _ in range(rounds):
            while till.counter.view.count < 10:
                till.counter.scan(ean(dice.randint(1, 900)))
            begun = time.perf_counter()
            till.counter.finish()
            times.append(time.perf_counter() - begun)
            till.idle()
    finally:
        till.close()
    return Spread.of(times)


def paper(place: Place, rounds: int) -> Spread:
    """The A4 invoice of the last bills of the books, a different one each time, warm."""
    from estore_pos.documents.invoice import invoice

    words.load({"hi": resource("words/hi.po").read_bytes()})
    till = place.open()
    shop = till.shop_today()
    look = till.lookup()
    try:
        bills = look.recent(rounds)
        invoice(bills[0], shop, language="both")
        times = []
        for each in bills:
            begun = time.perf_counter()
            invoice(each, shop, language="both")
            times.append(time.perf_counter() - begun)
    finally:
        look.close()
        till.close()
    return Spread.of(times)


def wire(place: Place, batches: int) -> dict[str, float]:
    """Bytes a bill of 4.5 lines, in batches of 50 as the pump sends them.

    The basket is drawn from the starter catalogue by popularity; `raw` is before gzip.
    """
    from sync.protocol import batch

    till = place.open()
    try:
        basket = Basket(list(goods(setup.starter_goods(with_prices=True), 900)), seed=7)
        contents = _sold(till, basket, batches * BATCH)
    finally:
        till.close()
    packed = raw = 0
    numbers: list[list[int]] = []
    for first in range(0, len(contents), BATCH):
        some = contents[first : first + BATCH]
        packed += len(batch.pack(some))
        raw += sum(len(content) for content in some)
        for content in some:
            lines = json.loads(content)["b"]["l"]
            numbers.append([n for line in lines for n in (line[0], line[3], line[8])])
    least = len(gzip.compress(json.dumps(numbers, separators=(",", ":")).encode(), 9))
    count = len(contents)
    return {
        "bytes": round(packed / count, 1),
        "raw": round(raw / count, 1),
        "floor": round(least / count, 1),
        "bills": count,
    }


def _sold(till: Till, basket: Basket, count: int) -> list[bytes]:
    """The records of bills sold through the counter just now."""
    with till.reader().page() as page:
        after = max((entry.place for entry in journal.records(page, "trade")), default=0)
    for number in range(count):
        _sell(till, basket.draft(LINES_ON_WIRE[number % len(LINES_ON_WIRE)]))
    with till.reader().page() as page:
        return [entry.content for entry in journal.records(page, "trade", after)]


def _sell(till: Till, draft: Draft) -> tuple[Bill, ...]:
    for line in draft.lines:
        till.counter.add(line.item.id, line.quantity.milli)
    return till.counter.finish().bills


def found(place: Place) -> dict[str, float]:
    """How many of the fixed typings show their good among the first eight, and as the first."""
    till = place.open()
    look = till.lookup()
    shown = first = count = 0
    try:
        with TYPINGS.open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                numbers = [each.item.id for each in look.find(row["typed"], SHOWN)]
                count += 1
                shown += int(row["number"]) in numbers
                first += numbers[:1] == [int(row["number"])]
    finally:
        look.close()
        till.close()
    return {"typings": count, "among_eight": shown, "first": first}


def goods_file(path: Path, count: int) -> None:
    """A price list as a wholesaler sends it: so many rows, names in both scripts, EAN, MRP."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Barcode", "Item Name", "Hindi Name", "MRP", "Price", "Unit", "HSN", "GST"])
        for item in goods(setup.starter_goods(with_prices=True), count):
            assert item.price is not None
            rupees = f"{item.price.paise // 100}.{item.price.paise % 100:02d}"
            rate = item.rate(datetime.now(UTC).date()).basis_points // 100
            rows.writerow(
                [
                    item.barcodes[0].code,
                    f"{item.name_en} {item.id}",
                    item.name_hi,
                    *(rupees, rupees, item.unit.value, item.hsn, rate),
                ]
            )


def main(argv: Sequence[str]) -> int:
    """Do one workload and print what it took."""
    works: dict[str, Callable[[Place, int], dict[str, float]]] = {
        "bill": lambda place, rounds: dict(bill(place, rounds).plain()),
        "paper": lambda place, rounds: dict(paper(place, rounds).plain()),
        "wire": wire,
        "found": lambda place, _: found(place),
    }
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=works)
    parser.add_argument("--place", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args(argv)
    print(json.dumps(works[asked.work](Place(asked.place), asked.rounds)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
