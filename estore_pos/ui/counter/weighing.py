"""The key of the scale: what lies on it becomes a quantity."""

from typing import TYPE_CHECKING

from estore_pos.ui.counter.telling import Front, Telling
from estore_pos.ui.ports import Sounds, Weigh

if TYPE_CHECKING:
    from collections.abc import Callable

    from estore_pos.domain.item import Item


class Weighing:
    """The weight goes on the current line, else to what is typed, else to what is typed next."""

    def __init__(
        self, front: Front, telling: Telling, sounds: Sounds, suggest: "Callable[[str], None]"
    ) -> None:
        """Take what it works with; `suggest` looks for what is typed."""
        self._front = front
        self._telling = telling
        self._sounds = sounds
        self._suggest = suggest

    def weigh(self, weigh_on: "Weigh | None") -> None:
        """Ask the scale, if there is one."""
        if weigh_on is None:
            self._telling.refuse("R403")
            return
        line = self._weighable()
        self._front.work.device(
            weigh_on,
            lambda grams: self._weighed(grams, line),
            self._telling.fail,
            owner=self._telling,
        )

    def _weighable(self) -> "tuple[int, Item] | None":
        """The current line, if nothing is typed and its item is sold by weight."""
        from estore_pos.domain.quantity import Unit, convert

        view = self._front.view
        line = view.draft.current_line if view is not None else None
        if view is None or line is None or self._front.entry.text().strip():
            return None
        if convert(1000, Unit.KILO, line.item.unit) is None:
            return None
        return view.draft.current, line.item

    def _weighed(self, grams: int, line: "tuple[int, Item] | None") -> None:
        from estore_pos.domain.quantity import Unit, convert
        from estore_pos.text.numbers import milli_text

        entry, view = self._front.entry, self._front.view
        typed = entry.text().strip()
        lines = view.draft.lines if view is not None else ()
        if line is not None and line[0] < len(lines) and lines[line[0]].item.id == line[1].id:
            place, milli = line[0], convert(grams, Unit.KILO, line[1].unit)
            assert milli is not None
            self._telling.do(lambda till: till.counter.set_quantity(place, milli))
        elif typed:
            entry.setText(f"{typed} {milli_text(grams)}kg")
            self._suggest(entry.text())
        else:
            entry.setText(f"{milli_text(grams)}*")
        self._sounds.play("scanned")
