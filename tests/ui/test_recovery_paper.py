"""The recovery code's paper: Ctrl+P where the code is shown, and on no disk afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from estore_pos import app
from estore_pos.base.settings import Settings
from estore_pos.operations.till import Till
from estore_pos.ui.keymap import Place
from tests.devices.tcp_printer import TcpPrinter
from tests.documents import reading
from tests.ui.counterside import CTRL, SALT_CODE, Counterside
from tests.ui.test_words_and_sizes import clipped

F8, F9, ESC, ENTER = Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.Key.Key_Escape, Qt.Key.Key_Return
PRINT = (Qt.Key.Key_P, CTRL)
Open = Callable[[Settings], Counterside]


@pytest.fixture
def printer() -> Iterator[TcpPrinter]:
    """A printer on the network."""
    with TcpPrinter() as peer:
        yield peer


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Open]:
    """New books whose code is on the screen, with the printers that the settings name."""
    made: list[Counterside] = []
    lanes: list[app.Printers] = []

    def start(settings: Settings) -> Counterside:
        side = Counterside(tmp_path, qtbot, settings, practice=False)
        made.append(side)

        def begin(till: Till) -> None:
            lanes.append(app.Printers(till, side.work, side.shell))
            side.shell.printing.lane = lanes[-1]
            lanes[-1].start()

        side.work.opened.connect(begin)
        side.start()
        side.press(F8, F8, F8, F8)
        side.qtbot.wait(60)
        assert side.shell.at.place is Place.RECOVERY
        return side

    yield start
    for lane in lanes:
        lane.stop()
    for side in made:
        side.close()


def networked(printer: TcpPrinter, lang: Literal["hi", "en"] = "en") -> Settings:
    """A roll printer."""
    return Settings(language=lang, printer="network", printer_address=printer.address)


def code_of(side: Counterside) -> str | None:
    """The code that this PC still holds."""
    found: list[str | None] = []
    side.work.desk(lambda till: till.recovery_code, found.append)
    side.rest()
    return found[0]


def said(side: Counterside, words: str) -> None:
    """Wait until the sheet says so."""
    side.qtbot.waitUntil(lambda: any(words in text for text in side.texts()), timeout=20_000)


def in_the_clear(root: Path, code: str) -> list[Path]:
    """Files that hold a code as it is read, or a paper of it."""
    bare = code.replace("-", "")
    found = []
    for file in root.rglob("*"):
        if file.is_file() and "secrets" not in file.parts:
            content = file.read_bytes()
            if any(each.encode() in content for each in (code, bare, *code.split("-"))):
                found.append(file)
            elif content.startswith(b"%PDF") and bare in reading.text(content).replace(" ", ""):
                found.append(file)
    return found


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_one_key_prints_the_code_on_the_roll_and_leaves_it_nowhere(
    shown: Open, printer: TcpPrinter, tmp_path: Path, lang: Literal["hi", "en"]
) -> None:
    side = shown(networked(printer, lang))
    code = code_of(side)
    assert code is not None
    side.press(PRINT)
    said(side, {"hi": "✓ कागज़ निकल गया", "en": "✓ The paper is out"}[lang])
    (roll,) = [each for each in printer.rolls if each.rows]
    (read,) = zxingcpp.read_barcodes(roll.picture())
    assert read.text == "ES1:K:" + code.replace("-", "")
    assert code_of(side) == code, "what was printed is not yet what was seen to be readable"
    side.press(F9)
    side.rest()
    assert code_of(side) is None
    assert in_the_clear(tmp_path, code) == []


def test_once_it_is_written_down_nothing_prints_it_again(shown: Open, printer: TcpPrinter) -> None:
    side = shown(networked(printer))
    side.press(PRINT)
    said(side, "✓ The paper is out")
    side.press(F9)
    side.rest()
    papers = len(printer.rolls)
    side.press(PRINT)
    side.rest()
    assert side.shell.at.place is not Place.RECOVERY
    assert len(printer.rolls) == papers


def test_a_printer_that_does_not_answer_is_said_and_the_code_stays(
    shown: Open, tmp_path: Path
) -> None:
    settings = Settings(language="en", printer="serial", printer_address="/dev/no-such-line")
    side = shown(settings)
    code = code_of(side)
    assert code is not None
    side.press(PRINT)
    said(side, "Write the code down, or Ctrl+P again.")
    assert side.shell.at.place is Place.RECOVERY
    assert code_of(side) == code
    assert in_the_clear(tmp_path, code) == []
    side.press(F9)
    side.rest()
    assert code_of(side) is None


def test_a_paper_on_its_way_keeps_the_code_on_the_screen(shown: Open) -> None:
    side = shown(Settings(language="en", printer="network", printer_address="x"))

    class Silent:
        """A lane from which nothing is heard yet."""

        def print_once(self, make: object, told: Callable[[None], None]) -> None:
            self.told = told

    lane = Silent()
    side.shell.printing.lane = lane  # type: ignore[assignment]
    side.press(PRINT)
    side.rest()
    side.press(F9, PRINT)
    side.rest()
    said(side, "The paper is not out yet.")
    assert side.shell.at.place is Place.RECOVERY
    lane.told(None)
    said(side, "✓ The paper is out")
    side.press(F9)
    side.rest()
    assert code_of(side) is None


@pytest.mark.parametrize("key", [F9, ESC])
def test_without_a_printer_a_viewer_has_it_while_the_sheet_is_open(
    shown: Open, tmp_path: Path, key: Qt.Key
) -> None:
    side = shown(Settings(language="en"))
    code = code_of(side)
    assert code is not None
    asked: list[tuple[Path, list[str]]] = []

    def show(path: Path) -> bool:
        asked.append((path, reading.codes(path.read_bytes(), reading.OFFICE_DPI)))
        return True

    side.shell.show_file = show
    assert asked == [], "nothing opens by itself"
    side.press(PRINT)
    said(side, "the paper is open in a window of its own")
    ((path, read),) = asked
    assert read == ["ES1:K:" + code.replace("-", "")]
    side.press(key)
    side.qtbot.waitUntil(lambda: not path.exists())
    assert in_the_clear(tmp_path, code) == []


@pytest.mark.slow
@pytest.mark.parametrize("scale", [100, 130])
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_all_that_is_said_of_it_has_room_on_a_small_window(
    shown: Open, lang: Literal["hi", "en"], scale: Literal[100, 130]
) -> None:
    side = shown(Settings(language=lang, scale=scale))
    side.shell.resize(1024, 600)
    side.qtbot.wait(30)
    assert clipped(side) == []
    side.press(PRINT)
    said(side, "PDF")
    side.qtbot.wait(30)
    assert clipped(side) == []
    side.shell.show_file = lambda path: True
    side.press(PRINT)
    said(side, {"hi": "अलग खिड़की", "en": "a window of its own"}[lang])
    side.qtbot.wait(30)
    assert clipped(side) == []


def test_a_power_cut_while_a_viewer_has_it_leaves_it_until_the_next_start_only(
    shown: Open, tmp_path: Path
) -> None:
    side = shown(Settings(language="en"))
    side.press(PRINT)
    said(side, "No program on this PC opens a PDF")
    (left,) = (tmp_path / "cache" / "papers").glob("*.pdf")
    kept = left.read_bytes()
    side.close()
    left.write_bytes(kept)
    again = Counterside(tmp_path, side.qtbot, Settings(language="en"), practice=False)
    again.start()
    assert not left.exists()
    assert again.shell.at.place is Place.RECOVERY, "it was not written down: it is shown again"
    again.close()


def test_its_paper_under_the_scanner_is_no_good_and_is_remembered_nowhere(
    shown: Open, tmp_path: Path
) -> None:
    side = shown(Settings(language="en"))
    code = code_of(side)
    assert code is not None
    side.press(F9)
    side.scan("ES1:K:" + code.replace("-", ""))
    said(side, "This is the paper of the recovery code.")
    assert not any(code.split("-")[0] in text for text in side.texts())
    side.scan(SALT_CODE)
    assert side.lines == [("Salt", 1000)]
    found: list[object] = []
    side.work.desk(lambda till: till.missed_today(), found.append)
    side.rest()
    assert found == [[]]


def test_its_paper_opens_books_whose_key_this_pc_lost(shown: Open, tmp_path: Path) -> None:
    side = shown(Settings(language="en"))
    code = code_of(side)
    assert code is not None
    side.press(F9)
    side.rest()
    side.close()
    for file in (tmp_path / "secrets").rglob("*"):
        if file.is_file():
            file.unlink()
    again = Counterside(tmp_path, side.qtbot, Settings(language="en"), practice=False)
    with side.qtbot.waitActive(again.shell, timeout=20_000):
        again.shell.show()
        again.shell.activateWindow()
    with side.qtbot.waitSignal(again.work.refused, timeout=20_000):
        again.work.start()
    assert again.shell.at.place is Place.UNLOCK
    again.scan("ES1:K:" + code.replace("-", ""))
    with side.qtbot.waitSignal(again.shell.ready, timeout=20_000):
        again.press(ENTER)
    again.rest()
    again.scan(SALT_CODE)
    assert again.lines == [("Salt", 1000)]
    again.close()
