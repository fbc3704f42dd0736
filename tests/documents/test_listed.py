"""A list on paper: every row whole, on both rolls and on as many sheets as it needs."""

from typing import Literal

import pytest

from estore_pos.documents.listed import Entry, Listed, listed
from tests.documents import reading

Kind = Literal["58", "80", "a4"]
KINDS: tuple[Kind, ...] = ("58", "80", "a4")
LONG = "Card of a good changed · सरसों का तेल कच्ची घानी एक लीटर वाली बोतल 2 packets"


def told(count: int) -> Listed:
    """So many rows, every third with a long name and something below it."""
    rows = [
        Entry(
            f"{LONG if place % 3 == 0 else 'Drawer opened without a sale'} {place}",
            f"₹ {place}.00",
            f"12:{place % 60:02d} · राम, by leave of गीता",
            f"MJ7C7/26/{place:06d}",
            "MRP ₹ 40.00 → ₹ 42.00" if place % 3 == 0 else "",
        )
        for place in range(count)
    ]
    return Listed("Who did what", ["किराना दुकान", f"{count} acts"], rows)


@pytest.mark.parametrize("count", [0, 1, 3, 70])
@pytest.mark.parametrize("kind", KINDS)
def test_every_row_stands_on_the_paper_whole(kind: Kind, count: int) -> None:
    pdf = listed(told(count), kind)
    assert reading.faults(pdf) == []
    text = reading.text(pdf)
    assert "Who did what" in text
    for place in range(count):
        assert f"MJ7C7/26/{place:06d}" in text
        assert f"₹ {place}.00" in text
    assert text.count("MRP ₹ 40.00 → ₹ 42.00") == len(range(0, count, 3))


def test_each_sheet_begins_with_the_title_and_says_which_it_is() -> None:
    pages = reading.boxes(listed(told(70), "a4"))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        words = " ".join(box.text for box in page)
        assert words.startswith("Who did what")
        assert f"{number} / {len(pages)}" in words


def test_the_same_rows_are_the_same_paper() -> None:
    assert listed(told(5), "80") == listed(told(5), "80")
