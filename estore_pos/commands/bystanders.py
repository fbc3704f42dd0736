"""What stands beside a till whose keys are played: a printer, a scale, and a chat nobody opens.

The printer listens on a port of this PC and the scale talks on a serial line, so that the till
reaches both as it reaches real ones.
"""

import os
import socket
import threading
from contextlib import suppress
from pathlib import Path

from estore_pos.commands import roll
from estore_pos.commands.roll import Roll
from estore_pos.commands.script import PrinterState
from estore_pos.devices import escpos

HEAD_BYTES = 48
"""384 dots: a printer for paper of 58 mm, as most shops have."""
TO_SEND, CHAT = "Bills", "chat.txt"
"""Papers and pictures made to be sent, and what would have been sent, one link a line."""
_TALK_S = 0.1


class ReceiptPrinter:
    """Prints on a roll that is kept; where the roll is at its end it says so, as real ones do."""

    def __init__(self) -> None:
        """Be well, on any free port of this PC."""
        self._state: PrinterState = "well"
        self._heard: list[bytes] = []
        self._server = self._listen(0)
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"

    def _listen(self, port: int) -> socket.socket:
        server = socket.create_server(("127.0.0.1", port))
        self._thread = threading.Thread(
            target=self._serve, args=(server,), name="counter printer", daemon=True
        )
        self._thread.start()
        return server

    def turn(self, state: PrinterState) -> None:
        """Be well again, without paper, or off: then nothing listens at its address."""
        if "off" in (state, self._state) and state != self._state:
            if state == "off":
                self._server.shutdown(socket.SHUT_RDWR)
                self._thread.join()
                self._server.close()
            else:
                self._server = self._listen(int(self.address.rpartition(":")[2]))
        self._state = state

    def printed(self) -> Roll:
        """What hangs out of it; raises roll.NotOurs."""
        return roll.read(b"".join(self._heard), HEAD_BYTES)

    def torn_off(self) -> Roll:
        """What hung out of it and now does no more."""
        paper = self.printed()
        self._heard.clear()
        return paper

    def _serve(self, server: socket.socket) -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return  # turned off
            with line:
                try:
                    self._print(line)
                except OSError:
                    continue  # the till let go

    def _print(self, line: socket.socket) -> None:
        told, new = b"", b""
        while heard := line.recv(65536):
            new += heard
            asked = _questions(new)
            if asked:
                told, new = told + new, b""
                if escpos.ASK_DONE in asked:  # it hangs out before the till hears so
                    self._heard.append(told)
                    told = b""
                line.sendall(b"".join(map(self._answer, asked)))
        self._heard.append(told + new)

    def _answer(self, question: bytes) -> bytes:
        """With the bits that Epson's reference gives."""
        is_out = self._state == "paper_out"
        return {
            escpos.ASK_PAPER: bytes([0x12 | 0x6C * is_out]),
            escpos.ASK_CAUSE: bytes([0x12 | 0x20 * is_out]),
            escpos.ASK_PRINTER: bytes([0x12 | 0x08 * is_out]),
            escpos.ASK_DONE: b"\0",
        }[question]


def _questions(told: bytes) -> list[bytes]:
    """Those that it ends with, in their order: a busy PC reads several at once."""
    asked: list[bytes] = []
    known = (escpos.ASK_PAPER, escpos.ASK_CAUSE, escpos.ASK_PRINTER, escpos.ASK_DONE)
    while found := next((each for each in known if told.endswith(each)), b""):
        asked.insert(0, found)
        told = told.removesuffix(found)
    return asked


class CounterScale:
    """A scale that prints lines all the time, as most Indian ones do; needs a system with ptys."""

    def __init__(self) -> None:
        """Be empty."""
        import pty
        import tty

        self._line = _said("0.000")
        self._end, self._theirs = pty.openpty()
        tty.setraw(self._theirs)
        os.set_blocking(self._end, False)
        self.port = os.ttyname(self._theirs)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._talk, name="counter scale", daemon=True)
        self._thread.start()

    def lay(self, kilos: str) -> None:
        """Let so much lie on it: `1.250`."""
        self._line = _said(kilos)

    def close(self) -> None:
        """Unplug it."""
        self._ended.set()
        self._thread.join()
        os.close(self._end)
        os.close(self._theirs)

    def _talk(self) -> None:
        while not self._ended.wait(_TALK_S):
            with suppress(BlockingIOError):
                os.read(self._end, 4096)  # it does not listen
            with suppress(BlockingIOError):  # nobody reads: the cable is full
                os.write(self._end, self._line)


def _said(kilos: str) -> bytes:
    return f"ST,GS,+ {kilos}kg\r\n".encode("ascii")


class UnopenedChat:
    """Takes every link and opens nothing: the one who would look at it is not there."""

    def __init__(self, kept: Path) -> None:
        """Take the folder in which papers and links are kept."""
        self._kept = kept

    def folder(self) -> Path:
        """Where papers and pictures to be sent lie."""
        return self._kept / TO_SEND

    def has_program(self) -> bool:
        """It is a page."""
        return False

    def open(self, link: str) -> bool:
        """Keep the link."""
        from urllib.parse import unquote_plus

        with (self._kept / CHAT).open("a", encoding="utf-8") as file:
            file.write(unquote_plus(link) + "\n")
        return True
