"""What of a bill's money may go back, and in what; the law stands in gst.md 13.

Money goes out only as far as money of that bill came in: cash, card, UPI that was seen or has been
confirmed, an advance, credit of the buyer's own, less change that was kept. What stands on a khata
comes off it. For UPI that was said to be paid and nobody saw nothing goes back: the claim is struck
off. What was let go is in no refund (`ReturnSheet.refund`).
"""

from collections.abc import Collection, Mapping, Sequence

from estore_pos.domain.credit_note import KEPT, CreditNote
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind


@frozen
class Standing:
    """Where what was paid for a bill still is, none of it below nothing.

    `money` came in and has not gone back; so much stands on the `khata`; `claimed` was to come by
    UPI and was not seen, or was found not to have come.
    """

    money: Money = NOTHING
    khata: Money = NOTHING
    claimed: Money = NOTHING

    def after(self, refunds: Sequence[Tender]) -> "Standing":
        """What is left once this has gone back."""
        khata = total([each.amount for each in refunds if each.kind is TenderKind.KHATA])
        struck = total([each.amount for each in refunds if is_struck(each)])
        return Standing(
            max(NOTHING, self.money - self.money_of(refunds)),
            max(NOTHING, self.khata - khata),
            max(NOTHING, self.claimed - struck),
        )

    def money_of(self, refunds: Sequence[Tender]) -> Money:
        """What of refunds is money; more off a khata than stands there lowers another debt."""
        khata = total([each.amount for each in refunds if each.kind is TenderKind.KHATA])
        struck = total([each.amount for each in refunds if is_struck(each)])
        given = total([each.amount for each in refunds]) - khata - struck
        return given + max(NOTHING, khata - self.khata) + max(NOTHING, struck - self.claimed)


def is_struck(refund: Tender) -> bool:
    """Whether nothing goes back: it is set off against UPI money that nobody saw."""
    return refund.kind is TenderKind.UPI and refund.proof is Proof.LATER


def standing(
    bill: Bill,
    notes: Sequence[CreditNote],
    came: Mapping[int, bool],
    unseen_advance: Money = NOTHING,
) -> Standing:
    """What stands of a bill after `notes`.

    `came` says of a tender's place whether its money was found to have come; `unseen_advance` is
    what of its advance nobody saw.
    """
    money = khata = claimed = NOTHING
    for place, each in enumerate(bill.tenders):
        if each.kind is TenderKind.KHATA:
            khata += each.amount
        elif each.proof is Proof.LATER and not came.get(place, False):
            claimed += each.amount
        elif each.kind is TenderKind.ADVANCE:
            unseen = min(unseen_advance, each.amount)
            money, claimed = money + each.amount - unseen, claimed + unseen
        else:
            money += each.amount
    left = Standing(money, khata, claimed)
    return left.after([refund for note in notes for refund in note.refunds])


def due_back(
    bill: Bill,
    notes: Sequence[CreditNote],
    came: Collection[int],
    *,
    is_cancelled: bool = False,
    unseen_advance: Money = NOTHING,
) -> Money:
    """What of UPI money that came after all is the buyer's: its goods are back, its claim is off.

    `came` are the places of the tenders that nobody saw at first and whose money came. What was
    struck off is first what has not come; of a cancelled bill all that came is the buyer's.
    """
    there, still = _told_later(bill, came)
    if is_cancelled:
        return there
    return min(there, _struck_beyond(notes, still + unseen_advance))


def advance_due(
    bill: Bill,
    notes: Sequence[CreditNote],
    came: Collection[int],
    open_advance: Money,
    came_advance: Money,
) -> Money:
    """What of an advance that came after all is the buyer's, besides what `due_back` says.

    `open_advance` is what of it on this bill nobody has seen yet, `came_advance` what came.
    """
    there, still = _told_later(bill, came)
    due = min(there + came_advance, _struck_beyond(notes, still + open_advance))
    return max(NOTHING, due - there)


def _told_later(bill: Bill, came: Collection[int]) -> tuple[Money, Money]:
    """What came of the UPI money of a bill that nobody saw at first, and what has not come."""
    later = {
        place: each.amount
        for place, each in enumerate(bill.tenders)
        if each.kind is TenderKind.UPI and each.proof is Proof.LATER
    }
    there = total([amount for place, amount in later.items() if place in came])
    return there, total(list(later.values())) - there


def _struck_beyond(notes: Sequence[CreditNote], still: Money) -> Money:
    """What was struck off beyond what has not come."""
    struck = total([each.amount for note in notes for each in note.refunds if is_struck(each)])
    return max(NOTHING, struck - still)


def undone(
    bill: Bill,
    came: Mapping[int, bool],
    unseen_advance: Money = NOTHING,
    *,
    is_advance: bool = True,
) -> tuple[Tender, ...]:
    """How the money of a bill that does not hold any more goes back: each in the way it came.

    An advance is one again where `is_advance`, else cash but for what nobody saw of it. What goods
    of an exchange had paid is the buyer's credit, cash where nobody is named. Claims that nobody
    saw are struck off (`is_struck`). Credit below nothing is change that was kept, and his no more.
    """
    ways: dict[tuple[TenderKind, Proof], Money] = {}

    def add(kind: TenderKind, amount: Money, proof: Proof = Proof.NONE) -> None:
        ways[kind, proof] = ways.get((kind, proof), NOTHING) + amount

    for place, each in enumerate(bill.tenders):
        if each.kind is TenderKind.ADVANCE and not is_advance:
            unseen = min(unseen_advance, each.amount)
            add(TenderKind.CASH, each.amount - unseen)
            add(TenderKind.UPI, unseen, Proof.LATER)
        elif each.kind is TenderKind.CREDIT and each.reference and bill.buyer is None:
            add(TenderKind.CASH, each.amount)
        elif each.proof is Proof.LATER and not came.get(place, False):
            add(each.kind, each.amount, Proof.LATER)
        else:
            add(each.kind, each.amount)
    return tuple(
        [Tender(kind, amount, proof=proof) for (kind, proof), amount in ways.items() if amount]
    )


def parts(
    refund: Money,
    held: Standing,
    kind: TenderKind,
    *,
    goods: Money = NOTHING,
    beyond: bool = False,
) -> tuple[Tender, ...]:
    """How a refund goes back: so much of it into other `goods`, the rest of the money in `kind`.

    What never came in as money goes off where it stands, unless somebody has allowed it (`beyond`).
    Money that is to go off the khata goes there beside what stands on it. In an exchange, credit
    that stays here bears the reference KEPT.
    """
    money = refund if beyond else min(refund, held.money)
    khata = min(refund - money, held.khata)
    struck = refund - money - khata
    into = min(goods, money)
    rest = money - into
    if kind is TenderKind.KHATA:
        khata, rest = khata + rest, NOTHING
    reference = KEPT if goods and kind is TenderKind.CREDIT else ""
    made = (
        Tender(TenderKind.CREDIT, into),
        Tender(kind, rest, reference=reference),
        Tender(TenderKind.KHATA, khata),
        Tender(TenderKind.UPI, struck, proof=Proof.LATER),
    )
    return tuple(each for each in made if each.amount)


def check(refunds: Sequence[Tender], held: Standing, *, beyond: bool) -> Money:
    """How much more money goes back than came in. Raises Refusal REFUND_BEYOND unless `beyond`."""
    given = held.money_of(refunds)
    over = max(NOTHING, given - held.money)
    if over and not beyond:
        raise Refusal(RefusalCode.REFUND_BEYOND, given=given.paise, amount=held.money.paise)
    return over
