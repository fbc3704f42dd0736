"""The keys that change what a line or the whole bill is sold at, and what its paper says."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from estore_pos.text.words import tr
from estore_pos.ui.counter.entry import EntryLine
from estore_pos.ui.widgets.told import Teller, nothing

if TYPE_CHECKING:
    from estore_pos.domain.discount import Discount
    from estore_pos.domain.draft import Draft
    from estore_pos.domain.money import Money
    from estore_pos.operations.till import Till
    from estore_pos.operations.watch import Approval

Deed = Callable[["Till", "Approval | None"], object]


Give = Callable[["Till", "Discount | None", "Approval | None"], object]


class Ask(Protocol):
    """Asks a question in the window; with `said`, what stands there now, "" takes it off."""

    def __call__(
        self,
        question: Teller,
        unit: Teller,
        answer: Callable[[str], None],
        said: str | None = None,
        *,
        wide: bool = False,
    ) -> None:
        """Ask; `answer` is told what was typed."""


class TermKeys:
    """Discounts, charge and note: what is typed before the key, else what it asks for."""

    def __init__(
        self,
        entry: EntryLine,
        draft: "Callable[[], Draft | None]",
        ask: Ask,
        do: Callable[[Deed, str], None],
        refuse: Callable[..., None],
    ) -> None:
        """Take what the counter does for them."""
        self._entry = entry
        self._draft = draft
        self._ask = ask
        self._do = do
        self._refuse = refuse

    def line_discount(self) -> None:
        """F3: so much or so many percent off the current line."""
        draft = self._draft()
        line = draft.current_line if draft is not None else None
        if draft is None or line is None:
            self._refuse("R109")
            return
        place, now = draft.current, line.discount

        def answer(typed: str) -> None:
            self._discount(
                typed, lambda till, off, leave: till.counter.set_discount(place, off, leave)
            )

        self._typed_or_asked(answer, lambda: tr("How much off this line?"), _off_words, _text(now))

    def bill_discount(self) -> None:
        """F9: so much or so many percent off the whole bill."""
        if draft := self._whole():
            self._typed_or_asked(
                lambda typed: self._discount(
                    typed, lambda till, off, leave: till.counter.set_bill_discount(off, leave)
                ),
                lambda: tr("How much off the bill?"),
                _off_words,
                _text(draft.discount),
            )

    def charge(self) -> None:
        """F8: so much for delivery or packing."""
        from estore_pos.text.numbers import amount_text

        if draft := self._whole():
            self._typed_or_asked(
                self._charge,
                lambda: tr("Delivery or packing charge?"),
                lambda: "₹",
                amount_text(draft.charge) if draft.charge else "",
            )

    def note(self) -> None:
        """F12: what the bill's paper says besides."""
        if draft := self._whole():
            self._typed_or_asked(
                self._note, lambda: tr("Note on the bill?"), nothing, draft.note, wide=True
            )

    def _whole(self) -> "Draft | None":
        draft = self._draft()
        if draft is None or not draft.lines:
            self._refuse("R105")
            return None
        return draft

    def _typed_or_asked(
        self,
        answer: Callable[[str], None],
        question: Teller,
        unit: Teller,
        said: str,
        *,
        wide: bool = False,
    ) -> None:
        if typed := self._entry.text().strip():
            answer(typed)
        else:
            self._ask(question, unit, answer, said, wide=wide)

    def _discount(self, typed: str, give: "Give") -> None:
        from estore_pos.domain.discount import Discount
        from estore_pos.text.discounts import read_discount

        off = read_discount(typed)
        if typed and off is None:
            amount = self._amount(typed)
            if amount is None:
                return
            off = Discount(amount=amount)
        self._give(lambda till, leave: give(till, off, leave))

    def _charge(self, typed: str) -> None:
        charge = self._amount(typed or "0")
        if charge is not None:
            self._give(lambda till, leave: till.counter.set_charge(charge))

    def _amount(self, typed: str) -> "Money | None":
        """A number or a sum; None once it was said why it is none."""
        from estore_pos.domain.errors import Refusal
        from estore_pos.text.calculator import read_amount

        try:
            return read_amount(typed)
        except Refusal as refusal:
            self._refuse(refusal.code, **refusal.facts)
            return None

    def _note(self, typed: str) -> None:
        self._give(lambda till, leave: till.counter.set_note(typed))

    def _give(self, deed: Deed) -> None:
        written = self._entry.text()
        self._entry.clear()
        self._do(deed, written)


def _off_words() -> str:
    return tr("₹, or with % a part")


def _text(discount: "Discount | None") -> str:
    from estore_pos.text.discounts import discount_text

    return discount_text(discount) if discount else ""
