"""Bills: written as they were made, numbered without a gap, dated by two days."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.customer import Customer
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.draft import Draft
from estore_pos.domain.gst import Title
from estore_pos.domain.ids import BillNumber, CustomerId, RecordId, SaleId, Series
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Bill, Tender, TenderKind, bill_number, pay, payable, sheets
from estore_pos.domain.stock import Move
from estore_pos.store import draft, journal, sale, stock
from estore_pos.store.books import FILE
from estore_pos.store.records import Record, decode, encode
from estore_pos.store.records import sale as codec
from sync.protocol.body import BillMade
from tests.store.shelf import (
    ATTA,
    COPY,
    DIESEL,
    GOODS,
    GSTIN_BIHAR,
    GSTIN_UP,
    MILK,
    NOON,
    REGULAR,
    SALT,
    SOAP,
    TRADE,
    Shelf,
    replayed,
    tables_of,
)


def test_a_bill_comes_back_as_it_was_made(stocked: Shelf) -> None:
    who = stocked.meet(gstin=GSTIN_UP, state="09")
    basket = [(each, 2000) for each in GOODS]
    taxed, free = stocked.sell(
        *basket,
        buyer=who,
        tenders=lambda owed: [
            Tender(TenderKind.UPI, Money(100_000), reference="4471"),
            Tender(TenderKind.CASH, owed - Money(100_000), owed),
        ],
    )
    assert (taxed.title, free.title) == (Title.TAX_INVOICE, Title.BILL_OF_SUPPLY)
    assert any(line.taxed.igst for line in taxed.lines)
    with stocked.page() as page:
        assert sale.by_id(page, taxed.id) == taxed
        assert sale.by_number(page, free.number) == [free]
        assert sale.latest(page, 9) == [free, taxed]
        assert list(sale.of_day(page, taxed.business_day)) == [taxed, free]
        assert sale.last_moment(page) == (free.at, free.business_day)


@pytest.mark.parametrize(
    ("reverse", "channel", "operator"),
    [(True, "counter", ""), (False, "online", GSTIN_UP), (True, "phone", GSTIN_BIHAR)],
)
def test_reverse_charge_channel_and_operators_gstin_are_kept_of_every_bill(
    stocked: Shelf, reverse: bool, channel: str, operator: str
) -> None:
    """The counter sets none of them yet; what a bill says of itself comes back all the same."""
    who = stocked.meet(gstin=GSTIN_BIHAR)
    with stocked.page() as page:
        (plain,) = stocked.papers(page, (SOAP, 2000), buyer=who)
    draft_of = Draft(buyer=who).add(SOAP, 2000)
    (sheet,) = sheets(draft_of, REGULAR, plain.calendar_day, reverse_charge=reverse)
    told = replace(
        plain,
        lines=sheet.lines,
        totals=sheet.totals,
        tenders=(Tender(TenderKind.CASH, payable([sheet]), payable([sheet])),),
        reverse_charge=reverse,
        channel=channel,
        operator_gstin=operator,
    )
    with stocked.page() as page:
        journal.append(page, "trade", codec.body(told), id=RecordId(told.id), at=told.at)
    with stocked.page() as page:
        assert sale.by_id(page, told.id) == told
        row = page.connection.execute("SELECT reverse_charge, channel, operator_gstin FROM bill")
        assert row.fetchall() == [(int(reverse), channel, operator)]
        *_, content = journal.contents(page)
        made = decode(content).body
        assert isinstance(made, BillMade)
        kept = (made.reverse_charge, made.channel, made.operator_gstin)
        assert kept == (reverse, channel, operator)
        assert replayed(page) == tables_of(page)
    assert all(line.taxed.reverse_charge is reverse for line in sheet.lines)


def test_what_is_not_there_is_not_found(stocked: Shelf) -> None:
    with stocked.page() as page:
        assert sale.by_id(page, SaleId("0" * 26)) is None
        assert sale.by_number(page, BillNumber("B0000/26/000001")) == []
        assert sale.last_moment(page) is None
        row = page.connection.execute("SELECT id FROM journal WHERE kind = 'shop.saved'")
        (shop_record,) = row.fetchall()[0]
        assert sale.by_id(page, SaleId(shop_record)) is None


def test_numbers_have_no_gap_even_where_a_bill_was_not_made(stocked: Shelf) -> None:
    def given_up() -> None:
        with stocked.page() as page:
            stocked.papers(page, (SALT, 1000))
            raise RuntimeError

    made = [stocked.sell((SALT, 1000))[0].number]
    with pytest.raises(RuntimeError):
        given_up()
    made += [stocked.sell((SALT, 1000))[0].number, stocked.sell((SALT, 1000))[0].number]
    assert [number[-6:] for number in made] == ["000001", "000002", "000003"]


def test_the_serial_of_a_series_and_year_is_its_own(stocked: Shelf) -> None:
    (bill,) = stocked.sell((SALT, 1000))
    series = Series(bill.number[1:5])
    with stocked.page() as page:
        assert sale.next_serial(page, "B", series, 2026) == 2
        assert sale.next_serial(page, "B", series, 26) == 2
        assert sale.next_serial(page, "M", series, 2026) == 1
        assert sale.next_serial(page, "B", series, 2027) == 1
        assert sale.next_serial(page, "B", Series("0000"), 2026) == 1


def test_past_midnight_of_the_31st_of_march_a_new_year_begins_and_the_evening_goes_on(
    stocked: Shelf,
) -> None:
    stocked.clock.at = datetime(2027, 3, 31, 18, 20, tzinfo=UTC)  # 23:50 in India
    (evening,) = stocked.sell((SOAP, 1000))
    stocked.clock.at = datetime(2027, 3, 31, 18, 50, tzinfo=UTC)  # 00:20 on 1 April
    (night,) = stocked.sell((SOAP, 1000))
    assert evening.number[5:] == "/26/000001"
    assert night.number[5:] == "/27/000001"
    assert (evening.calendar_day, night.calendar_day) == (date(2027, 3, 31), date(2027, 4, 1))
    assert night.business_day == evening.business_day == date(2027, 3, 31)
    with stocked.page() as page:
        rows = page.connection.execute("SELECT business_day, bills FROM day_total").fetchall()
    assert rows == [("2027-03-31", 2)]


def test_goods_leave_the_stock_and_services_do_not(stocked: Shelf) -> None:
    stocked.receive([Move(SALT.id, 1000), Move(COPY.id, 1000), Move(MILK.id, 1000)])
    stocked.sell((SALT, 2000), (COPY, 5000), (MILK, 1000))
    with stocked.page() as page:
        assert stock.balance(page, [SALT.id, COPY.id, MILK.id]) == {
            SALT.id: -1000,
            COPY.id: 1000,
            MILK.id: 0,
        }


def test_making_a_bill_costs_one_commit_and_few_statements(stocked: Shelf) -> None:
    heard: list[str] = []
    with stocked.page() as page:
        page.connection.set_trace_callback(heard.append)  # type: ignore[attr-defined]
    basket = [(each, 1000) for each in GOODS]
    stocked.sell(*basket)
    with stocked.page() as page:
        page.connection.set_trace_callback(None)  # type: ignore[attr-defined]
        draft.load(page)
    words = [statement.split()[0] for statement in heard]
    # One page to switch the listening on, one for the bill, one to switch it off.
    assert (words.count("BEGIN"), words.count("COMMIT")) == (2, 2)
    assert words.count("UPDATE") == 0
    assert len(words) <= 40


def log_pages(shelf: Shelf) -> int:
    """Pages in the log that every commit writes ahead: encrypted, sealed and written one by one."""
    log = shelf.folder / (FILE + "-wal")
    return log.stat().st_size // 4096


def test_a_scan_writes_one_page_and_a_bill_one_for_each_table_it_is_in(stocked: Shelf) -> None:
    open_bill = Draft().add(SALT, 1000).add(SOAP, 1000)
    with stocked.page() as page:
        draft.put_line(page, draft.FIRST, 0, open_bill.lines[0])
        draft.put_head(page, draft.FIRST, replace(open_bill, current=0))
    stocked.sell((SALT, 1000))
    before = log_pages(stocked)
    with stocked.page() as page:
        draft.put_line(page, draft.FIRST, 1, open_bill.lines[1])
        draft.put_head(page, draft.FIRST, open_bill)
    scanned = log_pages(stocked)
    assert scanned - before == 1
    stocked.sell(*[(each, 1000) for each in GOODS])
    # Journal and its two indexes, bill and its number, stock, day, draft; the journal grows at
    # times, and the head of the file with it.
    assert log_pages(stocked) - scanned <= 8 + 2


@given(
    milli=st.lists(st.integers(1, 20_000), min_size=1, max_size=6),
    upi=st.integers(0, 100),
    state=st.sampled_from(["", GSTIN_BIHAR, GSTIN_UP]),
)
def test_a_record_of_a_bill_gives_the_bill(milli: list[int], upi: int, state: str) -> None:
    made = _papers(milli, upi, state)
    for bill in made:
        record = Record("bill", bill.id, int(bill.at.timestamp() * 1000), codec.body(bill))
        assert codec.bill(decode(encode(record))) == bill


def _papers(milli: list[int], upi: int, gstin: str) -> list[Bill]:
    """Papers of a random basket, without any books."""
    buyer = Customer(CustomerId("0" * 26), "A", state=gstin[:2], gstin=gstin) if gstin else None
    bill = Draft(buyer=buyer)
    for each, amount in zip((ATTA, SALT, SOAP, DIESEL, TRADE, COPY), milli, strict=False):
        bill = bill.add(each, amount if each.step_milli == 1 else amount % 99 * 1000 + 1000)
    day = date(2026, 11, 22)
    parts = sheets(bill, REGULAR, day)
    owed = payable(parts)
    by_upi = Money(owed.paise * upi // 10_000 * 100)
    paid = [Tender(TenderKind.UPI, by_upi, reference="x")] if by_upi else []
    paid.append(Tender(TenderKind.CASH, owed - by_upi, owed))
    return [
        Bill(
            SaleId("0" * 25 + str(place)),
            bill_number("B", Series("0000"), day, place + 1),
            NOON,
            day,
            BusinessDay(date(2026, 11, 21)),
            sheet.title,
            REGULAR.tax_mode,
            sheet.lines,
            tenders,
            sheet.totals,
            place_of_supply=buyer.state if buyer else "10",
            buyer=buyer.id if buyer else None,
            buyer_gstin=gstin,
        )
        for place, (sheet, tenders) in enumerate(zip(parts, pay(parts, paid), strict=True))
    ]
