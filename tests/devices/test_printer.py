"""A paper is printed whole, or it is known why not; a dead line never leaves half a band."""

import math
import os
import socket
import stat
from pathlib import Path

import pytest

from estore_pos.devices import drawer, escpos, printer
from estore_pos.devices.line import Line, LineDead, LineUntaken, SerialLine, TcpLine
from estore_pos.devices.printer import LinePrinter, Setup, SpooledPrinter
from estore_pos.devices.spooler import CupsSpooler, SpoolJob, Stuck, WindowsSpooler
from estore_pos.domain.errors import Trouble, TroubleCode
from tests.devices import paper_roll
from tests.devices.cable import Cable
from tests.devices.recording import RecordingPrinter
from tests.devices.tcp_printer import TcpPrinter

ROWS = [bytes((n % 255 + 1,)) * 48 for n in range(800)]
PAPER = escpos.BEGIN + escpos.picture(ROWS) + escpos.cut("partial")
MEND = escpos.silence(ROWS)


def network(peer: TcpPrinter) -> LinePrinter:
    return LinePrinter(lambda: TcpLine(peer.address))


def refused(of: printer.Printer) -> TroubleCode | object:
    with pytest.raises(Trouble) as caught:
        of.send(PAPER, MEND)
    return caught.value.code


@pytest.mark.parametrize("answers", [True, False])
def test_a_paper_arrives_whole_whether_the_printer_answers_or_not(answers: bool) -> None:
    with TcpPrinter() as peer:
        peer.answers = answers
        network(peer).send(PAPER, MEND)
    (roll,) = peer.rolls
    assert roll.whole_rows() == ROWS
    assert len(roll.cuts) == 1


@pytest.mark.slow
def test_a_printer_that_never_says_done_is_asked_no_more() -> None:
    with TcpPrinter() as peer:
        peer.confirms = False
        clock = iter(range(0, 1000, 2))
        device = LinePrinter(lambda: TcpLine(peer.address), lambda: float(next(clock)))
        device.send(PAPER)
        device.send(PAPER)
    assert [roll.whole_rows() for roll in peer.rolls] == [ROWS, ROWS]
    assert sum(escpos.ASK_DONE in each for each in peer.received) == 1


def test_what_is_wrong_with_the_printer_is_said_before_a_dot_is_printed() -> None:
    with TcpPrinter() as peer:
        peer.paper_out = True
        assert refused(network(peer)) is TroubleCode.PRINTER_PAPER_OUT
        peer.paper_out, peer.cover_open = False, True
        assert refused(network(peer)) is TroubleCode.PRINTER_COVER_OPEN
        peer.cover_open, peer.offline = False, True
        assert refused(network(peer)) is TroubleCode.PRINTER_FAULT
    assert peer.rolls == []


def test_a_line_that_dies_midway_is_a_trouble_and_the_next_paper_is_whole() -> None:
    with TcpPrinter() as peer:
        device = network(peer)
        peer.dies_at = len(PAPER) // 2
        # The system may have had the whole paper when the line broke, or not yet.
        assert refused(device) in {TroubleCode.PRINTER_DEAD, TroubleCode.PRINTER_UNSURE}
        device.send(PAPER, MEND)
    # The printer's memory goes on where it stopped: as one stream the last paper is whole.
    roll = paper_roll.read(b"".join(peer.received))
    assert roll.whole_rows()[-len(ROWS) :] == ROWS


def began(of: printer.Printer) -> tuple[bool, object]:
    """Whether a paper that does not come out began, and what else is known of it."""
    begun: list[bool] = []
    with pytest.raises(Trouble) as caught:
        of.send(PAPER, MEND, begins=lambda: begun.append(True))
    return bool(begun), caught.value.facts.get("of_paper")


def test_a_roll_that_runs_out_midway_leaves_a_paper_that_began() -> None:
    with TcpPrinter() as peer:
        peer.paper_out = True
        assert began(network(peer)) == (False, None)
        peer.paper_out = False
        peer.runs_out_at = len(PAPER) // 2
        assert began(network(peer)) == (True, None)
        peer.runs_out_at, peer.paper_out = None, False
        peer.dies_at = len(PAPER) // 2
        assert began(network(peer)) == (True, None)


