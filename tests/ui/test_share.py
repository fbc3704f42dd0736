"""Two keys send a bill: the chat opens with its text, the PDF waits on the clipboard."""

import threading
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from estore_pos.domain.act import ActKind
from estore_pos.domain.customer import Customer
from estore_pos.domain.gst import Title
from estore_pos.domain.ids import CustomerId
from estore_pos.domain.sale import Bill
from estore_pos.text.numbers import amount_text
from estore_pos.ui.keymap import Place
from tests.documents import reading
from tests.operations.shopfront import NOON
from tests.operations.test_counter import OTHER_GSTIN, registered_shop
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside

ENTER, END, ESC, UP = (
    Qt.Key.Key_Return,
    Qt.Key.Key_End,
    Qt.Key.Key_Escape,
    Qt.Key.Key_PageUp,
)
SHARE = (Qt.Key.Key_W, CTRL)
PHONE = "0000000012"


class Phone:
    """A system that takes links, or does not; it keeps them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.links: list[str] = []
        self.programs: list[threading.Thread] = []
        self.has = True
        self.takes: tuple[str, ...] = ("whatsapp", "https")

    def folder(self) -> Path:
        return self._folder

    def has_program(self) -> bool:
        self.programs.append(threading.current_thread())
        return self.has

    def is_done(self) -> bool:
        """Whether the last link was opened, or both were tried."""
        return len(self.links) == 2 or any(
            urlsplit(each).scheme in self.takes for each in self.links
        )

    def open(self, link: str) -> bool:
        assert threading.current_thread() is threading.main_thread()
        self.links.append(link)
        return urlsplit(link).scheme in self.takes


@pytest.fixture
def phone(counter: Counterside, tmp_path: Path) -> Phone:
    """A counter whose PC has WhatsApp."""
    made = Phone(tmp_path / "Documents" / "Bills")
    counter.shell.chat = made
    return made


def sell(counter: Counterside, *codes: str, buyer: Customer | None = None) -> None:
    for code in codes:
        counter.scan(code)
    if buyer is not None:
        counter.work.desk(lambda till: till.counter.set_buyer(till.save_customer(buyer)))
        counter.rest()
    counter.press(END)


def sent(counter: Counterside, phone: Phone, count: int = 1) -> dict[str, list[str]]:
    """The last link's questions, once there are so many."""
    counter.qtbot.waitUntil(lambda: len(phone.links) >= count, timeout=20_000)
    counter.rest()
    assert len(phone.links) == count
    return parse_qs(urlsplit(phone.links[-1]).query)


def pasted() -> Path:
    """The file that Ctrl+V would put into a chat."""
    (url,) = QGuiApplication.clipboard().mimeData().urls()
    return Path(url.toLocalFile())


TRADER = Customer(CustomerId(""), "सेठ", gstin=OTHER_GSTIN, address="पटना", phone="+91 00000 00012")
BUYER = Customer(CustomerId(""), name="कृष्णा देवी", phone="+91 00000 00012")


def test_a_bill_whose_buyer_has_a_number_goes_by_one_chord(
    counter: Counterside, phone: Phone
) -> None:
    sell(counter, SALT_CODE, SOAP_CODE, buyer=BUYER)
    bill = counter.shell.last_bill
    assert bill is not None
    counter.keys = 0
    counter.press(SHARE)
    said = sent(counter, phone)
    assert counter.keys == 1
    assert phone.links[0].startswith("whatsapp://send?")
    assert said["phone"] == ["91" + PHONE]
    (text,) = said["text"]
    assert bill.number in text
    assert "साबुन" in text
    assert "Krishna" not in text
    assert BUYER.name not in text, "he knows his name; who looks over a shoulder need not"
    path = pasted()
    assert path.parent == phone.folder()
    assert reading.codes(path.read_bytes(), 203) == [f"ES1:B:{bill.id}"]
    strip = counter.shell.counter.strip
    assert "Ctrl+V in the chat" in strip.text()
    assert strip.tone == "ok"
    assert counter.shell.at is counter.shell.counter
    assert threading.main_thread() not in phone.programs


def mixed_sale(counter: Counterside, buyer: Customer) -> list[Bill]:
    """A tax invoice and a bill of supply: a registered buyer of a mixed basket."""
    counter.work.desk(registered_shop)
    counter.rest()
    sell(counter, SALT_CODE, SOAP_CODE, buyer=buyer)
    bills = [each for each in counter.shell.last_papers if isinstance(each, Bill)]
    assert {each.title for each in bills} == {Title.BILL_OF_SUPPLY, Title.TAX_INVOICE}
    return bills


def test_both_papers_of_one_sale_go_in_one_chat(counter: Counterside, phone: Phone) -> None:
    bills = mixed_sale(counter, TRADER)
    counter.press(SHARE)
    (text,) = sent(counter, phone)["text"]
    assert text.count("फ़ोन") <= 1
    for bill in bills:
        assert bill.number in text
        assert amount_text(bill.totals.payable) in text
        assert bill.number in counter.shell.counter.strip.text()
    urls = QGuiApplication.clipboard().mimeData().urls()
    found = [reading.codes(Path(url.toLocalFile()).read_bytes(), 203) for url in urls]
    assert found == [[f"ES1:B:{bill.id}"] for bill in bills]
    assert not any(
        "DUPLICATE" in reading.text(Path(url.toLocalFile()).read_bytes()) for url in urls
    )


