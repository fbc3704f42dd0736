"""Making bills of a draft's papers: their particulars, their numbers, what goes with them."""

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from estore_pos.domain.customer import Customer
from estore_pos.domain.day import financial_year
from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import PersonId, RecordId, SaleId
from estore_pos.domain.money import AMOUNT_MAX, NOTHING, Money, total
from estore_pos.domain.offer import in_common
from estore_pos.domain.sale import (
    Bill,
    BillLine,
    Sheet,
    Tender,
    TenderKind,
    bill_number,
    cash,
    let_go,
    number_kind,
    pay,
    place_of_supply,
)
from estore_pos.domain.shop import Shop
from estore_pos.domain.stock import Move
from estore_pos.operations.moment import Moment
from estore_pos.store import sale, stream
from estore_pos.store.books import Books
from estore_pos.store.journal import Deed
from estore_pos.store.page import Page

if TYPE_CHECKING:
    from estore_pos.domain.estimate import Estimate

_ROW = attrgetter("row")
PARTICULARS_FROM = Money.rupees(50_000)
"""Taxable value from which a tax invoice names whoever bought."""


@frozen
class Payment:
    """How the papers of a draft are paid, and what of them is let go."""

    tenders: tuple[Tender, ...]
    waived: Money = NOTHING


def payment(
    owed: Money,
    tenders: Sequence[Tender] | None,
    received: Money | None,
    waived: Money,
    advanced: Money,
) -> Payment:
    """The tenders as named; else what was advanced, and cash for the rest.

    Raises Refusal TENDER_SHORT for too little cash, or more of an advance than there is, and
    AMOUNT_RANGE for cash that nobody hands over (a code that was typed, and End).
    """
    for handed in (received or NOTHING, *[each.received for each in tenders or ()]):
        if handed > max(AMOUNT_MAX, owed):
            raise Refusal(RefusalCode.AMOUNT_RANGE, amount=handed.paise)
    if tenders is not None:
        used = total([each.amount for each in tenders if each.kind is TenderKind.ADVANCE])
        if used > advanced:
            raise Refusal(RefusalCode.TENDER_SHORT, owed=used.paise, given=advanced.paise)
        return Payment(tuple(tenders), waived)
    due = owed - waived
    used = min(advanced, due)
    early = (Tender(TenderKind.ADVANCE, used),) if used else ()
    late = (cash(due - used, received),) if due > used or not early else ()
    return Payment((*early, *late), waived)


def check_particulars(made: Sequence[Sheet], shop: Shop, buyer: Customer | None) -> None:
    """Rule 46(e): a tax invoice of 50,000 rupees or more names its unregistered buyer and where.

    Raises Refusal BUYER_PARTICULARS. (A registered buyer is named by his GSTIN.)
    """
    if shop.tax_mode is not TaxMode.REGULAR or (buyer and (buyer.gstin or buyer.address)):
        return
    for sheet in made:
        if sheet.totals.gross < PARTICULARS_FROM:
            continue
        taxed = [line.taxed.taxable for line in sheet.lines if line.rate.bears_tax]
        if total(taxed) >= PARTICULARS_FROM:
            raise Refusal(RefusalCode.BUYER_PARTICULARS)


def check_named(buyer: Customer | None, tenders: Sequence[Tender]) -> None:
    """Raise Refusal BUYER_NEEDED where nobody is named who owes, or whose change is kept."""
    kept = [each for each in tenders if each.kind is TenderKind.CREDIT and each.amount < NOTHING]
    owed = [each for each in tenders if each.kind is TenderKind.KHATA and each.amount]
    if buyer is None and (kept or owed):
        raise Refusal(RefusalCode.BUYER_NEEDED)


