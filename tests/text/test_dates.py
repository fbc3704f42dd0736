"""Dates and times are India's, wherever the PC believes it is."""

from datetime import UTC, date, datetime

from estore_pos.text import dates


def test_a_date_is_day_month_year() -> None:
    assert dates.date_text(date(2026, 3, 2)) == "02-03-2026"


def test_an_instant_is_told_by_the_clock_of_india() -> None:
    at = datetime(2026, 11, 22, 20, 37, tzinfo=UTC)
    assert dates.time_text(at) == "02:07"
    assert dates.stamp_text(at) == "23-11-2026 02:07"