def test_a_printer_that_is_not_there_begins_no_paper() -> None:
    assert began(LinePrinter(lambda: TcpLine("127.0.0.1:1"))) == (False, None)


class Unwilling:
    """A line that opens, and takes so many bytes."""

    def __init__(self, takes: int) -> None:
        self.takes = takes

    def write(self, content: bytes) -> None:
        self.takes -= len(content)
        if self.takes < 0:
            raise (LineUntaken if self.takes <= -len(content) else LineDead)("full")

    def read(self, wait_ms: int) -> bytes:
        return b""

    def close(self) -> None:
        """Nothing to let go."""


def test_a_line_that_takes_no_byte_of_a_paper_says_so() -> None:
    asked = len(escpos.ASK_PAPER)
    assert began(LinePrinter(lambda: Unwilling(asked))) == (True, "untaken")
    assert began(LinePrinter(lambda: Unwilling(asked + 1))) == (True, None)
    assert began(LinePrinter(lambda: Unwilling(asked + 3000))) == (True, None)


class BusyLine:
    """A printer with a large memory and a slow head: it hears nothing until all is printed."""

    def __init__(self, prints_s: float) -> None:
        self.prints_s = prints_s
        self.now = 0.0
        self.heard = b""
        self.opened = 0

    def open(self) -> Line:
        self.opened += 1
        return self

    def write(self, content: bytes) -> None:
        self.heard += content

    def read(self, wait_ms: int) -> bytes:
        if self.heard[-3:-1] == escpos.ASK_PAPER[:2] and escpos.ASK_DONE not in self.heard:
            return b"\x12"
        self.now += wait_ms / 1000
        return b"\0" if self.now >= self.prints_s else b""

    def close(self) -> None:
        """It stays as it is."""


def test_a_printer_that_still_prints_a_long_paper_is_not_dead() -> None:
    paper = ROWS * 20
    line = BusyLine(len(paper) / (40 * 8))
    device = LinePrinter(line.open, lambda: line.now)
    device.send(escpos.BEGIN + escpos.picture(paper), MEND)
    assert line.now > 2 * printer.DONE_WAIT_S, "it was waited for"
    assert line.opened == 1


@pytest.mark.slow
def test_a_paper_that_was_handed_over_whole_and_is_not_confirmed_is_in_doubt() -> None:
    with TcpPrinter() as peer:
        peer.falls_silent = True
        clock = iter(range(0, 10_000, 60))
        device = LinePrinter(lambda: TcpLine(peer.address), lambda: float(next(clock)))
        assert refused(device) is TroubleCode.PRINTER_UNSURE
        peer.falls_silent = False
        device.send(PAPER, MEND)
        peer.falls_silent = True
        for _ in range(2):
            assert refused(device) is TroubleCode.PRINTER_UNSURE
        device.send(PAPER, MEND)  # it is one that never says so: each paper once, not for ever
    assert len(peer.rolls) == 5


def test_a_printer_that_lets_the_line_go_when_it_is_through_has_printed_the_paper() -> None:
    with TcpPrinter() as peer:
        peer.lets_go = True
        device = network(peer)
        device.send(PAPER, MEND)
        device.send(PAPER, MEND)
    assert [roll.whole_rows() for roll in peer.rolls] == [ROWS, ROWS]


def test_a_printer_that_is_not_there_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for address in (f"127.0.0.1:{port}", "127.0.0.1:many", "127.0.0.1:99999"):
        device = printer.connect(Setup("network", address), lambda _: None)
        assert device is not None
        assert refused(device) is TroubleCode.PRINTER_DEAD
    assert printer.connect(Setup(), lambda _: None) is None


def test_a_serial_line_carries_a_paper_whole() -> None:
    with Cable() as cable:
        LinePrinter(lambda: SerialLine(cable.name, 115200)).send(PAPER, MEND)
        assert cable.wait_for(lambda heard: len(heard) >= len(PAPER))
    assert paper_roll.read(cable.heard).whole_rows() == ROWS


