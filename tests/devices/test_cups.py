"""A real CUPS passes on what it is given, receipts and sheets, and says what it cannot print."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from estore_pos.devices import escpos, printer
from estore_pos.devices.printer import Kind, Printer, Setup
from estore_pos.domain.errors import Trouble, TroubleCode
from tests.devices.cups import Cups
from tests.devices.tcp_printer import TcpPrinter
from tests.lacking import could_be_installed

ROWS = [bytes((n % 255 + 1,)) * 48 for n in range(800)]
PAPER = escpos.BEGIN + escpos.picture(ROWS) + escpos.cut("partial")
QUEUE = "estore-test"


@pytest.fixture
def peer() -> Iterator[TcpPrinter]:
    """A printer on a socket that only listens."""
    with TcpPrinter() as found:
        found.answers = False
        yield found


@pytest.fixture
def cups(peer: TcpPrinter, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """A queue to it, the default one."""
    if missing := Cups.lacking():
        lacking = f"{missing} is not installed (Debian: apt-get install cups-daemon cups-client)"
        if could_be_installed():
            pytest.fail(lacking)
        pytest.skip(lacking)
    # A socket's path is short.
    with tempfile.TemporaryDirectory(prefix="cups-") as root, Cups(Path(root)) as found:
        found.admin("lpadmin", "-p", QUEUE, "-v", f"line://{peer.address}", "-m", "raw", "-E")
        found.admin("lpadmin", "-d", QUEUE)
        monkeypatch.setenv("CUPS_SERVER", found.server)
        yield found


def reached(kind: Kind, queue: str = QUEUE) -> Printer:
    """The printer behind the queue."""
    device = printer.connect(Setup(kind, queue), lambda _: None)
    assert device is not None
    return device


def test_a_raw_queue_carries_a_paper_whole_and_a_stopped_one_gives_it_back(
    cups: Cups, peer: TcpPrinter
) -> None:
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


@pytest.mark.parametrize("queue", [QUEUE, ""])
def test_a_sheet_goes_to_the_named_queue_or_to_the_usual_one(
    cups: Cups, peer: TcpPrinter, queue: str
) -> None:
    pdf = b"%PDF-1.4\n/MediaBox [ 0 0 595.2756 841.8898 ]\n" + bytes(range(256)) * 400
    reached("cups_sheets", queue).send(pdf)
    assert peer.received == [pdf]


def test_a_queue_that_is_not_there_says_so(cups: Cups) -> None:
    with pytest.raises(Trouble) as caught:
        reached("cups_sheets", "nowhere").send(PAPER)
    assert caught.value.code is TroubleCode.PRINTER_QUEUE
    assert caught.value.facts["why"] == "no_queue"
