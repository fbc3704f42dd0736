"""A letter or a figure alone is a deed only where the field in focus takes none of its kind.

Every place of the keymap is opened, and every field that it shows gets every such key of it.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.operations.till import Till
from estore_pos.ui.keymap import KEYS, Deed, Key, Place, find
from estore_pos.ui.widgets.choice import Choice
from tests.fully import fully
from tests.operations.shopfront import SOAP
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, UNKNOWN_CODE, Counterside
from tests.ui.staffed import GITA, staff
from tests.ui.test_scanguard import OFTEN, OPENED

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down
SHIFT = Qt.KeyboardModifier.ShiftModifier
LETTERS, FIGURES = "ACDGJKLMNQRSTUXZ", "0123456789"
"""What is tried everywhere, whether it is a deed there or not."""


def _teach(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)


def _missed(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    counter.press(Qt.Key.Key_Escape, (Qt.Key.Key_C, ALT))


def _printed(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.work.on_desk(lambda till: till.counter.tell_printed(1, Money(4500)))
    counter.rest()
    counter.press(Qt.Key.Key_F6)


def _tax(counter: Counterside) -> None:
    counter.press((Qt.Key.Key_Comma, CTRL))
    counter.type("GST reg")
    counter.press(ENTER)


def _mixed(counter: Counterside) -> None:
    counter.press(ENTER, (Qt.Key.Key_M, CTRL))


def _card_paid(counter: Counterside) -> None:
    counter.press(ENTER)
    counter.type("d")


def _tiles(counter: Counterside) -> None:
    def lay(till: Till) -> list[Item]:
        return till.shelf.set_tile(SOAP, 1)

    counter.work.desk(lay)
    counter.press((Qt.Key.Key_Q, ALT))


SELLING: dict[str, tuple[Place, Callable[[Counterside], None]]] = {
    **{place.value: (place, opened) for place, opened in OPENED.items()},
    "teach": (Place.TEACH, _teach),
    "missed": (Place.MISSED, _missed),
    "printed": (Place.PRINTED, _printed),
    "tiles": (Place.TILES, _tiles),
    "tax mode": (Place.CHANGE, _tax),
    "mixed": (Place.PAYMENT, _mixed),
    "by card": (Place.PAYMENT, _card_paid),
}
"""How each place of a counter that sells is come to; some have other fields the other time."""
UNSOLD = ("first", "name", "recovery", "unlock", "trouble", "lock")
"""Places in which nothing is sold: before the first sale, without the keys, locked."""
NOTHING_CHOSEN = ("change", "name")
"""Where the place shows a field of words alone: its figures choose only where it shows a choice."""
OFTEN_NAMED = [place.value for place in OFTEN] + ["tax mode"]


def _watched(counter: Counterside) -> list[Key]:
    """Which deeds are asked for from now on; none of them is done."""
    heard: list[Key] = []
    gate = counter.shell._gate
    assert gate is not None
    gate.deed.disconnect()
    gate.deed.connect(heard.append)
    return heard


def _fields(counter: Counterside) -> list[QWidget]:
    """What has the focus, and every other field that a hand can come to here."""
    at = counter.shell.at
    assert isinstance(at, QWidget)
    fields: list[QWidget] = [
        each
        for kind in (QLineEdit, Choice, QAbstractItemView)
        for each in at.findChildren(kind)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    now = counter.focused()
    return [now, *[each for each in fields if each is not now]]


def _text(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else ""


def _typed(counter: Counterside, field: QWidget, char: str) -> bool:
    """Whether a key of a hand went into a field; the field is left as it was."""
    field.setFocus()
    before = _text(field)
    if isinstance(field, QLineEdit):
        field.setText("")
    counter.type(char)
    went_in = bool(_text(field))
    if isinstance(field, QLineEdit):
        field.setText(before)
    return went_in


def _keys_of(place: Place) -> dict[str, Deed]:
    """The deeds of a place that a letter or a figure alone stands for."""
    keys: dict[str, Deed] = {}
    for key in KEYS:
        if key.place in (place, Place.ANYWHERE) and (len(key.combo) == 1 or "…" in key.combo):
            first, _, last = key.combo.partition("…")
            keys |= dict.fromkeys(map(chr, range(ord(first), ord(last or first) + 1)), key.deed)
    return keys


def _acted(counter: Counterside, place: Place) -> set[str]:
    """The keys that were a deed in one field or another; each only where it was not typed."""
    assert counter.shell.at.place is place
    heard = _watched(counter)
    own = _keys_of(place)
    acted = set()
    for field in _fields(counter):
        writes = isinstance(field, QLineEdit)
        for chars, goes_in in (
            (
                sorted({*LETTERS, *filter(str.isalpha, own)}),
                writes and not field.property("figures"),
            ),
            (FIGURES, writes),
        ):
            for char in chars:
                heard.clear()
                took = _typed(counter, field, char.lower())
                asked = [key.deed for key in heard]
                told = (field.objectName(), char, asked)
                assert took is goes_in, told
                assert asked == ([own[char]] if char in own and not took else []), told
                acted |= {char} if asked else set()
    return acted


@pytest.mark.parametrize("named", fully(list(SELLING), quick=OFTEN_NAMED))
def test_a_key_alone_acts_only_where_the_field_takes_none(counter: Counterside, named: str) -> None:
    place, opened = SELLING[named]
    counter.scan(SALT_CODE)
    opened(counter)
    acted = _acted(counter, place)
    assert acted == (set() if named in NOTHING_CHOSEN else set(_keys_of(place)))


def before_selling(
    side: Counterside, answered: Path, named: str, monkeypatch: pytest.MonkeyPatch
) -> Place:
    """Open one of UNSOLD: what a shop sees before it sells, or instead."""
    if named in ("unlock", "trouble", "lock"):
        shutil.copytree(answered, side.root, dirs_exist_ok=True)
    if named in ("unlock", "trouble"):
        shutil.rmtree(side.root / ("secrets" if named == "unlock" else "books"))
        side.shell.resize(1366, 697)
        with side.qtbot.waitActive(side.shell, timeout=20_000):
            side.shell.show()
            side.shell.activateWindow()
        with side.qtbot.waitSignal(side.work.refused, timeout=20_000):
            side.work.start()
    else:
        side.start()
    if named == "name":
        side.press(ENTER)
    elif named == "recovery":
        for _ in range(8):
            if side.shell.at.place is not Place.RECOVERY:
                side.press(ENTER)
    elif named == "lock":
        staff(side, GITA, monkeypatch)
        side.press((Qt.Key.Key_L, CTRL | SHIFT))
    place = Place(named if named != "name" else "first")
    assert side.shell.at.place is place
    return place


@pytest.mark.parametrize("named", fully(list(UNSOLD), quick=["first"]))
def test_a_key_alone_acts_only_where_the_field_takes_none_before_and_beside_selling(
    unopened: Counterside,
    answered: Path,
    named: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = before_selling(unopened, answered, named, monkeypatch)
    assert _acted(unopened, place) == (set() if named in NOTHING_CHOSEN else set(_keys_of(place)))


@pytest.mark.slow
@pytest.mark.parametrize("named", fully(list(SELLING), quick=OFTEN_NAMED))
def test_no_key_with_alt_leaves_a_character(counter: Counterside, named: str) -> None:
    """It is a deed of the place or nothing: Alt+E that no row claims stood as e in an amount."""
    place, opened = SELLING[named]
    counter.scan(SALT_CODE)
    opened(counter)
    heard = _watched(counter)
    for field in _fields(counter):
        field.setFocus()
        before = _text(field)
        for char in sorted({*LETTERS, *FIGURES, "E", "O", ".", " "}):
            for held in (ALT, ALT | SHIFT):
                heard.clear()
                QTest.keyClick(field, Qt.Key(ord(char)), held)
                row = find(place, f"Alt+{char}") if held == ALT else None
                told = (field.objectName(), char, held)
                assert [each.deed for each in heard] == ([row.deed] if row else []), told
                assert _text(field) == before, told


def test_alt_gr_writes_as_ever(counter: Counterside) -> None:
    switch = Qt.KeyboardModifier.GroupSwitchModifier
    for held, text in ((CTRL | ALT, "₹"), (switch, "€"), (switch | ALT, "₹")):
        _stroke(counter, ord("4"), held, text)
    assert counter.shell.counter.entry.text() == "₹€₹"
    for key, text in ((0x0915, "क"), (ord(" "), " "), (0x200D, "\u200d")):
        _stroke(counter, key, ALT, text)
    assert counter.shell.counter.entry.text() == "₹€₹"


def _stroke(counter: Counterside, key: int, held: Qt.KeyboardModifier, text: str) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, held, text)
    QApplication.sendEvent(counter.focused(), event)
    counter.rest()


def test_every_place_there_is_has_been_tried() -> None:
    tried = {place for place, _ in SELLING.values()}
    tried |= {Place(named) for named in UNSOLD if named != "name"}
    assert tried == set(Place) - {Place.ANYWHERE}
    assert not [key for key in KEYS if key.place is Place.ANYWHERE and len(key.combo) == 1]
