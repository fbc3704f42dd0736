"""The sale is saved, then printed; what does not print says why, waits, and comes by itself."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp

from estore_pos.base.overriding import override
from estore_pos.devices import escpos
from estore_pos.devices.printer import Aside, Begins, Printer, Setup, nobody_asks, nothing_aside
from estore_pos.domain.act import ActKind
from estore_pos.domain.cancel import CancelReason
from estore_pos.domain.credit_note import Back, CreditNote, ReturnReason
from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import ShopError, Trouble, TroubleCode
from estore_pos.domain.estimate import Estimate
from estore_pos.domain.gst import TaxMode, Title
from estore_pos.domain.ids import CustomerId, PersonId
from estore_pos.domain.person import Person, Role
from estore_pos.domain.sale import Bill
from estore_pos.operations import paper
from estore_pos.operations.paper import Facts
from estore_pos.operations.printer import PrinterState
from estore_pos.operations.printing import PAUSES_S, Devices, Press
from estore_pos.operations.till import Till
from estore_pos.store import print_queue
from estore_pos.store.print_queue import Urgency
from estore_pos.text import words
from estore_pos.text.sentences import sentence
from tests.devices import paper_roll
from tests.devices.recording import RecordingPrinter
from tests.documents import reading
from tests.documents.samples import UNREGISTERED, load_words, long_bill
from tests.operations.shopfront import NOON, SALT, SOAP, Shopfront

NETWORK = Devices(Setup("network", "127.0.0.1"), "pin2")


@dataclass
class Corner:
    """The printer's corner of the shop: what it was sent, what was told."""

    front: Shopfront
    printer: RecordingPrinter = field(default_factory=RecordingPrinter)
    devices: Devices = NETWORK
    told: list[PrinterState] = field(default_factory=list)
    drawer_told: list[ShopError | None] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)

    @property
    def till(self) -> Till:
        return self.front.tills[-1]

    @property
    def press(self) -> Press:
        if not self.presses:
            self.presses.append(
                self.till.press(
                    self.till.write,
                    lambda: self.devices,
                    self._connect,
                    self.told.append,
                    self.drawer_told.append,
                )
            )
        return self.presses[-1]

    def _connect(self, setup: Setup) -> Printer | None:
        return self.printer if setup.kind != "none" else None

    def sell(self, *, printed: bool = True) -> Bill:
        """One packet of salt."""
        self.till.counter.add(SALT, 1000)
        return self.till.counter.finish(print_in="hi" if printed else None).bills[0]

    def run(self) -> float | None:
        """Until there is nothing to do now: seconds until there is again."""
        while (wait := self.press.step()) == 0.0:
            pass
        return wait

    def numbers(self) -> list[str]:
        """The bills on the papers that came out, by the code on each."""
        rolls = [paper_roll.read(each) for each in self.printer.sent]
        codes = [zxingcpp.read_barcodes(roll.picture()) for roll in rolls if roll.rows]
        return [code[0].text.removeprefix("ES1:B:") for code in codes]

    def close(self) -> None:
        """Let the books go."""
        while self.presses:
            self.presses.pop().close()


@pytest.fixture
def corner(shopfront: Shopfront, till: Till) -> Iterator[Corner]:
    load_words()
    made = Corner(shopfront)
    yield made
    made.close()


def test_a_bill_comes_out_whole_and_its_code_is_read_from_the_paper(corner: Corner) -> None:
    bill = corner.sell()
    assert corner.run() is None
    assert corner.numbers() == [bill.id]
    (sent,) = corner.printer.sent
    roll = paper_roll.read(sent)
    assert sent.startswith(escpos.BEGIN)
    assert len(roll.cuts) == 1
    assert roll.pulses == [], "a paper opens no drawer"
    assert corner.told[-1] == PrinterState(is_set=True)
    assert corner.till.papers_waiting() == []


