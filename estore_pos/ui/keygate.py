"""Where every key passes first: a scanner's burst becomes a code, a key becomes a deed."""

import re
from collections.abc import Callable
from weakref import ref

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from estore_pos.ui.keymap import Deed, Key, Place, find
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import Decoder

ENTRY = "entry"
"""The name of the one field where a quick hand may type a name as fast as a scanner."""

HELD_MAX_MS = 5_000
"""After so long keys go on whatever they waited for: a disk that hangs must not take them all."""
_GOES_ON = frozenset(
    (Deed.ENTER, Deed.CASH, Deed.PRINT, Deed.SILENT, Deed.REMOVE, Deed.LEARN, Deed.WEIGH)
) | {Deed.UP, Deed.DOWN, Deed.BACK}
"""What a key of the counter does on the bill: what is typed behind it is for the entry line."""
PINS = frozenset({Place.LOCK, Place.APPROVAL})
"""Where a PIN is compared, which takes its time."""


def leads_on(key: Key) -> bool:
    """Whether a key may open what the next keys are meant for."""
    if key.place is Place.COUNTER:
        return key.deed not in _GOES_ON
    return key.place is Place.ANYWHERE or (key.place in PINS and key.deed is Deed.ENTER)


_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl+"),
    (Qt.KeyboardModifier.AltModifier, "Alt+"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift+"),
)
_NAMES = {
    Qt.Key.Key_Return.value: "Return",
    Qt.Key.Key_Enter.value: "Return",
    Qt.Key.Key_Escape.value: "Escape",
    Qt.Key.Key_Up.value: "Up",
    Qt.Key.Key_Down.value: "Down",
    Qt.Key.Key_End.value: "End",
    Qt.Key.Key_Tab.value: "Tab",
    Qt.Key.Key_Delete.value: "Delete",
    Qt.Key.Key_PageUp.value: "PageUp",
    Qt.Key.Key_PageDown.value: "PageDown",
}
_BARE = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr})
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.GroupSwitchModifier
_RUBOUT = "\x7f"
_GROUP_SEPARATOR = "\x1d"
"""A reader presses Ctrl+] between two elements of a GS1 code: no key of a hand's."""
_IN_FIGURES = frozenset(".,+-*/()%=×÷")
"""What stands in a number besides digits, and between two of them in a sum."""
_ONCE = frozenset({"Return", "End", "Escape", "Ctrl+O", "Ctrl+W", "Ctrl+Z", "Ctrl+Delete", "F5"})
_X11_LETTERS = dict(zip(range(24, 34), "QWERTYUIOP", strict=True))
_X11_LETTERS |= dict(zip(range(38, 47), "ASDFGHJKL", strict=True))
_X11_LETTERS |= dict(zip(range(52, 59), "ZXCVBNM", strict=True)) | {59: ",", 60: "."}
_X11_SIGNS = {**dict(zip(range(10, 22), "1234567890-=", strict=True)), 34: "[", 35: "]"}
_X11_SIGNS |= {47: ";", 48: "'", 49: "`", 51: "\\", 61: "/"}
_WINDOWS_SIGNS = dict(zip(range(0xBA, 0xC1), ";=,-./`", strict=True))
_WINDOWS_SIGNS |= dict(zip(range(0xDB, 0xDF), "[\\]'", strict=True))
_SHIFTED = dict(zip("1234567890-=[]\\;'`,./", '!@#$%^&*()_+{}|:"~<>?', strict=True))
_HINDI = re.compile("[\u0900-\u097f\u200c\u200d]+")


def combo_of(event: QKeyEvent) -> str:
    """A key as the keymap writes it; letters by their place on the keyboard, whatever its script.

    With a Hindi layout Ctrl+L arrives as Ctrl+त: the key's own code says which one it was.
    """
    key = event.key()
    modifiers = event.modifiers()
    name = _NAMES.get(key)
    if name is None and Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12:
        name = f"F{key - Qt.Key.Key_F1 + 1}"
    if name is None and 0x20 < key < 0x7F:
        name = chr(key)
    if name is None and 0x7F <= key < 0x0100_0000:
        virtual = event.nativeVirtualKey()
        on_windows = chr(virtual) if 0x41 <= virtual <= 0x5A else ""
        name = on_windows or _X11_LETTERS.get(event.nativeScanCode(), "")
    held = "".join(word for modifier, word in _MODIFIERS if modifiers & modifier)
    if name and len(name) == 1 and held == "Shift+":
        held = ""
    return held + name if name else ""


