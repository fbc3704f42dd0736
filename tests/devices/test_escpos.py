"""What the printer is told draws exactly the rows, in few bytes, whatever the rows are."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.devices import escpos
from tests.devices import paper_roll

WIDE = 48
row = st.one_of(
    st.just(bytes(WIDE)),
    st.integers(0, WIDE).flatmap(
        lambda margin: st.binary(max_size=WIDE - margin).map(
            lambda ink: (bytes(margin) + ink).ljust(WIDE, b"\0")
        )
    ),
)


@given(st.lists(row, max_size=200), st.booleans())
def test_the_roll_shows_exactly_the_rows(rows: list[bytes], aligned: bool) -> None:
    told = escpos.BEGIN + escpos.picture(rows, aligned=aligned)
    roll = paper_roll.read(told)
    assert roll.whole_rows() == rows
    assert roll.letters == roll.strange == 0
    assert roll.side == 0, "what follows the picture begins at the left again"


@given(st.lists(row, max_size=200), st.booleans(), st.integers(1, 3000))
def test_whatever_goes_between_two_parts_of_a_paper_leaves_it_whole(
    rows: list[bytes], aligned: bool, least: int
) -> None:
    told = escpos.BEGIN + escpos.picture(rows, aligned=aligned) + escpos.cut("partial")
    parts = list(escpos.parts(told, least))
    assert b"".join(parts) == told
    assert all(len(part) >= least for part in parts[:-1])
    roll = paper_roll.read(escpos.pulse(2).join(parts))
    assert roll.whole_rows() == rows
    assert len(roll.pulses) == len(parts) - 1
    assert roll.letters == roll.strange == 0


@given(st.lists(row, max_size=200), st.booleans())
def test_a_paper_takes_so_long_as_its_rows_on_a_slow_head(rows: list[bytes], aligned: bool) -> None:
    told = escpos.picture(rows, aligned=aligned)
    assert escpos.seconds(told) == max(len(rows) / 320, len(told) / 960)


def test_blank_paper_is_fed_and_margins_are_not_sent() -> None:
    blank = [bytes(WIDE)] * 300
    assert len(escpos.picture(blank)) == 6
    centred = [(bytes(20) + b"\xff" * 8).ljust(WIDE, b"\0")] * 40
    assert len(escpos.picture(centred, aligned=True)) < 40 * 8 + 20
    assert len(escpos.picture(centred)) < 40 * 28 + 20


def test_no_band_is_more_than_a_small_printer_takes() -> None:
    told = escpos.picture([b"\xff" * WIDE] * 1000)
    at = 0
    while at < len(told):
        assert told[at : at + 4] == b"\x1dv0\x00"
        wide, high = told[at + 4], told[at + 6]
        assert high <= escpos.BAND_ROWS
        at += 8 + wide * high
    assert at == len(told)


def test_a_band_that_a_dead_line_cut_off_is_ended_before_the_next_paper() -> None:
    rows = [bytes((n % 255 + 1,)) * WIDE for n in range(100)]
    whole = escpos.BEGIN + escpos.picture(rows)
    for cut_at in (9, 11, 500, 3000, len(whole) - 1):
        torn = whole[:cut_at] + escpos.silence(rows) + whole + escpos.pulse(2)
        roll = paper_roll.read(torn)
        assert roll.whole_rows()[-100:] == rows, cut_at
        assert roll.pulses == [0]


def test_the_pulse_is_for_the_drawer_s_pin_and_the_cut_for_the_knife() -> None:
    assert escpos.pulse(2) == b"\x1bp\x00\x19\xfa"
    assert escpos.pulse(5) == b"\x1bp\x01\x19\xfa"
    for how in ("partial", "full"):
        assert len(paper_roll.read(escpos.cut(how)).cuts) == 1
    assert paper_roll.read(escpos.cut("none")).cuts == []


@pytest.mark.skipif(not os.environ.get("ESTORE_DATA"), reason="ESTORE_DATA is not set")
def test_other_programs_bytes_are_read_to_their_end() -> None:
    captures = sorted((Path(os.environ["ESTORE_DATA"]) / "escpos").glob("*.bin"))
    assert captures
    for capture in captures:
        roll = paper_roll.read(capture.read_bytes(), 576)
        assert roll.strange == 0, capture.name
        assert roll.cuts, capture.name
        assert roll.picture().height == len(roll.rows) > 0


@pytest.mark.skipif(not os.environ.get("ESTORE_DATA"), reason="ESTORE_DATA is not set")
def test_one_picture_that_another_program_sent_in_two_ways_is_read_as_one() -> None:
    """Four sizes each: as it is, twice as wide, twice as high, twice as large."""
    folder = Path(os.environ["ESTORE_DATA"]) / "escpos"
    ways = [pictures(folder / name) for name in ("bit-image.bin", "graphics.bin")]
    assert ways[0] == ways[1]
    plain, wide, high, large = ways[0]
    assert [len(each) // len(plain) for each in (wide, high, large)] == [1, 2, 2]
    assert high[::2] == high[1::2] == plain
    assert large[::2] == large[1::2] == wide
    assert wide != plain
    assert pictures(folder / "receipt-with-logo.bin"), "a shop's sign over its receipt"


def pictures(capture: Path) -> list[list[bytes]]:
    """The pictures on the roll, each of its rows without the blank at the right."""
    found: list[list[bytes]] = [[]]
    for row in paper_roll.read(capture.read_bytes(), 576).rows:
        if row:
            found[-1].append(row.rstrip(b"\0"))
        elif found[-1]:
            found.append([])
    return [each for each in found if each]
