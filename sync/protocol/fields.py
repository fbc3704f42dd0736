"""The bounds of single values on the wire: what a paisa, a day, an id and a text may be."""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

PAISE_MAX = 10**13
MILLI_MAX = 10**12

TaxMode: TypeAlias = Literal["U", "C", "R"]
Title: TypeAlias = Literal["M", "T", "S", "I"]
Treatment: TypeAlias = Literal["T", "N", "E", "G", "U"]
"""Taxable, nil-rated, exempt, outside the GST, or a good of which nobody has told which."""

Paise: TypeAlias = Annotated[int, Meta(ge=-PAISE_MAX, le=PAISE_MAX)]
Milli: TypeAlias = Annotated[int, Meta(ge=-MILLI_MAX, le=MILLI_MAX)]
RateBp: TypeAlias = Annotated[int, Meta(ge=0, le=10_000)]
Flag: TypeAlias = Annotated[int, Meta(ge=0, le=1)]
ItemNumber: TypeAlias = Annotated[int, Meta(ge=1, le=2**53)]
AnyItem: TypeAlias = Annotated[int, Meta(ge=0, le=2**53)]
"""0 is a good without a number: what was sold by its category alone."""
Day: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
DayOrNone: TypeAlias = Annotated[str, Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?\Z")]
Id: TypeAlias = Annotated[str, Meta(pattern=r"^[0-7][0-9A-HJKMNP-TV-Z]{25}\Z")]
IdOrNone: TypeAlias = Annotated[str, Meta(pattern=r"^([0-7][0-9A-HJKMNP-TV-Z]{25})?\Z")]
State: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{2}\Z")]
Number: TypeAlias = Annotated[str, Meta(min_length=1, max_length=16)]
Short: TypeAlias = Annotated[str, Meta(max_length=64)]
Text: TypeAlias = Annotated[str, Meta(max_length=400)]
Unit: TypeAlias = Annotated[str, Meta(min_length=1, max_length=8)]
HexParent: TypeAlias = Annotated[str, Meta(pattern=r"^([0-9a-f]{112})?\Z")]


def check_days(*days: str) -> None:
    """Raises ValueError for a day that no calendar has; "" is no day."""
    for day in days:
        if day:
            date.fromisoformat(day)