def scanned_as(event: QKeyEvent) -> str:
    """What a reader meant by a key: it presses the keys of an English keyboard.

    With a Hindi layout their text arrives in Devanagari; by its place on the keyboard the key is
    known all the same.
    """
    text = event.text()
    if not _HINDI.fullmatch(text):
        return text
    virtual, place = event.nativeVirtualKey(), event.nativeScanCode()
    if 0x30 <= virtual <= 0x39 or 0x41 <= virtual <= 0x5A:
        meant = chr(virtual)
    else:
        meant = _WINDOWS_SIGNS.get(virtual) or _X11_LETTERS.get(place) or _X11_SIGNS.get(place, "")
    if not meant:
        from estore_pos.text.numbers import latin_digits

        return latin_digits(text)
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return _SHIFTED.get(meant, meant)
    return meant.lower()


class KeyGate(QObject):
    """An event filter of whatever has the focus, and of the window where nothing has.

    Not of the application: each event of each part would be told here, and at the first from one
    of Qt's own hidden parts PySide loads every class there is to find its name.

    A scan is taken out wherever it lands: what it typed into a field is put back as it was and
    its Enter presses nothing. A single letter that is a deed waits one gap of the scanner, for it
    may be a scan's first. What is typed or scanned while a key before it is still opening what it
    is meant for is held, and goes there once that is open.
    """

    scanned = Signal(str)
    """A code was scanned."""
    deed = Signal(object)
    """A key of the keymap was pressed: the Key."""

    def __init__(
        self, decoder: Decoder, at_ms: Callable[[QKeyEvent], int], place: Callable[[], Place]
    ) -> None:
        """Take the scanner's decoder, the instant of a key, and where the keys go now."""
        super().__init__()
        self._decoder = decoder
        self._at_ms = at_ms
        self._place = place
        self._last_ms = -10_000
        self._field: ref[QLineEdit] | None = None
        self._before = ("", 0)
        self._written = ""
        self._held: Key | None = None
        self._stands = False
        self._waits_for: Key | None = None
        self._kept: list[tuple[QKeyEvent, int]] = []
        self._is_passing = False
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.timeout.connect(lambda: self.go_on(self._waits_for))
        self.heard: Callable[[], None] = _nothing
        """Is told of every key, whatever it means: somebody is there."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._let_go)

    def stand(self, window: QWidget) -> None:
        """Stand from now on where keys come: in this window, and wherever the focus goes."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        window.installEventFilter(self)
        self._go_along(None, QApplication.focusWidget())
        app.focusChanged.connect(self._go_along)
        self._stands = True

    def leave(self) -> None:
        """Let every key pass."""
        if self._stands:
            self._stands = False
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.focusChanged.disconnect(self._go_along)

    def _go_along(self, _: QWidget | None, now: QWidget | None) -> None:
        # It stays where it has been: there it lets every key pass that is not the focus's.
        if now is not None:
            now.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key that is a scan's end or a deed; let everything else pass."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        focus = QApplication.focusWidget()
        if not self._stands or (focus is not None and watched is not focus):
            return False  # the same key again, on its way up to the window
        if self._is_passing:
            return False
        assert isinstance(event, QKeyEvent)
        self.heard()
        at = self._at_ms(event)
        if self.is_holding:
            self._kept.append((event.clone(), at))
            return True
        return self._key(watched, event, at)

    def hold(self, key: Key) -> None:
        """Hold back every key from now on, until what this one does is done."""
        self._waits_for = key
        self._longest.start(HELD_MAX_MS)

    def go_on(self, key: Key | None, *, drops: bool = False) -> bool:
        """Let the keys go that were held for this one, or drop them; whether any were dropped.

        The same key again, or a bare Enter or End, of somebody who would not wait is dropped.
        """
        if key is None or key is not self._waits_for:
            return False
        self._waits_for = None
        self._longest.stop()
        kept, self._kept = self._kept, []
        while kept and combo_of(kept[0][0]) in (key.combo, "Return", "End"):
            del kept[0]
        if drops:
            return bool(kept)
        for place, (event, at) in enumerate(kept):
            if self.is_holding:
                self._kept += kept[place:]
                break
            self._press(event, at)
        return False

    @property
    def is_holding(self) -> bool:
        """Whether keys are held back now."""
        return self._waits_for is not None

    def _press(self, event: QKeyEvent, at: int) -> None:
        target = QApplication.focusWidget() or QApplication.activeWindow()
        if target is None or self._key(target, event, at):
            return
        self._is_passing = True
        try:
            QApplication.sendEvent(target, event)
        finally:
            self._is_passing = False

    def _key(self, watched: QWidget, event: QKeyEvent, at: int) -> bool:
        combo = combo_of(event)
        if combo in ("Return", "Tab"):
            if self._ends(watched, "\t" if combo == "Tab" else "\r", at):
                return True
            if combo == "Tab" and find(self._place(), combo) is None:
                return False
        text = event.text()
        by_alt = _is_written_by_alt(event)
        plain = text.isprintable() and bool(text) and not by_alt
        plain = plain and not combo.startswith(("Ctrl+", "Alt+"))
        typing = plain and _takes(watched, text)
        first = plain and self._printable(watched, event, at)
        if text == _GROUP_SEPARATOR or combo == "Ctrl+]":
            self._last_ms = at
            self._decoder.press(_GROUP_SEPARATOR, at)
            return True
        if not text and event.key() not in _BARE:
            self._decoder.press("", at)
        if combo and not plain:
            self._let_go()  # a hand's letter just before this key
        if not combo or typing:
            return by_alt
        key = find(self._place(), combo)
        if key is None:
            # a stray letter or blank must not press a button that has the focus
            return plain or by_alt
        if plain:
            if first:
                self._held = key
                self._timer.start(self._decoder.gap_ms + 10)
        elif not (key.combo in _ONCE and event.isAutoRepeat()):
            self.deed.emit(key)
        return True

    def _printable(self, watched: QWidget, event: QKeyEvent, at: int) -> bool:
        """Whether this key is the first of its burst."""
        first = at - self._last_ms >= self._decoder.gap_ms
        if first:
            self._field, self._written = None, ""
            if isinstance(watched, QLineEdit):
                self._field = ref(watched)
                self._before = (watched.text(), watched.cursorPosition())
        else:
            self._held = None  # a burst: its first key was no deed
        self._last_ms = at
        self._written += event.text()
        self._decoder.press(scanned_as(event), at)
        return first

    def _ends(self, watched: QWidget, end: str, at: int) -> bool:
        """Whether this Enter or Tab belongs to a scanner."""
        self._last_ms = -10_000  # what comes next is another burst, however soon
        code = self._decoder.end(end, at)
        if code is None:
            return False
        if not code:
            return True
        if watched.objectName() == ENTRY and (_is_name(code) or _is_name(self._written)):
            self._decoder.forget()
            return False
        self._held = None
        self._restore()
        self.scanned.emit(code)
        return True

    def _restore(self) -> None:
        field = self._field() if self._field else None
        self._field = None
        if field is not None:
            text, cursor = self._before
            field.setText(text)
            field.setCursorPosition(cursor)

    def _let_go(self) -> None:
        self._timer.stop()
        key, self._held = self._held, None
        if key is not None:
            self.deed.emit(key)


def _nothing() -> None:
    """Nobody listens."""


def _is_written_by_alt(event: QKeyEvent) -> bool:
    """Whether Qt would write what Alt and a key stand for: a letter, though a deed was meant.

    AltGr writes: Windows tells it as Ctrl and Alt, X11 as a switch of its own.
    """
    held, text = event.modifiers(), event.text()
    is_alone = held & Qt.KeyboardModifier.AltModifier and not held & _ALT_GR
    return bool(is_alone and text) and text[0] >= " " and text[0] != _RUBOUT


def _takes(watched: QWidget, text: str) -> bool:
    """Whether a field takes what a key types; one of figures takes no letter."""
    if not isinstance(watched, QLineEdit):
        return False
    return not watched.property("figures") or text.isdecimal() or text in _IN_FIGURES


def _is_name(code: str) -> bool:
    """Whether a fast burst reads as a name with a quantity: letters alone, or with blanks."""
    return " " in code.strip() or (bool(code) and all(_is_of_a_word(letter) for letter in code))


def _is_of_a_word(letter: str) -> bool:
    """A letter of either script, or a Devanagari vowel sign."""
    return letter.isalpha() or (bool(_HINDI.fullmatch(letter)) and not letter.isdecimal())
