"""Base32, chain, batch, signature, headers and the small messages."""

import itertools
import zlib
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sync.protocol import base32, batch, chain, headers, reply, signature
from sync.protocol.batch import BadBatch
from sync.protocol.chain import Parent
from sync.protocol.headers import BadHeader
from sync.protocol.refusals import STATUS, Code
from sync.protocol.reply import (
    Ack,
    BadMessage,
    EnrolRequest,
    OpenStream,
    Refused,
    WrappedKeys,
)
from sync.protocol.signature import AckFacts, RequestFacts
from tests.fully import examples

records = some.lists(
    some.binary(min_size=1, max_size=60).filter(lambda raw: b"\n" not in raw),
    min_size=1,
    max_size=20,
)


@given(some.binary(min_size=16, max_size=16))
def test_an_id_is_read_back(raw: bytes) -> None:
    text = base32.id_text(raw)
    assert base32.is_id(text)
    assert base32.decode(text) == int.from_bytes(raw, "big")


@pytest.mark.parametrize(
    "text", ["", "8" + "0" * 25, "0" * 25, "0" * 27, "0" * 25 + "U", "0" * 25 + "a"]
)
def test_what_is_no_id_is_refused(text: str) -> None:
    assert not base32.is_id(text)


def test_base32_keeps_to_its_lengths_and_letters() -> None:
    with pytest.raises(OverflowError):
        base32.encode(32, 1)
    with pytest.raises(OverflowError):
        base32.encode(-1, 1)
    with pytest.raises(ValueError, match="16 bytes"):
        base32.id_text(b"")
    with pytest.raises(ValueError, match="base32"):
        base32.decode("o")


@settings(max_examples=examples(50))
@given(some.integers(0, 2**50 - 1))
def test_a_slip_of_the_hand_in_a_code_shows(number: int) -> None:
    code = reply.mint_code(number)
    assert reply.read_code(reply.show_code(code).lower().replace("0", "o")) == code
    for place, letter in itertools.product(range(11), "07AZ"):
        slip = code[:place] + letter + code[place + 1 :]
        if slip != code:
            with pytest.raises(ValueError, match="wrong letter"):
                reply.read_code(slip)
    for place in range(10):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        if swapped != code:
            with pytest.raises(ValueError, match="wrong letter"):
                reply.read_code(swapped)


def test_a_code_with_other_signs_or_length_is_refused() -> None:
    for typed in ("", "ABC", "0" * 12, "!" * 11, "UUUUU-UUUUU-U"):
        with pytest.raises(ValueError, match=r"letter|base32"):
            reply.read_code(typed)


def test_a_parent_is_read_back() -> None:
    parent = Parent(b"\x01" * 16, 7, b"\x02" * 32)
    assert chain.parse_parent(chain.parent_bytes(parent)) == parent
    assert chain.parse_parent(chain.parent_bytes(None)) is None
    with pytest.raises(ValueError, match="56"):
        chain.parse_parent(b"x")


def test_a_stream_begins_with_whole_parts_only() -> None:
    stream, key = b"s" * 16, b"k" * 32
    for parts in ((b"", key, b""), (stream, b"", b""), (stream, key, b"p")):
        with pytest.raises(ValueError, match="bytes"):
            chain.start(*parts)


@settings(max_examples=examples(50))
@given(records, some.data())
def test_any_change_of_a_record_changes_every_hash_after_it(
    run: list[bytes], data: some.DataObject
) -> None:
    start = chain.start(b"s" * 16, b"k" * 32, b"")
    place = data.draw(some.integers(0, len(run) - 1))
    other = [*run[:place], run[place] + b"!", *run[place + 1 :]]
    ours, theirs = chain.walk(start, run), chain.walk(start, other)
    assert ours[:place] == theirs[:place]
    assert not set(ours[place:]) & set(theirs[place:])


@settings(max_examples=examples(50))
@given(records, some.sampled_from([batch.GZIP, batch.IDENTITY]))
def test_a_batch_is_read_back(run: list[bytes], encoding: str) -> None:
    body = batch.pack(run, encoding)
    assert batch.unpack(body, len(run), encoding) == run
    assert batch.digest(body) != batch.digest(body + b"!")


