"""What the customer sees: the sum and the code, nothing of himself; no key goes there."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from estore_pos.domain.customer import Customer
from estore_pos.domain.ids import CustomerId
from estore_pos.domain.shop import Shop
from estore_pos.text.words import PaperLanguage
from estore_pos.ui.display import CustomerDisplay, other_screen
from tests.fully import fully
from tests.operations.shopfront import NOON
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
FLIP = (Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
UPI = (Qt.Key.Key_U, CTRL)
BUYER = Customer(CustomerId(""), name="Krishna Devi", phone="00000 00012", address="Ward 6")
SHOP = Shop(NOON.date(), name_hi="माँ शारदा ई-स्टोर", name_en="Maa Sharda eStore")
SIZES = [(520, 340), (1024, 600), (1920, 1080), (600, 1024)]


def code(shop: object, amount: object) -> tuple[int, list[tuple[int, int, int]]]:
    """A code of two modules, told apart by nothing."""
    return 2, [(0, 0, 1), (1, 1, 1)]


@pytest.fixture
def display(counter: Counterside) -> CustomerDisplay:
    """The display of a named shop, opened by its key."""
    counter.work.desk(lambda till: till.save_shop(SHOP))
    counter.shell.pay_code = code
    counter.press(FLIP)
    second = counter.shell.second
    assert second is not None
    return second.display


def is_open(counter: Counterside) -> bool:
    """Whether there is a display."""
    return counter.shell.second is not None


def shown(display: CustomerDisplay) -> object:
    """The code that is shown."""
    return display.code


def test_a_till_without_a_display_loads_none_of_it(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "estore_pos.ui.display")
    counter.scan(SALT_CODE)
    counter.press(UPI, ESC, END)
    assert counter.shell.second is None
    assert "estore_pos.ui.display" not in sys.modules


def test_one_key_opens_and_closes_it_and_the_setting_remembers(
    counter: Counterside, display: CustomerDisplay
) -> None:
    kept: list[str] = []
    counter.shell.settings_changed.connect(lambda changed: kept.append(changed.customer_display))
    assert display.isVisible()
    assert counter.shell.settings.customer_display == "on"
    counter.press(FLIP)
    assert not is_open(counter)
    assert kept == ["off"]
    counter.press(FLIP)
    assert is_open(counter)
    assert kept == ["off", "on"]


def test_it_shows_the_shop_the_last_good_the_sum_and_the_change(
    counter: Counterside, display: CustomerDisplay
) -> None:
    assert display.texts == [SHOP.name_hi, SHOP.name_en, "आइए, स्वागत है", "Welcome"]
    counter.scan(SOAP_CODE)
    counter.scan(SALT_CODE)
    view = counter.shell.counter.view
    assert view is not None
    assert display.texts[:2] == ["नमक", "Salt"]
    assert "28.00" in display.texts[2]
    owed = display.texts[3]
    counter.type("500")
    counter.press(END)
    said = display.texts
    assert said[0].endswith(owed), "what it came to"
    assert said[1] == "वापसी / Change"
    change = counter.shell.counter.strip.text().rpartition("₹")[2].strip()
    assert said[2] == f"₹ {change}"
    counter.press(ESC)
    assert display.texts == said, "the change stands until the next bill begins"
    counter.scan(SALT_CODE)
    assert display.texts[:2] == ["नमक", "Salt"]
    counter.press(Qt.Key.Key_F4)
    assert display.texts[0] == SHOP.name_hi


def test_the_change_gives_way_to_the_shop_s_name(
    counter: Counterside, display: CustomerDisplay
) -> None:
    counter.scan(SALT_CODE)
    counter.press(END)
    assert display.texts[:2] == ["1 सामान, कुल / 1 item, total", "₹ 28.00"]
    display._timer.timeout.emit()
    assert display.texts[0] == SHOP.name_hi


def test_the_code_is_there_while_upi_is_being_paid(
    counter: Counterside, display: CustomerDisplay
) -> None:
    counter.scan(SALT_CODE)
    counter.press(UPI)
    assert shown(display) == code(None, None)
    assert display.texts == ["UPI से भुगतान", "Pay by UPI", "₹ 28.00"]
    counter.press(ESC)
    assert shown(display) is None
    assert display.texts[:2] == ["नमक", "Salt"]
    counter.press(UPI, ENTER)
    assert shown(display) is None
    assert display.texts[1] == "₹ 28.00"


def test_nothing_of_the_buyer_stands_there(counter: Counterside, display: CustomerDisplay) -> None:
    counter.scan(SALT_CODE)
    counter.work.desk(lambda till: till.counter.set_buyer(till.save_customer(BUYER)))
    counter.rest()
    seen = list(display.texts)
    counter.press(UPI)
    seen += display.texts
    counter.press(ENTER)
    seen += display.texts
    for told in (BUYER.name, BUYER.phone, "Ward"):
        assert not any(told in text for text in seen)
    assert not any(told in display.accessibleName() for told in (BUYER.name, BUYER.phone))


def test_it_takes_neither_the_focus_nor_a_key(
    counter: Counterside, display: CustomerDisplay
) -> None:
    entry = counter.shell.counter.entry
    assert QApplication.focusWidget() is entry
    counter.scan(SALT_CODE)
    counter.type("28")
    assert entry.text() == "28"
    assert display.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    display.setFocus()
    assert QApplication.focusWidget() is entry


def test_it_fills_another_screen_and_is_a_small_window_without_one(
    counter: Counterside, display: CustomerDisplay
) -> None:
    own = counter.shell.screen()
    assert other_screen(own) is None, "a test has one screen"
    assert "no second screen" in counter.shell.counter.strip.text()
    assert not display.isFullScreen()
    display.lay(own)
    assert display.isFullScreen()
    assert display.geometry() == own.geometry()
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.screenRemoved.emit(own)
    assert not display.isFullScreen(), "it must not cover the till when its cable is pulled out"
    assert display.isVisible()
    assert counter.focused() is counter.shell.counter.entry


def test_a_till_that_had_one_has_it_again_after_a_restart(unopened: Counterside) -> None:
    unopened.shell.settings = unopened.shell.settings._replace(customer_display="on")
    unopened.start()
    assert unopened.shell.second is None, "selling comes first"
    unopened.qtbot.waitUntil(lambda: unopened.shell.second is not None, timeout=20_000)


@pytest.mark.parametrize("language", ["hi", "en", "both"])
@pytest.mark.parametrize("size", fully(SIZES, quick=SIZES[:1]), ids=str)
def test_every_text_is_whole_at_every_size(
    counter: Counterside, language: PaperLanguage, size: tuple[int, int], tmp_path: Path
) -> None:
    counter.shell.pay_code = code
    counter.work.desk(lambda till: till.save_shop(SHOP))
    counter.shell.set_value("paper_language", language)
    counter.press(FLIP)
    second = counter.shell.second
    assert second is not None
    second.display.resize(*size)
    counter.scan(SOAP_CODE)
    for keys in ((), (UPI,), (ENTER,)):
        counter.press(*keys)
        image = second.display.grab().toImage()
        edge = _edge(image)
        assert len(edge) == 1, "no letter touches the edge"
        assert second.display.texts


def _edge(image: QImage) -> set[int]:
    """The colours along the edge."""
    wide, high = image.width(), image.height()
    places = [(x, y) for x in range(wide) for y in (0, high - 1)]
    places += [(x, y) for x in (0, wide - 1) for y in range(high)]
    return {image.pixel(x, y) for x, y in places}
