"""A disk that is full for an hour, under a till that stays open."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.place import ROOT

_HOUR = """
import shutil, sys
from datetime import timedelta
from pathlib import Path
from estore_pos.domain.errors import Trouble
from tests.faults import whole
from tests.faults.deeds import scan, sell, set_up
from tests.operations.shopfront import Shopfront

root = Path(sys.argv[1])
front = Shopfront(root)
set_up(front)
till = front.open()
sell(till)
scan(till)
film = root / "film"
film.write_bytes(bytes(shutil.disk_usage(root).free))
said = set()
for _ in range(10):
    front.clock.at += timedelta(minutes=6)
    try:
        till.counter.finish()
    except Trouble as trouble:
        said.add(trouble.code.name)
    till.idle()
    archive = till.archive()
    said.add(f"{archive.totals()['bills']} bills")
    archive.close()
    assert till.counter.view.count == 3
film.unlink()
(bill,) = till.counter.finish().bills
said.add(bill.number[-6:])
sell(till)
said |= set(whole.faults(till._books.reader(), whole.Replays()))
print(*sorted(said), sep=", ")
front.close()
"""
_ON_A_SMALL_DISK = 'mount -t tmpfs -o size=8m none "$1" && exec "$2" -c "$3" "$1"'


@pytest.mark.skipif(sys.platform != "linux", reason="a small disk of our own")
def test_while_the_disk_is_full_a_till_says_so_shows_its_bills_and_then_sells_on(
    tmp_path: Path,
) -> None:
    apart = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
    if subprocess.run([*apart, "mount -t tmpfs none /mnt"], capture_output=True).returncode:
        pytest.skip("no small disk can be made here")
    done = subprocess.run(
        [*apart, _ON_A_SMALL_DISK, "sh", str(tmp_path), sys.executable, _HOUR],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "000004, 3 bills, DISK_FULL"