def _zipped(raw: bytes) -> bytes:
    deflater = zlib.compressobj(9, zlib.DEFLATED, 31)
    return deflater.compress(raw) + deflater.flush()


GOOD = batch.pack([b"{}", b"{}"])


@pytest.mark.parametrize(
    ("body", "count", "encoding", "reason"),
    [
        (GOOD, 0, "gzip", "too_big"),
        (GOOD, 501, "gzip", "too_big"),
        (GOOD, 3, "gzip", "bad_body"),
        (GOOD[:-1], 2, "gzip", "bad_body"),
        (GOOD + b"x", 2, "gzip", "bad_body"),
        (b"no gzip", 2, "gzip", "bad_body"),
        (b"", 2, "gzip", "bad_body"),
        (GOOD, 2, "br", "not_spoken"),
        (b"x" * (64 * 1024 + 1), 2, "gzip", "too_big"),
    ],
)
def test_a_body_beyond_its_bounds_is_refused(
    body: bytes, count: int, encoding: str, reason: str
) -> None:
    with pytest.raises(BadBatch) as bad:
        batch.unpack(body, count, encoding)
    assert bad.value.reason == reason


@pytest.mark.parametrize(
    ("filled", "length", "count", "reason"),
    [
        (b"\n", 1_000_000, 500, "bad_body"),
        (b"\0", 1024 * 1024 + 1, 2, "too_big"),
        (b"\0", 64 * 1024 * 1024, 2, "too_big"),
        (b"\0", 256 * 1024 + 1, 1, "too_big"),
    ],
)
def test_a_body_that_swells_is_refused(filled: bytes, length: int, count: int, reason: str) -> None:
    with pytest.raises(BadBatch) as bad:
        batch.unpack(_zipped(filled * length), count, "gzip")
    assert bad.value.reason == reason


def test_a_lone_record_that_does_not_compress_still_fits() -> None:
    assert batch.body_bytes_max(1) > 256 * 1024
    assert batch.body_bytes_max(2) == 64 * 1024


SECRET = b"\x01" * 32


def facts(**changed: Any) -> RequestFacts:
    """A request's facts."""
    given: dict[str, Any] = {
        "method": "POST",
        "path": "/v1/streams/00/records",
        "device_id": "01JD0000000000000000000000",
        "stream": "00" * 16,
        "first": 5,
        "count": 2,
        "base": b"b" * 32,
        "head": b"h" * 32,
        "digest": b"d" * 32,
        "incarnation": "7.1",
    }
    return RequestFacts(**{**given, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "PUT"},
        {"path": "/"},
        {"device_id": "x"},
        {"stream": "11"},
        {"first": 6},
        {"count": 3},
        {"base": b""},
        {"head": b""},
        {"digest": b""},
        {"incarnation": "7.2"},
    ],
)
def test_a_signature_holds_for_every_fact_of_a_request(changed: dict[str, Any]) -> None:
    signed = signature.sign(SECRET, facts().message())
    public = signature.public_key(SECRET)
    assert signature.holds(public, signed, facts().message())
    assert not signature.holds(public, signed, facts(**changed).message())


def test_no_bytes_but_the_signature_hold() -> None:
    public = signature.public_key(SECRET)
    assert not signature.holds(public, b"", b"x")
    assert not signature.holds(b"short", bytes(64), b"x")
    one = AckFacts(b"request", "00", 1, b"h", "7.1", 5).message()
    other = AckFacts(b"another", "00", 1, b"h", "7.1", 5).message()
    assert not signature.holds(public, signature.sign(SECRET, one), other)


