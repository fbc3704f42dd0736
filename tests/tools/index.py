"""A package index on loopback whose line can be cut: it knows one wheel and counts its bytes."""

import hashlib
import io
import random
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

from typing_extensions import override

NAME = "estorewheel"
WHEEL = f"{NAME}-1.0-py3-none-any.whl"


def wheel(size_bytes: int, module: bytes = b"") -> bytes:
    """A wheel that pip installs: a module, mostly an empty one, and incompressible ballast."""
    ballast = random.Random(1).randbytes(size_bytes)
    info = f"{NAME}-1.0.dist-info"
    files = {
        f"{NAME}/__init__.py": module,
        f"{NAME}/ballast.bin": ballast,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {**files, f"{info}/RECORD": record.encode()}.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


class Index(ThreadingHTTPServer):
    """The index; each of `cuts` is the number of bytes after which an answer breaks off."""

    daemon_threads = False

    def __init__(self, content: bytes, cuts: list[int]) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.content, self.cuts = content, cuts
        self.digest = hashlib.sha256(content).hexdigest()
        self.sent_bytes = 0
        self.starts: list[int] = []
        # While this is not set, no answer gets beyond its middle.
        self.go_on = threading.Event()
        self.go_on.set()

    @property
    def url(self) -> str:
        """What PIP_INDEX_URL is to be."""
        return f"http://127.0.0.1:{self.server_port}/simple/"

    def lock(self, digest: str = "") -> str:
        """A lock with the one package."""
        pin = f"{NAME}==1.0 \\\n    --hash=sha256:{digest or self.digest}\n"
        return f"# run {len(self.content)}\n{pin}"

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is what these tests are about."""


class _Answer(BaseHTTPRequestHandler):
    @property
    def _index(self) -> Index:
        return cast(Index, self.server)

    def do_GET(self) -> None:
        if self.path == f"/simple/{NAME}/":
            page = f'<a href="/files/{WHEEL}#sha256={self._index.digest}">{WHEEL}</a>'.encode()
            self._head(200, len(page), "text/html")
            self.wfile.write(page)
        elif self.path == f"/files/{WHEEL}":
            self._send_wheel()
        else:
            self._head(404, 0, "text/plain")

    def _send_wheel(self) -> None:
        index, whole = self._index, self._index.content
        start = int(self.headers.get("Range", "bytes=0-")[6:-1])
        index.starts.append(start)
        self._head(206 if start else 200, len(whole) - start, "application/octet-stream")
        end = min(len(whole), start + index.cuts.pop(0)) if index.cuts else len(whole)
        for at in range(start, end, 65536):
            piece = whole[at : min(at + 65536, end)]
            self.wfile.write(piece)
            index.sent_bytes += len(piece)
            if at > len(whole) // 2:
                index.go_on.wait()
        self.close_connection = True

    def _head(self, status: int, length_bytes: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length_bytes))
        self.send_header("Content-Type", kind)
        self.end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Silent: what matters is counted."""


@contextmanager
def serving(index: Index) -> Iterator[Index]:
    """Runs `index` until the block ends."""
    thread = threading.Thread(target=index.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield index
    finally:
        index.shutdown()
        thread.join()
        index.server_close()
