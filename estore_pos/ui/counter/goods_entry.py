"""The way of goods from the entry line to the bill: typed names, amounts, codes and sums."""

from typing import TYPE_CHECKING

from estore_pos.ui.counter.learning import Learning
from estore_pos.ui.counter.telling import Front, Telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from estore_pos.domain.item import Item
    from estore_pos.domain.money import Money
    from estore_pos.operations.lookup import Found
    from estore_pos.operations.till import Till

CODE_TYPED_MIN = 8
"""So many digits typed by hand are a code, not an amount."""


class GoodsEntry:
    """Looks for what is typed while it is typed; Enter takes what the list points at."""

    def __init__(
        self,
        front: Front,
        telling: Telling,
        set_quantity: "Callable[[str], None]",
        pay: "Callable[[], None]",
    ) -> None:
        """Take what it works with; `pay` is what Enter means on an empty line."""
        self.learning = Learning(front, telling)
        self._front = front
        self._telling = telling
        self._set_quantity = set_quantity
        self._pay = pay
        self._asked_for = ""
        self._entered: str | None = None

    def enter(self) -> None:
        """Enter: what is typed goes on the bill; on an empty line the payment opens."""
        entry, suggestions = self._front.entry, self._front.suggestions
        typed = entry.text().strip()
        if not typed:
            self._pay()
        elif typed.startswith("*"):
            self._set_quantity(typed[1:])
        elif typed.startswith("="):
            self._work_out(typed)
        elif typed.startswith(".") and (sold := _of_category(typed)) is not None:
            entry.clear()
            self._telling.take(sold, typed)
        elif typed.isdigit() and len(typed) >= CODE_TYPED_MIN:
            entry.clear()
            self._telling.take(lambda till: till.counter.scan(typed), typed)
        elif suggestions.isVisible() and self._asked_for == typed:
            if suggestions.chosen < 0:
                self._refuse(typed)
            else:
                self.add(suggestions.found[suggestions.chosen])
        else:
            self._entered = typed
            self._look(typed)

    def suggest(self, typed: str) -> None:
        """Look for what is typed so far."""
        if not typed or typed.startswith(("*", "=")) or (typed.isdigit() and len(typed) > 6):
            self._asked_for = ""
            self._front.hide_suggestions()
        else:
            self._look(typed)

    def put(self, good: "Item") -> None:
        """A good that was chosen in a sheet: so much of it as is typed, or one."""
        typed = self._front.entry.text()
        asked = _asked(typed.strip(), good)
        if asked is None:
            self._telling.refuse("R113", typed=typed.strip())
            return
        milli, amount = asked
        self._front.entry.clear()
        self._telling.take(lambda till: till.counter.add(good.id, milli, amount), typed)

    def add(self, found: "Found") -> None:
        """A good that the list points at, in the quantity or for the amount that was said."""
        entry = self._front.entry
        if found.refusal is not None:
            self.learning.forget()
            self._telling.fail(found.refusal)
            entry.selectAll()
            return
        typed = entry.text()
        entry.clear()
        self._telling.take(
            lambda till: till.counter.add(found.item.id, found.milli, found.amount), typed
        )
        self.learning.learn_from(found)

    def _look(self, typed: str) -> None:
        self._front.work.look(
            lambda lookup: lookup.find(typed),
            lambda found: self._show_found(typed, found),
            owner=self._telling,
            key="find",
        )

    def _show_found(self, typed: str, found: "list[Found]") -> None:
        if typed != self._front.entry.text().strip():
            return
        if not self._front.is_asking:
            self._asked_for = typed
            self._front.suggestions.show_found(found)
        if self._entered == typed:
            self._entered = None
            # Nobody has seen this list yet: only what was said is taken from it, not what is near.
            if found and found[0].is_said:
                self.add(found[0])
            else:
                self._refuse(typed)

    def _refuse(self, typed: str) -> None:
        """Say that nothing is called so; a number that can be no quantity is told as that.

        `3*` waits for its good: it stays, and what is typed or scanned next goes behind it. A
        number on an open bill is sooner its cash, or a quantity, than a good.
        """
        from estore_pos.text.entry import Next, Number, parse, unfit_number

        self.learning.forget()
        number, readings = unfit_number(typed.removesuffix("*")), parse(typed)
        view = self._front.view
        is_open = view is not None and bool(view.draft.lines)
        if is_open and any(isinstance(each, Number) and each.money for each in readings):
            self._telling.refuse("R164", typed=typed)
        elif any(isinstance(each, Next) for each in readings):
            self._telling.refuse("R149", many=typed.removesuffix("*").rstrip())
        elif number and not typed.isdigit():
            self._telling.refuse_all("R104", milli=number)
        else:
            self.learning.miss(typed)
            self._telling.refuse("R111", typed=typed)

    def _work_out(self, typed: str) -> None:
        """Enter after =: the result stands there as a number, for whatever key comes next."""
        from estore_pos.text.calculator import result_text, work_out

        result = self._telling.read(work_out, typed)
        if result is not None:
            self._front.entry.setText(result_text(result))


def _asked(typed: str, good: "Item") -> "tuple[int | None, Money | None] | None":
    """How much of a good, or for how much money; None for what says neither."""
    from estore_pos.text.entry import Next, parse

    if not typed:
        return None, None
    match parse(typed if typed.endswith("*") else f"{typed}*"):
        case [Next(amount=amount)] if amount is not None:
            return None, amount
        case [Next(quantity=said)] if said is not None:
            milli = said.in_unit(good.unit)
            return None if milli is None else (milli, None)
        case _:
            return None


def _of_category(typed: str) -> "Callable[[Till], object] | None":
    """`.s50`: what puts something of a category on the bill; None for anything else."""
    from estore_pos.text.entry import OfCategory, parse

    match parse(typed):
        case [OfCategory(key, amount, name)]:
            return lambda till: till.counter.add_category(key, amount, name)
        case _:
            return None
