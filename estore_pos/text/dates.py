"""Dates and times of India, as papers and screens write them."""

from datetime import date, datetime

from estore_pos.domain.day import INDIA
from estore_pos.text.words import Language

_MONTHS = {
    "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "en": "January February March April May June July August September October November December",
}
_WEEKDAYS = {
    "hi": "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


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


def day_words(day: date, language: Language) -> str:
    """22 नवंबर 2026."""
    return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}"


def month_words(day: date, language: Language) -> str:
    """नवंबर 2026."""
    return f"{_MONTHS[language].split()[day.month - 1]} {day.year}"


def weekday_words(day: date, language: Language) -> str:
    """रविवार."""
    return _WEEKDAYS[language].split()[day.weekday()]
