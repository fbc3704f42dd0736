"""A field in which a good is named: what the name may mean lies in a list below it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from estore_pos.ui.counter.suggestions import Suggestions
from estore_pos.ui.widgets.told import Field, Teller
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.operations.lookup import Found


def begins_with_a_letter(typed: str) -> bool:
    """Whether something typed is a name where a number may stand too."""
    return typed[:1].isalpha()


class GoodsField(Field):
    """Takes what is called exactly so, or what is chosen in the list; it presses nothing itself."""

    named = Signal(object)
    """A good was named: Found, with how much of it where that was said."""
    unknown = Signal(object)
    """Nothing is called so, or cannot be sold so: the Refusal."""

    def __init__(
        self,
        host: QWidget,
        work: Work,
        name: str,
        teller: Teller,
        hint: Teller | None = None,
        *,
        is_name: Callable[[str], bool] = bool,
    ) -> None:
        super().__init__(name, teller, hint)
        self._host, self._work, self._is_name = host, work, is_name
        self._wanted = ""
        self.list = Suggestions(host)
        self.list.setObjectName(f"{name}_list")
        self.list.clicked.connect(lambda index: self._take(self.list.found[index.row()]))
        self.textEdited.connect(self._look)

    def enter(self) -> bool:
        """Whether a name stands here: the good that it means follows by `named` or `unknown`."""
        typed = self.text().strip()
        if not typed or not self._is_name(typed):
            return False
        if self.list.isVisible() and self.list.chosen >= 0:
            self._take(self.list.found[self.list.chosen])
        else:
            self._wanted = typed
            self._look(typed)
        return True

    def scanned(self, code: str) -> None:
        """The good of a code follows by `named`; of one that nobody knows, `unknown`."""
        self.setText(code)
        self.selectAll()
        self._wanted = code
        self._look(code)

    def step(self, by: int) -> bool:
        """Choose in the list; whether there is one."""
        if self.list.isVisible():
            self.list.step(by)
            return True
        return False

    def leave(self) -> bool:
        """Take the list away, and the name with it; whether there was one."""
        if self.list.isVisible():
            self.list.show_found([])
            self.clear()
            return True
        return False

    def _take(self, found: "Found") -> None:
        self.list.show_found([])
        if found.refusal is not None:
            self.unknown.emit(found.refusal)
        else:
            self.named.emit(found)

    def _look(self, text: str) -> None:
        typed = text.strip()
        if not typed or not self._is_name(typed):
            self.list.show_found([])
            return

        def show(found: "list[Found]") -> None:
            if typed == self.text().strip():
                self._show(typed, found)

        self._work.look(lambda lookup: lookup.find(typed), show, owner=self, key="find")

    def _show(self, typed: str, found: "list[Found]") -> None:
        from estore_pos.domain.errors import Refusal, RefusalCode

        if self._wanted != typed:
            self.list.show_found(found)
            corner = self.mapTo(self._host, QPoint(0, self.height() + 3))
            self.list.setGeometry(corner.x(), corner.y(), self.width(), self.list.height())
            return
        # Nobody has seen this list: only what was said is taken from it, not what is near.
        self._wanted = ""
        if found and found[0].is_said:
            self._take(found[0])
        else:
            self.unknown.emit(Refusal(RefusalCode.NOTHING_FOUND, typed=typed))
