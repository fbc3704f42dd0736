"""A shop joins a real HQ from the settings, key by key; a code that HQ refuses is said in place."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from estore_pos.commands.world import WindowOptions
from estore_pos.operations.till import Till
from sync.client.enrol import enrol
from sync.client.http import HttpLine
from sync.protocol import reply
from sync.server.clock import now_ms
from sync.server.enrolment import issue_code
from sync.server.store.database import open_database
from tests.sync.hq import HqServer
from tests.sync.shop import Shop
from tests.test_app import started_line
from tests.ui.counterside import ALT, CTRL, SALT_CODE, Counterside

pytestmark = pytest.mark.slow

ENTER, END = Qt.Key.Key_Return, Qt.Key.Key_End
SETTINGS, COUNTER = (Qt.Key.Key_Comma, CTRL), (Qt.Key.Key_1, ALT)
JOINED = {
    "en": "✓ Joined. Bills are sent by themselves.",
    "hi": "✓ जुड़ गए। बिल अपने आप भेजे जाएँगे।",
}
REFUSED = {
    "en": ("HQ did not accept this code: it is wrong, used or too old", "Sales go on", "(R305)"),
    "hi": ("मुख्यालय ने यह कोड नहीं माना", "बिक्री चालू है", "(R305)"),
}
UNWHOLE = {
    "en": ("This is no whole code, and HQ was not asked", "Sales go on", "(R309)"),
    "hi": ("यह पूरा कोड नहीं है, मुख्यालय से पूछा नहीं गया", "बिक्री चलती है", "(R309)"),
}

CUT = {"en": "press Enter again", "hi": "Enter दोबारा दबाएँ"}


@pytest.fixture(scope="module")
def hq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HqServer]:
    """An HQ of its own process; every test takes codes of its own."""
    with HqServer(tmp_path_factory.mktemp("hq")) as running:
        yield running


class Joining:
    """A counter whose line to HQ runs, and the hand that joins."""

    def __init__(self, counter: Counterside, hq: HqServer) -> None:
        self.counter, self.hq = counter, hq
        self.faults: list[BaseException] = []
        tills: list[Till] = []
        counter.work.desk(tills.append)
        counter.rest()
        self.line = started_line(counter, tills[0], WindowOptions(), self.faults)

    def join(self, code: str) -> None:
        """From the counter: the settings, the row, the address, the code."""
        self.counter.press(SETTINGS)
        self.counter.type("join")
        self.counter.press(ENTER)
        self.counter.type(self.hq.url)
        self.counter.press(ENTER)
        self.say(code)

    def say(self, code: str) -> None:
        """The code alone, where it is asked."""
        self.counter.type(code)
        self.counter.press(ENTER)

    def hears(self, *words: str) -> None:
        """Wait until the window says this."""

        def said() -> None:
            self.counter.rest()
            seen = "\n".join(self.counter.texts())
            assert [each for each in words if each not in seen] == [], seen

        self.counter.qtbot.waitUntil(said, timeout=20_000)


@pytest.fixture(params=["en", "hi"])
def joining(
    request: pytest.FixtureRequest, counter: Counterside, hq: HqServer
) -> Iterator[Joining]:
    counter.shell.set_value("language", request.param)
    made = Joining(counter, hq)
    yield made
    made.line.stop()
    assert made.faults == []


def old_code(hq: HqServer) -> str:
    """A code that HQ gave out so long ago that it does not hold any more."""
    database = open_database(hq.database)
    at_ms = now_ms() - reply.CODE_LIFE_MS - 1
    try:
        return reply.show_code(issue_code(database, "दुकान", "Gaya", at_ms))
    finally:
        database.close()


def used_code(hq: HqServer) -> str:
    """A code with which another till has joined."""
    code = hq.code("another shop")
    line = HttpLine(hq.url)
    enrol(line, Shop(random.Random(code)).key, hq.url, code, "1")
    line.close()
    return code


def test_a_shop_joins_from_the_settings_and_its_next_bill_is_counted(
    joining: Joining, hq: HqServer
) -> None:
    before = hq.figures()
    counter, language = joining.counter, joining.counter.shell.language
    joining.join(hq.code(f"joins in {language}"))
    joining.hears(JOINED[language])
    counter.press(COUNTER)
    counter.scan(SALT_CODE)
    counter.press(END)
    counter.qtbot.waitUntil(lambda: hq.figures()["bills"] == before["bills"] + 1, timeout=20_000)
    assert hq.figures()["registered"] == before["registered"] + 1


@pytest.mark.parametrize("kind", ["wrong", "used", "expired", "half"])
def test_a_code_that_opens_nothing_is_said_in_place_and_a_good_one_typed_over_it_joins(
    joining: Joining, hq: HqServer, kind: str
) -> None:
    counter, language = joining.counter, joining.counter.shell.language
    good = hq.code(f"{kind} in {language}")
    codes: dict[str, Callable[[], str]] = {
        "wrong": lambda: "00000-00000-0",
        "used": lambda: used_code(hq),
        "expired": lambda: old_code(hq),
        "half": lambda: good[:5],
    }
    code = codes[kind]()
    registered = hq.figures()["registered"]
    joining.join(code)
    joining.hears(*(UNWHOLE if kind == "half" else REFUSED)[language])
    field = counter.focused()
    assert isinstance(field, QLineEdit)
    assert field.selectedText() == field.text() != "", "what is typed next takes its place"
    assert hq.figures()["registered"] == registered
    joining.say(good)
    joining.hears(JOINED[language])
    assert hq.figures()["registered"] == registered + 1


def test_over_a_cut_line_the_next_enter_asks_hq_again_with_what_was_typed(
    joining: Joining, tmp_path: Path
) -> None:
    counter, language = joining.counter, joining.counter.shell.language
    late = joining.hq = HqServer(tmp_path)
    late.start()
    code = late.code()
    late.stop()
    joining.join(code)
    joining.hears("(T301)", CUT[language])
    field = counter.focused()
    assert isinstance(field, QLineEdit)
    assert field.text() == code
    late.start()
    counter.press(ENTER)
    joining.hears(JOINED[language])
    assert late.figures()["registered"] == 1
    late.stop()


def test_sales_go_on_where_the_address_is_nobodys(joining: Joining, tmp_path: Path) -> None:
    counter = joining.counter
    joining.hq = HqServer(tmp_path)
    joining.hq.url = "http://127.0.0.1:9"
    joining.join("00000-00000-0")
    joining.hears("(T301)")
    counter.press(COUNTER)
    counter.scan(SALT_CODE)
    counter.press(END)
    assert counter.lines == []