def test_both_papers_lie_open_and_are_sent_from_there(counter: Counterside, phone: Phone) -> None:
    bills = mixed_sale(counter, replace(TRADER, phone=""))
    counter.shell.last_papers = ()  # as in a window that was opened after the sale
    counter.press((Qt.Key.Key_R, CTRL | Qt.KeyboardModifier.ShiftModifier))
    picture = counter.shell.findChild(QLabel, "paper_picture")
    assert isinstance(picture, QLabel)
    numbers = ", ".join(bill.number for bill in bills)
    counter.qtbot.waitUntil(lambda: picture.accessibleName() == numbers, timeout=20_000)
    counter.press(SHARE)
    told = "\n".join(counter.texts())
    assert all(bill.number in told for bill in bills)
    counter.press(ENTER)
    (text,) = sent(counter, phone)["text"]
    assert all(bill.number in text for bill in bills)


def test_without_a_number_it_is_asked_for_and_a_wrong_one_refused(
    counter: Counterside, phone: Phone
) -> None:
    sell(counter, SALT_CODE)
    counter.press(SHARE)
    assert counter.shell.at.place is Place.SHARE
    counter.type("12345")
    counter.press(ENTER)
    assert counter.shell.at.place is Place.SHARE
    assert "12345 is no telephone number: ten digits, or none." in counter.texts()
    assert phone.links == []
    counter.type("00000 00012")
    counter.press(ENTER)
    assert sent(counter, phone)["phone"] == ["91" + PHONE]
    assert counter.shell.at is counter.shell.counter


def test_no_number_at_all_leaves_the_choice_to_the_chat(counter: Counterside, phone: Phone) -> None:
    sell(counter, SALT_CODE)
    counter.keys = 0
    counter.press(SHARE, ENTER)
    said = sent(counter, phone)
    assert counter.keys == 2
    assert "phone" not in said
    assert "text" in said


def test_esc_sends_nothing_and_gives_no_paper_away(counter: Counterside, phone: Phone) -> None:
    sell(counter, SALT_CODE)
    bill = counter.shell.last_bill
    assert bill is not None
    counter.press(SHARE, ESC)
    assert phone.links == []
    assert counter.shell.at is counter.shell.counter
    assert counter.work.on_desk(lambda till: till.next_copy(bill.id)) == 0


def test_a_pc_without_the_program_opens_its_page(counter: Counterside, phone: Phone) -> None:
    phone.has = False
    sell(counter, SALT_CODE, buyer=BUYER)
    counter.press(SHARE)
    sent(counter, phone)
    assert phone.links[0].startswith(f"https://wa.me/91{PHONE}?text=")


def test_a_program_that_does_not_open_is_followed_by_the_page_and_that_by_a_sentence(
    counter: Counterside, phone: Phone
) -> None:
    phone.takes = ("https",)
    sell(counter, SALT_CODE, buyer=BUYER)
    counter.press(SHARE)
    sent(counter, phone, 2)
    assert counter.shell.counter.strip.tone == "ok"
    phone.takes = ()
    counter.press(SHARE)
    sent(counter, phone, 4)
    strip = counter.shell.counter.strip
    assert "WhatsApp did not open" in strip.text()
    assert "is saved" in strip.text()
    assert pasted().exists()
    assert counter.sounds.played[-1] == "error"


def test_of_past_bills_the_one_that_is_shown_goes_as_a_counted_copy(
    counter: Counterside, phone: Phone
) -> None:
    sell(counter, SALT_CODE)
    first = counter.shell.last_bill
    assert first is not None
    sell(counter, SOAP_CODE, SOAP_CODE)
    counter.press(UP, UP, SHARE)
    assert counter.shell.at.place is Place.SHARE
    counter.press(ENTER)
    assert first.number in sent(counter, phone)["text"][0]
    assert "DUPLICATE 1" in reading.text(pasted().read_bytes())
    counter.press(UP, UP, SHARE, ENTER)
    sent(counter, phone, 2)
    assert "DUPLICATE 2" in reading.text(pasted().read_bytes())
    acts = counter.work.on_desk(lambda till: till.acts.of_day(NOON.date()))
    assert [each.act.what for each in acts] == [ActKind.REPRINT] * 2


def test_the_bill_just_made_goes_as_its_original_once(counter: Counterside, phone: Phone) -> None:
    sell(counter, SALT_CODE, buyer=BUYER)
    counter.press(SHARE)
    sent(counter, phone)
    assert "DUPLICATE" not in reading.text(pasted().read_bytes())
    counter.press(SHARE)
    sent(counter, phone, 2)
    assert "DUPLICATE 1" in reading.text(pasted().read_bytes())


def test_the_paper_that_lies_open_is_sent_too(counter: Counterside, phone: Phone) -> None:
    sell(counter, SALT_CODE, buyer=BUYER)
    counter.press((Qt.Key.Key_R, CTRL), SHARE)
    sent(counter, phone)


def test_a_folder_that_cannot_be_made_is_told_and_opens_nothing(
    counter: Counterside, phone: Phone
) -> None:
    phone.folder().parent.mkdir(parents=True)
    phone.folder().write_bytes(b"")
    sell(counter, SALT_CODE, buyer=BUYER)
    counter.press(SHARE)
    red = counter.shell.counter.red
    counter.qtbot.waitUntil(red.isVisible, timeout=20_000)
    assert "T501" in red.text()
    assert phone.links == []


def test_before_the_first_bill_there_is_nothing_to_send(counter: Counterside, phone: Phone) -> None:
    counter.press(SHARE)
    assert "No bill has been made yet." in counter.texts()
    assert counter.shell.at is counter.shell.counter


def test_a_key_that_is_held_opens_one_chat(counter: Counterside, phone: Phone) -> None:
    sell(counter, SALT_CODE, buyer=BUYER)
    counter.press(SHARE)
    for _ in range(5):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_W, CTRL, "", True, 1)
        QApplication.sendEvent(counter.focused(), held)
    sent(counter, phone)
    counter.qtbot.wait(50)
    counter.rest()
    assert len(phone.links) == 1
