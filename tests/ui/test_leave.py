"""What a helper may not do of himself is asked on the spot, by real keys, at each of its doors."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.money import Money
from estore_pos.ui.keymap import Place
from tests.fully import fully
from tests.operations.shopfront import NOON
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.staffed import GITA, RAM, SITA, staff
from tests.ui.test_done import allow
from tests.ui.test_rates import desk
from tests.ui.test_scanner import MILK, TEA, learnt
from tests.ui.test_settings import open_setting

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
F2, F4, F6 = Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F6
SAVE = (Qt.Key.Key_S, CTRL)
Hand = Callable[[Counterside], None]


def place(counter: Counterside) -> Place:
    """Where the keys go."""
    return counter.shell.at.place


def mrp(counter: Counterside) -> None:
    """F6 and a dearer packet."""
    counter.scan(SALT_CODE)
    counter.press(F6)
    counter.type("32")
    counter.press(ENTER)


def rates(counter: Counterside) -> None:
    """Alt+B and the first good's price."""
    counter.press((Qt.Key.Key_B, ALT))
    counter.type("27")
    counter.press(SAVE)


def offer(counter: Counterside) -> None:
    """Alt+O and a tenth off everything."""
    counter.press((Qt.Key.Key_O, ALT), F2, ENTER)
    for typed in ("10", "", "Diwali"):
        counter.type(typed)
        counter.press(ENTER)
    counter.press(SAVE)


def tile(counter: Counterside) -> None:
    """Alt+Q, F2 and a letter lay the marked good."""
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_Q, ALT), F2)
    counter.type("b")


def kit(counter: Counterside) -> None:
    """Alt+K and a name make a kit of the bill."""
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_K, ALT))
    counter.type("Chhath")
    counter.press(ENTER)


def category(counter: Counterside) -> None:
    """Alt+., F2 and its fields."""
    counter.press((Qt.Key.Key_Period, ALT), F2)
    for typed in ("s", "Sabzi", "Vegetables", "0709", "0"):
        counter.type(typed)
        counter.press(ENTER)


def service(counter: Counterside) -> None:
    """Alt+S under the name that is typed."""
    counter.type("Typing")
    counter.press((Qt.Key.Key_S, ALT))
    counter.type("10")
    counter.press(SAVE)


def setting(named: str) -> Hand:
    """Ctrl+, a word of it and Enter."""

    def hand(counter: Counterside) -> None:
        counter.press((Qt.Key.Key_Comma, CTRL))
        counter.type(named)
        counter.press(ENTER)

    return hand


def turned(named: str) -> Hand:
    """And Enter once more, which turns a choice to its next value."""

    def hand(counter: Counterside) -> None:
        setting(named)(counter)
        counter.press(ENTER)

    return hand


def typed_setting(counter: Counterside) -> None:
    """A setting whose value is typed."""
    setting("longest gap")(counter)
    counter.type("60")
    counter.press(ENTER)


def advance(counter: Counterside) -> None:
    """Alt+E twice: an estimate with an advance comes to nothing, and its advance goes out."""
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_E, ALT))
    counter.type("20")
    counter.press(ENTER)
    counter.qtbot.waitUntil(lambda: place(counter) is Place.PAPER, timeout=5000)
    counter.press(ESC, (Qt.Key.Key_E, ALT), F4)
    counter.type("20c")
    counter.qtbot.wait(90)
    counter.press(ENTER)


DOORS: dict[str, tuple[Hand, str, ActKind]] = {
    "mrp": (mrp, GITA, ActKind.PRINTED_PRICE),
    "rates": (rates, GITA, ActKind.RATES),
    "offer": (offer, SITA, ActKind.OFFER),
    "tile": (tile, GITA, ActKind.SHELF),
    "kit": (kit, GITA, ActKind.SHELF),
    "category": (category, GITA, ActKind.SHELF),
    "service": (service, GITA, ActKind.SHELF),
    "drawer": (turned("cash drawer"), GITA, ActKind.SETTING),
    "scanner": (typed_setting, GITA, ActKind.SETTING),
    "lock": (turned("lock when"), SITA, ActKind.SETTING),
    "advance": (advance, GITA, ActKind.ADVANCE_BACK),
}


def acts(counter: Counterside, kind: ActKind) -> list[tuple[str, Act]]:
    """Who did what of a kind today."""
    noted = desk(counter, lambda till: till.acts.of_day(NOON.date()))
    return [(each.who, each.act) for each in noted if each.act.what is kind]


