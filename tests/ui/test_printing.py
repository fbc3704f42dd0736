"""The sale never waits for the printer: keys, sentences and what is asked of its lane."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.act import ActKind
from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.ids import CustomerId
from estore_pos.operations.printer import PrinterState, WaitingPaper
from estore_pos.operations.printing import Make, Told
from estore_pos.store import print_queue
from estore_pos.store.act import Noted
from estore_pos.store.page import Page
from estore_pos.ui.keymap import Place
from estore_pos.ui.printing import PrinterSheet
from estore_pos.ui.setup.settings import SettingsScreen
from tests.operations.shopfront import NOON
from tests.operations.test_counter import OTHER_GSTIN, registered_shop
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside, Keys

END, ENTER, ESC = Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Escape
SHIFT_CTRL = CTRL | Qt.KeyboardModifier.ShiftModifier
PRINT, SILENT, AGAIN = (Qt.Key.Key_P, CTRL), (Qt.Key.Key_N, CTRL), (Qt.Key.Key_R, CTRL)
UNDO = (Qt.Key.Key_Z, CTRL)
SHEET, DRAWER, WEIGH = (Qt.Key.Key_P, SHIFT_CTRL), (Qt.Key.Key_O, SHIFT_CTRL), (Qt.Key.Key_Y, CTRL)


class Lane:
    """Keeps what was asked of the printer's thread."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def written(self) -> None:
        self.asked.append("written")

    def try_now(self) -> None:
        self.asked.append("now")

    def kick(self) -> None:
        self.asked.append("kick")

    def print_once(self, make: Make, told: Told) -> None:
        self.asked.append("once")


@pytest.fixture
def lane(counter: Counterside) -> Lane:
    """A counter with a printer and a drawer."""
    made = Lane()
    counter.shell.printing.lane = made
    counter.shell.set_value("printer", "network")
    counter.shell.set_value("drawer", "pin2")
    counter.rest()
    return made


def waiting(counter: Counterside) -> list[WaitingPaper]:
    """What waits for the printer."""
    told: list[list[WaitingPaper]] = []
    counter.work.desk(lambda till: till.papers_waiting(), told.append)
    counter.rest()
    return told[-1]


def sell(counter: Counterside, key: Keys = END) -> None:
    counter.scan(SALT_CODE)
    counter.press(key)


def place(counter: Counterside) -> Place:
    return counter.shell.at.place


def strip(counter: Counterside) -> str:
    return counter.shell.counter.strip.text()


def red(counter: Counterside) -> str:
    return counter.shell.counter.red.text()


def test_end_saves_opens_the_drawer_and_asks_for_the_paper_in_one_key(
    counter: Counterside, lane: Lane
) -> None:
    counter.scan(SALT_CODE)
    counter.keys = 0
    counter.press(END)
    assert counter.keys == 1
    assert lane.asked == ["kick", "written"]
    assert [(paper.copy, bool(paper.number)) for paper in waiting(counter)] == [(0, True)]
    assert counter.lines == [], "the next bill begins"


def test_a_bill_of_no_money_opens_no_drawer(counter: Counterside, lane: Lane) -> None:
    counter.type("aalu 0.001")
    counter.press(ENTER, END)
    assert counter.lines == [], "it is a bill"
    assert lane.asked == ["written"]


def test_an_estimate_is_printed_and_its_cash_goes_into_the_drawer(
    counter: Counterside, lane: Lane
) -> None:
    counter.scan(SALT_CODE)
    counter.type("5")
    counter.press((Qt.Key.Key_E, ALT), ENTER)
    (paper,) = waiting(counter)
    assert (paper.number[0], paper.copy) == ("E", 0)
    assert f"Estimate {paper.number} goes to the printer" in strip(counter)
    assert lane.asked == ["kick", "written", "now"]
    counter.press((Qt.Key.Key_E, ALT), Qt.Key.Key_F4, ENTER)
    assert lane.asked[3:] == ["kick", "written"], "its cash comes out again"


