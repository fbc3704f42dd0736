"""A printer on a socket for tests: takes bytes, answers as it is told to, dies where it is told."""

import socket
import threading
from typing import Self

from estore_pos.devices import escpos
from tests.devices import paper_roll
from tests.devices.paper_roll import Roll

_WAIT_S = 10


class TcpPrinter:
    """Listens on a free port of this machine; `with` starts and ends it.

    `answers`: to DLE EOT; `confirms`: to GS r as well; `dies_at`: closes the line after so many
    bytes, once; `runs_out_at`: has no paper from so many bytes on; `free`: cleared, it holds its
    line open though all of a paper has come; `falls_silent`: answers no more once it has the whole
    paper; `lets_go`: closes the line then.
    """

    def __init__(self) -> None:
        self.answers = True
        self.confirms = True
        self.dies_at: int | None = None
        self.runs_out_at: int | None = None
        self.falls_silent = self.lets_go = False
        self.free = threading.Event()
        self.free.set()
        self.paper_out = self.cover_open = self.offline = False
        self.received: list[bytes] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, name="tcp-printer")

    @property
    def address(self) -> str:
        """Where it listens, as the settings name it."""
        return f"127.0.0.1:{self._server.getsockname()[1]}"

    @property
    def rolls(self) -> list[Roll]:
        """What each connection that sent more than questions left on the paper."""
        papers = [paper_roll.read(each) for each in self.received]
        return [paper for paper in papers if paper.rows or paper.pulses]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(_WAIT_S)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line:
                line.settimeout(_WAIT_S)
                self.received.append(b"")
                try:
                    self._hear(line)
                    self.free.wait(_WAIT_S)
                except OSError:
                    continue

    def _hear(self, line: socket.socket) -> None:
        while heard := line.recv(4096):
            self.received[-1] += heard
            if self.dies_at is not None and len(self.received[-1]) >= self.dies_at:
                self.received[-1] = self.received[-1][: self.dies_at]
                self.dies_at = None
                # A reset, as when the cable is pulled.
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return
            if self.runs_out_at is not None and len(self.received[-1]) >= self.runs_out_at:
                self.paper_out = True
            if escpos.ASK_DONE in self.received[-1]:
                if self.lets_go:
                    return
                if self.falls_silent:
                    continue
            answer = self._answer(self.received[-1])
            if answer:
                line.sendall(answer)

    def _answer(self, heard: bytes) -> bytes:
        if not self.answers:
            return b""
        if heard.endswith(escpos.ASK_PAPER):
            return bytes((0x12 | (0x6C if self.paper_out else 0),))
        if heard.endswith(escpos.ASK_CAUSE):
            return bytes((0x12 | 0x20 * self.paper_out | 0x04 * self.cover_open,))
        if heard.endswith(escpos.ASK_PRINTER):
            unable = self.paper_out or self.cover_open or self.offline
            return bytes((0x12 | 0x08 * unable,))
        if heard.endswith(escpos.ASK_DONE) and self.confirms and not self.paper_out:
            return b"\0"
        return b""
