"""The keys that change the current line: its quantity, its price, the price on its packet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from estore_pos.text.words import spoken, tr
from estore_pos.ui.counter.printed import PrintedBar
from estore_pos.ui.counter.telling import Front, Telling
from estore_pos.ui.names import name_of

if TYPE_CHECKING:
    from estore_pos.domain.draft import DraftLine


class LineKeys:
    """What is typed before the key, else what it asks for; on an empty bill each says so."""

    def __init__(self, front: Front, telling: Telling, over: QWidget) -> None:
        """Take what they work with; the bar of printed prices lies `over` the counter."""
        self._front = front
        self._telling = telling
        self._over = over
        self._bar: PrintedBar | None = None

    def _current(self) -> "tuple[int, DraftLine] | None":
        """The current line's place, and the line."""
        draft = self._front.view.draft if self._front.view is not None else None
        line = draft.current_line if draft is not None else None
        return None if draft is None or line is None else (draft.current, line)

    # --- quantity ---

    def quantity(self) -> None:
        """F2: the number typed, or the one that is asked for, becomes the line's quantity."""
        if typed := self._front.entry.text().strip():
            self.set_quantity(typed)
        elif (current := self._current()) is not None:
            from estore_pos.text.numbers import unit_text

            place, line = current
            unit = line.item.unit
            self._telling.ask(
                lambda: tr("{name}: how much?", name=name_of(line.item)),
                lambda: unit_text(unit, spoken()),
                lambda typed: self._read_quantity(typed, place, line),
            )
        else:
            self._telling.refuse("R109")

    def set_quantity(self, typed: str) -> None:
        """What was typed is the line's quantity: in figures, in words, or a sum."""
        if (current := self._current()) is not None:
            self._read_quantity(typed, *current)
        else:
            self._telling.refuse_all("R109")

    def _read_quantity(self, typed: str, place: int, line: "DraftLine") -> None:
        """For the line that was asked of: a scan may have made another one the current."""
        from estore_pos.text.calculator import read_quantity

        unit = line.item.unit
        milli = self._telling.read(lambda text: read_quantity(text, unit), typed)
        if milli is not None:
            self._put_quantity(place, milli, self._written())

    def more(self, by: int) -> None:
        """+ and -: so many more or less of the current line."""
        line = self._current()
        if line is None:
            self._telling.refuse("R109")
        else:
            self._put_quantity(line[0], line[1].quantity.milli + by * 1000)

    def _put_quantity(self, place: int, milli: int, typed: str = "") -> None:
        self._telling.do(lambda till: till.counter.set_quantity(place, milli), typed)

    def _written(self) -> str:
        """What stands on the entry line; it is taken away, to come back if it is refused.

        Under a question it is something else, and stays.
        """
        if self._front.question.isVisible():
            return ""
        written = self._front.entry.text()
        self._front.entry.clear()
        return written

    # --- price ---

    def price(self) -> None:
        """F7: the number typed, or the one that is asked for, becomes the line's price."""
        typed, current = self._front.entry.text().strip(), self._current()
        if current is None:
            self._telling.refuse_all("R109")
            return
        place, line = current
        if typed:
            self._set_price(typed, place)
        else:
            self._telling.ask(
                lambda: tr("{name}: at what price?", name=name_of(line.item)),
                lambda: "₹",
                lambda typed: self._set_price(typed, place),
            )

    def ask_new_prices(self, first: int) -> None:
        """Ask once for what came from this place on without a price, a kit's goods one by one.

        Esc leaves the rest; later their badges and End remember them.
        """
        view = self._front.view
        if view is None or self._front.question.isVisible():
            return
        untold = [
            place for place, line in enumerate(view.draft.lines) if place >= first and line.unpriced
        ]
        if not untold:
            return
        if (place := untold[0]) == view.draft.current:
            self.ask_price_of(place)
        else:
            self._telling.do(
                lambda till: till.counter.select(place), then=lambda: self._ask_if_free(place)
            )

    def _ask_if_free(self, place: int) -> None:
        if not self._front.question.isVisible():
            self.ask_price_of(place)

    def ask_price_of(self, place: int) -> None:
        """Ask what an item costs whose price nobody has told."""
        view = self._front.view
        if view is None or not 0 <= place < len(view.draft.lines):
            return
        line = view.draft.lines[place]
        self._telling.ask(
            lambda: tr("{name}: at what price?", name=name_of(line.item)),
            lambda: tr("₹ — kept for next time"),
            lambda typed: self._set_price(typed, place, lambda: self.ask_new_prices(place + 1)),
        )

    def _set_price(self, typed: str, place: int, then: Callable[[], object] | None = None) -> None:
        """For the line that was asked of: a scan may have made another one the current."""
        from estore_pos.text.calculator import read_amount

        view, price = self._front.view, self._telling.read(read_amount, typed)
        if price is None:
            return
        if view is not None and place < len(view.draft.lines):
            keep = view.draft.lines[place].item.price is None
            self._telling.do_allowed(
                lambda till, leave: till.counter.set_price(place, price, keep, leave),
                self._written(),
                then,
            )
        else:
            self._telling.refuse_all("R109")

    def printed(self) -> None:
        """F6: which maximum price the packet bears; a code may be on packets of several."""
        line = self._current()
        if line is None:
            self._telling.refuse("R109")
            return
        place, item = line[0], line[1].item
        if len(item.printed) < 2:
            self._ask_printed(place, line[1])
            return
        if self._bar is None:
            self._bar = PrintedBar(self._over)
        self._bar.ask(
            item,
            lambda mrp: self._telling.do(lambda till: till.counter.set_printed(place, mrp)),
            lambda: self._ask_printed(place, line[1]),
        )
        self._front.lay_bar(self._bar)

    def _ask_printed(self, place: int, line: "DraftLine") -> None:
        def tell(typed: str) -> None:
            from estore_pos.text.calculator import read_amount

            mrp = self._telling.read(read_amount, typed)
            if mrp is not None:
                self._telling.do_allowed(
                    lambda till, leave: till.counter.tell_printed(place, mrp, leave)
                )

        self._telling.ask(
            lambda: tr("{name}: which MRP is on the packet?", name=name_of(line.item)),
            lambda: "₹",
            tell,
        )

    def remove(self) -> None:
        """F4: the current line goes."""
        line = self._current()
        if line is not None:
            self._telling.do(lambda till: till.counter.remove(line[0]))
        else:
            self._telling.refuse("R109")