def test_a_sheet_that_is_looked_at_is_printed_as_one_where_an_office_printer_is(
    counter: Counterside, lane: Lane
) -> None:
    def wanted() -> list[str]:
        told: list[list[str]] = []
        counter.work.desk(
            lambda till: till.write(lambda page: [job.what for job in print_queue.waiting(page)]),
            told.append,
        )
        counter.rest()
        return told[-1]

    for printer, said in (("none", "bill"), ("cups", "a4")):
        counter.shell.set_value("office_printer", printer)
        sell(counter, SILENT)
        counter.press((Qt.Key.Key_R, CTRL | Qt.KeyboardModifier.ShiftModifier))
        for _ in range(2):
            counter.press(Qt.Key.Key_F6)
        counter.press(PRINT)
        assert wanted()[-1] == said


def test_without_a_receipt_printer_there_is_no_ruler_and_no_drawer(counter: Counterside) -> None:
    counter.shell.printing.lane = Lane()
    counter.shell.set_value("office_printer", "cups")
    assert counter.shell.printing.is_set
    counter.press(DRAWER)
    assert "R402" in red(counter)


def test_what_waits_is_called_what_it_is(counter: Counterside, lane: Lane) -> None:
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_E, ALT), ENTER, PRINT)
    sell(counter)
    counter.press(SHEET)
    (estimate, bill) = waiting(counter)
    sheet = counter.shell.at
    assert isinstance(sheet, PrinterSheet)
    said = [sheet.list.item(row).text() for row in range(sheet.list.count())]
    assert said == [f"Estimate {estimate.number}", f"Bill {bill.number}"]


def test_why_a_paper_waits_stands_below_its_name_in_the_language_of_the_screen(
    counter: Counterside, lane: Lane
) -> None:
    sell(counter)
    sell(counter)
    first, second = waiting(counter)
    counter.work.on_desk(
        lambda till: till.write(lambda page: print_queue.tried(page, first.place, 1, "T601"))
    )
    counter.press(SHEET)
    sheet = counter.shell.at
    assert isinstance(sheet, PrinterSheet)
    assert sheet.list.texts() == [f"Bill {first.number} · no paper", f"Bill {second.number}"]
    counter.press(Qt.Key.Key_Down)
    counter.shell.flip_language()
    assert sheet.list.texts() == [f"बिल {first.number} · कागज़ ख़त्म", f"बिल {second.number}"]
    counter.press(Qt.Key.Key_F4)
    assert waiting(counter) == [replace(first, why="T601")], "the marked one went"


@pytest.mark.parametrize(
    ("setting", "key", "papers"),
    [
        ("always", END, 1),
        ("always", SILENT, 0),
        ("ask", END, 0),
        ("ask", PRINT, 1),
        ("never", END, 0),
        ("never", PRINT, 1),
    ],
)
def test_the_setting_decides_and_two_keys_decide_otherwise(
    counter: Counterside, lane: Lane, setting: str, key: Keys, papers: int
) -> None:
    counter.shell.set_value("print_after_bill", setting)
    sell(counter, key)
    assert len(waiting(counter)) == papers
    assert ("print: Ctrl+P" in strip(counter)) == (setting == "ask" and key is END)


def test_what_was_asked_can_be_answered_after_the_bill(counter: Counterside, lane: Lane) -> None:
    counter.shell.set_value("print_after_bill", "ask")
    sell(counter)
    counter.press(PRINT)
    (paper,) = waiting(counter)
    assert paper.copy == 0, "the bill just made has its original"
    assert f"Bill {paper.number} goes to the printer" in strip(counter)
    assert lane.asked[-1] == "now"


@pytest.mark.usefixtures("no_mouse")
def test_ctrl_r_prints_the_last_bill_again_as_a_counted_copy(
    counter: Counterside, lane: Lane
) -> None:
    sell(counter)
    counter.press(AGAIN)
    assert "waits for the printer" in strip(counter), "its original has not come out yet"
    (paper,) = waiting(counter)
    counter.work.desk(lambda till: till.write(lambda page: _print_all(page)))
    counter.rest()
    counter.keys = 0
    counter.press(AGAIN)
    assert counter.keys == 1
    assert f"Bill {paper.number}, copy 1," in strip(counter)
    assert [each.copy for each in waiting(counter)] == [1]
    assert counter.shell.at is counter.shell.counter, "nothing lies on the counter"