def test_what_comes_meanwhile_goes_between_two_bands_and_leaves_the_paper_whole() -> None:
    asides = iter([b"", escpos.pulse(2), b"", escpos.pulse(5)])
    with Cable() as cable:
        device = LinePrinter(lambda: SerialLine(cable.name, 115200))
        device.send(PAPER, MEND, lambda: next(asides, b""))
        assert cable.wait_for(lambda heard: len(heard) >= len(PAPER) + 10)
    roll = paper_roll.read(cable.heard)
    assert roll.whole_rows() == ROWS
    assert roll.pulses == [0, 1]
    assert not PAPER.startswith(cable.heard[: PAPER.index(b"\x1dVB")]), "not behind it"


def test_a_serial_port_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    device = printer.connect(Setup("serial", str(tmp_path / "ttyUSB0")), lambda _: None)
    assert device is not None
    assert refused(device) is TroubleCode.PRINTER_DEAD


class Queues:
    """A spooler that keeps each job for so many looks, and says why if it is told to."""

    def __init__(self) -> None:
        self.jobs: dict[str, bytes] = {}
        self.looks = 0
        self.why: Stuck = ""

    def put(self, queue: str, content: bytes) -> SpoolJob:
        job = SpoolJob(queue, str(len(self.jobs) + 1))
        self.jobs[job.number] = content
        return job

    def stuck(self, job: SpoolJob) -> Stuck | None:
        self.looks -= 1
        return self.why if self.looks >= 0 else None

    def take_back(self, job: SpoolJob) -> None:
        del self.jobs[job.number]


def test_what_a_queue_does_not_get_rid_of_is_taken_back_and_said() -> None:
    queues, waits = Queues(), list[float]()
    clock = iter(range(1000))
    device = SpooledPrinter(queues, "counter", waits.append, lambda: float(next(clock)))
    queues.looks = 5
    device.send(PAPER)
    assert list(queues.jobs.values()) == [PAPER]
    queues.looks = 1000
    assert refused(device) is TroubleCode.PRINTER_QUEUE
    queues.why = "paper"
    assert refused(device) is TroubleCode.PRINTER_PAPER_OUT
    queues.why = "offline"
    assert refused(device) is TroubleCode.PRINTER_DEAD
    assert list(queues.jobs.values()) == [PAPER]


@pytest.mark.parametrize(
    ("says", "known"),
    [
        ([""], "untaken"),
        (["stopped"], "untaken"),
        (["offline"], "untaken"),
        (["", "printing", "stopped"], None),
        (["paper"], None),
    ],
)
def test_what_a_queue_never_began_to_print_is_no_paper_that_began(
    says: list[Stuck], known: object
) -> None:
    queues, waits = Queues(), list[float]()
    queues.looks = 10_000
    clock = iter(range(1000))

    def wait(seconds: float) -> None:
        waits.append(seconds)
        queues.why = says[min(len(waits), len(says) - 1)]

    queues.why = says[0]
    device = SpooledPrinter(queues, "counter", wait, lambda: float(next(clock)))
    assert began(device) == (True, known)


def test_what_a_queue_goes_on_printing_is_left_to_it() -> None:
    head = Head(rows_s=0, says="printing")
    device = head.printer()
    assert [began(device) for _ in range(2)] == [(True, "left")] * 2


class Head:
    """A queue before a head of so many rows a second, and what it says meanwhile."""

    def __init__(self, rows_s: float, *, says: Stuck = "") -> None:
        self.rows_s = rows_s
        self.says = says
        self.now = 0.0
        self.contents: list[bytes] = []
        self.done_at: list[float] = []
        self.taken: list[SpoolJob] = []

    def put(self, queue: str, content: bytes) -> SpoolJob:
        rows = len(paper_roll.read(content).rows)
        self.contents.append(content)
        self.done_at.append(self.now + rows / self.rows_s if self.rows_s else math.inf)
        return SpoolJob(queue, str(len(self.contents)))

    def stuck(self, job: SpoolJob) -> Stuck | None:
        return None if self.now >= self.done_at[int(job.number) - 1] else self.says

    def take_back(self, job: SpoolJob) -> None:
        self.taken.append(job)

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def printer(self) -> SpooledPrinter:
        return SpooledPrinter(self, "counter", self.wait, lambda: self.now)


