"""The receipt printer: a paper's dots and bytes, and End while others are being printed.

A process of its own: `python -m bench.printing receipt --place DIR --rounds N` prints one JSON
object.
"""

import argparse
import io
import json
import os
import random
import socket
import sys
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from bench.books import Place
from bench.goods import SEED, ean
from bench.spread import Spread, beside
from bench.window import SETTLE_MS, Patience, Till, until
from estore_pos import app
from estore_pos.commands.world import WindowOptions
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.sale import Bill, Tender, TenderKind
from estore_pos.text.words import PaperLanguage
from estore_pos.ui.shell import Shell

LANGUAGES: tuple[PaperLanguage, ...] = ("hi", "both")
LINES = 10
DOTS = 384
NAMED: dict[str, Any] = {
    "name_hi": "माँ शारदा ई-स्टोर",
    "name_en": "Maa Sharda eStore",
    "address_hi": "वार्ड 6, कुढ़नी",
    "address_en": "Ward 6, Kudhni",
    "district": "मुज़फ़्फ़रपुर",
    "pin": "844120",
    "phone": "00000 00011",
    "csc_id": "123456789012",
    "tax_mode": TaxMode.REGULAR,
    "gstin": "10AAACR5055K1ZM",
    "fssai": "10012345678901",
    "upi_id": "maasharda.store@okhdfcbank",
}
WAYS = (TenderKind.CASH, TenderKind.UPI)
"""How the bills are paid: one that waits for its UPI money has the code to pay by."""
PAPERS = 400
"""So many copies wait at first: the printer has work as long as Ends are measured."""


def receipt(place: Place, rounds: int) -> dict[str, Any]:
    """A ten-line receipt of 58 mm: its PDF, its dots and bytes, beside a bare page's dots.

    The shop is one that has everything to say: two names, two addresses, GSTIN, FSSAI, a UPI id.
    """
    from estore_pos.devices import escpos
    from estore_pos.documents import raster
    from estore_pos.documents.receipt import receipt as paper

    till, dice = place.open(), random.Random(SEED)
    times: dict[str, list[float]] = {"pdf": [], "dots_and_bytes": [], "bare": []}
    sizes: dict[str, list[int]] = {f"{way} {each}": [] for way in WAYS for each in LANGUAGES}
    bare = till.shop_today()
    shop = replace(bare, **NAMED)
    till.save_shop(shop)
    try:
        for turn in range(rounds + 1):
            for number in dice.sample(range(1, 900), LINES):
                till.counter.scan(ean(number))
            way = WAYS[turn % len(WAYS)]
            (bill, *_) = till.counter.finish([Tender(way, till.counter.view.owed)]).bills
            for language in LANGUAGES:
                begun = time.perf_counter()
                made = paper(bill, shop, width_mm=58, language=language)
                drawn = time.perf_counter()
                rows = raster.rows(made, DOTS)
                told = escpos.picture(rows, aligned=True)
                ended = time.perf_counter()
                sizes[f"{way} {language}"].append(len(told))
                if turn:  # the first one loads what the others use
                    times["pdf"].append(drawn - begun)
                    times["dots_and_bytes"].append(ended - drawn)
                    times["bare"].append(_bare(len(rows)))
    finally:
        till.save_shop(bare)
        till.close()
    figures = {name: Spread.of(taken) for name, taken in times.items()}
    return {
        "pdf": figures["pdf"].plain(),
        **beside(figures["dots_and_bytes"].plain(), figures["bare"]),
        "bytes": {name: max(each) for name, each in sizes.items()},
    }


def _bare(rows: int) -> float:
    """Seconds for the dots of an empty page of this length."""
    from reportlab.pdfgen.canvas import Canvas

    from estore_pos.documents import raster

    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(DOTS * 72 / 203, rows * 72 / 203))
    canvas.showPage()
    canvas.save()
    begun = time.perf_counter()
    raster.rows(made.getvalue(), DOTS)
    return time.perf_counter() - begun


class Sink:
    """A printer on a socket that takes every byte and says that all is well."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        self.papers = 0
        self._thread = threading.Thread(target=self._take, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take no more."""
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _take(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line:
                while heard := line.recv(65536):
                    if heard[-3:-1] == b"\x10\x04":
                        line.sendall(b"\x12")
                    elif heard.endswith(b"\x1dr\x01"):
                        line.sendall(b"\0")
            self.papers += 1


def ends(shell: Shell, rounds: int) -> dict[str, Any]:
    """End to the empty bill painted, in silence and while the printer prints all the time."""
    till, dice, sink = Till(shell), random.Random(SEED), Sink()
    said: dict[str, Any] = {"silent": _ends(till, dice, rounds)}
    try:
        shell.set_value("printer_address", sink.address)
        shell.set_value("printer", "network")
        _fill_queue(shell)
        until(lambda: sink.papers > 1)
        before = sink.papers
        said["printing"] = _ends(till, dice, rounds)
        said["papers_meanwhile"] = sink.papers - before
    finally:
        shell.set_value("printer", "none")
        shell.set_value("printer_address", "")
        sink.close()
    return said


def _ends(till: Till, dice: random.Random, rounds: int) -> Any:
    times = []
    for _ in range(rounds):
        for number in dice.sample(range(1, 900), 3):
            till.scan(number)
        times.append(till.end())
    return Spread.of(times).plain()


def _fill_queue(shell: Shell) -> None:
    """Copies of the last bills wait for the printer."""
    found: list[Bill] = []
    done = Patience()
    shell.work.look(lambda lookup: lookup.recent(PAPERS), found.extend, owner=shell)
    until(lambda: bool(found))

    def ask(bill: Bill) -> None:
        shell.work.desk(lambda till: till.print_bill(bill.id, "both"))

    for bill in found:
        ask(bill)
    shell.work.desk(lambda till: None, lambda _: done.end(), owner=shell)
    done.wait()
    assert shell.printing.lane is not None
    shell.printing.lane.try_now()


def main(argv: list[str]) -> int:
    """Play one workload and print what it took; 1 when it got stuck."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=("receipt", "end"))
    parser.add_argument("--place", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args(argv)
    os.environ["ESTORE_PROFILE"] = str(asked.place)
    said: dict[str, Any] = {}
    if asked.work == "receipt":
        said = receipt(Place(asked.place), asked.rounds)
    else:

        def begin(shell: Shell) -> None:
            try:
                said.update(ends(shell, asked.rounds))
            finally:
                shell.close()

        app.run_windows(
            WindowOptions(unattended=True),
            lambda shell: QTimer.singleShot(SETTLE_MS, partial(begin, shell)),
        )
    sys.stdout.write(json.dumps(said) + "\n")
    return 0 if said else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