def test_ctrl_r_prints_both_papers_of_one_sale(counter: Counterside, lane: Lane) -> None:
    counter.work.desk(registered_shop)
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    trader = Customer(CustomerId(""), "सेठ", gstin=OTHER_GSTIN, address="पटना")
    counter.work.desk(lambda till: till.counter.set_buyer(till.save_customer(trader)))
    counter.rest()
    counter.press(SILENT)
    numbers = ", ".join(each.number for each in counter.shell.last_papers)
    assert f"✓ Bills {numbers} saved" in strip(counter)
    counter.press(AGAIN)
    papers = waiting(counter)
    assert [each.number for each in papers] == [each.number for each in counter.shell.last_papers]
    assert len(papers) == 2
    assert [each.copy for each in papers] == [0, 0]
    assert all(f"Bill {each.number} goes to the printer" in strip(counter) for each in papers)


def _print_all(page: Page) -> None:
    for job in print_queue.waiting(page):
        print_queue.printed(page, job.place)


def test_without_a_printer_ctrl_r_shows_the_paper_and_ctrl_p_says_what_is_missing(
    counter: Counterside,
) -> None:
    sell(counter)
    counter.press(AGAIN)
    assert place(counter) is Place.PAPER
    counter.press(PRINT)
    assert "R401" in red(counter)
    assert waiting(counter) == []


def test_a_paper_that_is_looked_at_is_printed_by_one_key(counter: Counterside, lane: Lane) -> None:
    sell(counter, SILENT)
    counter.press((Qt.Key.Key_R, SHIFT_CTRL))
    assert place(counter) is Place.PAPER
    counter.press(PRINT)
    assert place(counter) is Place.COUNTER
    assert [paper.copy for paper in waiting(counter)] == [0]


def test_what_goes_wrong_is_said_in_words_and_once(counter: Counterside, lane: Lane) -> None:
    told = counter.shell.printer_told.emit
    told(PrinterState(is_set=True, waiting=1, is_printing=True))
    counter.rest()
    assert "Printing…" in counter.texts()
    state = PrinterState(True, 2, trouble=Trouble(TroubleCode.PRINTER_PAPER_OUT))
    told(state)
    counter.rest()
    assert "⚠ Printer: no paper — 2 papers wait  Ctrl+Shift+P" in counter.texts()
    assert "Every bill is saved" in strip(counter)
    assert counter.sounds.played[-1:] == ["warning"]
    counter.shell.counter.strip.say("ok", lambda: "another sale")
    told(PrinterState(True, 3, trouble=Trouble(TroubleCode.PRINTER_PAPER_OUT)))
    counter.rest()
    assert strip(counter) == "another sale", "a trouble is said once, not at every try"
    told(PrinterState(True, slow_s=28))
    counter.rest()
    assert "Printer ✓ slow line: 28 s a paper" in counter.texts()


NO_ANSWER = PrinterState(True, 1, trouble=Trouble(TroubleCode.PRINTER_DEAD))


def test_a_dead_printer_hides_neither_money_nor_a_question(
    counter: Counterside, lane: Lane
) -> None:
    told, total = counter.shell.printer_told.emit, counter.shell.counter.total
    counter.scan(SALT_CODE)
    counter.type("500")
    counter.press(END)
    told(NO_ANSWER)
    counter.rest()
    assert "change ₹ 472.00" in strip(counter)
    assert "no answer" in counter.shell.status.printer.text()
    assert counter.shell.status.printer.property("tone") == "alarm"
    assert counter.sounds.played[-1:] == ["warning"]
    told(PrinterState(True, 0))
    counter.press(UNDO)
    assert "Ctrl+Z once more" in strip(counter)
    told(NO_ANSWER)
    counter.rest()
    assert "Ctrl+Z once more" in strip(counter)
    told(PrinterState(True, 0))
    counter.rest()
    assert "Ctrl+Z once more" in strip(counter)
    assert counter.shell.status.printer.property("tone") == "small"
    assert total.texts[2] == "₹ 472.00"


