"""Dates and times of India, as papers and screens write them."""

import re
from datetime import date, datetime

from estore_pos.domain.day import INDIA
from estore_pos.text.numbers import latin_digits

_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])[-./](20\d{2})", re.ASCII)
_MONTH_LAST = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def read_date(typed: str) -> date | None:
    """A typed day, as people write it (22-11-2026) or as files do (2026-11-22); None for none."""
    text = latin_digits(typed).strip()
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_month(typed: str) -> date | None:
    """The first day of a typed month: 11-2026, or 2026-11 as files write it; None for none."""
    text = latin_digits(typed).strip()
    if found := _MONTH_FIRST.fullmatch(text):
        month, year = map(int, found.groups())
    elif found := _MONTH_LAST.fullmatch(text):
        year, month = map(int, found.groups())
    else:
        return None
    return date(year, month, 1)


def month_text(day: date) -> str:
    """11-2026."""
    return f"{day.month:02}-{day.year:04}"


def date_text(day: date) -> str:
    """22-11-2026."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def time_text(at: datetime) -> str:
    """14:07 in India. `at` is aware."""
    return f"{at.astimezone(INDIA):%H:%M}"


def brief_stamp_text(at: datetime) -> str:
    """22-11 14:07 in India. `at` is aware."""
    return f"{at.astimezone(INDIA):%d-%m %H:%M}"


def stamp_text(at: datetime) -> str:
    """22-11-2026 14:07 in India. `at` is aware."""
    local = at.astimezone(INDIA)
    return f"{date_text(local.date())} {local:%H:%M}"
