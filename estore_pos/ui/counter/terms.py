"""The keys that change what a line or the whole bill is sold at, and what its paper says."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from estore_pos.text.words import tr
from estore_pos.ui.counter.telling import Front, Telling
from estore_pos.ui.names import name_of
from estore_pos.ui.widgets.told import Teller, nothing

if TYPE_CHECKING:
    from estore_pos.domain.discount import Discount
    from estore_pos.domain.draft import Draft
    from estore_pos.operations.till import Till
    from estore_pos.operations.watch import Approval

Deed = Callable[["Till", "Approval | None"], object]


Give = Callable[["Till", "Discount | None", "Approval | None"], object]


class TermKeys:
    """Discounts, charge and note: what is typed before the key, else what it asks for."""

    def __init__(self, front: Front, telling: Telling) -> None:
        """Take what they work with."""
        self._front = front
        self._telling = telling

    def line_discount(self) -> None:
        """F3: so much or so many percent off the current line."""
        draft = self._draft
        line = draft.current_line if draft is not None else None
        if draft is None or line is None:
            self._telling.refuse("R109")
            return
        place, now = draft.current, line.discount

        def answer(typed: str) -> None:
            self._discount(
                typed, lambda till, off, leave: till.counter.set_discount(place, off, leave)
            )

        self._typed_or_asked(
            answer,
            lambda: tr("{name}: how much off?", name=name_of(line.item)),
            _off_words,
            _text(now),
        )

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

    @property
    def _draft(self) -> "Draft | None":
        return self._front.view.draft if self._front.view is not None else None

    def _whole(self) -> "Draft | None":
        draft = self._draft
        if draft is None or not draft.lines:
            self._telling.refuse("R105")
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
        if typed := self._front.entry.text().strip():
            answer(typed)
        else:
            self._telling.ask(question, unit, answer, said, wide=wide)

    def _discount(self, typed: str, give: "Give") -> None:
        from estore_pos.domain.discount import Discount
        from estore_pos.text.calculator import read_amount
        from estore_pos.text.discounts import read_discount

        off = read_discount(typed)
        if typed and off is None:
            amount = self._telling.read(read_amount, typed)
            if amount is None:
                return
            off = Discount(amount=amount)
        self._give(lambda till, leave: give(till, off, leave))

    def _charge(self, typed: str) -> None:
        from estore_pos.text.calculator import read_amount

        charge = self._telling.read(read_amount, typed or "0")
        if charge is not None:
            self._give(lambda till, leave: till.counter.set_charge(charge))

    def _note(self, typed: str) -> None:
        self._give(lambda till, leave: till.counter.set_note(typed))

    def _give(self, deed: Deed) -> None:
        written = self._front.entry.text()
        self._front.entry.clear()
        self._telling.do_allowed(deed, written)


def _off_words() -> str:
    return tr("₹, or with % a part")


def _text(discount: "Discount | None") -> str:
    from estore_pos.text.discounts import discount_text

    return discount_text(discount) if discount else ""
