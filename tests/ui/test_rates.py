"""The rate board: many goods priced anew without leaving one field, saved as one record."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication

from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.operations.lookup import Lookup
from estore_pos.operations.till import Till
from estore_pos.ui.counter.approval import ApprovalSheet
from estore_pos.ui.counter.rates import BEFORE, NAME, TODAY, RatesSheet
from estore_pos.ui.keymap import Place
from estore_pos.ui.style import BODY_PX, look
from tests.operations.shopfront import ATTA, NIL, POTATO, SALT, put_item
from tests.ui.counterside import ALT, CTRL, SALT_CODE, Counterside
from tests.ui.staffed import GITA, PINS, SITA, staff

ENTER, ESC, UP, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down
END, F4, F6 = Qt.Key.Key_End, Qt.Key.Key_F4, Qt.Key.Key_F6
BOARD, SAVE, COPY = (Qt.Key.Key_B, ALT), (Qt.Key.Key_S, CTRL), (Qt.Key.Key_C, CTRL)
A_DAY_MS = 24 * 3600 * 1000

T = TypeVar("T")


def desk(counter: Counterside, deed: Callable[[Till], T]) -> T:
    """A deed at the desk, and what it gave."""
    told: list[T] = []
    counter.work.desk(deed, told.append)
    counter.rest()
    return told[0]


def price(counter: Counterside, item: ItemId) -> int | None:
    """What an item costs, in paise."""
    told: list[Item | None] = []

    def ask(lookup: Lookup) -> Item | None:
        return lookup.item(item)

    counter.work.look(ask, told.append)
    counter.rest()
    found = told[0]
    assert found is not None
    return found.price.paise if found.price else None


def sheet(counter: Counterside) -> RatesSheet:
    """The board that has the keys."""
    at = counter.shell.at
    assert isinstance(at, RatesSheet)
    return at


def rows(counter: Counterside) -> list[tuple[str, str, str]]:
    """What stands on the board: name, before, today."""
    table = sheet(counter).table
    found = []
    for place in range(len(sheet(counter).board)):
        row, first = sheet(counter).spot(place)
        name, before, today = (table.item(row, first + at) for at in (NAME, BEFORE, TODAY))
        assert name is not None
        assert before is not None
        assert today is not None
        found.append((name.text().split(" · ")[0], before.text(), today.text()))
    return found


def records(counter: Counterside) -> int:
    """How many records the goods' journal has."""
    return desk(counter, lambda till: len(list(till.archive().journal("goods"))))


LONG = ("सरसों तेल खुला", "Mustard oil, loose")


def _eighteen_more(till: Till) -> None:
    """Loose goods, so that the board has twenty."""
    for number in range(18):
        hindi, english = LONG if number == 17 else (f"सब्ज़ी {number}", f"Veg {number}")
        put_item(till, Item(ItemId(0), hindi, english, Unit.KILO, NIL, Money(1000), step_milli=1))


def test_twenty_loose_goods_are_priced_by_a_number_and_enter_each_and_one_record_is_kept(
    counter: Counterside,
) -> None:
    desk(counter, _eighteen_more)
    counter.press(BOARD)
    assert len(rows(counter)) == 20
    before = records(counter)
    counter.keys = 0
    for number in range(20):
        counter.type(str(20 + number))
        counter.press(ENTER)
    counter.press(SAVE)
    assert counter.keys == 20 * 3 + 1
    assert records(counter) == before + 1
    assert [today for _, _, today in rows(counter)] == [f"{20 + n}.00" for n in range(20)]
    assert (price(counter, ATTA), price(counter, POTATO)) == (2000, 2100)


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("scale", [100, 115])
def test_twenty_goods_are_in_sight_at_once_with_their_prices(
    counter: Counterside, scale: int, language: str
) -> None:
    desk(counter, _eighteen_more)
    counter.shell.set_value("language", language)
    counter.shell.set_value("scale", scale)
    counter.press(BOARD)
    counter.type("44.5")
    counter.press(ENTER)
    board = sheet(counter)
    table = board.table
    assert table.verticalScrollBar().maximum() == 0
    assert table.horizontalScrollBar().maximum() == 0
    sight = table.viewport().rect()
    for place in range(20):
        row, first = board.spot(place)
        for column in (NAME, BEFORE, TODAY):
            cell = table.item(row, first + column)
            assert cell is not None
            box = table.visualItemRect(cell)
            assert sight.contains(box)
            letters = QFontMetrics(cell.font())
            assert cell.font().pixelSize() >= look.px(BODY_PX)
            assert letters.height() <= box.height()
            assert letters.horizontalAdvance(cell.text()) <= box.width() - 4, cell.text()


