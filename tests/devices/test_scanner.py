"""A scan is told from a hand by its haste, and what a hand typed survives it."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.devices.scanner import (
    ENTER,
    GAP_MAX_MS,
    LINE_FEED,
    TAB,
    Decoder,
    Echo,
    Habits,
    Heard,
    Lesson,
    Scan,
    learnt,
)
from estore_pos.domain.barcode import check_digit

SOAP = "8901030865278"


def typed(
    decoder: Decoder, keys: Iterable[str], *, gap_ms: int, start_ms: int
) -> list[Scan | Echo | None]:
    return [decoder.feed(key, start_ms + gap_ms * n) for n, key in enumerate(keys)]


def scans(answers: Iterable[Scan | Echo | None]) -> list[Scan]:
    return [answer for answer in answers if isinstance(answer, Scan)]


@pytest.mark.parametrize("end", [ENTER, TAB, LINE_FEED])
def test_a_fast_burst_that_ends_with_enter_or_tab_is_a_scan(end: str) -> None:
    answers = typed(Decoder(), SOAP + end, gap_ms=5, start_ms=1000)
    assert answers == [None] * len(SOAP) + [Scan(SOAP, 13)]


@pytest.mark.parametrize("gap_ms", [0, 49])
def test_a_burst_counts_as_fast_up_to_its_gap(gap_ms: int) -> None:
    assert scans(typed(Decoder(), SOAP + ENTER, gap_ms=gap_ms, start_ms=0)) == [Scan(SOAP, 13)]
    assert not scans(typed(Decoder(), SOAP + ENTER, gap_ms=50, start_ms=0))


def test_what_stands_between_the_elements_of_a_gs1_code_is_part_of_the_scan() -> None:
    code = "010890103086527510AB\x1d3103000750"
    assert scans(typed(Decoder(), code + ENTER, gap_ms=5, start_ms=0)) == [Scan(code, len(code))]
    assert not scans(typed(Decoder(), "\x1d" + ENTER, gap_ms=500, start_ms=0))


def test_three_characters_are_no_scan_and_four_are() -> None:
    assert not scans(typed(Decoder(), "123" + ENTER, gap_ms=5, start_ms=0))
    assert scans(typed(Decoder(), "1234" + ENTER, gap_ms=5, start_ms=0)) == [Scan("1234", 4)]


def test_the_bill_s_own_code_is_a_scan() -> None:
    code = "ES1:B:01KB8Q0XM5Z7T3R9V2W4Y6A8CD"
    assert scans(typed(Decoder(), code + ENTER, gap_ms=2, start_ms=0)) == [Scan(code, 32)]


def test_a_payer_s_long_code_is_swallowed_whole() -> None:
    code = "upi://pay?pa=" + "x1" * 150
    assert scans(typed(Decoder(), code + ENTER, gap_ms=2, start_ms=0)) == [Scan(code, len(code))]


def test_a_scan_in_the_middle_of_typing_says_which_characters_were_its_own() -> None:
    decoder = Decoder()
    typed(decoder, "aalu", gap_ms=180, start_ms=0)
    answers = typed(decoder, SOAP + ENTER, gap_ms=4, start_ms=1000)
    field = "aalu" + SOAP
    [scan] = scans(answers)
    assert field[: -scan.typed] == "aalu"


def test_the_line_feed_of_a_reader_that_sends_two_ends_is_nobody_s_enter() -> None:
    decoder = Decoder()
    answers = typed(decoder, SOAP + ENTER + LINE_FEED, gap_ms=4, start_ms=0)
    assert answers[-2:] == [Scan(SOAP, 13), Echo()]


def test_an_enter_long_after_a_scan_is_a_hand_s() -> None:
    decoder = Decoder()
    typed(decoder, SOAP + ENTER, gap_ms=4, start_ms=0)
    assert decoder.feed(ENTER, 13 * 4 + 301) is None


def test_an_enter_after_something_typed_is_a_hand_s_even_soon_after_a_scan() -> None:
    decoder = Decoder()
    typed(decoder, SOAP + ENTER, gap_ms=4, start_ms=0)
    assert decoder.feed("2", 150) is None
    assert decoder.feed(ENTER, 290) is None


def test_a_tab_soon_after_a_scan_still_moves_on() -> None:
    decoder = Decoder()
    typed(decoder, SOAP + ENTER, gap_ms=4, start_ms=0)
    assert decoder.feed(TAB, 200) is None


def test_one_key_held_down_is_no_scan() -> None:
    assert not scans(typed(Decoder(), "00000000" + ENTER, gap_ms=33, start_ms=0))


def test_an_arrow_between_two_keys_ends_a_burst() -> None:
    decoder = Decoder()
    typed(decoder, "890", gap_ms=4, start_ms=0)
    decoder.feed("", 12)
    assert not scans(typed(decoder, "103" + ENTER, gap_ms=4, start_ms=16))


def test_two_scans_on_end_are_two_scans() -> None:
    answers = typed(Decoder(), SOAP + ENTER + "8901063010031" + ENTER, gap_ms=3, start_ms=0)
    assert [scan.code for scan in scans(answers)] == [SOAP, "8901063010031"]


def test_a_reader_s_prefix_and_suffix_are_taken_off_where_they_are() -> None:
    habits = Habits(prefix="]E0", suffix="#")
    decoder = Decoder(habits)
    answers = typed(decoder, f"]E0{SOAP}#{ENTER}{SOAP}{ENTER}", gap_ms=3, start_ms=0)
    assert scans(answers) == [Scan(SOAP, 17), Scan(SOAP, 13)]


def test_a_slow_reader_is_heard_when_its_gap_is_known() -> None:
    decoder = Decoder(Habits(gap_ms=120))
    assert scans(typed(decoder, SOAP + ENTER, gap_ms=100, start_ms=0)) == [Scan(SOAP, 13)]


@given(gap_ms=st.integers(50, 199), text=st.from_regex(r"[0-9.]{4,7}", fullmatch=True))
def test_a_quick_hand_is_no_slow_reader(gap_ms: int, text: str) -> None:
    """Where the shop's reader is slow, a PIN, money and a price come as fast; no packet's code."""
    decoder = Decoder(Habits(gap_ms=GAP_MAX_MS))
    assert not scans(typed(decoder, text + ENTER, gap_ms=gap_ms, start_ms=0))
    assert scans(typed(decoder, "96385074" + ENTER, gap_ms=gap_ms, start_ms=9000))


def test_what_was_heard_before_the_window_lost_the_keyboard_is_forgotten() -> None:
    decoder = Decoder()
    typed(decoder, SOAP, gap_ms=4, start_ms=0)
    decoder.forget()
    assert decoder.feed(ENTER, 53) is None


@given(
    text=st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=30),
    gaps=st.lists(st.integers(50, 2000), min_size=31, max_size=31),
)
def test_no_hand_is_ever_taken_for_a_scan(text: str, gaps: list[int]) -> None:
    decoder, at_ms = Decoder(), 0
    for key, gap in zip(text + ENTER, gaps, strict=False):
        at_ms += gap
        assert decoder.feed(key, at_ms) is None


@given(
    before=st.text(st.sampled_from("aalu 2दाल"), max_size=10),
    code=st.text(st.sampled_from("0123456789ABC:/-"), min_size=4, max_size=60),
    gap_ms=st.integers(0, 49),
)
def test_a_scan_gives_back_its_code_whatever_was_typed_before(
    before: str, code: str, gap_ms: int
) -> None:
    decoder = Decoder()
    typed(decoder, before, gap_ms=90, start_ms=0)
    found = scans(typed(decoder, code + ENTER, gap_ms=gap_ms, start_ms=10_000))
    assert found == ([] if len(set(code)) == 1 else [Scan(code, len(code))])


def test_the_mark_of_a_symbology_is_taken_off_and_that_of_gs1_stays() -> None:
    for heard, code in (
        (f"]E0{SOAP}", SOAP),
        ("]C0A-17", "A-17"),
        ("]Q1ES1:B:01", "ES1:B:01"),
        (f"]C101{SOAP.rjust(14, '0')}", f"]C101{SOAP.rjust(14, '0')}"),
        ("]E0", "]E0"),
        ("]1234567", "]1234567"),
    ):
        assert scans(typed(Decoder(), heard + ENTER, gap_ms=3, start_ms=0)) in (
            [Scan(code, len(heard))],
            [],
        )
        if len(heard) > 3:
            assert scans(typed(Decoder(), heard + ENTER, gap_ms=3, start_ms=0))[0].code == code


# learning


def packet(digits: str) -> str:
    return digits + check_digit(digits)


TEA, SALT, MILK = packet("890103086527"), packet("890106301003"), packet("03600029145")


def test_what_is_typed_before_and_behind_every_packet_is_learnt_with_the_gap() -> None:
    decoder = Decoder()
    heard = []
    for at, code in enumerate((TEA, SALT)):
        typed(decoder, f"~A{code}#{TAB}", gap_ms=40, start_ms=at * 5000)
        heard.append(decoder.heard)
    assert heard == [Heard(f"~A{TEA}#", 40), Heard(f"~A{SALT}#", 40)]
    assert learnt(heard) == Habits(80, prefix="~A", suffix="#")
    knowing = Decoder(Habits(80, prefix="~A", suffix="#"))
    assert scans(typed(knowing, f"~A{MILK}#{ENTER}", gap_ms=60, start_ms=0)) == [Scan(MILK, 15)]


def test_a_reader_too_slow_to_be_one_is_learnt_and_a_hand_teaches_nothing() -> None:
    decoder = Decoder()
    assert not scans(typed(decoder, TEA + ENTER, gap_ms=90, start_ms=0))
    assert decoder.heard == Heard(TEA, 90)
    typed(decoder, SALT + ENTER, gap_ms=250, start_ms=9000)
    assert decoder.heard == Heard()
    assert learnt([Heard(TEA, 90), Heard(SALT, 70)]) == Habits(180)
    assert learnt([Heard(TEA, 2), Heard(SALT, 3)]) == Habits()
    assert learnt([Heard(TEA, 150), Heard(SALT, 3)]) == Habits(200)


def test_a_symbology_s_mark_is_never_learnt_as_a_prefix() -> None:
    assert learnt([Heard(f"]E0{TEA}"), Heard(f"]E4{packet('8901030')}")]) == Habits()
    assert learnt([Heard(f"#]E0{TEA}"), Heard(f"#]E0{SALT}")]) == Habits(prefix="#")


def test_packets_that_do_not_agree_teach_nothing() -> None:
    assert learnt([Heard("A" + TEA), Heard("B" + SALT)]) is None
    assert learnt([Heard(SOAP), Heard(SALT)]) is None
    assert learnt([]) is None


def test_a_lesson_asks_for_two_different_packets() -> None:
    lesson = Lesson()
    assert lesson.take(Heard("aalu 5 kilo")) == "none"
    assert lesson.take(Heard("A" + TEA)) == "first"
    assert lesson.take(Heard("A" + TEA)) == "same"
    assert lesson.take(Heard("B" + SALT)) == "apart"
    assert lesson.take(Heard("B" + MILK)) == Habits(prefix="B")


@given(
    before=st.text("~!ABxy$]", max_size=4),
    behind=st.text("#%Zq;", max_size=3),
    digits=st.lists(st.from_regex(r"89[0-9]{10}", fullmatch=True), min_size=2, max_size=2),
)
def test_whatever_signs_a_reader_adds_two_packets_tell_them(
    before: str, behind: str, digits: list[str]
) -> None:
    codes = [packet(each) for each in digits]
    if codes[0] == codes[1]:
        return
    habits = learnt([Heard(f"{before}{code}{behind}", 5) for code in codes])
    assert habits is not None
    for code in codes:
        [scan] = scans(
            typed(Decoder(habits), f"{before}{code}{behind}{ENTER}", gap_ms=5, start_ms=0)
        )
        assert scan.code == code
