"""A state HQ on this PC's loopback, for practice and for the tour: a process of its own."""

import json
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import estore_pos

ROOT = Path(estore_pos.__file__).parents[1]
START_MAX_S = 30
STOP_MAX_S = 10
READY = "listening "


class LocalHqFailed(Exception):
    """HQ did not start; the text is what it said last."""


class LocalHq:
    """`with LocalHq(folder) as hq:` runs it and stops it; its books stay in the folder.

    It ends by itself when the program that started it is gone, however that ended: its standard
    input is a pipe whose other end dies with us.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    @property
    def _database(self) -> str:
        return f"sqlite:///{self._folder / 'hq.db'}"

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        log = (self._folder / "hq.log").open("a", encoding="utf-8")
        with log:
            self._process = subprocess.Popen(
                [
                    *_server(),
                    *("--database", self._database),
                    *("--port", "0", "--practice", "--until-stdin-closes"),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=ROOT,
            )
        try:
            self.url = self._address(self._process)
        except BaseException:
            self._end(self._process)
            raise
        return self

    def _address(self, process: subprocess.Popen[str]) -> str:
        """What it says once it listens; one that says nothing in time is killed and said to."""
        assert process.stdout is not None
        guard = threading.Timer(START_MAX_S, process.kill)
        guard.start()
        try:
            for line in process.stdout:
                if line.startswith(READY):
                    return line.removeprefix(READY).strip()
        finally:
            guard.cancel()
        log = (self._folder / "hq.log").read_text(encoding="utf-8", errors="replace")
        raise LocalHqFailed(log.strip().rpartition("\n")[2])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._end(self._process)

    @staticmethod
    def _end(process: subprocess.Popen[str]) -> None:
        process.terminate()
        try:
            process.communicate(timeout=STOP_MAX_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

    def code(self, store: str, district: str) -> str:
        """A one-time code for a store of this name."""
        asked = [*_server(), "code", "--database", self._database]
        answer = subprocess.run(
            [*asked, "--store", store, "--district", district],
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=START_MAX_S,
            check=False,
        )
        if answer.returncode:
            raise LocalHqFailed(answer.stderr.strip().rpartition("\n")[2])
        return answer.stdout.split()[-1]

    def figures(self) -> dict[str, Any]:
        """The state's figures as HQ's page shows them."""
        figures: dict[str, Any] = json.loads(self._get("/figures.json"))
        return figures

    def page(self, language: str) -> bytes:
        """HQ's page as a browser gets it."""
        return self._get(f"/?lang={language}")

    def _get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.url + path, timeout=START_MAX_S) as answer:
            body: bytes = answer.read()
        return body


def _server() -> list[str]:
    return [sys.executable, "-m", "sync.server"]
