"""What a sale costs the disk, counted at the system's door."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
