"""A proxy between till and HQ that does to requests what lines, portals and thieves do."""

import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from sync.protocol import headers, reply, signature
from sync.protocol.reply import Ack
from sync.protocol.signature import AckFacts

_HTML = b"<!doctype html><title>Wi-Fi</title><p>Please log in"


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came in."""

    head: bytes
    body: bytes

    def with_body(self, body: bytes) -> bytes:
        """The request carrying another body, its length put right."""
        lines = [
            line
            for line in self.head.split(b"\r\n")
            if not line.lower().startswith((b"content-length:", b"connection:"))
        ]
        lines[1:1] = [b"Content-Length: %d" % len(body), b"Connection: close"]
        return b"\r\n".join(lines) + b"\r\n\r\n" + body

    @property
    def raw(self) -> bytes:
        """The request as it shall be sent on."""
        return self.with_body(self.body)


@dataclass(slots=True)
class FaultProxy:
    """Listens on `url`; each request takes the next of `faults`, or passes when none is left.

    `meanwhile` is called before a request with the fault "meanwhile" goes to HQ.
    """

    port_of_hq: int
    faults: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None
    _late: list[Seen] = field(default_factory=list)
    _listener: socket.socket = field(default_factory=socket.socket)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(16)
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    @property
    def url(self) -> str:
        """Where the till finds what it takes for HQ."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _start(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            self._start(self._serve, line)

    def _serve(self, line: socket.socket) -> None:
        """One connection carries one request."""
        line.settimeout(20)
        with line:
            try:
                seen = _read_request(line)
                if seen is None:
                    return
                fault = self.faults.pop(0) if self.faults else "pass"
                self.met.append(fault)
                answer = self._do(fault, seen, line)
                if answer:
                    line.sendall(answer)
            except OSError:
                return  # the other side had enough

    def _do(self, fault: str, seen: Seen, line: socket.socket) -> bytes:
        """What a fault does to a request; the answer to give, or b"" for none."""
        late, self._late = self._late, []
        match fault:
            case "drop_request":
                answer = b""
            case "drop_reply":
                self._ask(seen.raw)
                answer = b""
            case "reset":
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                answer = b""
            case "reset_mid_body":
                self._send_half(seen)
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                answer = b""
            case "truncate":
                answer = self._ask(seen.with_body(seen.body[: len(seen.body) // 2]))
            case "garble" if seen.body:
                answer = self._ask(seen.with_body(seen.body[:-1] + bytes([seen.body[-1] ^ 1])))
            case "duplicate":
                self._ask(seen.raw)
                answer = self._ask(seen.raw)
            case "reorder":
                self._late.append(seen)
                answer = b""
            case "cut_reply":
                whole = self._ask(seen.raw)
                answer = whole[: len(whole) // 2]
            case "meanwhile":
                self.meanwhile()
                answer = self._ask(seen.raw)
            case "slow":
                self._drip(line, self._ask(seen.raw))
                answer = b""
            case _:
                answer = _stranger(fault, seen) or self._ask(seen.raw)
        for each in late:
            self._ask(each.raw)
        return answer

    def _ask(self, raw: bytes) -> bytes:
        """What HQ answers; b"" if it is not there."""
        try:
            with socket.create_connection(("127.0.0.1", self.port_of_hq), 20) as hq:
                hq.sendall(raw)
                pieces = []
                while piece := hq.recv(65_536):
                    pieces.append(piece)
                return b"".join(pieces)
        except OSError:
            return b""

    def _send_half(self, seen: Seen) -> None:
        """Begins a request at HQ and hangs up in the middle of it."""
        with socket.create_connection(("127.0.0.1", self.port_of_hq), 20) as hq:
            hq.sendall(seen.raw[: len(seen.raw) - len(seen.body) // 2 - 1])

    def _drip(self, line: socket.socket, answer: bytes) -> None:
        """One byte a second; the till's own deadline ends it."""
        waiting = threading.Event()
        for place in range(len(answer)):
            line.sendall(answer[place : place + 1])
            waiting.wait(1)


def _read_request(line: socket.socket) -> Seen | None:
    """A whole request; None if the till hung up first."""
    read = b""
    while b"\r\n\r\n" not in read:
        piece = line.recv(65_536)
        if not piece:
            return None
        read += piece
    head, _, body = read.partition(b"\r\n\r\n")
    length = int(_header(head, "content-length") or "0")
    while len(body) < length:
        piece = line.recv(65_536)
        if not piece:
            return None
        body += piece
    return Seen(head, body)


def _header(head: bytes, name: str) -> str | None:
    for line in head.split(b"\r\n")[1:]:
        written, _, value = line.partition(b":")
        if written.decode().lower() == name:
            return value.strip().decode()
    return None


def _stranger(fault: str, seen: Seen) -> bytes:
    """An answer that HQ did not give; b"" if this fault is none of those."""
    plain = {
        "portal": (b"200 OK", b"Content-Type: text/html\r\n", _HTML),
        "portal_json": (b"200 OK", b"Content-Type: application/json\r\n", b"{}"),
        "posing": (b"200 OK", b"Content-Type: application/vnd.estore+json\r\n", b'{"hw":9}'),
        "posing_junk": (b"409 X", b"Content-Type: application/vnd.estore+json\r\n", b"\xff["),
        "redirect": (b"302 Found", b"Location: http://127.0.0.1:9/login\r\n", b""),
        "page_404": (b"404 Not Found", b"Content-Type: text/html\r\n", _HTML),
        "proxy_407": (b"407 X", b"Proxy-Authenticate: Basic realm=x\r\n", b""),
        "portal_511": (b"511 X", b"Content-Type: text/html\r\n", _HTML),
        "gateway_502": (b"502 X", b"Content-Type: text/html\r\n", _HTML),
        "busy_503": (b"503 X", b"Retry-After: 7\r\n", b""),
        "small_413": (b"413 X", b"Content-Type: text/html\r\n", _HTML),
    }
    if fault == "wrong_key":
        return _signed_by_a_thief(seen)
    if fault not in plain:
        return b""
    status, header, body = plain[fault]
    length = b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
    return b"HTTP/1.1 " + status + b"\r\n" + header + length + body


def _signed_by_a_thief(seen: Seen) -> bytes:
    """An ack for everything asked, right in all but the key that signed it."""
    method, path, _ = seen.head.split(b"\r\n")[0].decode().split()
    if not path.startswith("/v1/streams/"):
        return b""
    stream = path.split("/")[3]
    facts, _ = headers.read(method, path, stream, lambda name: _header(seen.head, name))
    head = facts.head or bytes(32)
    hw = facts.first + facts.count - 1 if facts.count else 0
    said = AckFacts(facts.message(), stream, hw, head, "thief", 1)
    ack = Ack(
        hw=hw,
        head=head.hex(),
        inc="thief",
        time=1,
        sig=signature.sign(b"\x07" * 32, said.message()).hex(),
    )
    body = reply.encode(ack)
    return (
        b"HTTP/1.1 200 OK\r\nX-Estore: 1\r\nContent-Type: application/vnd.estore+json\r\n"
        b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
    ) + body