@pytest.mark.parametrize("door", fully(DOORS, quick=["mrp", "offer", "tile", "drawer", "advance"]))
def test_a_helper_is_asked_esc_changes_nothing_and_a_pin_does_it(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    hand, by, kind = DOORS[door]
    people = staff(counter, RAM, monkeypatch)
    hand(counter)
    assert place(counter) is Place.APPROVAL
    counter.press(ESC)
    assert place(counter) is not Place.APPROVAL
    assert any("R114" in text for text in counter.texts()), "why nothing happened is said"
    assert acts(counter, kind) == []
    if door == "tile":
        counter.press(F2)
        counter.type("b")
    else:
        counter.press(SAVE if door in ("rates", "offer", "service") else ENTER)
    allow(counter, by)
    ((who, act),) = acts(counter, kind)
    assert (who, act.by) == (people[RAM].id, people[by].id)


@pytest.mark.parametrize(
    "door", fully(DOORS, quick=["rates", "kit", "category", "service", "scanner", "lock"])
)
def test_the_owner_is_asked_nothing(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    hand, _, kind = DOORS[door]
    people = staff(counter, SITA, monkeypatch)
    hand(counter)
    assert place(counter) is not Place.APPROVAL
    ((who, act),) = acts(counter, kind)
    assert (who, act.by) == (people[SITA].id, "")


def test_a_dearer_packet_by_leave_is_sold_at_its_price_and_the_strip_says_by_whose(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    mrp(counter)
    counter.press(ESC)
    assert place(counter) is Place.ASK
    assert counter.shell.counter.question.field.text() == "32", "to be typed over, or asked again"
    assert counter.shell.counter.total.texts[2] == "₹ 28.00"
    counter.press(ENTER)
    allow(counter, GITA)
    assert counter.shell.at is counter.shell.counter
    assert counter.shell.counter.total.texts[2] == "₹ 32.00"
    assert "Done by leave of गीता" in counter.shell.counter.strip.text()


def test_what_the_deed_says_itself_stands_before_by_whose_leave_it_was(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    kit(counter)
    allow(counter, GITA)
    strip = counter.shell.counter.strip
    assert "Chhath" in strip.text()
    assert strip.text().endswith("By leave of गीता.")
    counter.press(ESC)
    advance(counter)
    allow(counter, GITA)
    assert "₹ 20.00" in strip.text()
    assert strip.text().endswith("By leave of गीता.")


def test_leave_for_what_another_law_refuses_claims_nothing(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.scan(SOAP_CODE)
    counter.press(END)
    bill = counter.shell.last_bill
    assert bill is not None
    counter.press((Qt.Key.Key_Delete, CTRL), Qt.Key.Key_Down, ENTER)
    allow(counter, GITA)
    assert counter.shell.counter.strip.text().endswith("By leave of गीता.")
    counter.press(Qt.Key.Key_PageUp, (Qt.Key.Key_Delete, CTRL), Qt.Key.Key_Down, ENTER)
    if place(counter) is Place.APPROVAL:
        allow(counter, GITA)
    assert any("R116" in text for text in counter.texts())


def test_a_helper_sells_teaches_and_looks_unasked(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    for key in (Qt.Key.Key_B, Qt.Key.Key_O, Qt.Key.Key_Q, Qt.Key.Key_K, Qt.Key.Key_Period):
        counter.press((key, ALT))
        assert place(counter) not in (Place.APPROVAL, Place.COUNTER)
        counter.press(ESC)
    counter.press((Qt.Key.Key_Comma, CTRL), ESC)
    counter.scan("8909999999999")
    counter.type("Biscuit")
    counter.press(ENTER)
    counter.type("10")
    counter.press(ENTER)
    counter.scan(SALT_CODE)
    counter.press(END)
    assert counter.shell.at is counter.shell.counter
    sold = counter.shell.last_bill
    assert sold is not None
    assert sold.totals.payable == Money(3800)


def test_what_a_helper_may_change_of_this_pc_is_how_its_screens_look(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    turned("light or dark")(counter)
    assert counter.shell.settings.theme == "dark"
    assert place(counter) is Place.SETTINGS
    assert acts(counter, ActKind.SETTING) == []


def test_what_a_scanner_teaches_is_kept_by_leave(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    open_setting(counter, "learn the scanner")
    counter.scan(f"~A{TEA}#")
    counter.scan(f"~A{MILK}#")
    assert place(counter) is Place.APPROVAL
    assert learnt(counter)[1:] == ("", "")
    allow(counter, GITA)
    assert learnt(counter)[1:] == ("~A", "#")
    ((_, act),) = acts(counter, ActKind.SETTING)
    assert act.note.startswith("scan_gap_ms=")
