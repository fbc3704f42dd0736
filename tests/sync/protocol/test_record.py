"""A record's bytes: in this order, without its defaults, and readable for ever."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from sync.protocol import base32, sums
from sync.protocol.body import (
    KINDS,
    AccountSaved,
    ActNoted,
    Barcode,
    BillCancelled,
    BillMade,
    Body,
    CategorySaved,
    CreditLine,
    CreditNoteMade,
    CustomerErased,
    CustomerSaved,
    EstimateClosed,
    EstimateMade,
    GroupPrice,
    ItemSaved,
    Line,
    MoneyMoved,
    Movement,
    OfferSaved,
    Part,
    PersonSaved,
    Priced,
    PriceSet,
    PrintedPrice,
    Rate,
    RoleCap,
    ShopSaved,
    Slab,
    StockMoved,
    StreamOpened,
    Tender,
    TenderMatched,
    row,
)
from sync.protocol.record import RECORD_BYTES_MAX, BadRecord, Record, decode, encode, receive

ID = "01JD0000000000000000000000"
texts = some.text(some.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
paise = some.integers(0, 10**9)
days = some.dates(date(2020, 1, 1), date(2100, 1, 1)).map(date.isoformat)


@some.composite
def lines(draw: some.DrawFn) -> Line:
    """An honest row."""
    taxable, cgst = draw(paise), draw(paise)
    return Line(
        draw(some.integers(0, 99_999)),
        draw(texts),
        "1101",
        draw(some.integers(1, 10**6)),
        "KGS",
        draw(paise),
        1,
        0,
        taxable + 2 * cgst,
        500,
        "T",
        taxable,
        cgst,
        0,
        draw(texts),
    )


@some.composite
def bills(draw: some.DrawFn) -> BillMade:
    """A bill that adds up."""
    rows = tuple(draw(some.lists(lines(), min_size=1, max_size=6)))
    owed = draw(some.booleans())
    if owed:
        rows = tuple(replace(row, taxable_paise=row.gross_paise) for row in rows)
    total = sum(row.gross_paise for row in rows)
    day = draw(days)
    return BillMade(
        number="B42A7/26/000123",
        business_day=day,
        calendar_day=draw(some.sampled_from(["", day])),
        title="T",
        mode="R",
        lines=rows,
        tenders=(Tender("cash", total, draw(paise)),),
        total=total,
        place=draw(some.sampled_from(["10", "20"])),
        reverse_charge=owed,
    )


def record(body: object, **more: object) -> Record:
    """A record around a body of whatever kind."""
    kind = next(kind for kind, made in KINDS.items() if isinstance(body, made))
    return Record(kind, ID, 1_795_000_000_000, body, **more)  # type: ignore[arg-type]


@settings(max_examples=50)
@given(bills(), texts.filter(lambda who: len(who) <= 26), some.booleans())
def test_what_is_written_is_read_back(body: BillMade, who: str, suspect: bool) -> None:
    written = record(body, who=who, clock_suspect=suspect)
    raw = encode(written)
    assert decode(raw) == written
    assert encode(decode(raw)) == raw
    assert b"\n" not in raw
    assert sums.fault(body) is None


@given(bills())
def test_rows_written_before_the_rest_make_the_same_bytes(body: BillMade) -> None:
    rows = tuple([row(line) for line in body.lines])
    assert encode(record(body, lines=rows)) == encode(record(body))


def test_rows_of_another_bill_are_not_written() -> None:
    for rows in ((row(replace(_line(), milli=7)),), (row(_line()), row(_line())), (b"[]",)):
        with pytest.raises(BadRecord, match="bad_body"):
            encode(record(_bill(_line()), lines=rows))


def _of_the_first_counter() -> list[Body]:
    """One body of every kind that a part of the counter was first sold with."""
    return [
        StreamOpened(lane="goods", app="1.0", series="AB12", practice=True, parent="0f" * 56),
        ShopSaved(
            from_day="2026-04-01",
            name_hi="राम",
            tax_mode="C",
            upi_merchant=True,
            code_masks=("21PPPPPWWWWWC",),
            discount_caps=(RoleCap("p", 1000), RoleCap("h")),
            waive_max_paise=0,
            filed_up_to="2026-10-31",
            sweet=9,
        ),
        BillMade(
            number="M", business_day="2026-11-22", title="M", mode="U", lines=(_line(),), total=100
        ),
        ItemSaved(
            item=7,
            unit="KGS",
            name_hi="आटा",
            aliases=("atta",),
            barcodes=(Barcode("8901234567890"), Barcode("1", 12_000)),
            rates=(Rate("2025-09-22", 500), Rate("2026-04-01")),
            price_paise=0,
            cost_paise=2800,
            slabs=(Slab(10_000, 3000),),
            group_prices=(GroupPrice("thok", 2900),),
            printed=(PrintedPrice(4000, 3800), PrintedPrice(4200, 4000)),
            parts=(Part(8), Part(9, 500)),
            tile=24,
        ),
        StockMoved(reason="opening", lines=(Movement(7, -5000),)),
        CustomerSaved(customer=ID, sealed="AAAA"),
        CustomerErased(customer=ID),
    ]


def _of_the_whole_counter() -> list[Body]:
    """One body of every kind that came after."""
    return [
        BillCancelled(
            bill=ID,
            number="M",
            business_day="2026-11-22",
            total=100,
            reason="other",
            note="दो बार",
            back=(Part(7, 250),),
            estimate=ID,
            lent=(Part(7, 500),),
            in_cash_paise=40,
            again_paise=30,
            back_day="2026-11-23",
        ),
        _note(_back()),
        _estimate(approval=True, advance=(Tender("upi", 50, proof="later"),)),
        EstimateClosed(
            estimate=ID,
            reason="billed",
            business_day="2026-11-22",
            bill=ID,
            back=(Part(7),),
            refunds=(Tender("cash", 20),),
        ),
        TenderMatched(bill=ID, part=1, how="not_paid"),
        ActNoted(
            what="price_under_floor", business_day="2026-11-22", about=ID, item=7, paise=5, by=ID
        ),
        PersonSaved(person=ID, name="सीता", role="h"),
        PriceSet(from_day="2026-11-22", prices=(Priced(7, 3000), Priced(8, 0))),
        OfferSaved(
            offer=ID,
            kind="combo",
            from_day="2026-11-01",
            to_day="2026-11-30",
            goods=(Part(7), Part(8, 2000)),
            paise=9900,
        ),
        CategorySaved(key="sabzi", name_hi="सब्ज़ी", hsn="0709", rates=(Rate("2025-09-22"),)),
        AccountSaved(account=ID, kind="supplier", sealed="AAAA"),
        MoneyMoved(
            deed="supplier",
            source="cash",
            target=ID,
            paise=125_000,
            business_day="2026-11-22",
            sealed="AAAA",
        ),
    ]


def test_money_given_back_has_a_sum_and_a_day_and_no_other_word_has() -> None:
    back = TenderMatched(bill=ID, part=0, how="given_back", business_day="2026-12-01", paise=3500)
    assert decode(encode(record(back))).body == back
    word = TenderMatched(bill=ID, part=0, how="confirmed")
    for whole, wrong in (
        (word, {"how": "given_back"}),
        (back, {"paise": 0}),
        (back, {"paise": -1}),
        (back, {"business_day": ""}),
        (back, {"how": "confirmed"}),
        (word, {"business_day": "2026-12-01"}),
    ):
        with pytest.raises(ValueError, match="given back"):
            replace(whole, **wrong)
    raw = encode(record(back)).replace(b'"a":3500', b'"a":0')
    with pytest.raises(BadRecord):
        decode(raw)


def test_every_kind_has_a_body_that_is_read_back() -> None:
    bodies = [*_of_the_first_counter(), *_of_the_whole_counter()]
    assert [record(body).kind for body in bodies] == list(KINDS)
    for body in bodies:
        assert decode(encode(record(body))).body == body


def test_the_envelope_stands_in_its_order_without_its_defaults() -> None:
    plain = encode(record(CustomerErased(customer=ID)))
    assert plain == (
        b'{"v":1,"k":"customer.erased","i":"%b","t":1795000000000,"b":{"c":"%b"}}'
        % (ID.encode(), ID.encode())
    )
    full = encode(record(CustomerErased(customer=ID), who="p1", clock_suspect=True))
    assert list(json.loads(full)) == ["v", "k", "i", "t", "w", "c", "b"]


def test_an_honest_row_does_not_send_its_taxable_value_and_a_dishonest_one_does() -> None:
    untaxed = json.loads(encode(record(_bill(_line()))))["b"]["l"][0]
    assert untaxed == [7, "आटा", "1101", 1000, "KGS", 100, 1, 0, 100, 0, "N"]
    taxed = Line(7, "घी", "0405", 1000, "KGS", 105, 1, 0, 105, 500, "T", cgst_paise=2)
    assert taxed.taxable_paise == 101
    assert json.loads(encode(record(_bill(taxed))))["b"]["l"][0][11:] == [0, 2]
    wrong = replace(taxed, taxable_paise=99)
    assert json.loads(encode(record(_bill(wrong))))["b"]["l"][0][11:] == [99, 2]
    assert sums.fault(_bill(wrong)) == "line_sum"


def test_exact_cash_is_not_sent_and_every_other_payment_is() -> None:
    plain = _bill(_line())
    exact = replace(plain, tenders=())
    assert exact.tenders == (Tender("cash", 100, 100),)
    assert b'"p":' not in encode(record(exact))
    assert decode(encode(record(exact))).body == exact
    for others in (
        (Tender("cash", 100, 500),),
        (Tender("cash", 100),),
        (Tender("upi", 100, proof="seen"),),
        (Tender("cash", 60, 60), Tender("card", 40)),
    ):
        other = replace(plain, tenders=others)
        assert b'"p":' in encode(record(other))
        assert decode(encode(record(other))).body == other
    given = replace(plain, tenders=(), waived_paise=100)
    assert given.tenders == ()
    assert decode(encode(record(given))).body == given


def test_a_record_that_could_not_be_read_back_is_not_written() -> None:
    for body in (
        _bill(replace(_line(), item=-1)),
        replace(_bill(_line()), total=10**14),
        replace(_bill(_line()), number="X" * 17),
        StockMoved(reason="opening", lines=()),
        CustomerErased(customer="short"),
    ):
        with pytest.raises(BadRecord, match="bad_body"):
            encode(record(body))
    with pytest.raises(BadRecord, match="too_big"):
        encode(record(_bill(*[replace(_line(), name="क" * 300)] * 400)))
    with pytest.raises(BadRecord, match="bad_body: the record would be read back as another"):
        encode(Record("customer.erased", ID, 1, CustomerSaved(customer=ID, sealed="A")))
    for kind, id, at_ms, reason in (
        ("customer.erased", "short", 1, "bad_envelope: id"),
        ("customer.erased", ID, -1, "bad_envelope"),
        ("order.taken", ID, 1, "unknown_kind"),
    ):
        with pytest.raises(BadRecord, match=reason):
            encode(Record(kind, id, at_ms, CustomerErased(customer=ID)))


_CONTROL = some.text(
    some.sampled_from('\0\x01\t\n\x1f\x7f\x85\u2028\ufeff\\u0"आ'), min_size=1, max_size=16
)


@given(_CONTROL, _CONTROL, _CONTROL)
def test_no_text_with_a_nul_is_written_or_received_and_every_other_is(
    number: str, name: str, who: str
) -> None:
    body = replace(_bill(replace(_line(), name=name)), number=number)
    written = record(body, who=who)
    said = {
        **json.loads(GOOD),
        "k": "bill",
        "w": who,
        "b": json.loads(encode(record(_bill(_line()))))["b"],
    }
    said["b"]["n"] = number
    said["b"]["l"][0][1] = name
    raw = json.dumps(said, ensure_ascii=False).encode()
    assert decode(raw) == written, "a till reads what it wrote before"
    if "\0" in number + name + who:
        with pytest.raises(BadRecord, match=r"bad_body: U\+0000"):
            encode(written)
        with pytest.raises(BadRecord, match=r"bad_body: U\+0000"):
            receive(raw)
    else:
        assert receive(encode(written)) == receive(raw) == written


def test_a_nul_where_a_newer_till_says_more_is_not_received() -> None:
    with pytest.raises(BadRecord, match="bad_body"):
        receive(GOOD.replace(b'"b":{', rb'"b":{"later":["\\\u0000"],'))
    assert receive(GOOD.replace(b'"b":{', rb'"b":{"later":["\\u0000"],'))


def test_a_day_that_no_calendar_has_cannot_be_constructed() -> None:
    with pytest.raises(ValueError, match="day"):
        replace(_bill(_line()), business_day="2026-02-30")
    with pytest.raises(ValueError, match="day"):
        Rate("2026-02-30")
    with pytest.raises(ValueError, match="day"):
        replace(_note(_back()), bill_day="2026-02-30")
    with pytest.raises(ValueError, match="month"):
        ShopSaved(from_day="2026-13-01")


GOOD = encode(record(CustomerErased(customer=ID)))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "not_json"),
        (b"\xff\xfe", "not_json"),
        (GOOD[:-1], "not_json"),
        (GOOD + b"x", "not_json"),
        (b"[" * 100_000, "bad_envelope"),
        (b'{"v":1,"z":' + b"[" * 100_000, "not_json"),
        (b"[]", "bad_envelope"),
        (GOOD.replace(b'"v":1', b'"v":0'), "bad_envelope"),
        (GOOD.replace(b'"t":1795000000000', b'"t":-1'), "bad_envelope"),
        (GOOD.replace(b'"t":1795000000000', b'"t":1e99'), "bad_envelope"),
        (GOOD.replace(ID.encode(), b"!" * 26, 1), "bad_envelope"),
        (GOOD.replace(b'"v":1', b'"v":2'), "newer_version"),
        (GOOD.replace(b"customer.erased", b"order.taken"), "unknown_kind"),
        (GOOD.replace(b'"b":{', b'"b":{"x":' + b"[" * 20_000 + b"]" * 20_000 + b","), "not_json"),
        (GOOD.replace(b'"b":{"c"', b'"b":{"d"'), "bad_body"),
        (b" " * (RECORD_BYTES_MAX + 1), "too_big"),
    ],
)
def test_bytes_that_mean_nothing_have_a_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(BadRecord) as bad:
        decode(raw)
    assert bad.value.reason == reason


def test_a_newer_till_may_say_more() -> None:
    assert decode(GOOD.replace(b'"b":{', b'"b":{"later":[1],')) == decode(GOOD)


@given(some.binary(max_size=200))
def test_any_bytes_are_a_record_or_have_a_reason(raw: bytes) -> None:
    with pytest.raises(BadRecord):
        decode(raw)


@settings(max_examples=40)
@given(some.recursive(some.none() | some.integers() | texts, some.lists, max_leaves=8), bills())
def test_a_wrong_field_is_a_bad_body(wrong: object, body: BillMade) -> None:
    envelope = json.loads(encode(record(body)))
    for name in envelope["b"]:
        poisoned = {**envelope, "b": {**envelope["b"], name: wrong}}
        reason = _reason(json.dumps(poisoned).encode())
        assert reason in (None, "bad_body")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"total": 99}, "total_sum"),
        ({"round_off": 100, "total": 200}, "round_off"),
        ({"tenders": (Tender("upi", 99),)}, "tender_sum"),
        ({"tenders": (Tender("cash", 60), Tender("khata", 40))}, None),
        ({"round_off": -20, "total": 80, "tenders": (Tender("upi", 80),)}, None),
        ({"tenders": (Tender("cash", 102, 102), Tender("credit", -2))}, None),
        ({"tenders": (Tender("cash", -2), Tender("upi", 102))}, "negative_tender"),
        ({"tenders": (Tender("advance", 97),), "waived_paise": 3}, None),
        ({"tenders": (Tender("cash", 97),), "waived_paise": 2}, "tender_sum"),
        ({"tenders": (Tender("cash", 103),), "waived_paise": -3}, "negative_waived"),
    ],
)
def test_a_bill_that_does_not_add_up_has_a_reason(
    changed: dict[str, object], fault: str | None
) -> None:
    assert sums.fault(replace(_bill(_line()), **changed)) == fault


def test_a_row_has_one_head_of_tax_and_a_total_is_not_negative() -> None:
    both = Line(7, "घी", "0405", 1000, "KGS", 105, 1, 0, 105, 500, "T", 0, 1, 1)
    assert sums.fault(_bill(both)) == "two_heads"
    back = replace(_line(), gross_paise=-100, taxable_paise=-100)
    assert sums.fault(_bill(back)) == "negative_total"


def test_a_row_whose_tax_the_buyer_owes_bears_it_beside_its_gross() -> None:
    owed = Line(7, "घी", "0405", 1000, "KGS", 100, 1, 0, 100, 500, "T", 100, 2)
    assert sums.fault(replace(_bill(owed), reverse_charge=True)) is None
    assert sums.fault(_bill(owed)) == "line_sum"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"total": 99}, "total_sum"),
        ({"refunds": (Tender("cash", 99),)}, "tender_sum"),
        ({"refunds": (Tender("cash", 97),), "waived_paise": 3}, None),
        ({"refunds": (Tender("cash", 110), Tender("credit", -10))}, "negative_tender"),
        ({"refunds": (Tender("cash", 40), Tender("khata", 60))}, None),
        ({"round_off": 100, "total": 200}, "round_off"),
    ],
)
def test_a_credit_note_that_does_not_add_up_has_a_reason(
    changed: dict[str, object], fault: str | None
) -> None:
    assert sums.fault(replace(_note(_back()), **changed)) == fault


def test_an_honest_row_of_a_credit_note_does_not_send_its_taxable_value() -> None:
    sent = json.loads(encode(record(_note(_back()))))["b"]["l"][0]
    assert sent == [0, 7, "आटा", "1101", 500, "KGS", 100, 500, "T", 0, 2]
    assert _back().taxable_paise == 96
    wrong = replace(_back(), taxable_paise=95)
    assert sums.fault(_note(wrong)) == "line_sum"
    assert decode(encode(record(_note(wrong)))).body == _note(wrong)


def test_other_papers_have_their_sums_too() -> None:
    assert sums.fault(_estimate()) is None
    assert sums.fault(_estimate(total=101)) == "total_sum"
    assert sums.fault(_estimate(total=200, round_off=100)) is None, "of two bills, 50 paise each"
    assert sums.fault(_estimate(total=300, round_off=200)) == "round_off"
    assert sums.fault(_estimate(advance=(Tender("cash", -1),))) == "negative_tender"
    closed = EstimateClosed(estimate=ID, reason="dropped", business_day="2026-11-22")
    assert sums.fault(closed) is None
    wrong = replace(closed, refunds=(Tender("cash", -1),))
    assert sums.fault(wrong) == "negative_tender"
    off = BillCancelled(
        bill=ID, number="M", business_day="2026-11-22", total=0, reason="buyer_left"
    )
    assert sums.fault(off) is None
    assert sums.fault(replace(off, total=-1)) == "negative_total"
    assert sums.fault(replace(off, in_cash_paise=-1)) == "negative_tender"
    assert sums.fault(replace(off, again_paise=-1)) == "negative_tender"
    assert sums.fault(CustomerErased(customer=ID)) is None


def test_what_came_later_adds_no_byte_to_an_ordinary_bill() -> None:
    assert (
        encode(record(_bill(replace(_line(), name_en="Flour"))))
        == (
            '{"v":1,"k":"bill","i":"01JD0000000000000000000000","t":1795000000000,"b":{"n":"M",'
            '"d":"2026-11-22","k":"M","m":"U","l":[[7,"आटा","1101",1000,"KGS",100,1,0,100,0,"N",0,0,0,'
            '"Flour"]],"p":[["cash",100]],"a":100}}'
        ).encode()
    )


def test_the_same_instants_and_days_are_sums_of_a_month() -> None:
    first = date(2026, 11, 1)
    made = [_bill(_line(), day=(first + timedelta(n)).isoformat()) for n in range(30)]
    assert {decode(encode(record(each))).body for each in made} == set(made)


def _reason(raw: bytes) -> str | None:
    try:
        decode(raw)
    except BadRecord as bad:
        return bad.reason
    return None


def _line() -> Line:
    return Line(7, "आटा", "1101", 1000, "KGS", 100, 1, 0, 100, 0, "N")


def _back() -> CreditLine:
    return CreditLine(0, 7, "आटा", "1101", 500, "KGS", 100, 500, "T", cgst_paise=2)


def _note(*rows: CreditLine) -> CreditNoteMade:
    total = sum(row.gross_paise for row in rows)
    return CreditNoteMade(
        number="C",
        business_day="2026-11-22",
        bill=ID,
        bill_number="M",
        bill_day="2026-03-31",
        mode="R",
        lines=rows,
        refunds=(Tender("cash", total),),
        total=total,
        reason="damaged",
    )


def _estimate(**more: object) -> EstimateMade:
    plain = EstimateMade(number="E", business_day="2026-11-22", lines=(_line(),), total=100)
    return replace(plain, **more)


def _bill(*rows: Line, day: str = "2026-11-22") -> BillMade:
    total = sum(row.gross_paise for row in rows)
    return BillMade(
        number="M",
        business_day=day,
        title="M",
        mode="U",
        lines=rows,
        tenders=(Tender("cash", total),),
        total=total,
    )


assert base32.is_id(ID)
