"""Dates and times are India's, wherever the PC believes it is."""

from datetime import UTC, date, datetime

import pytest

from estore_pos.text import dates


def test_a_date_is_day_month_year() -> None:
    assert dates.date_text(date(2026, 3, 2)) == "02-03-2026"


@pytest.mark.parametrize(
    "typed", ["22-11-2026", "22.11.2026", "22/11/2026", " 2026-11-22 ", "२२-११-२०२६"]
)
def test_a_day_is_read_as_people_and_as_files_write_it(typed: str) -> None:
    assert dates.read_date(typed) == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["", "yesterday", "31-02-2026", "2026-13-01", "22-11-26", "1-2"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert dates.read_date(typed) is None


@pytest.mark.parametrize("typed", ["11-2026", "11/2026", "2026-11", " ११-२०२६ "])
def test_a_month_is_read_as_people_and_as_files_write_it(typed: str) -> None:
    assert dates.read_month(typed) == date(2026, 11, 1)
    assert dates.month_text(date(2026, 11, 1)) == "11-2026"


@pytest.mark.parametrize("typed", ["", "november", "13-2026", "2026-13", "2026", "1-1-2026"])
def test_what_is_no_month_is_none(typed: str) -> None:
    assert dates.read_month(typed) is None


def test_an_instant_is_told_by_the_clock_of_india() -> None:
    at = datetime(2026, 11, 22, 20, 37, tzinfo=UTC)
    assert dates.time_text(at) == "02:07"
    assert dates.stamp_text(at) == "23-11-2026 02:07"
    assert dates.brief_stamp_text(at) == "23-11 02:07"
