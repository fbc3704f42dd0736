"""A real CUPS passes on what it is given, receipts and sheets, and says what it cannot print."""

import time
from collections.abc import Iterator

import pytest

from estore_pos.devices import escpos, printer
from estore_pos.devices.printer import Kind, Printer, Setup, SpooledPrinter
from estore_pos.devices.spooler import CupsSpooler
from estore_pos.domain.errors import Trouble, TroubleCode
from tests.devices.cups import QUEUE, Cups, usual_queue
from tests.devices.tcp_printer import TcpPrinter

pytestmark = pytest.mark.slow
ROWS = [bytes((n % 255 + 1,)) * 48 for n in range(800)]
PAPER = escpos.BEGIN + escpos.picture(ROWS) + escpos.cut("partial")


@pytest.fixture
def queue() -> Iterator[tuple[Cups, TcpPrinter]]:
    """The CUPS that is asked, and what its usual queue ends at."""
    with usual_queue() as found:
        yield found


def reached(kind: Kind, queue: str = QUEUE) -> Printer:
    """The printer behind the queue."""
    device = printer.connect(Setup(kind, queue), lambda _: None)
    assert device is not None
    return device


def test_a_raw_queue_carries_a_paper_whole_and_a_stopped_one_gives_it_back(
    queue: tuple[Cups, TcpPrinter],
) -> None:
    cups, peer = queue
    device = reached("cups")
    device.send(PAPER)
    assert [roll.whole_rows() for roll in peer.rolls] == [ROWS]
    cups.admin("cupsdisable", QUEUE)
    with pytest.raises(Trouble) as caught:
        device.send(PAPER)
    assert caught.value.code is TroubleCode.PRINTER_QUEUE
    cups.admin("cupsenable", QUEUE)
    device.send(PAPER)
    assert len(peer.rolls) == 2, "what was taken back did not come out as well"


def test_a_paper_that_cups_is_printing_is_waited_for_and_never_comes_out_twice(
    queue: tuple[Cups, TcpPrinter],
) -> None:
    _, peer = queue
    peer.free.clear()
    now = 0.0

    def clock() -> float:
        """Ten minutes are over at each look while the printer has the paper and is not through."""
        nonlocal now
        is_printing = peer.received[-1:] == [PAPER] and not peer.free.is_set()
        now += 600 if is_printing else 0
        return now

    device = SpooledPrinter(CupsSpooler(), QUEUE, time.sleep, clock)
    for _ in range(2):
        with pytest.raises(Trouble) as caught:
            device.send(PAPER)
        assert caught.value.facts["why"] == "queue_slow"
    peer.free.set()
    device.send(PAPER)
    assert [roll.whole_rows() for roll in peer.rolls] == [ROWS]


@pytest.mark.parametrize("name", [QUEUE, ""])
def test_a_sheet_goes_to_the_named_queue_or_to_the_usual_one(
    queue: tuple[Cups, TcpPrinter], name: str
) -> None:
    _, peer = queue
    pdf = b"%PDF-1.4\n/MediaBox [ 0 0 595.2756 841.8898 ]\n" + bytes(range(256)) * 400
    reached("cups_sheets", name).send(pdf)
    assert peer.received == [pdf]


def test_a_queue_that_is_not_there_says_so(queue: tuple[Cups, TcpPrinter]) -> None:
    with pytest.raises(Trouble) as caught:
        reached("cups_sheets", "nowhere").send(PAPER)
    assert caught.value.code is TroubleCode.PRINTER_QUEUE
    assert caught.value.facts["why"] == "no_queue"
