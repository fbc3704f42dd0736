"""Two printers: what is a receipt comes out of one, what is a sheet out of the other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import pytest
import zxingcpp

from estore_pos.base.settings import Settings
from estore_pos.devices.office import sheet_options
from estore_pos.devices.printer import Printer, Setup
from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import RefusalCode, ShopError, Trouble, TroubleCode
from estore_pos.domain.ids import CustomerId
from estore_pos.domain.sale import Bill
from estore_pos.operations.printer import PrinterState, together
from estore_pos.operations.printing import Devices, Press
from estore_pos.operations.till import Till
from estore_pos.store.keys import new_code
from tests.devices import paper_roll
from tests.devices.recording import RecordingPrinter
from tests.documents import reading
from tests.documents.samples import load_words
from tests.operations.shopfront import SALT
from tests.operations.test_counter import OTHER_GSTIN, registered_shop

BOTH = Settings(printer="network", printer_address="127.0.0.1", office_printer="cups")


@dataclass
class Corner:
    """Both printers of a shop and what each was sent."""

    till: Till
    settings: Settings = BOTH
    receipts: RecordingPrinter = field(default_factory=RecordingPrinter)
    office: RecordingPrinter = field(default_factory=RecordingPrinter)
    told: list[PrinterState] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.presses = [
            self.till.press(
                self.till.write,
                partial(self._devices, is_office),
                self._connect,
                self.told.append,
                lambda _: None,
                is_office=is_office,
            )
            for is_office in (False, True)
        ]

    def _devices(self, is_office: bool) -> Devices:
        return Devices.office(self.settings) if is_office else Devices.of(self.settings)

    def _connect(self, setup: Setup) -> Printer | None:
        if setup.kind == "none":
            return None
        return self.office if setup.kind.endswith("_sheets") else self.receipts

    def sell(self, buyer: Customer | None = None) -> Bill:
        """One packet of salt, printed."""
        self.till.counter.add(SALT, 1000)
        if buyer is not None:
            self.till.counter.set_buyer(self.till.save_customer(buyer))
        return self.till.counter.finish(print_in="hi").bills[0]

    def run(self) -> tuple[int, int]:
        """How many papers have come out of each by now."""
        for press in self.presses:
            while press.step() == 0.0:
                pass
        return len(self.receipts.sent), len(self.office.sent)


@pytest.fixture
def corner(till: Till) -> Iterator[Corner]:
    load_words()
    made = Corner(till)
    yield made
    for press in made.presses:
        press.close()


def test_each_sort_of_paper_comes_out_of_the_printer_chosen_for_it(corner: Corner) -> None:
    registered_shop(corner.till)
    corner.settings = BOTH._replace(invoice_form="a4", estimate_form="a5")
    corner.sell()
    assert corner.run() == (1, 0)
    corner.sell(Customer(CustomerId(""), "Krishna Traders", gstin=OTHER_GSTIN))
    assert corner.run() == (1, 1), "who has a GSTIN gets the whole sheet"
    corner.till.counter.add(SALT, 1000)
    corner.till.print_bill(corner.till.estimates.make().id, "hi")
    assert corner.run() == (1, 2)
    assert [sheet_options(each)[1] for each in corner.office.sent] == ["media=A4", "media=A5"]
    assert corner.till.papers_waiting() == []


def test_without_a_receipt_printer_every_paper_is_a_sheet(corner: Corner) -> None:
    corner.settings = Settings(office_printer="cups")
    corner.sell()
    assert corner.run() == (0, 1)
    assert corner.settings.has_printer


def test_a_list_on_a4_goes_to_the_office_printer(corner: Corner) -> None:
    archive = corner.till.archive()
    rows = [("Line removed", "₹ 28.00", "12:00 · राम", "", "")]
    path = archive.acts_paper("Who did what", ["1 act"], rows, "a4", "made")
    archive.close()
    corner.till.print_list(path.stem, is_sheet=True)
    assert corner.run() == (0, 1)
    assert corner.office.sent == [path.read_bytes()]


def test_without_an_office_printer_every_paper_is_a_receipt(corner: Corner) -> None:
    corner.settings = BOTH._replace(office_printer="none", bill_form="a4")
    corner.sell()
    assert corner.run() == (1, 0)


def test_a_sheet_that_is_asked_for_once_is_one_whatever_the_settings_say(corner: Corner) -> None:
    bill = corner.sell()
    assert corner.run() == (1, 0)
    assert corner.till.print_bill(bill.id, "hi", "a5x2") == 1, "a copy of it"
    assert corner.run() == (1, 1)


def test_a_receipt_never_waits_behind_a_sheet_that_does_not_come_out(corner: Corner) -> None:
    corner.office.trouble = Trouble(TroubleCode.PRINTER_QUEUE, why="queue_stopped")
    first = corner.sell()
    corner.till.drop_paper(corner.till.papers_waiting()[0].place)
    corner.till.print_bill(first.id, "hi", "a4")
    corner.sell()
    assert corner.run() == (1, 0)
    (waiting,) = corner.till.papers_waiting()
    assert (waiting.number, waiting.why) == (first.number, "T605")
    corner.office.trouble = None
    corner.presses[1].try_now()
    assert corner.run() == (1, 1)


def test_another_choice_in_the_settings_moves_what_waits(corner: Corner) -> None:
    corner.settings = BOTH._replace(bill_form="a4")
    corner.office.trouble = Trouble(TroubleCode.PRINTER_QUEUE, why="queue_stopped")
    corner.sell()
    assert corner.run() == (0, 0)
    corner.settings = BOTH
    assert corner.run() == (1, 0)


def test_both_printers_are_told_as_one_and_the_buyers_one_first() -> None:
    dead = Trouble(TroubleCode.PRINTER_DEAD)
    queue = Trouble(TroubleCode.PRINTER_QUEUE, why="queue_stopped")
    receipts, office = PrinterState(True, 1, trouble=dead), PrinterState(True, 2, trouble=queue)
    assert together(receipts, office) == PrinterState(True, 3, trouble=dead)
    assert together(PrinterState(), office).trouble is queue


CODE = new_code(lambda count: bytes(range(count)))


def asked_once(corner: Corner, *, is_office: bool) -> list[ShopError | None]:
    """Ask a press for the recovery code's paper; what is told of it by and by."""
    archive = corner.till.archive()
    told: list[ShopError | None] = []
    corner.presses[is_office].print_once(archive.recovery_maker(CODE, anew=False), told.append)
    archive.close()
    return told


