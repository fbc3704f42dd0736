"""The line to HQ over HTTP: one kept connection, a deadline for each exchange, bytes counted."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import RemoteDisconnected
from socket import SHUT_RDWR, socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from sync.client.line import Answer, Break, LineDown, Request

CONNECT_S = 30
READ_S = 60
ANSWER_BYTES_MAX = 256 * 1024

_BROKEN = (requests.RequestException, HTTPError, OSError)
_TIME_CODES = (9, 10)  # OpenSSL: not yet valid, expired


class _Wires:
    """The sockets that are open now, so that a deadline can cut them, and the bytes sent."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[socket] = []
        self.were_cut = False

    def add(self, wire: socket) -> None:
        """A connection was made."""
        with self._lock:
            self._open.append(wire)

    def cut(self) -> None:
        """Ends whatever is being sent or read, from another thread."""
        with self._lock:
            self.were_cut = True
            wires, self._open = self._open, []
        for wire in wires:
            try:
                wire.shutdown(SHUT_RDWR)
            except OSError:
                continue  # it was closed already

    def forget(self) -> None:
        """The connections were closed."""
        with self._lock:
            self._open = []


class _Adapter(HTTPAdapter):
    """Makes connections that `_Wires` knows of."""

    def __init__(self, wires: _Wires) -> None:
        self._wires = wires
        super().__init__(pool_connections=1, pool_maxsize=1)

    @override
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._wires)

    @override
    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        made = super().proxy_manager_for(*args, **kwargs)
        made.pool_classes_by_scheme = _pools(self._wires)
        return made


def _pools(wires: _Wires) -> dict[str, Any]:
    """Connection pools whose connections tell `wires` what they do."""

    class Plain(HTTPConnection):
        @override
        def connect(self) -> None:
            super().connect()
            wires.add(self.sock)

    class Secure(HTTPSConnection):
        @override
        def connect(self) -> None:
            super().connect()
            wires.add(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class HttpLine:
    """A line to the HQ at `url` (`https://host[:port]`); the system's proxies are used."""

    def __init__(self, url: str, *, connect_s: int = CONNECT_S, read_s: int = READ_S) -> None:
        self._url = url.rstrip("/")
        self._waits = (connect_s, read_s)
        self._wires = _Wires()
        self._session = self._connect()
        self._kept = False

    def exchange(self, request: Request) -> Answer:
        """Sends a request and reads its answer; never follows a redirect. Raises LineDown."""
        with self._deadline(request.deadline_s):
            kept, self._kept = self._kept, False
            try:
                return self._once(request)
            except _BROKEN as error:
                self.close()
                # A kept connection may have been closed by the other side while nobody looked.
                # Everything we send may be sent twice, so a new connection gets one try.
                if not kept or self._wires.were_cut or not _hung_up(error):
                    raise LineDown(*_kind(error)) from error
            try:
                return self._once(request)
            except _BROKEN as error:
                self.close()
                raise LineDown(*_kind(error)) from error

    def close(self) -> None:
        """Hangs up; the next exchange connects anew."""
        self._session.close()
        self._wires.forget()
        self._kept = False

    def _once(self, request: Request) -> Answer:
        """One request and its answer."""
        with self._session.request(
            request.method,
            self._url + request.path,
            data=request.body or None,
            headers=request.headers,
            timeout=self._waits,
            allow_redirects=False,
            stream=True,
        ) as response:
            body = bytearray()
            for piece in response.iter_content(16 * 1024):
                body += piece
                if len(body) > ANSWER_BYTES_MAX:
                    break
            headers = {name.lower(): value for name, value in response.headers.items()}
            self._kept = headers.get("connection", "").lower() != "close"
            return Answer(response.status_code, headers, bytes(body))

    def _connect(self) -> requests.Session:
        session = requests.Session()
        session.mount("http://", _Adapter(self._wires))
        session.mount("https://", _Adapter(self._wires))
        # We speak for the till, not for whoever wrote a .netrc; proxies are still the system's.
        session.auth = _no_auth
        session.headers.clear()
        session.headers["User-Agent"] = "estore"
        return session

    @contextmanager
    def _deadline(self, deadline_s: int) -> Iterator[None]:
        """Cuts the line after so many seconds: the time-outs of `requests` are per read only."""
        timer = threading.Timer(deadline_s, self._wires.cut)
        timer.daemon = True
        self._wires.were_cut = False
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Adds nothing."""
    return request


def _hung_up(error: BaseException) -> bool:
    """True if the other side closed the connection without a word of answer."""
    return any(isinstance(each, (RemoteDisconnected, ConnectionError)) for each in _causes(error))


def _causes(error: BaseException) -> list[BaseException]:
    """The exceptions that requests and urllib3 wrapped around one another, outermost first."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        inner = [each for each in following.args if isinstance(each, BaseException)]
        reason = getattr(following, "reason", None)
        inner += [reason] if isinstance(reason, BaseException) else []
        following = next(iter(inner), following.__cause__ or following.__context__)
    return chain


def _kind(error: BaseException) -> tuple[Break, str]:
    """What broke."""
    chain = _causes(error)
    for each in chain:
        if isinstance(each, ssl.SSLCertVerificationError):
            timely = each.verify_code in _TIME_CODES
            return Break.CERTIFICATE_TIME if timely else Break.CERTIFICATE, str(each)
    said = str(error)
    if " 407 " in f" {said} ":
        return Break.PROXY_AUTH, said
    cut_short = any(isinstance(each, (ssl.SSLEOFError, ConnectionError)) for each in chain)
    if isinstance(error, requests.exceptions.SSLError) and not cut_short:
        return Break.CERTIFICATE, said
    if any(isinstance(each, (NewConnectionError, ConnectTimeoutError)) for each in chain):
        return Break.OFFLINE, said
    return Break.CUT, said
