"""The shim that fails a till's calls: compiled once a run, and spoken to from inside the till."""

import ctypes
import os
import subprocess
import sys
from enum import IntEnum
from pathlib import Path

from tests.faults.place import ROOT

SOURCE = Path(__file__).with_name("shim.c")


class Kind(IntEnum):
    """What happens at a call that writes; as in shim.c."""

    NOTHING = 0
    KILL = 1
    TORN = 2
    FULL = 3
    FAILING = 4
    SHORT = 5


class NoCompiler(Exception):
    """Raised where the shim cannot be made; its text says what to install."""


def compiled(folder: Path) -> Path:
    """The shim as a library. Raises NoCompiler."""
    made = folder / "shim.so"
    command = ["gcc", "-shared", "-fPIC", "-O2", "-o", str(made), str(SOURCE), "-ldl", "-lpthread"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NoCompiler("gcc is not installed (Debian: apt-get install gcc libc6-dev)") from error
    if done.returncode:
        raise NoCompiler(
            f"gcc makes no library (Debian: apt-get install libc6-dev)\n{done.stderr[-400:]}"
        )
    return made


def run(library: Path, module: str, *words: str) -> str:
    """What a module of ours says when it runs under the shim."""
    environment = {**os.environ, "LD_PRELOAD": str(library)}
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


class Shim:
    """The shim, for a process that runs under it."""

    def __init__(self) -> None:
        """Find it among what is loaded."""
        self._loaded = ctypes.CDLL(None)
        self._loaded.faults_calls.restype = ctypes.c_long

    def watch(self, folder: Path) -> None:
        """Count the calls that write below a folder."""
        self._loaded.faults_watch(os.fsencode(folder))

    def arm(self, kind: Kind, first: int, last: int, kill_at: int = 0) -> None:
        """Fail the calls from `first` to `last`, counted from now on, and kill at one of them."""
        of_call = (ctypes.c_long(each) for each in (first, last, kill_at))
        self._loaded.faults_arm(int(kind), *of_call)

    def disarm(self) -> int:
        """Let all calls go on; how many there were since it was armed."""
        calls = int(self._loaded.faults_calls())
        self.arm(Kind.NOTHING, 0, 0)
        return calls

    def log(self, path: Path) -> None:
        """Write down each call with what it writes, from now on."""
        self._loaded.faults_log(os.fsencode(path))

    def mark(self, text: str) -> None:
        """A word of ours between the calls in the log."""
        self._loaded.faults_mark(text.encode())
