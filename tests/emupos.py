"""A real peer for printers and scales: emupos, simulated at wire level, in a Python of its own.

It needs Python 3.13 or newer, and what it brings must not mix with ours: so the set-up of the tests
makes it a virtual environment where such a Python is found. Standard library only.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from glob import glob
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).parents[1]
VENV = ROOT / ".venv-emupos"
LOCK = Path(__file__).with_name("emupos.lock")
_STAMP = VENV / "stamp"
_OLDEST = (3, 13)
_START_WAIT_S = 30.0


class NoEmupos(Exception):
    """Raised when there is none here; its text says why."""


def make() -> str:
    """Make its environment if it is not there; why it is left out, "" when it is ready."""
    wanted = LOCK.read_text("ascii")
    if _STAMP.exists() and _STAMP.read_text("ascii") == wanted:
        return ""
    if os.name == "nt":
        return "its pseudo terminals are not to be had on Windows"
    python = find_python()
    if python is None:
        return "no Python 3.13 or newer is found"
    shutil.rmtree(VENV, ignore_errors=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    steps = (
        [python, "-m", "venv", str(VENV)],
        [*pip, "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            said = done.stderr.strip().splitlines()
            return f"it could not be installed: {said[-1] if said else step[0]}"
    _STAMP.write_text(wanted, "ascii")
    return ""


def find_python() -> str | None:
    """A Python that emupos runs on: our own, one on the PATH, one that pyenv or uv keeps."""
    home = os.environ.get("PYENV_ROOT") or os.path.join(os.path.expanduser("~"), ".pyenv")
    kept = sorted(glob(os.path.join(home, "versions", "3.1[3-9]*", "bin", "python3")))
    on_path = [shutil.which(f"python3.{minor}") for minor in (13, 14)]
    for python in (sys.executable, *on_path, *kept, _of_uv()):
        if python and _version(python) >= _OLDEST:
            return python
    return None


def _of_uv() -> str | None:
    uv = shutil.which("uv")
    if uv is None:
        return None
    command = [uv, "python", "find", "--no-python-downloads", "3.13"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def _version(python: str) -> tuple[int, ...]:
    """The version of an interpreter; () for one that does not start."""
    question = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", question], capture_output=True, text=True, check=False)
    except OSError:
        return ()
    return tuple(int(part) for part in done.stdout.split()) if done.returncode == 0 else ()


@dataclass(frozen=True, slots=True)
class Emupos:
    """Running devices: a printer of 576 dots with a drawer, a Toledo scale, an SMA scale."""

    folder: Path
    printer_port: int
    api_port: int

    @property
    def printer(self) -> str:
        """Where the printer listens."""
        return f"127.0.0.1:{self.printer_port}"

    def port(self, device: str) -> str:
        """The serial port of a scale: "toledo" or "sma"."""
        return str((self.folder / "emupos" / device).resolve())

    def ask(self, deed: str, path: str, body: object = None) -> bytes:
        """Its control interface; the body of the answer."""
        line = HTTPConnection("127.0.0.1", self.api_port, timeout=10)
        try:
            content = None if body is None else json.dumps(body)
            line.request(deed, f"/api/v1{path}", content, {"Content-Type": "application/json"})
            answer = line.getresponse()
            said = answer.read()
        finally:
            line.close()
        assert answer.status < 400, said
        return said

    def fault(self, name: str, *, is_there: bool) -> None:
        """Let the printer have a fault: paper-out, cover-open ... or have it no more."""
        self.ask("PUT" if is_there else "DELETE", f"/devices/front/faults/{name}")

    def weigh(self, device: str, grams: int, *, stable: bool = True) -> None:
        """Lay something on a scale."""
        self.ask("PUT", f"/devices/{device}/weight", {"grams": grams, "stable": stable})

    def receipts(self) -> list[bytes]:
        """The pictures of the papers that came out, the newest first."""
        found = json.loads(self.ask("GET", "/devices/front/receipts"))
        return [self.ask("GET", f"/devices/front/receipts/{each['id']}/image") for each in found]

    def wait_for_receipts(self, count: int) -> list[bytes]:
        """Wait until so many papers have come out."""
        until = monotonic() + _START_WAIT_S
        while len(found := self.receipts()) < count:
            assert monotonic() < until, f"{len(found)} of {count} papers came out"
            sleep(0.05)
        return found

    def devices(self) -> list[dict[str, object]]:
        """What it says of its devices."""
        found: list[dict[str, object]] = json.loads(self.ask("GET", "/devices"))
        return found


@contextmanager
def running(folder: Path) -> Iterator[Emupos]:
    """Start it with its files in a folder; raises NoEmupos where it is not installed."""
    program = VENV / "bin" / "emupos"
    if not (_STAMP.exists() and program.exists()):
        raise NoEmupos("emupos is not set up: python3 -m tests does it where Python 3.13 is found")
    found = Emupos(folder, _free_port(), _free_port())
    (folder / "emupos.yaml").write_text(
        "schema: 1\n"
        f"api: {{ host: 127.0.0.1, port: {found.api_port} }}\n"
        "devices:\n"
        "  - { id: front, type: printer, profile: xprinter-xp80t, receipts_dir: ./receipts,\n"
        "      job_idle_timeout_ms: 300,\n"
        f"      connections: [{{ tcp: {{ port: {found.printer_port} }} }}] }}\n"
        "  - { id: toledo, type: scale, profile: toledo8217-15kg,\n"
        "      connections: [{ serial: { pty: true } }] }\n"
        "  - { id: sma, type: scale, profile: sma-15kg,\n"
        "      connections: [{ serial: { pty: true } }] }\n",
        "utf-8",
    )
    log = folder / "log"
    with log.open("wb") as heard:
        process = subprocess.Popen(
            [str(program), "run", "--config", "emupos.yaml"],
            cwd=folder,
            env={**os.environ, "TMPDIR": str(folder), "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=heard,
            stderr=heard,
        )
    try:
        _wait_until_it_answers(found, process, log)
        yield found
    finally:
        process.terminate()
        process.wait(_START_WAIT_S)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def _wait_until_it_answers(found: Emupos, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = monotonic() + _START_WAIT_S
    while True:
        try:
            found.ask("GET", "/health")
        except OSError as error:
            if process.poll() is not None or monotonic() > until:
                said = log.read_text("utf-8", errors="replace")[-500:]
                raise NoEmupos(f"emupos does not start: {said}") from error
            sleep(0.05)
        else:
            return
