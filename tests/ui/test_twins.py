"""Every sound has a visible twin: a sign of its own in the top bar, and words where it matters."""

from collections.abc import Callable
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from estore_pos.devices import sound as devices
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.operations.printer import PrinterState
from estore_pos.ui.ports import Sound
from estore_pos.ui.widgets.twin import Twin
from tests.ui.counterside import CTRL, SALT_CODE, UNKNOWN_CODE, Counterside

SOUNDS: tuple[Sound, ...] = get_args(Sound)
END = Qt.Key.Key_End


def twin(counter: Counterside) -> Twin:
    """The sign in the top bar."""
    found = counter.shell.findChild(Twin)
    assert isinstance(found, Twin)
    return found


def test_there_are_five_and_the_loudspeaker_knows_each() -> None:
    assert set(SOUNDS) == {each.value for each in devices.Sound}
    assert len(SOUNDS) == 5


@pytest.mark.parametrize("sound", SOUNDS)
def test_a_sound_flashes_its_sign_and_leaves_the_keys_where_they_were(
    counter: Counterside, sound: Sound
) -> None:
    focus = counter.focused()
    assert not twin(counter).isVisible()
    counter.shell.sounds.play(sound)
    assert counter.sounds.played == [sound]
    assert twin(counter).sound == sound
    assert twin(counter).isVisible()
    assert counter.focused() is focus
    counter.qtbot.waitUntil(lambda: not twin(counter).isVisible(), timeout=20_000)
    assert twin(counter).sound is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_signs_differ_by_more_than_their_colour(counter: Counterside, theme: str) -> None:
    counter.shell.set_value("theme", theme)
    shapes = []
    for sound in SOUNDS:
        twin(counter).flash(sound)
        shapes.append(_shape(twin(counter).grab().toImage()))
    assert len(set(shapes)) == len(SOUNDS)
    counter.qtbot.waitUntil(lambda: not twin(counter).isVisible(), timeout=20_000)


def _shape(image: QImage) -> bytes:
    """Which dots are not of the ground, whatever the colours."""
    ground = image.pixel(image.width() // 2, 2)
    return bytes(
        image.pixel(x, y) != ground for y in range(image.height()) for x in range(image.width())
    )


def _scan(counter: Counterside) -> None:
    counter.scan(SALT_CODE)


def _unknown(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)


def _bill(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(END)


TORN = PrinterState(True, 2, trouble=Trouble(TroubleCode.PRINTER_PAPER_OUT))


def _printer_stops(counter: Counterside) -> None:
    assert counter.shell.printing.state is None
    counter.shell.printer_told.emit(TORN)


def _printer_works_again(counter: Counterside) -> None:
    _printer_stops(counter)
    counter.shell.printer_told.emit(PrinterState(True, 1, is_printing=True))


OCCASIONS: dict[Sound, tuple[Callable[[Counterside], None], str]] = {
    "scanned": (_scan, "Salt"),
    "error": (_unknown, UNKNOWN_CODE),
    "done": (_bill, "✓ Bill"),
    "warning": (_printer_stops, "paper"),
    "chime": (_printer_works_again, "The printer works again."),
}


@pytest.mark.parametrize("sound", SOUNDS)
def test_what_is_heard_is_also_read(counter: Counterside, sound: Sound) -> None:
    happens, words = OCCASIONS[sound]
    happens(counter)
    assert counter.sounds.played[-1] == sound
    names = [row.cells[1] for row in counter.shell.counter.table.lines.rows]
    assert any(words in text for text in [*counter.texts(), *names])


def test_news_of_the_printer_does_not_take_the_change_out_of_sight(counter: Counterside) -> None:
    _bill(counter)
    said = counter.shell.counter.strip.text()
    counter.shell.printer_told.emit(TORN)
    counter.shell.counter.strip.say("ok", lambda: said)
    counter.shell.printer_told.emit(PrinterState(True, 0))
    assert counter.shell.counter.strip.text() == said
    assert counter.sounds.played[-1] == "chime"


def test_a_paper_that_nobody_wants_any_more_is_no_good_news(counter: Counterside) -> None:
    counter.shell.printer_told.emit(TORN)
    counter.shell.printer_told.emit(PrinterState(True, 2, trouble=TORN.trouble))
    counter.shell.printer_told.emit(PrinterState(True, 2))
    assert "chime" not in counter.sounds.played


def test_a_till_that_is_silent_shows_them_all_the_same(counter: Counterside) -> None:
    counter.shell.set_value("sound", "off")
    counter.press((Qt.Key.Key_W, CTRL))
    assert twin(counter).sound == "error"
