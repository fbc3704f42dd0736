"""What the shop owes a buyer: change that was kept, goods that came back; less what he used.

What of a credit note pays for goods in the same act owes nobody anything: it is not counted, and
neither is the tender of those goods, which bears the number of the bill that came back.
"""

from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import CustomerId
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.sale import Bill, Tender, TenderKind
from estore_pos.store import credit_note, sale
from estore_pos.store.page import Page


def balance(page: Page, buyer: CustomerId) -> Money:
    """What of a buyer's money lies here; never below nothing."""
    back = total([note.kept for note in credit_note.of_buyer(page, buyer)])
    return max(NOTHING, back + sale.kept_for(page, buyer))


def check_used(page: Page, buyer: Customer | None, tenders: tuple[Tender, ...]) -> None:
    """Raise Refusal CREDIT_SHORT where a bill is paid with more of a buyer's money than is here."""
    used = total([each.amount for each in tenders if _is_of_buyer(each) and each.amount > NOTHING])
    if not used:
        return
    there = balance(page, buyer.id) if buyer is not None else NOTHING
    if used > there:
        raise Refusal(RefusalCode.CREDIT_SHORT, owed=used.paise, given=there.paise)


def check_unused(page: Page, bill: Bill) -> None:
    """Raise Refusal CREDIT_SPENT where the change kept at a bill is no longer all here."""
    kept = -total([each.amount for each in bill.tenders if _is_of_buyer(each)])
    if kept > NOTHING and bill.buyer is not None and kept > balance(page, bill.buyer):
        raise Refusal(RefusalCode.CREDIT_SPENT, number=bill.number)


def _is_of_buyer(tender: Tender) -> bool:
    return tender.kind is TenderKind.CREDIT and not tender.reference