def test_the_arrows_and_enter_go_down_one_column_and_on_in_the_next(counter: Counterside) -> None:
    desk(counter, _eighteen_more)
    counter.press(BOARD)
    for place in range(20):
        chosen = {(each.row(), each.column()) for each in sheet(counter).table.selectedItems()}
        row, first = divmod(place, 10)[1], 4 * (place // 10)
        assert chosen == {(row, first + column) for column in (NAME, BEFORE, TODAY)}
        counter.press(ENTER if place % 2 else DOWN)
    counter.press(UP)
    assert sheet(counter).at == 18
    sheet(counter).table.cellClicked.emit(2, 5)
    assert sheet(counter).at == 12
    sheet(counter).table.cellClicked.emit(2, 3)
    assert sheet(counter).at == 12, "between the columns is no good"


def test_ten_goods_stand_below_each_other_and_leave_the_bill_in_sight(
    counter: Counterside,
) -> None:
    counter.press(BOARD)
    narrow = sheet(counter).width()
    counter.press(ESC)
    desk(counter, _eighteen_more)
    counter.press(BOARD)
    assert sheet(counter).width() > narrow
    for _ in range(10):
        counter.press(F4)
    assert sheet(counter).width() == narrow
    assert [each for each in range(10) if sheet(counter).spot(each)[1]] == []


def test_what_sells_most_stands_first_and_only_what_is_weighed(counter: Counterside) -> None:
    counter.type("aalu 3kg")
    counter.press(ENTER, END, BOARD)
    assert rows(counter) == [("Potato", "30.00", "30.00"), ("Atta", "36.00", "36.00")]


def test_the_price_of_yesterday_stands_beside_and_the_rates_before_it_below(
    counter: Counterside,
) -> None:
    for typed in ("31", "32", "33"):
        counter.press(BOARD)
        counter.press(DOWN)
        counter.type(typed)
        counter.press(ENTER, SAVE, ESC)
        counter.clock.move(A_DAY_MS)
    counter.press(BOARD, DOWN)
    counter.type("34")
    counter.press(ENTER, SAVE)
    assert rows(counter)[1] == ("Potato", "33.00", "34.00")
    counter.press(UP, UP, DOWN)
    past = sheet(counter).findChild(type(sheet(counter).told), "rates_past")
    assert past is not None
    assert past.text() == "04-12  34.00 · 03-12  33.00 · 02-12  32.00 · 01-12  31.00"


def test_only_the_rates_that_are_new_are_counted_and_the_former_ones_stay_in_sight(
    counter: Counterside,
) -> None:
    counter.press(BOARD)
    counter.type("38")
    counter.press(ENTER, SAVE)
    assert sheet(counter).told.text().startswith("✓ 1 rate is saved")
    saved = [("Atta", "36.00", "38.00"), ("Potato", "30.00", "30.00")]
    assert rows(counter) == saved
    counter.press(SAVE)
    assert "no rate on it is a new one" in sheet(counter).told.text()
    counter.press(ESC, BOARD)
    assert rows(counter) == saved, "also where the board is opened again"
    counter.clock.move(A_DAY_MS)
    counter.press(ESC, BOARD)
    assert rows(counter)[0] == ("Atta", "38.00", "38.00"), "the next day begins from what holds"


def test_a_name_adds_a_good_and_a_key_takes_one_off_until_the_next_board(
    counter: Counterside,
) -> None:
    counter.press(BOARD, F4)
    assert [name for name, _, _ in rows(counter)] == ["Potato"]
    counter.type("namak")
    counter.press(ENTER)
    assert [name for name, _, _ in rows(counter)] == ["Potato", "Salt"]
    counter.type("27")
    counter.press(SAVE, ESC, BOARD)
    assert sorted(rows(counter)) == [("Potato", "30.00", "30.00"), ("Salt", "28.00", "27.00")]
    counter.type("nam")
    counter.press(ENTER)
    assert sheet(counter).board[sheet(counter).at].item.id == SALT, "it is there: go to it"
    assert len(rows(counter)) == 2


def test_a_name_that_nobody_has_is_told_and_stays_to_be_mended(counter: Counterside) -> None:
    counter.press(BOARD)
    counter.type("zzyzx")
    counter.press(ENTER)
    assert "R111" in sheet(counter).told.text()
    assert sheet(counter).field.text() == "zzyzx"


def test_a_price_that_cannot_be_is_refused_and_nothing_that_was_typed_is_lost(
    counter: Counterside,
) -> None:
    counter.press(BOARD)
    counter.type("44")
    counter.press(ENTER, ENTER)
    counter.type("salt")
    counter.press(ENTER)
    counter.type("29")
    counter.press(UP, SAVE)
    assert "R102" in sheet(counter).told.text()
    assert sheet(counter).board[sheet(counter).at].item.id == SALT, "the wrong one has the focus"
    assert price(counter, ATTA) == 3600, "of a board that was refused no price holds"
    counter.type("0")
    counter.press(SAVE)
    assert "R143" in sheet(counter).told.text()
    counter.type("200000000")
    counter.press(SAVE)
    assert "R112" in sheet(counter).told.text()
    counter.type("12q")
    counter.press(SAVE)
    assert "R113" in sheet(counter).told.text()
    counter.type("28")
    counter.press(SAVE)
    assert (price(counter, ATTA), price(counter, SALT)) == (4400, 2800)


def test_what_is_typed_and_not_saved_is_there_when_the_board_comes_again(
    counter: Counterside,
) -> None:
    counter.press(BOARD)
    counter.type("44")
    counter.press(ENTER)
    counter.type("33")
    counter.press(Qt.Key.Key_F1, ESC)
    assert price(counter, ATTA) == 3600
    counter.press(BOARD)
    assert rows(counter)[0][2] == "44.00"
    counter.press(ENTER, SAVE)
    assert price(counter, ATTA) == 4400


def told(counter: Counterside) -> str:
    """What stands below the board."""
    return sheet(counter).told.text()


def test_esc_throws_away_what_was_typed_on_the_board_and_asks_once(counter: Counterside) -> None:
    counter.press(BOARD)
    counter.type("44")
    counter.press(ENTER)
    counter.type("33")
    counter.press(ESC)
    assert sheet(counter).field.text() == "", "first what stands in the field"
    counter.press(ESC)
    assert "1 new rate is not saved yet" in told(counter)
    counter.press(ESC)
    assert counter.shell.at.place is Place.COUNTER
    counter.press(BOARD)
    assert [today for _, _, today in rows(counter)] == ["36.00", "30.00"]
    counter.press(DOWN)
    counter.type("31")
    counter.press(ENTER, SAVE)
    assert (price(counter, ATTA), price(counter, POTATO)) == (3600, 3100)
    counter.press(ESC)
    assert counter.shell.at.place is Place.COUNTER, "what is saved asks nothing"


def test_whatever_else_is_pressed_keeps_what_was_typed_on_the_board(counter: Counterside) -> None:
    counter.press(BOARD)
    counter.type("44")
    counter.press(ENTER)
    for between in (UP, DOWN, Qt.Key.Key_5):
        counter.press(ESC)
        assert "Esc throws it away" in told(counter)
        counter.press(between)
        assert "1 new rate, not saved yet: Ctrl+S" in told(counter)
        assert rows(counter)[0][2] == "44.00"
    counter.press(ESC, ESC, ESC, BOARD, F4, ESC)
    assert "The board is not saved yet" in told(counter)
    counter.press(ESC, BOARD)
    assert len(rows(counter)) == 2


def test_the_open_bill_follows_the_new_rates_but_for_what_was_typed(counter: Counterside) -> None:
    counter.type("aalu 2kg")
    counter.press(ENTER)
    counter.type("atta 1kg")
    counter.press(ENTER)
    counter.type("35")
    counter.press(Qt.Key.Key_F7, BOARD)
    counter.type("40")
    counter.press(ENTER)
    counter.type("25")
    counter.press(SAVE, ESC)
    view = counter.shell.counter.view
    assert view is not None
    assert [(line.item.name_en, line.price.paise) for line in view.draft.lines] == [
        ("Potato", 2500),
        ("Atta", 3500),
    ]
    counter.press(Qt.Key.Key_Z, END)


def test_the_picture_is_made_of_what_is_saved_and_copied_for_a_chat(counter: Counterside) -> None:
    counter.shell.sheets.pictures = lambda: counter.root / "Pictures" / "Bills"
    counter.press(BOARD, COPY)
    assert "F6" in sheet(counter).told.text()
    counter.press(F6)
    counter.qtbot.waitUntil(lambda: "R111" in sheet(counter).told.text(), timeout=20_000)
    counter.type("41")
    counter.press(ENTER, F6)
    assert "Ctrl+S" in sheet(counter).told.text()
    counter.press(SAVE, F6)
    counter.qtbot.waitUntil(lambda: "Pictures" in sheet(counter).told.text(), timeout=20_000)
    made = counter.root / "Pictures" / "Bills" / "rates-2026-12-01.png"
    with Image.open(made) as picture:
        assert picture.width == 1080
    counter.press(COPY)
    board = QGuiApplication.clipboard()
    assert board.image().width() == 1080
    assert board.text() == str(made)


def test_a_folder_that_takes_no_picture_is_told_and_the_rates_stand(counter: Counterside) -> None:
    (counter.root / "file").write_text("in the way")
    counter.shell.sheets.pictures = lambda: counter.root / "file" / "Bills"
    counter.press(BOARD)
    counter.type("41")
    counter.press(ENTER, SAVE, F6)
    counter.qtbot.waitUntil(lambda: "T501" in sheet(counter).told.text(), timeout=20_000)
    assert price(counter, ATTA) == 4100


def test_a_shop_without_loose_goods_has_an_empty_board_that_says_what_to_do(
    counter: Counterside,
) -> None:
    def close(till: Till) -> None:
        for each in till.terms.rate_board():
            put_item(till, replace(each.item, closed=True))

    desk(counter, close)
    counter.press(BOARD)
    assert rows(counter) == []
    counter.press(UP, DOWN, F4, ENTER, SAVE)
    assert "Nothing was saved" in sheet(counter).told.text()
    counter.scan(SALT_CODE)
    assert counter.lines == [("Salt", 1000)]
    assert sheet(counter).isVisible()


def test_rates_below_cost_are_allowed_by_the_owner_s_pin_and_nothing_typed_is_lost(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cost(till: Till) -> None:
        put_item(till, replace(till.terms.card(ATTA).item, cost=Money(3000)))

    desk(counter, cost)
    staff(counter, GITA, monkeypatch)
    counter.press(BOARD)
    counter.type("29")
    counter.press(ENTER)
    counter.type("31")
    counter.press(SAVE)
    assert isinstance(counter.shell.at, ApprovalSheet)
    counter.press(ESC)
    assert "R114" in sheet(counter).told.text()
    assert [today for _, _, today in rows(counter)] == ["29.00", "31.00"]
    assert price(counter, ATTA) == 3600
    counter.press(SAVE)
    counter.type(PINS[SITA])
    counter.press(ENTER)
    assert (price(counter, ATTA), price(counter, POTATO)) == (2900, 3100)