def test_what_the_customer_gets_back_stands_until_the_next_bill_begins(
    counter: Counterside,
) -> None:
    total = counter.shell.counter.total
    counter.scan(SALT_CODE)
    counter.type("500")
    counter.press(END)
    assert total.texts[:3] == ("Change to give back", "", "₹ 472.00")
    counter.press(UNDO, ESC, (Qt.Key.Key_Comma, CTRL), ESC, AGAIN, ESC)
    assert total.texts[:3] == ("Change to give back", "", "₹ 472.00")
    counter.press((Qt.Key.Key_L, CTRL))
    assert total.texts[:3] == ("वापसी", "", "₹ 472.00")
    counter.press((Qt.Key.Key_L, CTRL))
    counter.scan(SALT_CODE)
    assert total.texts[:3] == ("1 item", "", "₹ 28.00")
    counter.press(END)
    assert total.texts[:3] == ("0 items", "", "₹ 0.00"), "exact cash leaves nothing to give"


def test_a_bill_that_is_cancelled_leaves_no_change_to_give(counter: Counterside) -> None:
    total = counter.shell.counter.total
    counter.scan(SALT_CODE)
    counter.type("500")
    counter.press(END, (Qt.Key.Key_Delete, CTRL), Qt.Key.Key_Down, ENTER)
    assert "goes back in cash" in strip(counter)
    assert total.texts[2] == "₹ 0.00"


def test_the_sheet_of_what_waits_tries_again_looks_and_drops(
    counter: Counterside, lane: Lane
) -> None:
    for _ in range(2):
        sell(counter)
    first, second = waiting(counter)
    counter.press(SHEET)
    assert place(counter) is Place.PRINTER
    lane.asked.clear()
    counter.press(Qt.Key.Key_F5)
    assert lane.asked == ["now"]
    counter.press(Qt.Key.Key_Down, Qt.Key.Key_F4)
    assert [paper.place for paper in waiting(counter)] == [first.place]
    assert second.place != first.place
    counter.press(Qt.Key.Key_F6)
    counter.qtbot.waitUntil(lambda: place(counter) is Place.PAPER, timeout=20_000)
    counter.press(ESC)
    assert place(counter) is Place.PRINTER, "one step back"
    counter.press(SHEET)
    assert place(counter) is Place.COUNTER, "the key that opens it closes it"


def test_a_paper_that_was_dropped_is_not_tried_again(counter: Counterside, lane: Lane) -> None:
    sell(counter)
    counter.press(SHEET, Qt.Key.Key_F5)
    sheet = counter.shell.at
    assert isinstance(sheet, PrinterSheet)
    assert sheet.why.text() == "Trying again…"
    counter.press(Qt.Key.Key_F4)
    assert waiting(counter) == []
    assert sheet.why.text() == "The printer works."
    counter.press(Qt.Key.Key_F5)
    assert sheet.why.text() == "The printer works.", "nothing is there that could be tried"


@pytest.mark.parametrize("language", ["hi", "en"])
def test_who_prints_where_no_printer_is_set_up_is_told_why_no_paper_comes(
    counter: Counterside, language: str
) -> None:
    counter.shell.set_value("language", language)
    said = {"en": "no printer is set up", "hi": "प्रिंटर नहीं लगाया गया"}[language]
    counter.scan(SALT_CODE)
    counter.press(PRINT)
    assert said in strip(counter)
    assert "Ctrl+, " in strip(counter)
    assert strip(counter).endswith("Ctrl+Shift+P")
    assert len(waiting(counter)) == 1
    counter.press(SHEET, Qt.Key.Key_F5)
    sheet = counter.shell.at
    assert isinstance(sheet, PrinterSheet)
    assert "“" in sheet.why.text(), "it names the setting"
    counter.press(SHEET)
    sell(counter)
    assert said not in strip(counter), "who wants no paper is told nothing of it"


def test_the_drawer_opens_by_a_key_of_its_own_where_there_is_one(
    counter: Counterside, lane: Lane
) -> None:
    counter.press(DRAWER)
    assert lane.asked == ["kick"]
    noted: list[list[Noted]] = []
    counter.work.desk(lambda till: till.acts.of_day(NOON.date()), noted.append)
    counter.rest()
    assert [each.act.what for each in noted[-1]] == [ActKind.DRAWER_OPENED], "the owner sees it"
    counter.shell.set_value("drawer", "none")
    counter.press(DRAWER)
    assert lane.asked == ["kick"]
    assert "R402" in red(counter)
    sell(counter)
    assert "kick" not in lane.asked[1:]


