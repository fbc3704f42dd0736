"""Facts of the shop told for a later day: seen in the settings, undone by nothing else."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.gst import TaxMode
from estore_pos.domain.shop import Shop
from estore_pos.operations.till import Till
from estore_pos.ui.setup.settings import SettingsScreen
from tests.documents.reading import text
from tests.fully import fully
from tests.ui.counterside import ALT, CTRL, SALT_CODE, Counterside
from tests.ui.test_counter import last_bill
from tests.ui.test_rates import desk
from tests.ui.test_settings import GSTIN, name_shop, open_setting
from tests.ui.test_setup import shop_of
from tests.ui.test_words_and_sizes import clipped

ENTER, ESC, END = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_End
GSTIN_UP = "09AAACR5055K1Z5"
SELL, UPI = (Qt.Key.Key_1, ALT), (Qt.Key.Key_U, CTRL)
REGULAR, COMPOSITION, NOT_REGISTERED = Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_1


def row(counter: Counterside, named: str) -> str:
    """How the settings say what is called so."""
    counter.press(ESC, ESC, (Qt.Key.Key_Comma, CTRL))
    counter.type(named)
    settings = counter.shell.on_screen
    assert isinstance(settings, SettingsScreen)
    return str(settings.model.index(0, 0).data())


def register(counter: Counterside, key: Qt.Key, gstin: str, day: str) -> None:
    """Choose a tax mode from a day on."""
    open_setting(counter, "GST reg")
    counter.press(key, ENTER)
    if gstin:
        counter.press((Qt.Key.Key_A, CTRL))
        counter.type(gstin)
    counter.press(ENTER)
    counter.type(day)
    counter.press(ENTER)


def tell(counter: Counterside, named: str, fact: str, day: str = "") -> None:
    """Tell a fact from a day on, today where none is named."""
    counter.press(ESC, ESC)
    open_setting(counter, named)
    counter.type(fact)
    counter.press(ENTER)
    if day:
        counter.type(day)
    counter.press(ENTER)


@pytest.fixture
def shop(counter: Counterside) -> Counterside:
    """A counter of a shop that has a name; it is 1 December."""
    name_shop(counter)
    return counter


def test_a_mode_to_come_stands_beside_today_s(shop: Counterside) -> None:
    register(shop, COMPOSITION, GSTIN, "01-12-2026")
    register(shop, REGULAR, "", "15-12-2026")
    said = row(shop, "GST reg")
    assert said.endswith(": composition; from 15-12-2026 regular")
    assert any(f"To come: from 15-12-2026 regular {GSTIN}" in each for each in shop.texts())
    shop.press(ENTER)
    assert any("To come: from 15-12-2026" in each for each in shop.texts()), "it is open"
    shop.press(ESC)
    shop.press((Qt.Key.Key_L, CTRL))
    assert "; 15-12-2026 से " in row(shop, "GST reg")
    assert any("आगे: 15-12-2026 से" in each for each in shop.texts())


def test_a_row_beside_it_has_nothing_to_come(shop: Counterside) -> None:
    register(shop, REGULAR, GSTIN, "15-12-2026")
    for named in ("UPI id", "Address in English", "merchant", "filed"):
        assert "15-12" not in row(shop, named)
        assert not any("To come" in each for each in shop.texts())


def test_a_mode_to_come_is_taken_back_by_today_s_from_its_day(shop: Counterside) -> None:
    register(shop, REGULAR, GSTIN, "15-12-2026")
    shop.press(ESC, ESC)
    register(shop, NOT_REGISTERED, "", "15-12-2026")
    assert row(shop, "GST reg").endswith(": not registered")
    assert not any("To come" in each for each in shop.texts())
    shop.clock.at += timedelta(days=14)
    held = shop_of(shop)
    assert (held.tax_mode, held.gstin) == (TaxMode.UNREGISTERED, "")


def test_an_id_that_is_to_go_says_that_there_will_be_none(shop: Counterside) -> None:
    tell(shop, "UPI id", "sharda@invalid")
    shop.press(ESC, ESC)
    open_setting(shop, "UPI id")
    shop.press(Qt.Key.Key_Backspace, ENTER)
    shop.type("15-12-2026")
    shop.press(ENTER)
    assert row(shop, "UPI id").endswith("sharda@invalid; from 15-12-2026 none")


def test_an_address_after_a_mode_to_come_does_not_undo_the_mode(shop: Counterside) -> None:
    register(shop, REGULAR, GSTIN, "01-12-2026")
    register(shop, COMPOSITION, "", "03-12-2026")
    tell(shop, "Address in English", "Station Road", "05-12-2026")
    shop.press(ESC, ESC)
    assert row(shop, "GST reg").count("from") == 1
    shop.clock.at += timedelta(days=4)
    held = shop_of(shop)
    assert (held.tax_mode, held.address_en) == (TaxMode.COMPOSITION, "Station Road")


def test_a_bill_of_the_later_day_has_the_title_to_come_and_the_payee_of_today(
    shop: Counterside,
) -> None:
    payees: list[str] = []

    def code(told: Shop, amount: object) -> tuple[int, list[tuple[int, int, int]]]:
        payees.append(told.upi_id)
        return 2, [(0, 0, 1), (1, 1, 1)]

    shop.shell.pay_code = code
    register(shop, COMPOSITION, GSTIN, "05-12-2026")
    tell(shop, "UPI id", "new@invalid")
    shop.press(ESC, ESC)
    open_setting(shop, "filed")
    shop.type("10-2026")
    shop.press(ENTER)
    shop.clock.at += timedelta(days=4)
    shop.press(ESC, ESC, SELL)
    shop.scan(SALT_CODE)
    shop.press(UPI, ESC, END)
    assert payees == ["new@invalid"]

    bill = last_bill(shop)

    def paper(till: Till) -> str:
        archive = till.archive()
        try:
            return text(archive.paper(bill.id, "80", "en").read_bytes())
        finally:
            archive.close()

    printed = desk(shop, paper)
    assert "BILL OF SUPPLY" in printed
    assert "Composition taxable person" in printed
    assert shop_of(shop).filed_up_to == date(2026, 10, 31)


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize(
    "size", fully([(1366, 697), (1093, 558), (1024, 600)], quick=[(1024, 600)])
)
def test_what_is_to_come_is_whole_in_sight(
    shop: Counterside, language: str, size: tuple[int, int]
) -> None:
    register(shop, COMPOSITION, GSTIN, "01-12-2026")
    register(shop, REGULAR, "", "15-12-2026")
    shop.shell.set_value("language", language)
    shop.shell.resize(*size)
    row(shop, "GST reg")
    for keys in ((), (ENTER,)):
        shop.press(*keys)
        shop.qtbot.wait(10)
        assert clipped(shop) == []


def test_a_number_that_is_to_change_alone_is_told(shop: Counterside) -> None:
    register(shop, REGULAR, GSTIN, "01-12-2026")
    register(shop, REGULAR, GSTIN_UP, "15-12-2026")
    assert row(shop, "GST reg").endswith(f"{GSTIN}; from 15-12-2026 regular {GSTIN_UP}")
