"""What a sale costs the disk, counted at the system's door."""

import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from estore_pos.store.books import CHECKPOINT_BYTES
from tests.lacking import could_be_installed

ROOT = Path(__file__).parents[2]

_SALE = """
import os, sys
from contextlib import suppress
from pathlib import Path
from tests.operations.shopfront import ATTA, SOAP, Shopfront, goods, put_item

def mark(name):
    with suppress(OSError):
        os.rmdir(f"/marked/{name}")

front = Shopfront(Path(sys.argv[1]))
till = front.open()
for item in goods():
    put_item(till, item)
till.idle()
for name, deed in (
    ("scan", lambda: till.counter.scan("8901030865278")),
    ("scan-again", lambda: till.counter.scan("8901030865278")),
    ("add", lambda: till.counter.add(ATTA, milli=500)),
    ("quantity", lambda: till.counter.set_quantity(1, 750)),
    ("new-price", lambda: till.counter.scan("NEW1")),
    ("keep-price", lambda: till.counter.set_price(2, till.counter.view.owed, keep=True)),
    ("remove", lambda: till.counter.remove(0)),
    ("select", lambda: till.counter.select(0)),
    ("end", till.counter.finish),
):
    mark(name)
    deed()
mark("over")
front.close()
"""


_DAY = """
import os, sys, threading
from contextlib import suppress
from pathlib import Path
from estore_pos.store.books import Books
from tests.operations.shopfront import Shopfront, goods, put_item

def mark(name):
    with suppress(OSError):
        os.rmdir(f"/marked/{name}")

Books.checkpoint.__defaults__ = (int(sys.argv[3]),)
front = Shopfront(Path(sys.argv[1]))
till = front.open()
for item in goods():
    put_item(till, item)

def rest():
    mark("rest")
    till.idle()
    for each in threading.enumerate():
        if each.name == "sweeper":
            each.join()

for bill in range(int(sys.argv[2])):
    for line in range(3):
        mark(f"scan-{bill}-{line}")
        till.counter.scan("8901030865278")
        rest()
    mark(f"end-{bill}")
    till.counter.finish()
    rest()
front.close()
"""
"""A day whose desk rests after every deed, as the window's does."""
BILLS, LOG_BYTES, BILL_BYTES_MAX = 150, 2 << 20, 64 << 10
"""An eighth of the log that CHECKPOINT_BYTES lets grow; what a bill of one good adds to it."""


@pytest.fixture
def strace() -> str:
    """What counts; missing is a failure where it could be installed, as PostgreSQL is."""
    found = shutil.which("strace")
    if found is None:
        lacking = "strace is not installed (Debian: apt-get install strace)"
        if could_be_installed():
            pytest.fail(lacking)
        pytest.skip(lacking)
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="strace counts on Linux")
def test_a_deed_syncs_once_and_so_does_the_bill(tmp_path: Path, strace: str) -> None:
    log = tmp_path / "calls"
    calls = "trace=fsync,fdatasync,rmdir,sync_file_range,msync"
    command = [strace, "-f", "-qq", "-e", calls, "-o", str(log)]
    subprocess.run(
        [*command, sys.executable, "-c", _SALE, str(tmp_path / "shop")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    syncs: dict[str, int] = {}
    name = "before"
    for line in log.read_text().splitlines():
        if found := re.search(r'rmdir\("/marked/([\w-]+)"', line):
            name = found[1]
            syncs[name] = 0
        elif re.search(r"\b(fsync|fdatasync|msync|sync_file_range)\(", line):
            syncs[name] = syncs.get(name, 0) + 1
    assert {each: syncs[each] for each in list(syncs)[1:-1]} == {
        "scan": 1,
        "scan-again": 1,
        "add": 1,
        "quantity": 1,
        "new-price": 1,
        "keep-price": 1,
        "remove": 1,
        "select": 0,
        "end": 1,
    }


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="strace counts on Linux")
def test_a_deed_that_begins_a_new_log_syncs_twice_and_that_once_in_many_bills(
    tmp_path: Path, strace: str
) -> None:
    log = tmp_path / "calls"
    calls = "trace=fsync,fdatasync,rmdir,sync_file_range,msync"
    subprocess.run(
        [
            *(strace, "-f", "--seccomp-bpf", "-qq", "-e", calls, "-o", str(log)),
            *(sys.executable, "-c", _DAY, str(tmp_path / "shop"), *map(str, (BILLS, LOG_BYTES))),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    syncs: dict[str, int] = {}
    name, desk = "before", ""
    for line in log.read_text().splitlines():
        thread = line.split(maxsplit=1)[0]
        if found := re.search(r'rmdir\("/marked/([\w-]+)"', line):
            name, desk = found[1], thread
            syncs.setdefault(name, 0)
        elif thread == desk and re.search(r"\b(fsync|fdatasync|msync|sync_file_range)\(", line):
            syncs[name] += 1
    syncs.pop("rest")
    assert len(syncs) == BILLS * 4
    assert set(syncs.values()) == {1, 2}, "every deed is safe when it returns"
    begun = [int(each.split("-")[1]) for each, count in syncs.items() if count == 2]
    apart = [later - earlier for earlier, later in pairwise(begun)]
    assert apart, "several logs were begun"
    assert min(apart) >= LOG_BYTES // BILL_BYTES_MAX, "once in so many bills"
    assert CHECKPOINT_BYTES == 8 * LOG_BYTES
