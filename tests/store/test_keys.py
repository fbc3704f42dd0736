"""The recovery code: shown once, read by people, and the only way in without the PC."""

from pathlib import Path

import pytest

from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.store import keys
from estore_pos.store.keys import KeySet
from tests.conftest import SHOPS_COST


def test_a_code_is_five_groups_of_five() -> None:
    code = keys.new_code()
    assert [len(group) for group in code.split("-")] == [5] * 5
    assert keys.tidy_code(code) == code


def test_a_code_is_read_as_people_write_it() -> None:
    code = keys.new_code(lambda count: bytes(range(count)))
    spoken = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert keys.tidy_code(spoken) == code


@pytest.mark.parametrize("place", [0, 7, 24])
def test_one_wrong_character_is_noticed_before_any_key_is_tried(place: int) -> None:
    bare = keys.new_code().replace("-", "")
    other = "7" if bare[place] != "7" else "8"
    with pytest.raises(Refusal) as caught:
        keys.tidy_code(bare[:place] + other + bare[place + 1 :])
    assert caught.value.facts == {"slip": True}


def test_two_characters_exchanged_are_noticed() -> None:
    bare = keys.new_code(lambda count: bytes(range(7, 7 + count))).replace("-", "")
    place = next(at for at in range(24) if bare[at] != bare[at + 1])
    swapped = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
    with pytest.raises(Refusal):
        keys.tidy_code(swapped)


def test_the_code_gives_the_keys_back(tmp_path: Path) -> None:
    made, code = keys.new_keys(), keys.new_code()
    keys.wrap(tmp_path, "books", made, code)
    assert keys.unwrap(tmp_path, code) == made
    content = (tmp_path / keys.FILE).read_bytes()
    assert made.books.hex().encode() not in content
    assert code.encode() not in content


def test_a_code_is_stretched_as_dear_as_owasp_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SHOPS_COST == {"time_cost": 2, "memory_cost": 19_456, "parallelism": 1}
    monkeypatch.setattr(keys, "COST", SHOPS_COST)
    made, code = keys.new_keys(), keys.new_code()
    keys.wrap(tmp_path, "books", made, code)
    assert keys.unwrap(tmp_path, code) == made
    monkeypatch.setattr(keys, "COST", SHOPS_COST | {"time_cost": 1})
    with pytest.raises(Refusal):
        keys.unwrap(tmp_path, code)


def test_the_code_of_other_books_is_refused(tmp_path: Path) -> None:
    keys.wrap(tmp_path, "books", keys.new_keys(), keys.new_code())
    with pytest.raises(Refusal) as caught:
        keys.unwrap(tmp_path, keys.new_code())
    assert caught.value.code is RefusalCode.RECOVERY_CODE_WRONG
    assert caught.value.facts == {"slip": False}


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"salt": "x"}'])
def test_a_wrapped_copy_that_cannot_be_read_is_said(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / keys.FILE).write_bytes(content)
    with pytest.raises(Trouble) as caught:
        keys.unwrap(tmp_path, keys.new_code())
    assert caught.value.code is TroubleCode.KEYS_FILE_GONE


def test_keys_are_not_shown(tmp_path: Path) -> None:
    made = keys.new_keys()
    assert made.books.hex() not in repr(made)
    assert repr(made.store) not in repr(made)
    assert KeySet.from_bytes(made.to_bytes()) == made
    with pytest.raises(Trouble):
        KeySet.from_bytes(b"short")


def test_what_is_sealed_opens_only_with_its_key_and_its_purpose() -> None:
    key = bytes(32)
    sealed = keys.seal(key, b"words", b"for him")
    assert keys.unseal(key, sealed, b"for him") == b"words"
    with pytest.raises(ValueError, match="another key"):
        keys.unseal(key, sealed, b"for her")
    with pytest.raises(ValueError, match="another key"):
        keys.unseal(bytes(31) + b"1", sealed, b"for him")