def test_what_may_lie_on_no_disk_comes_out_once_and_before_all_that_waits(corner: Corner) -> None:
    corner.sell()
    told = asked_once(corner, is_office=False)
    assert told == []
    assert corner.run() == (2, 0)
    assert told == [None]
    first = paper_roll.read(corner.receipts.sent[0]).picture()
    (read,) = zxingcpp.read_barcodes(first)
    assert read.text == "ES1:K:" + CODE.replace("-", "")
    assert corner.run() == (2, 0)


def test_an_office_printer_gets_it_on_a4(corner: Corner) -> None:
    told = asked_once(corner, is_office=True)
    assert corner.run() == (0, 1)
    assert told == [None]
    (sent,) = corner.office.sent
    assert sheet_options(sent)[1] == "media=A4"
    assert reading.codes(sent, reading.OFFICE_DPI) == ["ES1:K:" + CODE.replace("-", "")]


def test_what_does_not_come_out_at_once_never_does(corner: Corner) -> None:
    corner.receipts.trouble = Trouble(TroubleCode.PRINTER_PAPER_OUT)
    told = asked_once(corner, is_office=False)
    corner.run()
    assert [each and each.code for each in told] == [TroubleCode.PRINTER_PAPER_OUT]
    corner.receipts.trouble = None
    corner.presses[0].try_now()
    assert corner.run() == (0, 0), "a paper that nobody waits for would lie there for anybody"
    corner.settings = Settings()
    told = asked_once(corner, is_office=False)
    corner.run()
    assert [each and each.code for each in told] == [RefusalCode.NO_PRINTER]