def test_a_drawer_that_stays_shut_is_said_until_it_opens_or_its_printer_works(
    counter: Counterside, lane: Lane
) -> None:
    bar = counter.shell.counter.red

    def fail() -> None:
        counter.shell.drawer_told.emit(Trouble(TroubleCode.PRINTER_DEAD))
        counter.rest()

    sell(counter)
    fail()
    assert "The drawer did not open" in red(counter)
    assert "T607" in red(counter)
    assert bar.isVisible()
    counter.press(DRAWER)
    assert "The drawer opens" not in strip(counter), "no pulse was sent yet"
    fail()
    assert bar.isVisible()
    assert "The drawer opens" not in strip(counter)
    counter.press(DRAWER)
    counter.shell.drawer_told.emit(None)
    assert not bar.isVisible()
    assert "The drawer opens" in strip(counter)
    counter.scan(SALT_CODE)
    assert strip(counter) == "", "it is over once something is on the bill"
    dead = PrinterState(is_set=True, waiting=1, trouble=Trouble(TroubleCode.PRINTER_DEAD))
    well = PrinterState(is_set=True)
    counter.shell.printer_told.emit(dead)
    fail()
    counter.shell.printer_told.emit(well)
    assert not bar.isVisible()
    counter.shell.printer_told.emit(dead)
    fail()
    counter.type("zzzqx")
    counter.press(ENTER)
    assert "R111" in red(counter)
    counter.shell.printer_told.emit(well)
    assert bar.isVisible(), "what else is said in red stays"


def test_the_weight_goes_on_the_current_line_or_to_what_is_typed_next(
    counter: Counterside,
) -> None:
    counter.shell.counter.weigh_on = lambda: 1250
    entry = counter.shell.counter.entry
    counter.press(WEIGH)
    counter.qtbot.waitUntil(lambda: entry.text() == "1.25*", timeout=20_000)
    entry.clear()
    counter.type("aalu")
    counter.press(WEIGH)
    counter.qtbot.waitUntil(lambda: entry.text() == "aalu 1.25kg", timeout=20_000)
    counter.press(ENTER)
    assert counter.lines == [("Potato", 1250)]
    counter.shell.counter.weigh_on = lambda: 480
    counter.press(WEIGH)
    counter.qtbot.waitUntil(lambda: counter.lines == [("Potato", 480)], timeout=20_000)
    counter.scan(SALT_CODE)
    counter.press(WEIGH)
    counter.qtbot.waitUntil(lambda: entry.text() == "0.48*", timeout=20_000)
    assert counter.lines[-1] == ("Salt", 1000), "a packet is not sold by weight"


def test_a_scale_that_refuses_leaves_the_bill_as_it_was(counter: Counterside) -> None:
    counter.press(WEIGH)
    assert "R403" in red(counter)

    def moving() -> int:
        raise Refusal(RefusalCode.SCALE_MOVING)

    counter.shell.counter.weigh_on = moving
    counter.type("aalu")
    counter.press(ENTER, WEIGH)
    counter.qtbot.waitUntil(lambda: "R411" in red(counter), timeout=20_000)
    assert counter.lines == [("Potato", 1000)]


def test_the_ruler_is_printed_and_its_number_kept(counter: Counterside, lane: Lane) -> None:
    counter.press((Qt.Key.Key_Comma, CTRL))
    counter.type("ruler")
    counter.press(ENTER)
    assert [paper.number for paper in waiting(counter)] == [""]
    assert any("The ruler goes to the printer" in text for text in counter.texts())
    counter.press(Qt.Key.Key_Down, ENTER)
    counter.type("7")
    counter.press(ENTER)
    assert any("32 to 80" in text for text in counter.texts())
    counter.type("72")
    counter.press(ENTER)
    assert counter.shell.settings.printer_width_mm == 72


def test_an_address_is_a_text_of_this_pc(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_Comma, CTRL))
    counter.type("address")
    screen = counter.shell.on_screen
    assert isinstance(screen, SettingsScreen)
    rows = [row.name for row in screen.model.rows]
    for _ in range(rows.index("printer_address")):
        counter.press(Qt.Key.Key_Down)
    counter.press(ENTER)
    counter.type("127.0.0.1:9100")
    counter.press(ENTER)
    assert counter.shell.settings.printer_address == "127.0.0.1:9100"
