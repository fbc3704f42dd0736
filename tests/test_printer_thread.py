"""From End to the paper on the printer's own thread, while the counter sells on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from estore_pos import app
from estore_pos.base.settings import Settings
from estore_pos.operations.till import Till
from tests.conftest import LogLines
from tests.devices.cable import Cable
from tests.devices.cups import QUEUE, usual_queue
from tests.devices.tcp_printer import TcpPrinter
from tests.documents import reading
from tests.ui.counterside import CTRL, SALT_CODE, Counterside

END, AGAIN = Qt.Key.Key_End, (Qt.Key.Key_R, CTRL)
Start = Callable[[str], app.Printers]


@pytest.fixture
def printer() -> Iterator[TcpPrinter]:
    """A printer on the network."""
    with TcpPrinter() as peer:
        yield peer


@pytest.fixture
def side(tmp_path: Path, qtbot: QtBot, printer: TcpPrinter) -> Iterator[Counterside]:
    """A counter whose PC has that printer and a drawer."""
    settings = Settings(
        language="en", printer="network", printer_address=printer.address, drawer="pin2"
    )
    made = Counterside(tmp_path, qtbot, settings, practice=False)
    yield made
    made.close()


@pytest.fixture
def lanes(side: Counterside) -> Iterator[list[app.Printers]]:
    """The printer's thread of each start."""
    made: list[app.Printers] = []

    def begin(till: Till) -> None:
        made.append(app.Printers(till, side.work, side.shell))
        side.shell.printing.lane = made[-1]
        made[-1].start()

    side.work.opened.connect(begin)
    side.start()
    side.work.desk(lambda till: till.save_shop(till.shop_today()))
    side.shell.go_counter()
    side.rest()
    yield made
    for lane in made:
        lane.stop()


def sell(side: Counterside) -> str:
    """One packet of salt; the bill's id."""
    side.scan(SALT_CODE)
    side.press(END)
    assert side.shell.last_bill is not None
    return side.shell.last_bill.id


def test_no_tick_stands_where_the_printer_has_no_address(
    side: Counterside, lanes: list[app.Printers]
) -> None:
    says = side.shell.status.printer.text
    side.qtbot.waitUntil(lambda: says() == "Printer ✓")
    for name, value in (("printer_address", ""), ("printer", "windows")):
        side.shell.set_value(name, value)
        lanes[0].written()
        side.qtbot.waitUntil(lambda: says() == "⚠ Printer: address or kind is wrong  Ctrl+Shift+P")
    side.shell.set_value("printer", "none")
    lanes[0].written()
    side.qtbot.waitUntil(lambda: says() == "")


def codes(printer: TcpPrinter) -> list[str]:
    """The bills whose papers came out, in their order."""
    read = [zxingcpp.read_barcodes(roll.picture()) for roll in printer.rolls if roll.rows]
    return [found[0].text.removeprefix("ES1:B:") for found in read if found]


def status(side: Counterside) -> str:
    """What the status line says of the printer."""
    return side.shell.status.printer.text()


def test_papers_come_out_in_their_order_while_the_counter_sells_on(
    side: Counterside, lanes: list[app.Printers], printer: TcpPrinter, qtbot: QtBot
) -> None:
    sold = [sell(side) for _ in range(3)]
    qtbot.waitUntil(lambda: codes(printer) == sold, timeout=20_000)
    qtbot.waitUntil(lambda: status(side) == "Printer ✓", timeout=20_000)
    # Sales so quick that the drawer is still open need no pulse of their own.
    assert 1 <= sum(len(roll.pulses) for roll in printer.rolls) <= 3
    side.press(AGAIN)
    qtbot.waitUntil(lambda: codes(printer) == [*sold, sold[-1]], timeout=20_000)


