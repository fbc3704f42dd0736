"""HQ takes the call and never answers: the shop sells as if nobody had called."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from PySide6.QtCore import Qt

from estore_pos.commands.world import WindowOptions
from estore_pos.operations.till import Till
from estore_pos.store.outbox import BooksIdentity
from sync.client.identity import Enrolment
from tests.test_app import started_line
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside

END = Qt.Key.Key_End
SEND_NOW = (Qt.Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)


class Silent:
    """An HQ whose port takes calls, hears requests to their end and answers none of them."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.hangs = threading.Event()
        """A whole head of a request has come and waits for its answer."""
        self._calls: list[socket.socket] = []
        self._port = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._port.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                call, _ = self._port.accept()
                self._calls.append(call)
                heard = b""
                while b"\r\n\r\n" not in heard:
                    heard += call.recv(65_536)
                self.heard.append(heard)
                self.hangs.set()

    def close(self) -> None:
        """Hang up on everybody."""
        for each in (self._port, *self._calls):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._thread.join()


@pytest.fixture
def hq() -> Iterator[Silent]:
    made = Silent()
    yield made
    made.close()


def test_sales_go_on_while_a_request_to_hq_hangs(counter: Counterside, hq: Silent) -> None:
    tills: list[Till] = []
    faults: list[BaseException] = []

    def joined(till: Till) -> None:
        tills.append(till)
        reader = till.reader()
        held = Enrolment(hq.address, "A" * 26, "B" * 26, bytes(32))
        BooksIdentity(reader, till.write).keep(held)
        reader.close()

    counter.work.desk(joined)
    counter.rest()
    counter.scan(SALT_CODE)
    counter.press(END)
    line = started_line(counter, tills[0], WindowOptions(hq_url=hq.address), faults)
    assert hq.hangs.wait(20), "the till calls HQ"
    for bills in (2, 3, 4):
        counter.scan(SALT_CODE)
        counter.scan(SOAP_CODE)
        assert counter.lines == [("Salt", 1000), ("Soap", 1000)]
        counter.press(END)
        assert counter.lines == [], "End came back and the next bill is open"
        sold: list[int] = []
        counter.work.look(lambda lookup: len(lookup.recent()), sold.append)
        counter.rest()
        assert sold == [bills]
    counter.press(SEND_NOW)
    assert counter.shell.counter.strip.text() == "Trying to send to HQ…"
    assert counter.focused() is counter.shell.counter.entry
    assert len(hq.heard) == 1, "it is the first request that hangs all the while"
    hq.close()
    line.stop()
    assert faults == []
