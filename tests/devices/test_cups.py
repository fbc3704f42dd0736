"""A real CUPS passes our bytes on as they are; skipped where no CUPS runs that we may ask."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from estore_pos.devices import escpos, printer
from estore_pos.devices.printer import Setup
from estore_pos.domain.errors import Trouble, TroubleCode
from tests.devices.tcp_printer import TcpPrinter

ROWS = [bytes((n % 255 + 1,)) * 48 for n in range(800)]
PAPER = escpos.BEGIN + escpos.picture(ROWS) + escpos.cut("partial")
QUEUE = "estore-test"


def admin(*words: str) -> bool:
    """Whether CUPS did what it was asked."""
    found = shutil.which(words[0])
    return (
        found is not None
        and not subprocess.run(
            [found, *words[1:]], capture_output=True, check=False, timeout=20
        ).returncode
    )


@pytest.fixture
def peer() -> Iterator[TcpPrinter]:
    """A printer behind a raw queue of CUPS."""
    with TcpPrinter() as found:
        found.answers = False
        if not admin("lpadmin", "-p", QUEUE, "-v", f"socket://{found.address}", "-m", "raw", "-E"):
            pytest.skip("no CUPS runs here that a test may give a queue")
        yield found
        admin("lpadmin", "-x", QUEUE)


def test_a_raw_queue_carries_a_paper_whole_and_a_stopped_one_gives_it_back(
    peer: TcpPrinter,
) -> None:
    device = printer.connect(Setup("cups", QUEUE), lambda _: None)
    assert device is not None
    device.send(PAPER)
    assert [roll.whole_rows() for roll in peer.rolls] == [ROWS]
    assert admin("cupsdisable", QUEUE)
    with pytest.raises(Trouble) as caught:
        device.send(PAPER)
    assert caught.value.code is TroubleCode.PRINTER_QUEUE
    assert admin("cupsenable", QUEUE)
    device.send(PAPER)
    assert len(peer.rolls) == 2, "what was taken back did not come out as well"