@pytest.mark.parametrize("rows", [800, 20_000])
def test_a_queue_has_the_time_that_a_slow_head_needs_for_a_long_paper(rows: int) -> None:
    head = Head(rows_s=40 * 8)
    head.printer().send(escpos.BEGIN + escpos.picture(ROWS * (rows // len(ROWS))))
    assert len(head.contents) == 1
    assert head.taken == []


def test_what_the_queue_says_it_is_printing_is_never_sent_again() -> None:
    head = Head(rows_s=0, says="printing")
    device = head.printer()
    for _ in range(3):
        assert refused(device) is TroubleCode.PRINTER_QUEUE
    head.says = ""
    other = PAPER + escpos.feed(1)
    with pytest.raises(Trouble):
        device.send(other)
    assert head.taken == [SpoolJob("counter", "2")], "what waits behind it alone is taken back"
    head.says, head.rows_s, head.done_at[0] = "printing", 1e9, head.now
    device.send(PAPER, MEND)
    assert head.contents == [PAPER, other]
    device.send(PAPER, MEND)
    assert head.contents == [PAPER, other, PAPER], "another of the same is another"


def _command(folder: Path, name: str, lines: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_cups_is_spoken_to_by_its_own_commands(tmp_path: Path) -> None:
    _command(tmp_path, "lp", f'cat > {tmp_path}/taken; echo "request id is $2-12 (0 file(s))"')
    _command(tmp_path, "lpstat", f"cat {tmp_path}/said-$1 2>/dev/null || true")
    _command(tmp_path, "cancel", f"echo $1 > {tmp_path}/cancelled")
    spooler = CupsSpooler(path=f"{tmp_path}:/usr/bin:/bin")
    job = spooler.put("counter", PAPER)
    assert job == SpoolJob("counter", "counter-12")
    assert (tmp_path / "taken").read_bytes() == PAPER
    (tmp_path / "said--o").write_text("counter-12  vle  27648  Mon\ncounter-13 vle 1 Mon\n")
    assert spooler.stuck(job) == ""
    printing = "printer counter now printing counter-12.  enabled since Mon\n\tAlerts: {}\n"
    (tmp_path / "said--l").write_text(printing.format("none"))
    assert spooler.stuck(job) == "printing"
    for unreached in ("connecting-to-device", "offline-report"):
        (tmp_path / "said--l").write_text(printing.format(unreached))
        assert spooler.stuck(job) == ""
    (tmp_path / "said--l").write_text(printing.replace("-12", "-1").format("none"))
    assert spooler.stuck(job) == "", "another one's is"
    (tmp_path / "said--l").write_text("printer counter disabled since Mon -\n\treason unknown\n")
    assert spooler.stuck(job) == "stopped"
    (tmp_path / "said--o").write_text("counter-120  vle  27648  Mon\n")
    assert spooler.stuck(job) is None
    spooler.take_back(job)
    assert (tmp_path / "cancelled").read_text().strip() == "counter-12"
    _command(tmp_path, "lp", 'echo "lp: unknown destination" >&2; exit 1')
    with pytest.raises(Trouble) as caught:
        spooler.put("counter", PAPER)
    assert "unknown destination" in str(caught.value.facts["why"])
    with pytest.raises(Trouble):
        CupsSpooler(path=str(tmp_path / "nowhere")).put("counter", PAPER)


@pytest.mark.skipif(os.name == "nt", reason="there is one")
def test_a_windows_queue_on_another_system_is_a_trouble() -> None:
    device = printer.connect(Setup("windows", "counter"), lambda _: None)
    assert isinstance(device, SpooledPrinter)
    assert refused(device) is TroubleCode.PRINTER_QUEUE
    spooler = WindowsSpooler()
    assert spooler.stuck(SpoolJob("counter", "1")) is None
    spooler.take_back(SpoolJob("counter", "1"))


def test_the_drawer_opens_by_the_printer_s_pulse() -> None:
    device = RecordingPrinter()
    for kind, pin in (("pin2", 0), ("pin5", 1)):
        found = drawer.at(device, "pin2" if kind == "pin2" else "pin5")
        assert found is not None
        found.open()
        assert paper_roll.read(device.sent[-1]).pulses == [pin]
    assert drawer.at(device, "none") is None
    assert drawer.at(None, "pin2") is None
    device.trouble = Trouble(TroubleCode.PRINTER_DEAD)
    with pytest.raises(Trouble):
        drawer.Drawer(device, 2).open()