def bills(
    page: Page,
    books: Books,
    draft: Draft,
    made: Sequence[Sheet],
    paying: Payment,
    shop: Shop,
    moment: Moment,
    who: PersonId,
) -> tuple[Bill, ...]:
    """The bills of a draft, each with the next number of its series.

    Raises Refusal BUYER_NEEDED, TENDER_SHORT, DISCOUNT_RANGE, CREDIT_SHORT.
    """
    check_named(draft.buyer, paying.tenders)
    if any(each.kind is TenderKind.CREDIT for each in paying.tenders):
        from estore_pos.operations import credit

        credit.check_used(page, draft.buyer, paying.tenders)
    paid = pay(made, paying.tenders, paying.waived)
    off = let_go(made, paying.waived)
    buyer = draft.buyer
    series = stream.series(page)
    year = financial_year(moment.calendar)
    given: dict[str, int] = {}
    numbered = []
    for sheet, tenders, waived in zip(made, paid, off, strict=True):
        kind = number_kind(sheet.title)
        serial = given.get(kind) or sale.next_serial(page, kind, series, year)
        given[kind] = serial + 1
        numbered.append(
            Bill(
                id=SaleId(books.new_id()),
                number=bill_number(kind, series, moment.calendar, serial),
                at=moment.at,
                calendar_day=moment.calendar,
                business_day=moment.business,
                title=sheet.title,
                mode=shop.tax_mode,
                lines=sheet.lines,
                tenders=tenders,
                totals=sheet.totals,
                shop_state=shop.state,
                place_of_supply=place_of_supply(buyer, shop),
                buyer=buyer.id if buyer else None,
                buyer_gstin=buyer.gstin if buyer else "",
                by=who,
                clock_suspect=moment.suspect,
                waived=waived,
                discount=sheet.discount,
                note=draft.note,
                estimate=draft.estimate,
            )
        )
    return tuple(numbered)


class Lines:
    """The lines of the open bill as its record will say them, each told when it comes.

    What is told before End need not be told between End and the number. Desk's thread only.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._sold: tuple[BillLine, ...] = ()
        self._told: list[sale.Told] = []

    def told(self, made: Sequence[Sheet]) -> Sequence[sale.Told]:
        """Those of a single paper; those that stand as they did are not told again."""
        sold = made[0].lines if len(made) == 1 else ()
        stands = in_common(self._sold, sold)
        self._told[stands:] = [sale.told(line) for line in sold[stands:]]
        self._sold = sold
        return self._told


def deeds(
    books: Books,
    made: Sequence[Bill],
    told: "Estimate | None",
    paying: Payment,
    lines: Sequence[sale.Told],
) -> list[Deed]:
    """What is recorded with a sale: its bills, and that the estimate they came of is settled.

    `lines` are those of a single bill, none where there are two.

    What an advance was more than the bills is paid back (`Estimate.back`); goods that lay with the
    buyer on approval are back in the stock that the bills take them off.
    """
    rows = tuple(map(_ROW, lines))
    written = [
        Deed(
            sale.body(bill, lines),
            RecordId(bill.id),
            bill.at,
            bill.by,
            bill.clock_suspect,
            rows,
        )
        for bill in made
    ]
    if told is None:
        return written
    from estore_pos.domain.estimate import CloseReason
    from estore_pos.store import estimate

    last = made[-1]
    used = total([each.amount for each in paying.tenders if each.kind is TenderKind.ADVANCE])
    closing = estimate.closed_body(
        told.id,
        CloseReason.BILLED,
        last.business_day,
        bill=last.id,
        back=lent(told),
        refunds=told.back(used),
    )
    return [*written, Deed(closing, books.new_id(), last.at, last.by, last.clock_suspect)]


def over_advance(told: "Estimate", paying: Payment) -> Money:
    """What money of an advance goes back with its bill."""
    used = total([each.amount for each in paying.tenders if each.kind is TenderKind.ADVANCE])
    return total([each.amount for each in told.back(used) if each.kind is TenderKind.CASH])


def lent(told: "Estimate") -> tuple[Move, ...]:
    """The goods that went along with an estimate."""
    if not told.on_approval:
        return ()
    return tuple(Move(line.item, line.quantity.milli) for line in told.lines if line.stocked)
