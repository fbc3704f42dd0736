"""A weight comes from the scale as it shows it, or it is refused and says why."""

import re
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.devices import scale
from estore_pos.devices.scale import Setup
from estore_pos.domain.errors import Refusal, RefusalCode, ShopError, TroubleCode
from tests.devices.cable import Cable
from tests.fully import fully


def weighed(on: scale.Scale | None) -> object:
    """Grams, or the code of what was refused."""
    assert on is not None
    try:
        return on.grams()
    except ShopError as error:
        return error.code


@pytest.mark.parametrize(
    ("answer", "grams"),
    [
        (b"\x0201.250\r", 1250),
        (b"\x02 0.005N\r", 5),
        (b"\x0200.000\r", RefusalCode.SCALE_EMPTY),
        (b"\x02?\x01\r", RefusalCode.SCALE_MOVING),
        (b"\x02?\x03\r", RefusalCode.SCALE_OVERLOAD),
        (b"\x02?\x04\r", RefusalCode.SCALE_BELOW_ZERO),
        (b"\x02?\x40\r", RefusalCode.SCALE_MOVING),
        pytest.param(b"", TroubleCode.SCALE_DEAD, marks=pytest.mark.slow),
        (b"\x0201.2", TroubleCode.SCALE_DEAD),
    ],
)
def test_a_toledo_is_asked_and_understood(answer: bytes, grams: object) -> None:
    with Cable(lambda heard: answer if b"W" in heard else b"") as cable:
        assert weighed(scale.connect(Setup("toledo", cable.name, 9600))) == grams


@pytest.mark.parametrize(
    ("line", "grams"),
    [
        (b"ST,GS,+  1.250kg\r\n", 1250),
        (b"ST,NT,   250 g\r\n", 250),
        (b"   1.250 kg\r", 1250),
        (b"+001.250\r\n", 1250),
        (b"US,GS,+  1.250kg\r\n", RefusalCode.SCALE_MOVING),
        (b"OL,GS,+  9.999kg\r\n", RefusalCode.SCALE_OVERLOAD),
        (b"ST,GS,-  0.010kg\r\n", RefusalCode.SCALE_BELOW_ZERO),
        (b"ST,GS,+  0.000kg\r\n", RefusalCode.SCALE_EMPTY),
        (b"\n 1G       1.250kg_\r", 1250),
        (b"\n 1GM      1.250kg_\r", RefusalCode.SCALE_MOVING),
        (b"\nO1G      16.000kg_\r", RefusalCode.SCALE_OVERLOAD),
        (b"\nU1G      -0.020kg_\r", RefusalCode.SCALE_BELOW_ZERO),
        (b"\nZ1G       0.000kg_\r", RefusalCode.SCALE_EMPTY),
        pytest.param(b"HELLO\r\n", TroubleCode.SCALE_STRANGE, marks=pytest.mark.slow),
        (b"wn001.250kg\r\n", 1250),
        (b"ww001.250kg\r\n", 1250),
        (b"G+001.250kg\r\n", 1250),
        (b"   1.250 Kgs\r\n", 1250),
        (b"1.250Kg ST\r\n", 1250),
        (b"ST,GS,1.250,kg\r\n", 1250),
        (b"G.W.: 1.250 kg\r\n", 1250),
        (b"12:05 1.250 kg\r\n", 1250),
        (b"1.250 kg  45.00  56.25\r\n", 1250),
        (b"S S      1.250 kg\r\n", 1250),
        (b"S D      1.250 kg\r\n", RefusalCode.SCALE_MOVING),
        (b"1.250 kgUS\r\n", RefusalCode.SCALE_MOVING),
        (b"S I\r\n", RefusalCode.SCALE_MOVING),
        (b"S +\r\n", RefusalCode.SCALE_OVERLOAD),
        (b"S -\r\n", RefusalCode.SCALE_BELOW_ZERO),
        (b"- 0.500 kg\r\n", RefusalCode.SCALE_BELOW_ZERO),
        (b"UNDER\r\n", RefusalCode.SCALE_BELOW_ZERO),
    ],
)
@pytest.mark.parametrize("talks", fully([True, False], quick=[True]))
def test_a_scale_that_prints_lines_is_understood(line: bytes, grams: object, talks: bool) -> None:
    cable = Cable(chatter=line) if talks else Cable(lambda heard: line)
    with cable:
        assert weighed(scale.connect(Setup("lines", cable.name, 9600))) == grams


