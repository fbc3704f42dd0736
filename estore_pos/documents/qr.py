"""What a paper's square codes say, and their dark modules."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

import segno

from estore_pos.domain.credit_note import CreditNote
from estore_pos.domain.ids import SaleId
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind
from estore_pos.domain.shop import Shop
from estore_pos.text.words import mark

QUIET = 4
"""Blank modules that a reader needs around a code."""

PAYEE_MAX, NOTE_MAX, REFERENCE_MAX = 99, 50, 35
_MASK = 0
_URI_MAX = 213
"""Bytes of a version 10 code at level M: more would make its modules too fine for the counter."""


_PAY = mark("Pay {amount} by UPI")
_IF_NOT_SENT = mark("If it is not sent yet: {amount} by UPI")


def bill_code(sale: SaleId) -> str:
    """What a bill's own code says: `ES1:B:` and the id of its record."""
    return f"ES1:B:{sale}"


def owed(bill: Bill, notes: Sequence[CreditNote] = ()) -> Money:
    """What the buyer is still to pay and can send by UPI.

    It went on his khata, or is to come by UPI and nobody saw it, also where he says that he sent
    it; a reference of his payment tells enough. What its credit `notes` took off is owed no more;
    nor is anything where all of it went back.
    """
    refunds = [each for note in notes for each in note.refunds]
    left = NOTHING
    for kind in (TenderKind.KHATA, TenderKind.UPI):
        awaited = total([each.amount for each in bill.tenders if _awaited(each, kind)])
        off = total([each.amount for each in refunds if each.kind is kind])
        left += max(NOTHING, awaited - off)
    return max(NOTHING, min(left, bill.paid - total([each.amount for each in refunds])))


def _awaited(tender: Tender, kind: TenderKind) -> bool:
    seen = tender.reference.strip() or tender.proof is Proof.SEEN
    return tender.kind is kind and not (kind is TenderKind.UPI and seen)


def wish(bill: Bill) -> str:
    """What stands beside the code to pay: not so plain where the buyer says that he has sent it."""
    claimed = any(
        each.proof is Proof.LATER and _awaited(each, TenderKind.UPI) for each in bill.tenders
    )
    return _IF_NOT_SENT if claimed else _PAY


def payment(bill: Bill, shop: Shop, notes: Sequence[CreditNote] = ()) -> str:
    """The intent to pay what a bill still waits for; empty where it is paid or has no payee.

    The reference is the bill's id, not its number: apps refuse a reference they have seen, and
    some refuse a slash in it.
    """
    amount = owed(bill, notes)
    if amount.paise <= 0 or not shop.upi_id:
        return ""
    return upi_uri(
        address=shop.upi_id,
        payee=shop.name_en or shop.name_hi,
        amount=amount,
        note=bill.number,
        reference=str(bill.id) if shop.upi_merchant else "",
    )


def upi_uri(
    *,
    address: str,
    payee: str,
    amount: Money,
    note: str,
    reference: str = "",
    category: str = "",
) -> str:
    """An intent to pay `amount` to a UPI address, as the payer's app reads it from a code.

    `reference` (tr) and `category` (mc, the payee's four-digit merchant code) are for a merchant's
    address only: apps refuse them with a person's. A repeated reference is refused too. A payee
    name whose letters would make the code too fine is cut at a word. Source: NPCI UPI Linking
    Specification 1.6.
    """
    assert amount.paise > 0
    assert len(reference) <= REFERENCE_MAX
    rupees, paise = divmod(amount.paise, 100)
    tail = [f"am={rupees}.{paise:02}", "cu=INR", f"tn={quote(note[:NOTE_MAX], safe='')}"]
    if category:
        tail.append(f"mc={category}")
    if reference:
        tail.append(f"tr={quote(reference, safe='')}")
    head = f"upi://pay?pa={quote(address, safe='@')}&pn="
    rest = "&" + "&".join(tail)
    return head + _payee(payee, _URI_MAX - len(head) - len(rest)) + rest


def _payee(name: str, room: int) -> str:
    """The name percent-encoded, without its last words where it is longer than `room`."""
    said = quote(name[:PAYEE_MAX].strip(), safe="")
    words = name[:PAYEE_MAX].split()
    while len(said) > room and len(words) > 1:
        words.pop()
        said = quote(" ".join(words), safe="")
    return said


@lru_cache(maxsize=8)
def modules(content: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The side of a code in modules and its dark runs: (row from the top, column, length)."""
    # Weighing all eight masks is four fifths of the work, and a reader is told which one it is.
    code = segno.make(content, error="m", micro=False, mask=_MASK)
    found: list[tuple[int, int, int]] = []
    for row, line in enumerate(code.matrix):
        start = -1
        for column, dark in enumerate((*line, 0)):
            if dark and start < 0:
                start = column
            elif not dark and start >= 0:
                found.append((row, start, column - start))
                start = -1
    return len(code.matrix), tuple(found)