def test_headers_are_read_back() -> None:
    said = headers.write(facts(), b"s" * 64)
    back = headers.read("POST", "/v1/streams/00/records", "00" * 16, said.get)
    assert back == (facts(), b"s" * 64)
    bare = RequestFacts("PUT", "/p", "", "s", 0, 0, b"", b"", b"d" * 32, "")
    said = headers.write(bare, b"s" * 64)
    assert sorted(said) == [headers.DIGEST, headers.SIGNATURE]
    assert headers.read("PUT", "/p", "s", said.get) == (bare, b"s" * 64)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (headers.DEVICE, "me"),
        (headers.FIRST, "-1"),
        (headers.FIRST, "1_0"),
        (headers.COUNT, "9" * 16),
        (headers.BASE, "AAAA"),
        (headers.HEAD, "!"),
        (headers.HEAD, "é"),
        (headers.DIGEST, ""),
        (headers.DIGEST, "A"),
        (headers.INCARNATION, "a b"),
        (headers.SIGNATURE, "AAAA"),
    ],
)
def test_a_header_that_cannot_be_meant_is_named(name: str, value: str) -> None:
    said = headers.write(facts(), b"s" * 64) | {name: value}
    with pytest.raises(BadHeader, match=name):
        headers.read("POST", "/", "00" * 16, said.get)


def test_messages_are_read_back_or_refused() -> None:
    refused = Refused(code=Code.GAP, hw=4, head="0" * 64)
    assert reply.decode(reply.encode(refused), Refused) == refused
    for raw in (b"", b"\xff", b'{"code":"NO"}', b"[" * 100_000, b'{"code":"GAP","hw":-1}'):
        with pytest.raises(BadMessage):
            reply.decode(raw, Refused)
    with pytest.raises(BadMessage):
        reply.decode(b'{"key":"' + b"0" * 64 + b'","app":"\\u0000"}', OpenStream)
    with pytest.raises(BadMessage):
        reply.decode(b'{"hw":1,"head":"","inc":"","time":1,"sig":""}', Ack)


def test_wrapped_keys_go_as_they_lie_beside_the_books_or_not_at_all() -> None:
    content = b'{\n "format": 1,\n "wrapped": "00ff"\n}'
    keys = reply.wrapped_keys(content)
    assert keys is not None
    assert keys.content.encode() == content
    assert keys.digest() == sha256(content).hexdigest()
    wish = EnrolRequest(code="AAAAAAAAAA0", key="0" * 64, keys=keys)
    assert reply.decode(reply.encode(wish), EnrolRequest) == wish
    assert reply.decode(reply.encode(keys), WrappedKeys) == keys
    for none in (None, b"", b"\xff", "ख".encode(), b"\x00", b"a" * 4097, b"a\r\nb"):
        assert reply.wrapped_keys(none) is None
    with pytest.raises(BadMessage):
        reply.decode(b'{"v":0,"content":"a"}', WrappedKeys)


def test_a_till_from_before_wrapped_keys_says_what_it_always_said() -> None:
    old = b'{"code":"AAAAAAAAAA0","key":"' + b"0" * 64 + b'","app":"1"}'
    bare = EnrolRequest(code="AAAAAAAAAA0", key="0" * 64, app="1")
    assert reply.decode(old, EnrolRequest) == bare
    assert reply.encode(bare) == old
    assert reply.decode(b'{"key":"' + b"0" * 64 + b'"}', OpenStream).keys == ""


def test_a_grant_proves_that_its_sender_knew_the_code() -> None:
    proof = reply.grant_proof("AAAAAAAAAA0", "k", "d", "s", "h")
    assert proof != reply.grant_proof("AAAAAAAAAB0", "k", "d", "s", "h")
    assert proof != reply.grant_proof("AAAAAAAAAA0", "k", "d", "s", "other")
    assert reply.code_fingerprint("A") != reply.code_fingerprint("B")


def test_every_refusal_has_a_status_and_every_stream_its_paths() -> None:
    assert set(STATUS) == set(Code)
    assert all(400 <= status <= 503 for status in STATUS.values())
    assert reply.records_path("ab") == "/v1/streams/ab/records"
    assert reply.common_path("ab") == "/v1/streams/ab/common"
    assert reply.stream_path("ab") == "/v1/streams/ab"