def test_nothing_is_asked_of_the_printer_where_the_sale_does_not_want_it(corner: Corner) -> None:
    corner.sell(printed=False)
    assert corner.run() is None
    assert corner.printer.sent == []


def test_what_does_not_print_says_why_and_is_tried_after_growing_pauses(corner: Corner) -> None:
    corner.printer.trouble = Trouble(TroubleCode.PRINTER_PAPER_OUT)
    bill = corner.sell()
    pauses = []
    for _ in range(len(PAUSES_S) + 2):
        wait = corner.run()
        assert wait is not None
        pauses.append(int(wait))
        corner.front.clock.move(int(wait * 1000))
    assert pauses == [*PAUSES_S, PAUSES_S[-1], PAUSES_S[-1]]
    assert corner.told[-1].trouble is corner.printer.trouble
    assert corner.told[-1].waiting == 1
    (waiting,) = corner.till.papers_waiting()
    assert (waiting.number, waiting.copy, waiting.why) == (bill.number, 0, "T601")
    corner.printer.trouble = None
    corner.press.try_now()
    assert corner.run() is None
    assert corner.numbers() == [bill.id]
    assert corner.told[-1] == PrinterState(is_set=True)


def test_a_new_paper_is_tried_at_once_however_long_the_pause_has_grown(corner: Corner) -> None:
    corner.printer.trouble = Trouble(TroubleCode.PRINTER_PAPER_OUT)
    first = corner.sell()
    for _ in PAUSES_S:
        wait = corner.run()
        assert wait is not None
        corner.front.clock.move(int(wait * 1000))
    assert corner.run() == PAUSES_S[-1]
    assert corner.press.step() == PAUSES_S[-1], "nothing new is asked for"
    corner.printer.trouble = None
    second = corner.sell()
    assert corner.run() is None
    assert corner.numbers() == [first.id, second.id]


def test_what_waits_outlives_a_restart(corner: Corner) -> None:
    corner.printer.trouble = Trouble(TroubleCode.PRINTER_DEAD, reason="no route")
    bills = [corner.sell(), corner.sell()]
    corner.run()
    corner.close()
    corner.front.reopen()
    corner.printer.trouble = None
    assert [each.why for each in corner.till.papers_waiting()] == ["T603", ""]
    assert corner.run() is None
    assert corner.numbers() == [bill.id for bill in bills]


def test_a_receipt_never_waits_behind_a_report(corner: Corner) -> None:
    with corner.till._books.page() as page:
        about = corner.till.new_id()
        print_queue.put(page, "ruler", about, language="hi", asked_ms=0, urgency=Urgency.REPORT)
    bill = corner.sell()
    corner.press.step()
    assert corner.numbers() == [bill.id]
    assert corner.run() is None
    assert len(corner.printer.sent) == 2


def test_a_list_is_printed_after_the_receipts_and_outlives_a_restart(corner: Corner) -> None:
    archive = corner.till.archive()
    rows = [("Line removed", "₹ 28.00", "12:00 · राम", "", "")] * 3
    path = archive.acts_paper("Who did what", ["3 acts"], rows, "58", "made")
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    archive.close()
    corner.till.print_list(path.stem, is_sheet=False)
    bill = corner.sell()
    corner.press.step()
    assert corner.numbers() == [bill.id]
    corner.close()
    corner.front.reopen()
    assert corner.run() is None
    assert len(corner.printer.sent) == 2
    assert paper_roll.read(corner.printer.sent[-1]).rows
    corner.till.print_list(path.stem, is_sheet=False)
    path.unlink()
    assert corner.run() is not None
    assert [(each.of, each.why) for each in corner.till.papers_waiting()] == [("list", "T501")]


