"""Serving the HQ: the address, the one line that says it, and stopping in peace."""

import signal
import socket
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import uvicorn
from typing_extensions import override

from sync.protocol import reply
from sync.server import enrolment
from sync.server.app import build
from sync.server.clock import now_ms
from sync.server.store.database import Database


@dataclass(frozen=True, slots=True)
class Wish:
    """How to serve; port 0 takes any that is free, `store` asks for a one-time code at once."""

    host: str
    port: int
    practice: bool
    store: str | None
    district: str
    until_stdin_closes: bool


class Announcing(uvicorn.Server):
    """Says on one line where it listens, as soon as it does."""

    def __init__(self, config: uvicorn.Config, lines: Sequence[str]) -> None:
        super().__init__(config)
        self._lines = lines

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins to listen."""
        await super().startup(sockets)
        if self.started:
            sys.stdout.write("".join(f"{line}\n" for line in self._lines))
            sys.stdout.flush()


def serve(store: Database, asked: Wish) -> int:
    """Serves until SIGTERM or SIGINT. The exit code; 2 if the address cannot be had."""
    family = socket.AF_INET6 if ":" in asked.host else socket.AF_INET
    # Only if told that this is TCP does asyncio send at once; else each answer takes 40 ms more.
    line = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        line.bind((asked.host, asked.port))
    except OSError as error:
        line.close()
        sys.stderr.write(f"cannot listen on {asked.host} port {asked.port}: {error}\n")
        return 2
    host = f"[{asked.host}]" if ":" in asked.host else asked.host
    said = [f"listening http://{host}:{line.getsockname()[1]}"]
    if asked.store is not None:
        code = enrolment.issue_code(store, asked.store, asked.district, now_ms())
        said.append(f"code {reply.show_code(code)}")
    server = Announcing(
        uvicorn.Config(
            build(store, now_ms, asked.practice),
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_keep_alive=75,
            timeout_graceful_shutdown=5,
            server_header=False,
        ),
        said,
    )
    # uvicorn raises the signal again once it has stopped; being asked to stop is no failure.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    if asked.until_stdin_closes:
        threading.Thread(target=_stop_at_end, args=(server,), daemon=True).start()
    server.run(sockets=[line])
    return 0


def _stop_at_end(server: uvicorn.Server) -> None:
    """Stops the server when nobody holds the other end of its standard input any more."""
    sys.stdin.buffer.read()
    server.should_exit = True
