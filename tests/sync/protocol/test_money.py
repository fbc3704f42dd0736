"""What HQ hears of money that moves without a sale: sums and words, nobody's name or number."""

import json
from dataclasses import fields
from typing import get_args

import pytest
from msgspec.structs import replace

from estore_pos.domain.account import NAMED, AccountKind, MoneyDeed, MoneyMove
from sync.protocol import money
from sync.protocol.body import AccountSaved, MoneyMoved
from sync.protocol.record import BadRecord, Record, decode, encode

ID = "01JD0000000000000000000000"
MOVED = MoneyMoved(
    deed="cash_out",
    source="cash",
    target="digipay",
    paise=200_000,
    business_day="2026-11-24",
    reference="7AB2",
)


def written(body: MoneyMoved) -> bytes:
    return encode(Record("money.moved", ID, 1_795_000_000_000, body))


def test_a_move_is_read_back_and_says_short_words() -> None:
    assert decode(written(MOVED)).body == MOVED
    assert b'"b":{"w":"cash_out","f":"cash","o":"digipay","a":200000' in written(MOVED)
    other = replace(MOVED, source=ID, about=ID, by=ID, sealed="AAAA")
    assert decode(written(other)).body == other


@pytest.mark.parametrize(
    "wrong",
    [
        {"reference": "12345"},
        {"reference": "a/c1"},
        {"reference": "7ab2"},
        {"paise": 0},
        {"paise": -1},
        {"paise": 10**13 + 1},
        {"source": "Gupta Traders"},
        {"target": ""},
        {"deed": "sold"},
        {"about": "x"},
        {"business_day": "2026-11-4"},
        {"business_day": "2026-11-31"},
        {"sealed": "A" * 4097},
        {"target": "cash"},
    ],
)
def test_no_whole_number_no_name_and_no_other_nonsense_passes(wrong: dict[str, object]) -> None:
    said = json.loads(written(MOVED))
    said["b"] |= {_short(name): value for name, value in wrong.items()}
    with pytest.raises(BadRecord, match="bad_body"):
        decode(json.dumps(said).encode())


def test_money_does_not_stay_where_it_is() -> None:
    with pytest.raises(ValueError, match="stays where it is"):
        replace(MOVED, target="cash")


def test_both_ends_know_the_same_deeds_and_the_same_kinds_of_accounts_that_are_named() -> None:
    assert set(get_args(money.MoneyDeed)) == {each.value for each in MoneyDeed}
    assert set(get_args(money.AccountKind)) == {each.value for each in NAMED}
    assert {each.value for each in NAMED} < {each.value for each in AccountKind}


def test_an_account_of_the_shop_has_no_name_that_hq_can_read() -> None:
    assert set(AccountSaved.__struct_fields__) == {"account", "kind", "sealed"}
    assert "note" in {each.name for each in fields(MoneyMove)}
    assert "note" not in MoneyMoved.__struct_fields__


def _short(name: str) -> str:
    return MoneyMoved.__struct_encode_fields__[MoneyMoved.__struct_fields__.index(name)]
