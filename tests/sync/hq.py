"""The real HQ in a process of its own, on a port that was free, over a database that is new."""

import json
import subprocess
import sys
import urllib.request
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sync.protocol import reply
from sync.server import enrolment
from sync.server.clock import now_ms
from sync.server.console import main
from sync.server.store.database import open_database

ROOT = Path(__file__).parents[2]


class HqServer:
    """`with HqServer(tmp_path) as hq:` starts the HQ; `database` is an address instead of a file.

    Leaving it asks the server to stop and fails if it wrote anything to its error output.
    """

    def __init__(
        self, folder: Path, *, practice: bool = False, database: str | None = None
    ) -> None:
        self.folder = folder
        self.database = database or f"sqlite:///{folder / 'hq.db'}"
        self.url = ""
        self._practice = practice
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        said = self.stop()
        if error is None:
            assert said == "", f"the HQ wrote to its error output:\n{said}"

    def start(self) -> None:
        """Starts the server; a later start takes the same port again."""
        flags = ["--database", self.database, "--port", str(self._port)]
        flags += ["--practice"] if self._practice else []
        with (self.folder / "hq.log").open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "sync.server", *flags],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=ROOT,
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line.startswith("listening "), self._log() or f"the HQ said {line!r}"
        self.url = line.split()[1]
        self._port = int(self.url.rpartition(":")[2])

    def stop(self) -> str:
        """Asks the server to stop and waits for it; what it wrote to its error output."""
        if self._process is not None:
            self._process.terminate()
            code = self._reap()
            assert code == 0, f"exit code {code}: {self._log()}"
        return self._log()

    def kill(self) -> None:
        """Ends the server as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._reap()

    def code(self, store: str = "राम किराना", district: str = "पटना") -> str:
        """A new one-time code for a store, issued beside the running server."""
        database = open_database(self.database)
        try:
            return reply.show_code(enrolment.issue_code(database, store, district, now_ms()))
        finally:
            database.close()

    def deed(self, name: str, *flags: str) -> str:
        """Does one thing on the database, as a person at HQ would; what it printed."""
        with redirect_stdout(StringIO()) as said:
            done = main([name, "--database", self.database, *flags])
        assert done == 0
        return said.getvalue().strip()

    def figures(self) -> dict[str, Any]:
        """The four figures as the HQ's page knows them."""
        figures: dict[str, Any] = json.loads(self.get("/figures.json"))
        return figures

    def get(self, path: str) -> str:
        """What stands at an address of the HQ."""
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            text: str = answer.read().decode()
        return text

    def _reap(self) -> int:
        assert self._process is not None
        assert self._process.stdout is not None
        code = self._process.wait(timeout=30)
        self._process.stdout.close()
        self._process = None
        return code

    def _log(self) -> str:
        return (self.folder / "hq.log").read_text(encoding="utf-8")