@pytest.mark.parametrize(
    "line",
    [
        b"\nE1G   ----------kg_\r",
        b"Err 1\r\n",
        b"No. 12\r\n",
        b"1250\r\n",
        b"1,250 kg\r\n",
        b"1.2 50 kg\r\n",
        b"1.250 2.500\r\n",
        b"1.250.5 kg\r\n",
        b"=052.100\r\n",
        b"1?2.250kg\r\n",
        b"1 2.250 kg\r\n",
        b"A2.250kg\r\n",
        b"wt000.050kg\r\n",
        b"  .250 kg\r\n",
        b"ST,TR,+ 0.050kg\r\n",
        b"TARE 0.050 kg\r\n",
        b"\n 1T       0.050kg_\r",
        b"LOBAT 5.9\r\n",
        b"ERR 3.1\r\n",
        b"VER 2.10\r\n",
        b"Rs 12.50\r\n",
    ],
)
def test_a_line_that_is_no_weight_beyond_doubt_is_none(line: bytes) -> None:
    assert scale.lines(line) is None


@given(st.integers(1, 15_000), st.integers(0, 20), st.booleans())
def test_a_torn_line_never_becomes_a_weight(grams: int, torn: int, is_toledo: bool) -> None:
    text = f"{grams // 1000:02}.{grams % 1000:03}".encode()
    line = b"\x02" + text + b"\r" if is_toledo else b"ST,GS,+ " + text + b"kg\r\n"
    read = scale.toledo if is_toledo else scale.lines
    # From anywhere in the first line on, two lines behind it: only the whole one counts.
    heard = line[min(torn, len(line)) :] + line + line[:torn]
    if not is_toledo:
        heard = scale.after_first_end(heard)
    assert read(heard) in (grams, None)


@given(st.text("0123456789.,:+-= kgSTUSOLGNErlb", max_size=24))
def test_whatever_a_scale_prints_is_a_weight_that_stands_there_or_none(line: str) -> None:
    try:
        grams = scale.lines(line.encode() + b"\r")
    except Refusal:
        return
    if grams is None:
        return
    numbers = re.findall(r"\d+(?:\.\d+)?", line)
    factors = (Decimal(1), Decimal(1000), Decimal("453.59237"))
    stood = {
        int((Decimal(n) * f).to_integral_value(ROUND_HALF_UP)) for n in numbers for f in factors
    }
    assert grams in stood
    assert "." in line or "g" in line.lower()


LINES = ("{0:7.3f} kg\r\n", "ST,GS,+{0:07.3f}kg\r\n", "  {0:6.3f}\r\n", "{0:08.3f}\r\n")


@given(st.integers(1, 30_000), st.sampled_from(LINES))
def test_seven_bits_with_parity_heard_as_eight_are_no_other_weight(grams: int, line: str) -> None:
    sent = line.format(Decimal(grams) / 1000).encode()
    heard = bytes(each | (each.bit_count() % 2) << 7 for each in sent)
    assert scale.lines(heard) in (grams, None)


UNTOLD = b"0123456789\r\n \t,+-\x00\x02\x03"
"""In place of a digit these cannot be told from what was sent: others, ends, blanks, signs."""


@given(st.integers(1, 30_000), st.sampled_from(LINES), st.data())
def test_a_byte_that_noise_changed_is_no_other_weight_but_by_a_digit(
    grams: int, line: str, data: st.DataObject
) -> None:
    sent = bytearray(line.format(Decimal(grams) / 1000).encode())
    place = data.draw(st.integers(0, len(sent) - 3))
    sent[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte not in UNTOLD))
    try:
        assert scale.lines(bytes(sent)) in (grams, None)
    except Refusal:
        return


@pytest.mark.parametrize("line", LINES)
def test_no_byte_in_place_of_a_digit_leaves_the_rest_a_weight(line: str) -> None:
    sent = line.format(Decimal(12345) / 1000).encode()
    for place, byte in enumerate(sent):
        for noise in set(range(256)) - set(UNTOLD):
            if chr(byte) in "0123456789.":
                with suppress(Refusal):
                    heard = sent[:place] + bytes([noise]) + sent[place + 1 :]
                    assert scale.lines(heard) in (12345, None), heard


def test_a_port_that_is_not_there_is_said_so() -> None:
    assert weighed(scale.connect(Setup("toledo", "/dev/no-such-port"))) is TroubleCode.SCALE_DEAD
    assert scale.connect(Setup()) is None