def test_a_printer_without_paper_is_told_of_and_prints_when_it_has_some(
    side: Counterside, lanes: list[app.Printers], printer: TcpPrinter, qtbot: QtBot
) -> None:
    printer.paper_out = True
    sold = [sell(side)]
    qtbot.waitUntil(lambda: "no paper — 1 paper waits" in status(side), timeout=20_000)
    assert "saved" in side.shell.counter.strip.text(), "what the bill came to stays in sight"
    sold.append(sell(side))
    qtbot.waitUntil(lambda: "no paper — 2 papers wait" in status(side), timeout=20_000)
    printer.paper_out = False
    side.press((Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier), Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: codes(printer) == sold, timeout=20_000)


def test_what_waits_is_printed_after_the_next_start(
    side: Counterside, lanes: list[app.Printers], printer: TcpPrinter, qtbot: QtBot
) -> None:
    printer.dies_at = 2_000
    printer.cover_open = True
    sold = sell(side)
    qtbot.waitUntil(lambda: "cover open" in status(side), timeout=20_000)
    lanes[-1].stop()
    side.work.close()
    printer.cover_open = False
    with qtbot.waitSignal(side.shell.ready, timeout=20_000):
        side.work.start()
    # When the line breaks the system may have had the whole paper, or not yet.
    torn = ("no answer", "does not say")
    qtbot.waitUntil(lambda: any(each in status(side) for each in torn), timeout=20_000)
    lanes[-1].try_now()
    qtbot.waitUntil(lambda: sold in codes(printer)[-1:], timeout=20_000)


def test_a_fault_on_the_printer_s_thread_is_told_and_ends_it_alone(
    side: Counterside,
    lanes: list[app.Printers],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    log_lines: LogLines,
) -> None:
    from estore_pos.devices import escpos

    def broken(*_: object, **__: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(escpos, "picture", broken)
    with qtbot.waitSignal(side.work.fault, timeout=20_000):
        sell(side)
    log_lines.claim("the printer has stopped at a fault")
    sell(side)


def test_the_scale_of_the_settings_is_asked(side: Counterside, qtbot: QtBot) -> None:
    from estore_pos.operations import weighing

    side.start()
    side.work.desk(lambda till: till.save_shop(till.shop_today()))
    side.shell.go_counter()
    side.rest()
    side.shell.counter.weigh_on = lambda: weighing.grams(side.shell.settings)
    side.press((Qt.Key.Key_Y, CTRL))
    qtbot.waitUntil(lambda: "R403" in side.shell.counter.red.text(), timeout=20_000)
    with Cable(lambda heard: b"\x0201.500\r") as cable:
        side.shell.set_value("scale_kind", "toledo")
        side.shell.set_value("scale_port", cable.name)
        side.type("aalu")
        side.press((Qt.Key.Key_Y, CTRL))
        entry = side.shell.counter.entry
        qtbot.waitUntil(lambda: entry.text() == "aalu 1.5kg", timeout=20_000)


@pytest.mark.slow
def test_a_bill_for_the_office_printer_comes_to_its_queue_as_a_sheet(
    side: Counterside,
    lanes: list[app.Printers],
    printer: TcpPrinter,
    qtbot: QtBot,
) -> None:
    side.shell.set_value("office_queue", QUEUE)
    side.shell.set_value("bill_form", "a4")
    with usual_queue() as (_, office):
        side.shell.set_value("office_printer", "cups")
        sold = sell(side)
        qtbot.waitUntil(lambda: bool(office.received), timeout=20_000)
        qtbot.waitUntil(lambda: office.received[0].endswith(b"%%EOF\n"), timeout=20_000)
        qtbot.waitUntil(lambda: status(side) == "Printer ✓", timeout=20_000)
        (pdf,) = office.received
    assert reading.sizes(pdf) == [pytest.approx((595.3, 841.9), abs=0.1)]
    assert reading.codes(pdf, 203) == [f"ES1:B:{sold}"]
    assert codes(printer) == []
    side.shell.set_value("bill_form", "receipt")
    following = sell(side)
    qtbot.waitUntil(lambda: codes(printer) == [following], timeout=20_000)
