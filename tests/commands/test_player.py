"""A picture is taken when what the step waits for can be read, and not before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QStringListModel, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from estore_pos.commands.player import Player
from estore_pos.commands.script import PaperKind, Step
from estore_pos.devices.scanner import Habits

LATE_MS = 150
Ended = tuple[list[dict[str, object]], str]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A screen to read: its list fills when its answer has come."""
    made = QWidget()
    qtbot.addWidget(made)
    view = QListView(made)
    view.resize(made.size())
    model = QStringListModel([], made)
    view.setModel(model)
    made.show()
    QTimer.singleShot(LATE_MS, model, lambda: model.setStringList(["Onion 36.00", "Fried onion"]))
    return made


def no_paper(kind: PaperKind, then: Callable[[Path], None]) -> None:
    raise AssertionError(kind)


def played(qtbot: QtBot, window: QWidget, out: Path, *steps: Step) -> Ended:
    """What came of steps, in Hindi."""
    ended: list[Ended] = []
    player = Player(
        window,
        steps,
        language="hi",
        out=out,
        make_paper=no_paper,
        last_code=lambda: "ES1:B:0",
        finished=lambda notes, fault: ended.append((notes, fault)),
        killed=lambda notes: None,
    )
    player.start()
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    return ended[0]


def test_a_picture_of_a_list_waits_for_its_first_row(
    qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    empty = window.grab().toImage()
    wanted = {"hi": "Onion 36", "en": "never said"}
    (note,), fault = played(qtbot, window, tmp_path, Step("list", first_row=wanted, shot="list"))
    assert fault == ""
    assert isinstance(note["ms"], int)
    pictured = QImage(str(tmp_path / "list.png"))
    assert pictured.size() == empty.size()
    assert pictured.convertToFormat(empty.format()) != empty


def test_a_row_further_down_is_not_the_first(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    step = Step("list", first_row="Fried", within_ms=2 * LATE_MS, shot="list")
    notes, fault = played(qtbot, window, tmp_path, step)
    assert notes == []
    assert "(first row) Fried" in fault
    assert "Fried onion" in fault, "it tells what was seen"
    assert (tmp_path / "not-seen.png").exists()
    assert not (tmp_path / "list.png").exists()


def test_a_picture_that_cannot_be_kept_stops_the_play(
    qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    notes, fault = played(qtbot, window, tmp_path / "nowhere", Step("list", shot="list"))
    assert len(notes) == 1
    assert "list.png cannot be written" in fault


class Pressed(QObject):
    """Hears the keys that reach a field, and when they were pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.stamps: list[int] = []

    @property
    def count(self) -> int:
        return len(self.stamps)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.stamps.append(event.timestamp())
        return False


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    """A field with the focus, to type into."""
    made = QLineEdit()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def pressed(field: QLineEdit) -> Pressed:
    heard = Pressed()
    field.installEventFilter(heard)
    return heard


@pytest.mark.parametrize(
    ("step", "count"),
    [
        (Step("typed", keys="aalu{Ctrl+A}{{"), 6),
        (Step("scanned", scan="8901030865278"), 14),
        (Step("both", keys="3*", scan="8901030865278"), 16),
        (Step("the last bill's code", scan="$BILL"), 8),
        (Step("looked at"), 0),
    ],
)
def test_the_keys_that_a_step_notes_are_those_that_reached_the_window(
    qtbot: QtBot, field: QLineEdit, pressed: Pressed, tmp_path: Path, step: Step, count: int
) -> None:
    (note,), fault = played(qtbot, field, tmp_path, step)
    assert fault == ""
    assert note["count"] == pressed.count == count


def test_a_key_that_no_window_took_is_not_counted(qtbot: QtBot, tmp_path: Path) -> None:
    unseen = QLineEdit()
    qtbot.addWidget(unseen)
    assert QApplication.activeWindow() is None
    (note,), _ = played(qtbot, unseen, tmp_path, Step("typed", keys="aalu"))
    assert note["count"] == 0


def test_a_hand_s_enter_behind_a_scan_is_not_taken_for_the_reader_s_second(
    qtbot: QtBot, field: QLineEdit, pressed: Pressed, tmp_path: Path
) -> None:
    _, fault = played(
        qtbot, field, tmp_path, Step("scanned", scan="8901030865278"), Step("paid", keys="{Return}")
    )
    *_, readers, hands = pressed.stamps
    assert fault == ""
    assert hands - readers > Habits().echo_ms
