"""Laws of HQ's address as it is typed, and of what is said when it gives no place."""

import pytest

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.operations.enrolment import not_joined, tidy_address
from estore_pos.text.sentences import SENTENCES


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("hq.example", "https://hq.example"),
        (" https://hq.example/ ", "https://hq.example"),
        ("http://127.0.0.1:8800", "http://127.0.0.1:8800"),
    ],
)
def test_an_address_is_called_with_its_scheme(typed: str, address: str) -> None:
    assert tidy_address(typed) == address


@pytest.mark.parametrize("typed", ["", "  ", "ftp://hq.example", "https://", "head office", "://x"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as wrong:
        tidy_address(typed)
    assert wrong.value.code is RefusalCode.HQ_ADDRESS_WRONG


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("code_used", "R305"),
        ("bad_letters", "R309"),
        ("offline", "T301"),
        ("refused", "T302"),
        ("not_hq", "T303"),
        ("certificate", "T303"),
        ("proxy_auth", "T303"),
        ("busy", "T304"),
        ("slow_down", "T304"),
        ("certificate_time", "T401"),
    ],
)
def test_only_what_hq_itself_refused_is_called_a_refusal_of_hq(reason: str, code: str) -> None:
    assert not_joined(reason).code.value == code


@pytest.mark.parametrize("reason", ["offline", "not_hq", "busy"])
def test_what_is_not_tried_again_by_itself_says_which_key_tries_again(reason: str) -> None:
    said = SENTENCES[not_joined(reason).code]
    assert "Enter" in said
    assert "by itself" not in said
