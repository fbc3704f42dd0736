"""Laws of HQ's address as it is typed."""

import pytest

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.operations.enrolment import tidy_address


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
