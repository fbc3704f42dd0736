"""What was typed to pay with, as the tenders of a bill, and tenders in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind, cash
from estore_pos.operations.counter_view import CounterView
from estore_pos.text.numbers import money_text
from estore_pos.text.words import mark, tr

PARTS = (TenderKind.CASH, TenderKind.UPI, TenderKind.CARD, TenderKind.KHATA)
"""What a bill can be paid in together, in the order of the fields."""

NAMES = {
    TenderKind.CASH: mark("Cash"),
    TenderKind.UPI: mark("UPI"),
    TenderKind.CARD: mark("Card"),
    TenderKind.KHATA: mark("Khata"),
    TenderKind.ADVANCE: mark("Advance"),
    TenderKind.CREDIT: mark("Credit"),
}
PROOFS = {Proof.SEEN: mark("seen"), Proof.LATER: mark("to be matched")}


@dataclass(frozen=True, slots=True)
class Paid:
    """How a bill is paid: its tenders and what is let go make up what it comes to."""

    tenders: tuple[Tender, ...]
    waived: Money = NOTHING

    @property
    def by_upi(self) -> Money:
        """What of it is to come by UPI and nobody has said anything of yet."""
        return total(
            [each.amount for each in self.tenders if each.kind is TenderKind.UPI and not each.proof]
        )

    @property
    def of_buyer(self) -> Money:
        """What of it is the buyer's own money that lay here."""
        credit = [each.amount for each in self.tenders if each.kind is TenderKind.CREDIT]
        return max(NOTHING, total(credit))

    @property
    def needs_buyer(self) -> bool:
        """Whether the shop must know whose money it is."""
        return any(each.kind in (TenderKind.KHATA, TenderKind.CREDIT) for each in self.tenders)

    def proved(self, proof: Proof) -> "Paid":
        """With what is known of its UPI money."""
        return replace(
            self,
            tenders=tuple(
                replace(each, proof=proof) if each.kind is TenderKind.UPI else each
                for each in self.tenders
            ),
        )


def due(view: CounterView, credit: Money = NOTHING) -> Money:
    """What is left to pay of a bill after an advance, and so much of the buyer's own money here."""
    left = view.owed - min(view.advanced, view.owed)
    return left - min(credit, left)


def _early(view: CounterView, credit: Money) -> tuple[Tender, ...]:
    """What pays before anything is handed over: an advance, then the buyer's own money here."""
    advanced = min(view.advanced, view.owed)
    used = min(credit, view.owed - advanced)
    parts = (Tender(TenderKind.ADVANCE, advanced), Tender(TenderKind.CREDIT, used))
    return tuple(part for part in parts if part.amount)


def in_cash(view: CounterView, received: Money | None, credit: Money = NOTHING) -> Paid:
    """Cash for all that is due; exact where nothing was said. Raises Refusal TENDER_SHORT."""
    early, left = _early(view, credit), due(view, credit)
    if early and not left and received is None:
        return Paid(early)
    return Paid((*early, cash(left, received)))


def whole(
    view: CounterView, kind: TenderKind, reference: str = "", credit: Money = NOTHING
) -> Paid:
    """All that is due in one way that gives no change."""
    left = due(view, credit)
    paid = (Tender(kind, left, reference=reference),) if left else ()
    return Paid((*_early(view, credit), *paid))


def mixed(
    view: CounterView, amounts: Mapping[TenderKind, Money], slip: str, credit: Money = NOTHING
) -> Paid:
    """Several ways together; what is too much is change, and only cash gives change.

    Raises Refusal TENDER_SHORT when they do not reach the sum, or go above it without cash.
    """
    notes, over = amounts.get(TenderKind.CASH, NOTHING), beyond(view, amounts, credit)
    if over < NOTHING or (over and over >= notes):
        raise _short(view, amounts, credit)
    paid = _parts(amounts, slip)
    if over:
        paid[0] = replace(paid[0], amount=notes - over)
    return Paid((*_early(view, credit), *paid))


def as_given(
    view: CounterView, amounts: Mapping[TenderKind, Money], slip: str = "", credit: Money = NOTHING
) -> Paid:
    """What was given and no more said of it: what it is short is let go, its change is kept.

    Change that is kept is the buyer's credit. Raises Refusal TENDER_SHORT where nothing was given,
    or more than the sum without cash.
    """
    notes, over = amounts.get(TenderKind.CASH, NOTHING), beyond(view, amounts, credit)
    paid = _parts(amounts, slip)
    if not paid or (over > NOTHING and over >= notes):
        raise _short(view, amounts, credit)
    if over > NOTHING:
        paid.append(Tender(TenderKind.CREDIT, -over))
    return Paid((*_early(view, credit), *paid), max(-over, NOTHING))


def beyond(
    view: CounterView, amounts: Mapping[TenderKind, Money], credit: Money = NOTHING
) -> Money:
    """How much more than is due was given; below nothing what is still to come."""
    return total(list(amounts.values())) - due(view, credit)


def _short(view: CounterView, amounts: Mapping[TenderKind, Money], credit: Money) -> Refusal:
    left, given = due(view, credit), total(list(amounts.values()))
    return Refusal(RefusalCode.TENDER_SHORT, owed=left.paise, given=given.paise)


def lacks_slip(tender: Tender) -> bool:
    """Whether it is money by card of which nobody could say later on which slip it stands."""
    return tender.kind is TenderKind.CARD and not tender.reference


def _parts(amounts: Mapping[TenderKind, Money], slip: str) -> list[Tender]:
    """A tender for each amount, cash first."""
    paid = []
    for kind in PARTS:
        if amount := amounts.get(kind, NOTHING):
            received = amount if kind is TenderKind.CASH else NOTHING
            paid.append(Tender(kind, amount, received, slip if kind is TenderKind.CARD else ""))
    return paid


def told(bills: Sequence[Bill]) -> str:
    """How bills were paid, one part after another; "" where it was cash alone."""
    sums: dict[tuple[TenderKind, Proof], Money] = {}
    for bill in bills:
        for each in bill.tenders:
            key = each.kind, each.proof
            sums[key] = sums.get(key, NOTHING) + each.amount
    waived = total([bill.waived for bill in bills])
    if not waived and {kind for kind, _ in sums} <= {TenderKind.CASH}:
        return ""
    credit = TenderKind.CREDIT, Proof.NONE
    kept = -sums.pop(credit) if sums.get(credit, NOTHING) < NOTHING else NOTHING
    said = " + ".join(_part(kind, proof, amount) for (kind, proof), amount in sums.items())
    if kept:
        said += tr(" · {amount} kept for the buyer", amount=money_text(kept))
    return said + (f" · {tr('Let go')} {money_text(waived)}" if waived else "")


def _part(kind: TenderKind, proof: Proof, amount: Money) -> str:
    said = f"{tr(NAMES[kind])} {money_text(amount)}"
    return f"{said} ({tr(PROOFS[proof])})" if proof else said
