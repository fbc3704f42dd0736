"""A till's windows for tests: real books behind them, and a hand and a scanner before them."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from estore_pos.app import Ear
from estore_pos.base.resource import resource
from estore_pos.base.secrets import FileSecrets
from estore_pos.base.settings import Settings
from estore_pos.operations.till import Till, open_till
from estore_pos.store.books import FILE
from estore_pos.text import words
from estore_pos.ui import style
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import Sound
from estore_pos.ui.shell import Shell
from estore_pos.ui.work import Work
from tests.clock import FixedClock
from tests.operations.shopfront import NOON, goods, put_item

SALT_CODE, SOAP_CODE, CARTON_CODE = "8901030865278", "89010308", "18901030865275"
PAGE = 4096
UNKNOWN_CODE, UNPRICED_CODE = "8909999999999", "NEW1"
Keys = Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Sounds:
    """Keeps what was played."""

    def __init__(self) -> None:
        self.played: list[Sound] = []

    def play(self, sound: Sound) -> None:
        """Remember it."""
        self.played.append(sound)


class AskedWork(Work):
    """Counts what it was asked."""

    asked = 0

    @override
    def desk(self, *deed: Any, **how: Any) -> None:
        """Count a deed."""
        self.asked += 1
        super().desk(*deed, **how)

    @override
    def look(self, *question: Any, **how: Any) -> None:
        """Count a question."""
        self.asked += 1
        super().look(*question, **how)

    @override
    def aside(self, *question: Any, **how: Any) -> None:
        """Count what is worked out."""
        self.asked += 1
        super().aside(*question, **how)


_CLICKS = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Mousetrap(QObject):
    """Keeps what only a mouse or a finger sends, of every event there is: that takes its time."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__()
        self.caught: list[str] = []
        app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything pass."""
        if event.type() in _CLICKS:
            self.caught.append(event.type().name)
        return False


_worn: dict[tuple[str, int], tuple[object, int]] = {}


def dress(app: QApplication, settings: Settings) -> None:
    """Words and looks as the program puts them on; what the last test left on is left on."""
    if not _worn:
        app.setStyle("Fusion")
        style.add_fonts()
    words.load({"hi": resource("words/hi.po").read_bytes(), "en": b""})
    words.speak(settings.language)
    wanted = (settings.theme, settings.scale)
    if _worn.get(wanted) != (style.look.tokens, style.look.scale):
        style.wear(app, settings.theme, settings.scale)
        _worn[wanted] = (style.look.tokens, style.look.scale)


class Counterside:
    """One window on one set of books; the time between keys is the test's own."""

    def __init__(self, root: Path, qtbot: QtBot, settings: Settings, practice: bool) -> None:
        self.qtbot = qtbot
        self.root = root
        self.clock = FixedClock(NOON)
        self.practice = practice
        self.stocked = True
        self.keys = 0
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dress(app, settings)
        self.sounds = Sounds()
        self.work = AskedWork(self.open_till)
        self.shell = Shell(
            self.work,
            settings,
            Ear(settings.scan_gap_ms),
            self.sounds,
            self.clock.now,
            lambda _: self.clock.monotonic_ms(),
        )
        qtbot.addWidget(self.shell)

    def open_till(self, on_change: Callable[..., None], code: str | None) -> Till:
        """Open the books; the shelves are filled once."""
        is_fresh = not (self.root / "books").exists()
        till = open_till(
            self.root / "books",
            self.clock,
            FileSecrets(self.root / "secrets"),
            self.root / "state",
            cache_dir=self.root / "cache",
            practice=self.practice,
            recovery_code=code,
            on_change=on_change,
        )
        if self.stocked and is_fresh:
            for item in goods():
                put_item(till, item)
        return till

    def start(self, *, width: int = 1366, height: int = 697) -> None:
        """Show the window and wait until it sells."""
        self.shell.resize(width, height)
        with self.qtbot.waitActive(self.shell, timeout=20_000):
            self.shell.show()
            self.shell.activateWindow()
        with self.qtbot.waitSignal(self.shell.ready, timeout=20_000):
            self.work.start()
        self.rest()

    def harm_unread(self) -> None:
        """Close, and turn a bit of a page that no start reads: of an index that is still empty."""
        till = self.work._till
        assert till is not None
        with closing(till._books.reader()) as reader, reader.page() as page:
            asked = "SELECT rootpage FROM sqlite_master WHERE name = 'money_move_about'"
            number = page.connection.execute(asked).fetchall()[0][0]
        self.close()
        file = self.root / "books" / FILE
        content = bytearray(file.read_bytes())
        content[number * PAGE - 2000] ^= 4
        file.write_bytes(content)

    def press(self, *keys: Keys) -> None:
        """Keys of a hand: each a while after the last, the desk at rest after each."""
        for key in keys:
            self.clock.move(200)
            self.keys += 1
            code, held = key if isinstance(key, tuple) else (key, Qt.KeyboardModifier.NoModifier)
            QTest.keyClick(self.focused(), code, held)
            self.rest()

    def keys_of(self, text: str) -> None:
        """Letters of a hand, which goes on at once."""
        for char in text:
            self.clock.move(200)
            self.keys += 1
            QTest.keyClicks(self.focused(), char)

    def type(self, text: str) -> None:
        """Letters of a hand, and its rest."""
        self.keys_of(text)
        # A letter that may be a scan's first, figures and signs of which more may come: the time
        # that a hand would rest is over at once.
        assert self.shell._gate is not None
        held = (self.shell._gate._timer, self.shell.counter.entry._timer)
        while running := [each for each in held if each.isActive()]:
            with self.qtbot.waitSignal(running[0].timeout, timeout=20_000):
                running[0].start(0)
        self.rest()

    def scan(self, code: str, *, end: Qt.Key = Qt.Key.Key_Return) -> None:
        """A code as a scanner types it."""
        self.clock.move(400)
        for char in code:
            self.clock.move(5)
            QTest.keyClicks(self.focused(), char)
        self.clock.move(5)
        QTest.keyClick(self.focused(), end)
        self.clock.move(400)
        self.rest()

    def focused(self) -> QWidget:
        """What has the focus."""
        return QApplication.focusWidget() or self.shell

    def rest(self) -> None:
        """Until the desk and the readers have nothing to do and the window was told.

        An answer may ask the other lane (a price is written, then the next word is looked up, then
        its good goes on the bill): it ends with a round in which nobody asked for anything more.
        """
        asked = -1
        while self.work.ready and asked != self.work.asked:
            asked = self._hear_each_lane()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _hear_each_lane(self) -> int:
        """Wait for what all lanes were asked; how much that was.

        The last of them ends the loop: qtbot.waitUntil sleeps 10 ms at a time, and a key takes 2.
        """
        loop, told = QEventLoop(), list[str]()

        def tell(lane: str) -> None:
            told.append(lane)
            if len(told) == 3:
                QTimer.singleShot(0, loop, loop.quit)  # after what the window put off till then

        self.work.desk(lambda till: None, lambda _: tell("desk"))
        self.work.look(lambda lookup: None, lambda _: tell("look"))
        self.work.aside(lambda: None, lambda _: tell("aside"))
        asked = self.work.asked
        guard = QTimer()  # not a single shot, which holds the loop until it is over
        guard.timeout.connect(loop.quit)
        guard.start(20_000)
        loop.exec()
        guard.stop()
        assert len(told) == 3, f"heard of {told} only"
        return asked

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The bill: English names and thousandths."""
        view = self.shell.counter.view
        assert view is not None
        return [(line.item.name_en, line.quantity.milli) for line in view.draft.lines]

    def texts(self) -> list[str]:
        """Every text of a label, button or hint that can be seen."""
        found = []
        for widget in self.shell.findChildren(QWidget):
            if widget.isVisible():
                match widget:
                    case QLabel() | QPushButton():
                        found.append(widget.text())
                    case QLineEdit():
                        found.append(widget.placeholderText())
                    case _:
                        pass
        return [text for text in found if text]

    def close(self) -> None:
        """Close the window and its threads."""
        self.shell.close()
