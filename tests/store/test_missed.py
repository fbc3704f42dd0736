"""Codes that nobody knew are listed for their day, and go when somebody teaches them."""

from datetime import date

from estore_pos.domain.barcode import Missed
from estore_pos.store import missed
from tests.store.shelf import Shelf

TODAY, TOMORROW = date(2026, 12, 1), date(2026, 12, 2)


def test_a_code_is_listed_once_with_how_often_it_came_the_latest_first(stocked: Shelf) -> None:
    with stocked.page() as page:
        for at, code in enumerate(("111", "222", "333", "222")):
            missed.note(page, code, TODAY, at)
        assert missed.of_day(page, TODAY) == [Missed("222", 2), Missed("333", 1), Missed("111", 1)]
        missed.drop(page, "222")
        missed.drop(page, "444")
        assert missed.of_day(page, TODAY) == [Missed("333", 1), Missed("111", 1)]


def test_another_day_begins_with_none(stocked: Shelf) -> None:
    with stocked.page() as page:
        missed.note(page, "111", TODAY, 1)
        assert missed.of_day(page, TOMORROW) == []
        missed.note(page, "222", TOMORROW, 2)
        assert missed.of_day(page, TOMORROW) == [Missed("222", 1)]
        assert missed.of_day(page, TODAY) == []
