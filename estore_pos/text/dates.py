"""Dates and times of India, as papers and screens write them."""

from datetime import date, datetime

from estore_pos.domain.day import INDIA


def date_text(day: date) -> str:
    """22-11-2026."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def time_text(at: datetime) -> str:
    """14:07 in India. `at` is aware."""
    return f"{at.astimezone(INDIA):%H:%M}"


def stamp_text(at: datetime) -> str:
    """22-11-2026 14:07 in India. `at` is aware."""
    local = at.astimezone(INDIA)
    return f"{date_text(local.date())} {local:%H:%M}"
