"""Ids: time-ordered, unforeseeable, 26 characters that can be read over the phone."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from estore_pos.base.clock import SystemClock
from estore_pos.base.ids import CROCKFORD, Mint, crockford, mint_series, mint_stream
from tests.clock import FixedClock


def as_uuid(text: str) -> UUID:
    value = 0
    for character in text:
        value = value << 5 | CROCKFORD.index(character)
    return UUID(int=value)


def test_an_id_is_a_version_7_uuid_of_the_clock() -> None:
    clock = FixedClock(datetime(2026, 11, 22, 8, 37, 0, 123_000, tzinfo=UTC))
    text = Mint(clock).id()
    uuid = as_uuid(text)
    assert len(text) == 26
    assert uuid.version == 7
    assert uuid.variant == "specified in RFC 4122"
    assert uuid.int >> 80 == 1_795_336_620_123


def test_ids_of_one_millisecond_are_in_order() -> None:
    mint = Mint(FixedClock())
    made = [mint.id() for _ in range(1000)]
    assert made == sorted(set(made))


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=20), st.binary(min_size=10))
def test_ids_are_in_order_also_when_the_clock_is_set_back(moves: list[int], random: bytes) -> None:
    clock = FixedClock()
    mint = Mint(clock, lambda n: random[:n])
    made = []
    for move in moves:
        clock.move(move)
        made.append(mint.id())
    assert made == sorted(set(made))
    assert all(as_uuid(text).version == 7 for text in made)


def test_ids_that_run_out_of_one_millisecond_take_of_the_next() -> None:
    mint = Mint(FixedClock(), lambda n: b"\xff" * n)
    first, second = mint.id(), mint.id()
    assert as_uuid(second).int >> 80 == (as_uuid(first).int >> 80) + 1


def test_the_system_clock_gives_utc_and_never_goes_back() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic_ms() <= clock.monotonic_ms()


def test_a_stream_and_its_series_go_together() -> None:
    stream = mint_stream()
    assert len(stream) == 16
    assert mint_series(stream) == mint_series(stream)
    assert mint_series(b"\x00" * 16) == "0000"
    assert mint_series(b"\xff" * 16) == "ZZZZ"
    assert mint_series(bytes.fromhex("084210") + bytes(13)) == "1111"


def test_crockford_leaves_out_letters_that_look_like_others() -> None:
    assert not set("ILOU") & set(CROCKFORD)
    assert crockford(32 * 31 + 1, 3) == "0Z1"
