"""End: the open bill is made, and it is said what it came to, or why there is none."""

from typing import TYPE_CHECKING

from estore_pos.text.words import tr
from estore_pos.ui.counter.telling import Front, Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.money import Money
    from estore_pos.domain.sale import Tender
    from estore_pos.operations.counter_view import Finished
    from estore_pos.text.words import PaperLanguage
    from estore_pos.ui.ports import Prints, Sounds


class Ending:
    """The next bill begins at once; a bill's paper comes by itself."""

    def __init__(
        self,
        front: Front,
        telling: Telling,
        sounds: "Sounds",
        prints: "Callable[[], tuple[Prints, PaperLanguage]]",
        has_printer: "Callable[[], bool]",
        made: "Callable[[Finished, Money], None]",
        unmade: "Callable[[ShopError], None]",
        ask_price_of: "Callable[[int], None]",
        ask_payment: "Callable[[str], None]",
    ) -> None:
        """Take what it works with, and who is told of bills, and that there is none.

        `made` is also told what goes back of an advance.
        """
        self._front = front
        self._telling = telling
        self._sounds = sounds
        self._prints = prints
        self._has_printer = has_printer
        self._made = made
        self._unmade = unmade
        self._ask_price_of = ask_price_of
        self._ask_payment = ask_payment
        self._told_of_address = False

    def cash(self, *, prints: bool | None = None) -> None:
        """End: exact cash, or the amount typed as what was handed over.

        A bill that was undone and had been paid otherwise than in cash is asked how it is paid.
        `prints` says whether its paper is printed; None leaves that to the setting.
        """
        typed, view = self._front.entry.text().strip(), self._front.view
        received: Money | None = None
        if view is not None and view.draft.asks_payment:
            self._ask_payment(typed)
            return
        if typed:
            from estore_pos.text.calculator import read_amount

            received = self._telling.read(read_amount, typed)
            if received is None:
                return
        elif view is None or not view.draft.lines:
            if self._front.strip.tone != "ok" and self._front.work.ready:
                self._telling.refuse("R105")
            return
        self.finish(None, received, prints=prints)

    def finish(
        self,
        tenders: "Sequence[Tender] | None",
        received: "Money | None",
        *,
        waived: "Money | None" = None,
        prints: bool | None = None,
    ) -> None:
        """Make the bill; the next one begins at once, its paper comes by itself."""
        from estore_pos.domain.money import NOTHING

        wish, language = self._prints()
        print_in = language if prints or (prints is None and wish == "always") else None
        asks = prints is None and wish == "ask"
        lies = print_in is not None and not self._has_printer()
        view = self._front.view
        back = view.back(waived or NOTHING) if view is not None else NOTHING
        unknown = len(view.draft.unknown) if view is not None else 0
        lacks = view is not None and view.lacks_address
        self._front.work.with_approval(
            lambda till, leave: till.counter.finish(
                tenders, received, waived or NOTHING, leave, print_in
            ),
            lambda finished: self._finished(finished, asks, back, unknown, lacks, lies),
            self.unfinished,
            owner=self._telling,
        )

    def _finished(
        self,
        finished: "Finished",
        asks: bool,
        back: "Money",
        unknown: int,
        lacks: bool,
        lies: bool,
    ) -> None:
        # Once, and of paper that comes: who leaves it so has been told.
        tells = lacks and not lies and not self._told_of_address
        self._told_of_address = self._told_of_address or tells
        self._front.entry.clear()

        def result() -> str:
            said = _result(finished, back, unknown, asks=asks, tells_of_address=tells)
            if lies:
                said += tr(
                    " · no printer is set up (Ctrl+, Printer); its paper waits: Ctrl+Shift+P"
                )
            return said

        self._front.strip.say("ok", result)
        self._sounds.play("done")
        self._made(finished, back)

    def unfinished(self, error: "ShopError") -> None:
        """Say why there is no bill, at the line that is why; a price that is missing is asked."""
        from estore_pos.domain.errors import RefusalCode

        self._unmade(error)
        place = error.facts.get("place")
        if not isinstance(place, int):
            self._telling.fail(error)
            return

        def ask(_: object) -> None:
            self._telling.fail(error)
            if error.code is RefusalCode.PRICE_MISSING:
                self._ask_price_of(place)

        self._front.work.desk(
            lambda till: till.counter.select(place), ask, self._telling.fail, owner=self._telling
        )


def _result(
    finished: "Finished", back: "Money", unknown: int, *, asks: bool, tells_of_address: bool
) -> str:
    """That bills stand, what goes back (change, the rest of an advance), what was not on them."""
    said = _made_words(finished)
    if back:
        from estore_pos.text.numbers import money_text

        said += tr(" · give back {amount} of the advance", amount=money_text(back))
    if unknown:
        from estore_pos.ui.counter.unknown import left_words

        said += left_words(unknown)
    if tells_of_address:
        said += tr(" · the shop's address is missing on the paper: Ctrl+, Address")
    return said + (tr(" · print: Ctrl+P") if asks else "")


def _made_words(finished: "Finished") -> str:
    from estore_pos.text.numbers import money_text
    from estore_pos.ui.counter.tenders import told

    numbers = ", ".join(bill.number for bill in finished.bills)
    said = tr("✓ Bill {number} saved", number=numbers)
    if len(finished.bills) > 1:
        said = tr("✓ Bills {numbers} saved", numbers=numbers)
    change = money_text(finished.change)
    if parts := told(finished.bills):
        said += f" · {parts}"
        return said + tr(" · change {change}", change=change) if finished.change else said
    received = finished.bills[0].received
    for bill in finished.bills[1:]:
        received += bill.received
    if finished.change:
        return said + tr(
            " · got {received} · change {change}", received=money_text(received), change=change
        )
    return said + tr(" · {received}", received=money_text(received))
