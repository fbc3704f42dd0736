"""The list under the entry line: what comes anew is painted, and nothing below it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from tests.ui.counterside import Counterside


class Painted(QObject):
    """Counts what was painted, by what each thing is called."""

    def __init__(self) -> None:
        super().__init__()
        self.times: dict[str, int] = {}

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything pass."""
        if event.type() is QEvent.Type.Paint:
            name = watched.objectName()
            above = watched.parent()
            if name == "qt_scrollarea_viewport" and above is not None:
                name = f"rows of {above.objectName()}"
            self.times[name] = self.times.get(name, 0) + 1
        return False


def test_rows_that_come_anew_are_painted_once_and_the_bill_below_them_is_not(
    counter: Counterside, qapp: QApplication
) -> None:
    counter.type("s")
    counter.qtbot.wait(50)
    rows = len(counter.shell.counter.suggestions.found)
    painted = Painted()
    qapp.installEventFilter(painted)
    counter.type("a")
    counter.qtbot.wait(50)
    qapp.removeEventFilter(painted)
    assert len(counter.shell.counter.suggestions.found) == rows > 1
    assert painted.times["rows of suggestions"] == 1
    assert "bill" not in painted.times
    assert "rows of bill" not in painted.times
