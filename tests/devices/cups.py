"""A CUPS of the tests' own, beside any that this PC has: its queues end at a socket."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest

from tests.devices.tcp_printer import TcpPrinter
from tests.lacking import could_be_installed

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
CUPS_LIB = Path("/usr/lib/cups")
QUEUE = "estore-test"
START_MAX_S = 20
_OPEN = """Listen {socket}
LogLevel warn
MaxLogSize 0
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
Allow all
</Limit>
</Policy>
"""
_FILES = """ServerRoot {root}/etc
ServerBin {root}/lib
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/run
ErrorLog {root}/log/error
AccessLog {root}/log/access
PageLog {root}/log/page
"""
_BACKEND = """#!{python}
import os, shutil, socket, sys
if len(sys.argv) > 1:
    host, _, port = os.environ["DEVICE_URI"].removeprefix("line://").partition(":")
    source = open(sys.argv[6], "rb") if len(sys.argv) > 6 else sys.stdin.buffer
    with source, socket.create_connection((host, int(port)), 10) as line:
        line.sendall(source.read())
        line.shutdown(socket.SHUT_WR)
        line.recv(1)  # as CUPS' own: until the printer closes
"""


class Cups:
    """`with Cups(folder) as cups:` runs it; `cups.server` is what CUPS_SERVER is to say."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.server = str(root / "run" / "s")
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def lacking() -> str:
        """What of it is not installed, "" where all is there."""
        wanted = ("cupsd", "lp", "lpadmin")
        return " ".join(each for each in wanted if not shutil.which(each, path=PATH))

    def __enter__(self) -> Self:
        for folder in ("etc", "lib/backend", "spool/tmp", "cache", "run", "log"):
            (self.root / folder).mkdir(parents=True)
        for part in ("daemon", "filter"):
            (self.root / "lib" / part).symlink_to(CUPS_LIB / part)
        backend = self.root / "lib" / "backend" / "line"
        backend.write_text(_BACKEND.format(python=sys.executable))
        backend.chmod(0o700)  # then it runs as who started CUPS, who may use this Python
        settings, files = self.root / "etc" / "cupsd.conf", self.root / "etc" / "cups-files.conf"
        settings.write_text(_OPEN.format(socket=self.server))
        files.write_text(_FILES.format(root=self.root))
        with (self.root / "log" / "out").open("wb") as out:
            self._process = subprocess.Popen(
                [self._program("cupsd"), "-f", "-c", str(settings), "-s", str(files)],
                stdout=out,
                stderr=out,
            )
        until = time.monotonic() + START_MAX_S
        while not self._listens():
            assert self._process.poll() is None, (self.root / "log" / "out").read_text()
            assert time.monotonic() < until, (self.root / "log" / "error").read_text()
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(START_MAX_S)

    def admin(self, *words: str) -> None:
        """Have CUPS do what is asked."""
        subprocess.run(
            [self._program(words[0]), *words[1:]],
            capture_output=True,
            check=True,
            timeout=START_MAX_S,
            env=os.environ | {"CUPS_SERVER": self.server},
        )

    @staticmethod
    def _program(name: str) -> str:
        found = shutil.which(name, path=PATH)
        assert found is not None
        return found

    def _listens(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.connect(self.server)
        except OSError:
            return False
        return True


@contextmanager
def usual_queue() -> Iterator[tuple[Cups, TcpPrinter]]:
    """A CUPS, while it is the one that is asked, whose usual queue ends at a printer that listens.

    Missing is a failure where it could be installed, as PostgreSQL is.
    """
    if missing := Cups.lacking():
        lacking = f"{missing} is not installed (Debian: apt-get install cups-daemon cups-client)"
        if could_be_installed():
            pytest.fail(lacking)
        pytest.skip(lacking)
    with (
        TcpPrinter() as peer,
        # A socket's path is short.
        tempfile.TemporaryDirectory(prefix="cups-") as root,
        Cups(Path(root)) as cups,
        pytest.MonkeyPatch.context() as patch,
    ):
        peer.answers = False
        cups.admin("lpadmin", "-p", QUEUE, "-v", f"line://{peer.address}", "-m", "raw", "-E")
        cups.admin("lpadmin", "-d", QUEUE)
        patch.setenv("CUPS_SERVER", cups.server)
        yield cups, peer