def test_a_paper_that_cannot_be_made_does_not_stop_the_others(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    with corner.till._books.page() as page:
        print_queue.put(page, "bill", corner.till.new_id(), language="hi", asked_ms=0)
    bill = corner.sell()
    wait = corner.run()
    assert corner.numbers() == [bill.id]
    assert wait is not None
    assert wait == pytest.approx(PAUSES_S[0])
    trouble = corner.told[-1].trouble
    assert trouble is not None
    assert trouble.code.value == "R110"
    (waiting,) = corner.till.papers_waiting()
    assert corner.till.drop_paper(waiting.place) == []
    assert corner.run() is None


def test_a_disk_that_cannot_note_it_prints_no_paper_twice(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    bills = [corner.sell()]
    write = corner.till.write

    def full(deed: object) -> object:
        raise Trouble(TroubleCode.DISK_FULL)

    press = corner.press
    monkeypatch.setattr(press, "_write", full)
    assert corner.run() is None
    bills.append(corner.sell())
    monkeypatch.setattr(press, "_write", write)
    assert corner.run() is None
    assert corner.numbers() == [bill.id for bill in bills]
    assert corner.till.papers_waiting() == []


def test_the_original_is_printed_once_and_copies_are_counted(corner: Corner) -> None:
    first = corner.sell()
    assert corner.till.print_bill(first.id, "hi") is None, "it waits already"
    corner.run()
    assert corner.till.print_bill(first.id, "hi") == 1
    corner.run()
    assert corner.till.print_bill(first.id, "hi") == 2
    corner.run()
    quiet = corner.sell(printed=False)
    assert corner.till.print_bill(quiet.id, "hi") == 0, "the bill just made has its original"
    corner.sell(printed=False)
    corner.run()
    unprinted = corner.sell(printed=False)
    corner.sell(printed=False)
    assert corner.till.print_bill(unprinted.id, "hi") == 1, "an older bill's buyer has had it"
    corner.run()
    assert corner.numbers() == [first.id] * 3 + [quiet.id, unprinted.id]
    acts = corner.till.acts.of_day(NOON.date())
    again = [str(noted.act.about) for noted in acts if noted.act.what is ActKind.REPRINT]
    assert again == [str(each.id) for each in (first, first, unprinted)], (
        "the owner sees every copy"
    )


def test_a_bill_older_than_what_the_queue_remembers_has_had_its_original(corner: Corner) -> None:
    bill = corner.sell()
    note = corner.till.returns.take_back(
        bill.id, [Back(0, 1000)], ReturnReason.DAMAGED, print_in="hi"
    )
    corner.run()
    corner.front.clock.move(print_queue.MEMORY // timedelta(milliseconds=1) + 1)
    corner.close()
    corner.front.reopen()
    corner.run()
    assert [corner.till.next_copy(each.id) for each in (bill, note)] == [1, 1]
    assert corner.till.print_bill(bill.id, "hi") == 1
    assert corner.till.give_paper(note.id, "hi") == 1
    acts = corner.till.acts.of_day(NOON.date() + print_queue.MEMORY)
    assert [each.act.what for each in acts] == [ActKind.REPRINT] * 2, "the owner sees both"


def test_a_copy_that_the_books_know_of_leaves_no_original_to_print(corner: Corner) -> None:
    bill = corner.sell()
    corner.run()
    assert corner.till.print_bill(bill.id, "hi") == 1
    corner.run()
    with corner.till._books.page() as page:
        ahead = NOON + timedelta(days=30)  # as a PC's clock that was wrong once forgot it all
        print_queue.forget(page, int(ahead.timestamp() * 1000))
    assert corner.till.print_bill(bill.id, "hi") == 2


def test_a_paper_that_may_have_come_out_comes_again_as_a_counted_copy(corner: Corner) -> None:
    bills = [corner.sell(), corner.sell()]
    corner.printer.trouble = Trouble(TroubleCode.PRINTER_UNSURE)
    assert corner.run() == PAUSES_S[0]
    assert corner.told[-1].trouble is corner.printer.trouble
    papers = corner.till.papers_waiting()
    assert [(each.number, each.copy) for each in papers] == [
        (bills[0].number, 1),
        (bills[1].number, 0),
    ]
    acts = corner.till.acts.of_day(NOON.date())
    again = [str(each.act.about) for each in acts if each.act.what is ActKind.REPRINT]
    assert again == [str(bills[0].id)], "the owner sees it"
    corner.close()
    corner.front.reopen()
    corner.printer.trouble = None
    assert corner.run() is None
    assert corner.numbers() == [bill.id for bill in bills]
    archive = corner.till.archive()
    for bill, copy, sent in zip(bills, (1, 0), corner.printer.sent, strict=False):
        rows = paper.dots(archive.paper(bill.id, "58", "hi", copy).read_bytes(), 384)
        assert paper_roll.read(sent).whole_rows()[: len(rows)] == rows
    archive.close()
    corner.till.print_ruler("hi")
    corner.printer.trouble = Trouble(TroubleCode.PRINTER_UNSURE)
    corner.run()
    assert len(corner.till.acts.of_day(NOON.date())) == 1, "a ruler has no copies"


class Killed(BaseException):
    """The till is no more."""


def copies(corner: Corner) -> list[int]:
    return [each.copy for each in corner.till.papers_waiting()]


def test_a_till_killed_in_the_middle_of_a_paper_prints_a_counted_copy(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    corner.run()
    bill, following = corner.sell(), corner.sell()
    corner.printer.breaks_off = Killed()

    def waited(deed: object) -> object:
        raise AssertionError("the desk is not waited for before the first byte")

    with monkeypatch.context() as patched:
        patched.setattr(corner.press, "_write", waited)
        with pytest.raises(Killed):
            corner.press.step()
    assert copies(corner) == [0, 0]
    corner.close()
    corner.front.reopen()
    corner.printer.breaks_off = None
    assert corner.run() is None
    assert corner.numbers() == [bill.id, following.id]
    archive = corner.till.archive()
    for sold, copy, sent in zip((bill, following), (1, 0), corner.printer.sent, strict=True):
        rows = paper.dots(archive.paper(sold.id, "58", "hi", copy).read_bytes(), 384)
        assert paper_roll.read(sent).whole_rows()[: len(rows)] == rows
    archive.close()
    acts = corner.till.acts.of_day(NOON.date())
    again = [str(each.act.about) for each in acts if each.act.what is ActKind.REPRINT]
    assert again == [str(bill.id)], "the owner sees it"


@pytest.mark.parametrize(
    "code",
    [TroubleCode.PRINTER_PAPER_OUT, TroubleCode.PRINTER_DEAD, TroubleCode.PRINTER_COVER_OPEN],
)
def test_a_paper_that_broke_off_midway_comes_again_as_a_counted_copy(
    corner: Corner, code: TroubleCode
) -> None:
    corner.sell()
    corner.printer.breaks_off = Trouble(code)
    corner.run()
    assert copies(corner) == [1]
    corner.press.try_now()
    corner.run()
    assert copies(corner) == [2], "as each that may lie there has its number"


def test_a_paper_of_which_no_byte_went_is_the_original_also_after_a_restart(
    corner: Corner,
) -> None:
    corner.sell()
    corner.printer.trouble = Trouble(TroubleCode.PRINTER_PAPER_OUT)
    corner.run()
    corner.printer.trouble = None
    corner.printer.breaks_off = Trouble(TroubleCode.PRINTER_DEAD, of_paper="untaken")
    corner.press.try_now()
    corner.run()
    assert copies(corner) == [0]
    corner.close()
    corner.front.reopen()
    corner.run()
    assert copies(corner) == [0]


def test_a_paper_that_its_queue_still_prints_is_waited_for_as_what_it_is(corner: Corner) -> None:
    corner.sell()
    corner.printer.breaks_off = Trouble(TroubleCode.PRINTER_QUEUE, of_paper="left")
    corner.run()
    assert copies(corner) == [0]
    corner.close()
    corner.front.reopen()
    corner.run()
    assert copies(corner) == [1], "nobody waits for that queue any more"


def test_a_damaged_note_of_what_began_keeps_no_paper_back(corner: Corner) -> None:
    corner.sell()
    (corner.till.folder / "begun-receipts").write_bytes(b"\xff" * 600)
    corner.run()
    assert corner.till.papers_waiting() == []


@pytest.mark.parametrize(
    ("language", "names", "of_a_bill"),
    [
        ("hi", ("फ़ीता: ", "किसने क्या किया: "), "DUPLICATE|बिल|पर्ची"),
        ("en", ("The ruler: ", "Who did what: "), "DUPLICATE|bill"),
    ],
)
def test_of_a_ruler_and_of_a_list_that_may_have_come_out_nothing_is_said_of_a_bill(
    corner: Corner, language: words.Language, names: tuple[str, str], of_a_bill: str
) -> None:
    for name in names:
        if name == names[0]:
            corner.till.print_ruler("hi")
        else:
            archive = corner.till.archive()
            path = archive.acts_paper("Who did what", ["1 act"], [], "58", "made")
            archive.close()
            corner.till.print_list(path.stem, is_sheet=False)
        corner.printer.trouble = Trouble(TroubleCode.PRINTER_UNSURE)
        corner.run()
        trouble = corner.told[-1].trouble
        assert trouble is not None
        said = sentence(trouble, words.paper(language))
        assert said.startswith(name)
        assert not re.search(of_a_bill, said), said
        assert corner.till.papers_waiting()[0].why == "T609"
        corner.printer.trouble = None
        corner.press.try_now()
        assert corner.run() is None
    assert len(corner.printer.sent) == 2, "both come again"


def test_where_the_copy_cannot_be_noted_no_second_original_comes(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    corner.sell()
    following = corner.sell()
    corner.printer.trouble = Trouble(TroubleCode.PRINTER_UNSURE)
    write = corner.press._write

    def full(deed: object) -> object:
        raise Trouble(TroubleCode.DISK_FULL)

    monkeypatch.setattr(corner.press, "_write", full)
    corner.press.step()
    monkeypatch.setattr(corner.press, "_write", write)
    corner.printer.trouble = None
    corner.press.try_now()
    assert corner.run() is None
    assert corner.numbers() == [following.id]
    assert corner.till.papers_waiting() == []


def test_a_paper_that_goes_out_as_a_file_is_counted_with_those_that_are_printed(
    corner: Corner,
) -> None:
    till = corner.till
    first = corner.sell(printed=False)
    assert [till.next_copy(first.id) for _ in range(2)] == [0, 0], "looking at it gives none away"
    assert till.give_paper(first.id, "hi") == 0
    assert till.papers_waiting() == [], "nothing of it is for the printer"
    assert corner.run() is None
    assert corner.printer.sent == []
    assert till.next_copy(first.id) == 1
    assert till.give_paper(first.id, "hi") == 1
    assert till.print_bill(first.id, "hi") == 2
    assert till.give_paper(first.id, "hi") == 3
    second = corner.sell()
    assert till.next_copy(second.id) == 1, "its original is on the way to the printer"
    assert till.give_paper(second.id, "hi") == 1
    again = [each for each in till.acts.of_day(NOON.date()) if each.act.what is ActKind.REPRINT]
    assert len(again) == 4


def test_a_bill_to_send_lies_in_the_user_s_folder_and_has_its_text(
    corner: Corner, tmp_path: Path
) -> None:
    bill = corner.sell(printed=False)
    archive = corner.till.archive()
    folder = tmp_path / "Documents" / "Bills"
    for copy in (0, 2):
        (path,), text = archive.shared([(bill.id, copy)], "80", "en", folder)
        assert path == folder / f"{bill.number.replace('/', '-')}.pdf"
        assert reading.codes(path.read_bytes(), 203) == [f"ES1:B:{bill.id}"]
        assert ("DUPLICATE 2" in reading.text(path.read_bytes())) is (copy == 2)
        assert f"Bill no. {bill.number}" in text
    corner.till.returns.cancel(bill.id, CancelReason.MISTAKE)
    assert "*CANCELLED*" in archive.shared([(bill.id, 3)], "80", "en", folder)[1].splitlines()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Trouble) as caught:
        archive.shared([(bill.id, 0)], "80", "en", tmp_path / "file")
    assert caught.value.code is TroubleCode.PAPER_FAILED
    archive.close()


def registered(till: Till) -> None:
    """The shop collects tax from now on."""
    today = replace(till.shop_today(), name_en="Shop")
    till.save_shop(
        replace(today, tax_mode=TaxMode.REGULAR, gstin="10AAACR5055K1ZM", fssai="10012345678901")
    )


def test_a_mixed_basket_of_a_registered_buyer_comes_out_as_two_papers(corner: Corner) -> None:
    till = corner.till
    registered(till)
    trader = Customer(CustomerId(""), "Krishna Traders", state="10", gstin="10AAACK5055K1ZT")
    till.counter.set_buyer(till.save_customer(trader))
    till.counter.add(SALT, 1000)
    till.counter.add(SOAP, 1000)
    made = till.counter.finish(print_in="hi").bills
    assert {bill.title for bill in made} == {Title.TAX_INVOICE, Title.BILL_OF_SUPPLY}
    assert len({bill.number for bill in made}) == 2
    corner.run()
    assert corner.numbers() == [bill.id for bill in made]


@pytest.mark.parametrize("width_mm", [48, 72])
def test_a_credit_note_is_printed_with_the_code_of_its_bill(corner: Corner, width_mm: int) -> None:
    till = corner.till
    corner.devices = replace(NETWORK, printer=replace(NETWORK.printer, width_dots=width_mm * 8))
    bill = corner.sell(printed=False)
    note = till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.DAMAGED, print_in="both")
    assert [each.number for each in till.papers_waiting()] == [note.number]
    corner.run()
    (sent,) = corner.printer.sent
    roll = paper_roll.read(sent, width_mm * 8)
    (code,) = zxingcpp.read_barcodes(roll.picture())
    assert code.text == f"ES1:B:{bill.id}"
    assert till.print_bill(note.id, "both") == 1, "its original went to the buyer"
    corner.run()
    assert_shows(corner, note, width_mm, copy=1)


@pytest.mark.parametrize("width_mm", [48, 72])
def test_an_estimate_is_printed_without_a_code_and_with_its_number(
    corner: Corner, width_mm: int
) -> None:
    till = corner.till
    corner.devices = replace(NETWORK, printer=replace(NETWORK.printer, width_dots=width_mm * 8))
    till.counter.add(SALT, 1000)
    told = till.estimates.make()
    assert till.print_bill(told.id, "both") == 0
    corner.run()
    roll = paper_roll.read(corner.printer.sent[-1], width_mm * 8)
    assert zxingcpp.read_barcodes(roll.picture()) == []
    assert_shows(corner, told, width_mm)


def assert_shows(corner: Corner, deed: CreditNote | Estimate, width_mm: int, copy: int = 0) -> None:
    """The last paper is, dot by dot, the one that names this deed."""
    archive = corner.till.archive()
    kind: paper.PaperKind = "58" if width_mm == 48 else "80"
    pdf = archive.paper(deed.id, kind, "both", copy).read_bytes()
    archive.close()
    roll = paper_roll.read(corner.printer.sent[-1], width_mm * 8)
    rows = paper.dots(pdf, width_mm * 8)
    assert roll.whole_rows()[: len(rows)] == rows
    text = reading.text(pdf)
    assert deed.number in text
    assert (f"DUPLICATE {copy}" in text) is bool(copy)


def test_whoever_stood_at_the_till_is_named_on_what_he_made(corner: Corner) -> None:
    till = corner.till
    nobody = corner.sell(printed=False)
    ram = till.acts.save_person(Person(PersonId(""), "राम", Role.OPERATOR))
    till.watch.person = ram
    bill = corner.sell(printed=False)
    till.watch.person = till.acts.save_person(Person(PersonId(""), "सीता", Role.OWNER))
    note = till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.DAMAGED)
    archive = corner.till.archive()
    for kind in paper.KINDS:
        said = [
            reading.text(archive.paper(about, kind, "both", 2).read_bytes())
            for about in (nobody.id, bill.id, note.id)
        ]
        assert ["राम" in text for text in said] == [False, True, False], kind
        assert ["सीता" in text for text in said] == [False, False, True], kind
        assert "Made by" not in said[0]
    archive.close()


@pytest.mark.slow
@pytest.mark.parametrize("dots", [384, 576])
def test_a_bill_of_a_thousand_lines_comes_out_whole(dots: int) -> None:
    lines = 1_114
    sold = long_bill(lines, UNREGISTERED)
    kind: paper.PaperKind = "58" if dots == 384 else "80"
    pdf = paper.content(Facts(sold, UNREGISTERED, None, kind, "hi"))
    text = reading.text(pdf)
    assert all(f" नं {number}\n" in text for number in range(lines))
    rows = paper.dots(pdf, dots)
    roll = paper_roll.read(escpos.BEGIN + escpos.picture(rows, aligned=True), dots)
    assert roll.whole_rows() == rows
    assert len(rows) > lines * 40
    assert max(high for _, high in reading.sizes(pdf)) < 14_400, "no PDF's page is longer"
    foot = paper_roll.Roll(roll.rows[-1_000:], wide=dots // 8)
    assert [each.text for each in zxingcpp.read_barcodes(foot.picture())] == [f"ES1:B:{sold.id}"]


def test_a_copy_says_so_and_which_it_is() -> None:
    from tests.documents.samples import CASES

    load_words()
    case = CASES["cash-memo"]
    made = [
        reading.text(paper.content(Facts(case.bill, case.shop, None, "58", "both", copy=number)))
        for number in range(4)
    ]
    said = words.paper("both").tr("DUPLICATE")
    assert said not in made[0]
    assert f"{said} 1\n" in made[1]
    assert f"{said} 2\n" in made[2]
    assert f"{said} 3\n" in made[3]


def test_the_drawer_opens_before_the_paper_and_only_while_somebody_stands_there(
    corner: Corner,
) -> None:
    def said() -> list[object]:
        return [error and error.code for error in corner.drawer_told]

    corner.sell()
    corner.press.kick()
    corner.run()
    pulse, sent = corner.printer.sent
    assert pulse == escpos.pulse(2)
    assert paper_roll.read(sent).rows
    corner.press.kick()
    corner.front.clock.move(10_000)
    corner.run()
    assert len(corner.printer.sent) == 2, "nobody stands before it any more"
    assert said() == [None, TroubleCode.DRAWER_SHUT], "and it is told that it stays shut"
    corner.printer.trouble = Trouble(TroubleCode.PRINTER_DEAD)
    corner.press.kick()
    corner.run()
    assert said()[2:] == [TroubleCode.PRINTER_DEAD]
    corner.devices = replace(corner.devices, drawer="none")
    corner.printer.trouble = None
    corner.press.kick()
    corner.run()
    assert len(corner.printer.sent) == 2


@dataclass
class SlowPrinter(RecordingPrinter):
    """Somebody takes cash while it prints; it is told its papers bit by bit, or whole."""

    corner: Corner
    bit_by_bit: bool
    takes_ms: int = 20_000

    def __post_init__(self) -> None:
        super().__init__()

    @override
    def send(
        self,
        content: bytes,
        mend: bytes = b"",
        aside: Aside = nothing_aside,
        begins: Begins = nobody_asks,
    ) -> None:
        if paper_roll.read(content).rows:
            self.corner.press.kick()
            between = aside() if self.bit_by_bit else b""
            self.corner.front.clock.move(self.takes_ms)
            content = between + content
        super().send(content)


def test_the_drawer_opens_between_two_bits_of_a_paper_on_a_slow_line(corner: Corner) -> None:
    corner.printer = SlowPrinter(corner, bit_by_bit=True)
    corner.sell()
    corner.run()
    (sent,) = corner.printer.sent
    assert paper_roll.read(sent).pulses == [0]
    assert corner.drawer_told == [None]


def test_a_drawer_that_a_paper_kept_shut_is_told_and_a_short_one_only_delays_it(
    corner: Corner,
) -> None:
    corner.printer = slow = SlowPrinter(corner, bit_by_bit=False)
    corner.sell()
    corner.run()
    (shut,) = corner.drawer_told
    assert shut is not None
    assert shut.code is TroubleCode.DRAWER_SHUT
    assert len(slow.sent) == 1
    slow.takes_ms = 3_000
    corner.sell()
    corner.run()
    assert corner.drawer_told == [shut, None]
    assert slow.sent[-1] == escpos.pulse(2)


def test_a_shop_without_a_printer_keeps_what_was_asked_until_it_has_one(corner: Corner) -> None:
    corner.devices = Devices(Setup())
    bill = corner.sell()
    corner.press.kick()
    assert corner.run() is None
    assert corner.told[-1] == PrinterState(is_set=False, waiting=1)
    corner.devices = NETWORK
    assert corner.run() is None
    assert corner.numbers() == [bill.id]


@pytest.mark.parametrize(
    "unfit",
    [Setup("network"), Setup("serial"), Setup("windows", "Receipts"), Setup("windows_sheets")],
)
def test_a_printer_that_cannot_be_reached_is_told_before_a_paper_waits(
    corner: Corner, monkeypatch: pytest.MonkeyPatch, unfit: Setup
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    corner.devices = Devices(unfit)
    assert corner.run() is None
    said = corner.told[-1].trouble
    assert said is not None
    assert said.code is TroubleCode.PRINTER_SETUP
    bill = corner.sell()
    assert corner.run() is None
    assert corner.printer.sent == [], "nothing is tried"
    assert corner.told[-1].waiting == 1
    corner.devices = NETWORK
    corner.run()
    assert corner.told[-1].trouble is None
    assert corner.numbers() == [bill.id]


@pytest.mark.parametrize(("width_mm", "dots"), [(48, 384), (72, 576), (80, 576), (64, 384)])
def test_a_paper_is_as_wide_as_the_printer_prints(corner: Corner, width_mm: int, dots: int) -> None:
    corner.devices = replace(NETWORK, printer=replace(NETWORK.printer, width_dots=width_mm * 8))
    bill = corner.sell()
    corner.run()
    roll = paper_roll.read(corner.printer.sent[0], width_mm * 8)
    assert corner.printer.sent[0].count(b"\x1ba") == 0 or width_mm * 8 == dots
    assert max(len(row.rstrip(b"\0")) for row in roll.rows) == dots // 8
    assert [code.text for code in zxingcpp.read_barcodes(roll.picture())] == [f"ES1:B:{bill.id}"]


def test_a_slow_line_is_said(corner: Corner) -> None:
    corner.devices = Devices(Setup("serial", "COM3", 9600))
    corner.sell()
    corner.run()
    assert corner.told[-1].slow_s >= 5
    corner.devices = Devices(Setup("serial", "COM3", 115200))
    corner.sell()
    corner.run()
    assert corner.told[-1].slow_s == 0


def test_the_ruler_s_steps_end_where_their_numbers_say(corner: Corner) -> None:
    corner.till.print_ruler("both")
    corner.run()
    (sent,) = corner.printer.sent
    for head in (384, 576):
        roll = paper_roll.read(sent, head)
        # A step is whole on this head when its full bar, which ends in its number, fits.
        bars = {len(row.rstrip(b"\0")) for row in roll.rows if row[:32] == b"\xff" * 32}
        assert head // 8 in bars
        assert {4 * step for step in range(8, 21)} >= bars
