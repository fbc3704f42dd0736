"""A CSC's drawer: what comes in and goes out without a sale is explained to the paisa."""

import json

import pytest

from estore_pos.domain.account import (
    BANK,
    CASH,
    CLAIMS,
    COMMISSION,
    DIGIPAY,
    OWNERS,
    Account,
    AccountKind,
    MoneyDeed,
)
from estore_pos.domain.errors import RefusalCode
from estore_pos.domain.ids import AccountId, RecordId
from estore_pos.domain.money import NOTHING, Money
from estore_pos.operations.account import Route, named_anew
from estore_pos.operations.till import Till
from estore_pos.operations.watch import Approval
from estore_pos.store import check
from estore_pos.store.page import Page, Statement
from estore_pos.store.reports import totals
from tests.operations.shopfront import SALT, SOAP, Shopfront
from tests.operations.test_counter import refused
from tests.operations.test_whole_counter import BY_GITA, GITA, RAM, TODAY, helper_at


def way(till: Till, deed: MoneyDeed, place: int = 0) -> Route:
    return till.accounts.routes(deed)[place]


def do(till: Till, deed: MoneyDeed, rupees: int, reference: str = "", place: int = 0) -> None:
    till.accounts.move(deed, way(till, deed, place), Money.rupees(rupees), reference=reference)


def supplier(till: Till, name: str, rupees: int) -> None:
    to = named_anew(MoneyDeed.SUPPLIER, name)
    till.accounts.move(MoneyDeed.SUPPLIER, to, Money.rupees(rupees))


def held(till: Till) -> dict[str, int]:
    """Paise in each account in which something moved."""
    return {
        each.account.name or each.account.id: each.balance.paise
        for each in till.accounts.standing()
        if each.received or each.given
    }


def test_every_account_of_a_csc_s_day_is_the_sum_done_by_hand(till: Till) -> None:
    do(till, MoneyDeed.DEPOSIT, 20_000)
    do(till, MoneyDeed.DEPOSIT, 9_000, place=2)
    outs = [500, 1000, 2000, 3000, 10_000, 1500, 700, 2500, 100]
    bills = [730, 412, 1290, 88, 305, 990, 150]
    recharges = [199, 299, 666]
    for at in range(60):
        till.counter.add(SALT if at % 2 else SOAP)
        till.counter.finish()
        if at < len(outs):
            do(till, MoneyDeed.CASH_OUT, outs[at], f"AE{at:02}")
        if at % 8 == 0 and at // 8 < len(bills):
            do(till, MoneyDeed.TAKEN_IN, bills[at // 8], "b1")
    for rupees in recharges:
        do(till, MoneyDeed.TAKEN_IN, rupees)
    do(till, MoneyDeed.TOP_UP, 4_000)
    do(till, MoneyDeed.TOP_UP, 1_000, place=1)
    do(till, MoneyDeed.PAYOUT, 15_000)
    do(till, MoneyDeed.COMMISSION, 64)
    do(till, MoneyDeed.SERVICE, 30)
    do(till, MoneyDeed.EXPENSE, 20)
    supplier(till, "Gupta", 1_250)
    do(till, MoneyDeed.DRAWING, 500)
    do(till, MoneyDeed.BANKED, 2_000)
    do(till, MoneyDeed.DRAWN, 600)
    failed = till.accounts.answerable(MoneyDeed.FAILED)[4]
    till.accounts.answer(MoneyDeed.FAILED, failed.kept.id)
    assert failed.kept.move.amount == Money.rupees(10_000)

    sold = 30 * 28 + 30 * 35
    drawer = 20_000 + sold - sum(outs) + sum(bills) + sum(recharges)
    drawer += -4_000 + 30 - 20 - 1_250 - 500 - 2_000 + 600
    wallet = 9_000 + sum(outs) - sum(bills) - sum(recharges) + 4_000 + 1_000 - 15_000 + 64 - 10_000
    assert held(till) == {
        "cash": drawer * 100,
        "bank": (15_000 - 1_000 + 2_000 - 600) * 100,
        "digipay": wallet * 100,
        "claims": 10_000 * 100,
        "commission": -64 * 100,
        "service": -30 * 100,
        "tea": 20 * 100,
        "owner": (500 - 29_000) * 100,
        "Gupta": 1_250 * 100,
    }
    assert sum(held(till).values()) == sold * 100, "the rest went from one account into another"
    page = till.accounts.page_of(CASH)
    assert (page.balance, page.rows[0].received) == (Money.rupees(drawer), Money.rupees(sold))
    assert page.rows[-1].balance == page.rows[-1].received == Money.rupees(20_000)
    said = till.write(lambda read: totals.of_day(read, TODAY))["accounts"]
    assert isinstance(said, list)
    assert {each["account"]: each["balance"] for each in said if each["kind"] != "supplier"} == {
        name: paise for name, paise in held(till).items() if name != "Gupta"
    }
    assert "Gupta" not in json.dumps(said)
    assert till.write(check.replay_differences) == []


def test_of_a_supplier_s_name_and_a_note_nothing_leaves_the_till_to_be_read(till: Till) -> None:
    to = named_anew(MoneyDeed.SUPPLIER, "  Gupta   Traders ")
    till.accounts.move(MoneyDeed.SUPPLIER, to, Money(100), note="for Ramesh")
    supplier(till, "gupta traders", 5)

    def raw(page: Page) -> bytes:
        rows = page.connection.execute("SELECT bytes FROM journal ORDER BY place").fetchall()
        return b"".join(content for (content,) in rows[-4:])

    kept = till.write(raw)
    assert kept.count(b"account.saved") == 1, "a name that is known makes no second account"
    assert b"upta" not in kept
    assert b"Ramesh" not in kept
    known = way(till, MoneyDeed.SUPPLIER).target
    assert known.name == "Gupta Traders"
    rows = till.accounts.page_of(known.id).rows
    assert [row.move.move.note for row in rows if row.move] == ["", "for Ramesh"]


@pytest.mark.parametrize("name", ["account.open", "account.of_account", "account.by_record"])
def test_what_answers_a_move_is_found_by_its_index_however_many_there_are(
    till: Till, name: str
) -> None:
    def plan(page: Page) -> list[str]:
        sql = "EXPLAIN QUERY PLAN " + Statement(name).sql
        values = {"deed": "failed", "account": "cash", "id": "X", "count": 30}
        return [row[3] for row in page.connection.execute(sql, values).fetchall()]

    told = till.write(plan)
    by_index = [each for each in told if "answer" in each or "undone" in each]
    assert by_index
    assert all("money_move_about" in each for each in by_index), told


def test_names_and_notes_outlive_a_restart(till: Till, shopfront: Shopfront) -> None:
    supplier(till, "सीता डेयरी", 40)
    again = shopfront.reopen()
    assert held(again) == {"cash": -4000, "सीता डेयरी": 4000}
    assert way(again, MoneyDeed.SUPPLIER).target.name == "सीता डेयरी"


def test_what_cannot_be_named_moves_nothing_and_makes_no_account(till: Till) -> None:
    for name, code in (("  ", RefusalCode.NAME_NEEDED), ("0000000012", RefusalCode.WHOLE_NUMBER)):
        with refused(code):
            supplier(till, name, 5)
    with refused(RefusalCode.MOVE_AMOUNT):
        supplier(till, "Gupta", 0)
    with refused(RefusalCode.REFERENCE_WRONG):
        do(till, MoneyDeed.CASH_OUT, 500, "999941057058")
    assert held(till) == {}
    assert till.accounts.routes(MoneyDeed.SUPPLIER) == []


def test_a_wrong_entry_is_answered_once_and_its_answers_from_the_last(till: Till) -> None:
    do(till, MoneyDeed.CASH_OUT, 500)
    (made,) = till.accounts.answerable(MoneyDeed.FAILED)
    assert (made.route.source.id, made.follows.target.id) == (CASH, CLAIMS)
    till.accounts.answer(MoneyDeed.FAILED, made.kept.id)
    (claim,) = till.accounts.answerable(MoneyDeed.SETTLED)
    for deed in (MoneyDeed.FAILED, MoneyDeed.REVERSED):
        with refused(RefusalCode.MOVE_OVER):
            till.accounts.answer(deed, made.kept.id)
    with refused(RefusalCode.MOVE_OVER):
        till.accounts.answer(MoneyDeed.FAILED, claim.kept.id)
    till.accounts.answer(MoneyDeed.REVERSED, claim.kept.id)
    assert till.accounts.answerable(MoneyDeed.SETTLED) == []
    (again,) = till.accounts.answerable(MoneyDeed.FAILED)
    assert again.kept.id == made.kept.id, "it may fail after all"
    till.accounts.answer(MoneyDeed.REVERSED, made.kept.id)
    assert till.accounts.answerable(MoneyDeed.FAILED) == []
    assert held(till) == {"cash": 0, "digipay": 0, "claims": 0}
    rows = till.accounts.page_of(CASH).rows
    assert [(row.move.move.deed, row.move.is_reversed) for row in rows if row.move] == [
        (MoneyDeed.REVERSED, False),
        (MoneyDeed.CASH_OUT, True),
    ]
    assert rows[0].move is not None
    with refused(RefusalCode.MOVE_OVER):
        till.accounts.answer(MoneyDeed.REVERSED, rows[0].move.id)
    with refused(RefusalCode.MOVE_UNKNOWN):
        till.accounts.answer(MoneyDeed.REVERSED, RecordId("01JD0000000000000000000009"))


@pytest.mark.parametrize("deed", [each for each in MoneyDeed if each is not MoneyDeed.REVERSED])
def test_a_helper_brings_money_in_of_himself_and_asks_for_what_goes_out(
    till: Till, deed: MoneyDeed
) -> None:
    do(till, MoneyDeed.CASH_OUT, 100)
    (before,) = till.accounts.answerable(MoneyDeed.FAILED)
    if deed is MoneyDeed.SETTLED:
        till.accounts.answer(MoneyDeed.FAILED, before.kept.id)
        (before,) = till.accounts.answerable(MoneyDeed.SETTLED)
    helper_at(till)
    free = {"taken_in", "commission", "service", "deposit", "drawn", "settled"}
    to = named_anew(deed, "Gupta") if deed is MoneyDeed.SUPPLIER else way(till, deed)

    def act(approval: Approval | None = None) -> object:
        if deed in (MoneyDeed.FAILED, MoneyDeed.SETTLED):
            return till.accounts.answer(deed, before.kept.id, approval)
        return till.accounts.move(deed, to, Money(500), approval=approval)

    if deed.value in free:
        act()
        return
    with refused(RefusalCode.APPROVAL_NEEDED):
        act()
    act(BY_GITA)
    account = to.target.id or way(till, deed).target.id
    kept = till.accounts.page_of(account).rows[0].move
    assert kept is not None
    assert (kept.who, kept.move.by) == (RAM.id, GITA.id)


def test_the_way_of_the_last_time_is_offered_first(till: Till) -> None:
    first = [each.target.id for each in till.accounts.routes(MoneyDeed.EXPENSE)]
    do(till, MoneyDeed.EXPENSE, 20, place=3)
    do(till, MoneyDeed.EXPENSE, 20, place=3)
    then = [each.target.id for each in till.accounts.routes(MoneyDeed.EXPENSE)]
    assert then == [first[2], first[3], first[0], first[1], *first[4:]]


def test_every_deed_that_may_be_named_has_a_way_for_a_new_name(till: Till) -> None:
    new = Account(AccountId(""), AccountKind.WALLET, "PayNearby")
    assert named_anew(MoneyDeed.PAYOUT, "PayNearby").source == new
    assert named_anew(MoneyDeed.CASH_OUT, "PayNearby").target == new
    till.accounts.move(MoneyDeed.COMMISSION, named_anew(MoneyDeed.COMMISSION, "Spice"), Money(1))
    assert held(till) == {"commission": -1, "Spice": 1}
    assert way(till, MoneyDeed.CASH_OUT, 1).target.name == "Spice"
    assert (
        "bank",
        "owner",
        "commission",
        "digipay",
        Money(0),
    ) == (BANK, OWNERS, COMMISSION, DIGIPAY, NOTHING)
