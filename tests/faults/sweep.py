"""A process under the shim that does one deed again and again, each time with another call failing.

`python -m tests.faults.sweep FOLDER DEED HOW EVERY`; what became of each case is a line of JSON.
Each case is a process that was forked when all modules were there, on a copy of the same books.
"""

import json
import os
import shutil
import sys
import time
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from estore_pos.domain.errors import Refusal, Trouble
from estore_pos.operations.till import Till
from estore_pos.store import keys
from tests.faults import whole
from tests.faults.deeds import DEEDS, Deed, set_up, standing
from tests.faults.shim import Kind, Shim
from tests.operations.shopfront import Shopfront

_FOR_GOOD = 1 << 40
ALONE_MAX_S = 30
HOWS = {
    "kill": (Kind.KILL, 0, 0),
    "torn": (Kind.TORN, 0, 0),
    "full": (Kind.FULL, 0, 0),
    "failing": (Kind.FAILING, 0, 0),
    "short": (Kind.SHORT, 0, 0),
    "failing, then killed": (Kind.FAILING, 0, 1),
    "full for a while": (Kind.FULL, _FOR_GOOD, 0),
    "dead for a while": (Kind.FAILING, _FOR_GOOD, 0),
}
"""What happens at the call, for how many calls more, and how many calls later the process dies."""


@dataclass
class Case:
    """What became of a deed with one call failing."""

    call: int
    said: str = ""
    """What the till said of the deed: done, a code, or nothing for it was killed."""
    wrong: str = ""


class Fault:
    """What is raised in its block, whatever it is, is a fault of the case and ends no other."""

    def __init__(self) -> None:
        """Begin with none."""
        self.text = ""

    def __enter__(self) -> None:
        """Begin the block."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Keep what was raised."""
        if error is not None:
            self.text = "".join(traceback.format_exception(error))
        return True


def _alone() -> None:
    """Wait for threads that have ended, but whose libraries still tidy up under a lock of theirs.

    A process forked meanwhile would find it locked for ever.
    """
    until = time.monotonic() + ALONE_MAX_S
    while len(os.listdir("/proc/self/task")) > 1:
        assert time.monotonic() < until, "a thread was left running"
        time.sleep(0.001)


class Sweep:
    """One deed, one fault, at one call after the other."""

    def __init__(self, root: Path, deed: Deed, how: str) -> None:
        """Make the books that every case begins with."""
        self._root = root
        self._deed = deed
        self._kind, self._lasts, self._kill_after = HOWS[how]
        self._shim = Shim()
        self._replays = whole.Replays()
        keys.COST.update(memory_cost=64, time_cost=1)
        front = Shopfront(root / "first")
        set_up(front)
        till = front.open()
        deed.ready(till)
        self._before = till.write(lambda page: standing(page, deed.kind))
        till.counter.drafts.leave()
        front.close()
        self._leaves = 0 if deed.kind == "stream.opened" else 1

    def calls(self) -> int:
        """How many calls the deed makes that write."""
        front = self._front()
        self._shim.arm(Kind.NOTHING, 0, 0)
        self._deed.do(front)
        made = self._shim.disarm()
        front.close()
        return made

    def case(self, call: int) -> Case:
        """Do the deed in a process of its own, then look at the books in this one."""
        front = self._front(is_open=False)
        reading, writing = os.pipe()
        _alone()
        child = os.fork()
        if not child:
            os.close(reading)
            self._done(front, call, writing)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            told = pipe.read().split("\n", 1)
        os.waitpid(child, 0)
        made = Case(call, told[0])
        if told[0] == "bug":
            made.wrong = told[1]
        else:
            made.wrong = self._wrong(front, told[0].endswith("done"))
        shutil.rmtree(front.root)
        return made

    def _front(self, *, is_open: bool = True) -> Shopfront:
        root = self._root / "case"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self._root / "first", root)
        front = Shopfront(root)
        self._shim.watch(root)
        if is_open:
            front.open()
        return front

    def _done(self, front: Shopfront, call: int, pipe: int) -> None:
        """The deed, and once more where it failed; the process ends here."""
        fault = Fault()
        with fault:
            front.open()
            until = call + self._lasts
            kill_at = call + self._kill_after if self._kill_after else 0
            self._shim.arm(self._kind, call, until, kill_at)
            said = self._tried(front)
            self._shim.disarm()
            if said != "done":
                said += f", {self._tried(front)}"
            os.write(pipe, said.encode())
            front.close()
        if fault.text:
            os.write(pipe, f"bug\n{fault.text}".encode())
        os._exit(0)

    def _tried(self, front: Shopfront) -> str:
        try:
            self._deed.do(front)
        except (Trouble, Refusal) as error:
            return error.code.value
        return "done"

    def _wrong(self, front: Shopfront, is_done: bool) -> str:
        """What is wrong with the books that were left; whoever opens them looks for his deed."""
        fault = Fault()
        with fault:
            till = front.open()
            made = till.write(lambda page: standing(page, self._deed.kind)) - self._before
            if is_done and made < self._leaves:
                fault.text = "an acknowledged deed is lost"
            elif made < self._leaves:
                self._deed.do(front)
            fault.text = fault.text or self._not_whole(front.tills[-1])
        front.close()
        return fault.text

    def _not_whole(self, till: Till) -> str:
        made = till.write(lambda page: standing(page, self._deed.kind)) - self._before
        if made != self._leaves:
            return f"the deed stands {made} times"
        if why := till._books.new_streams_because:
            return f"new streams: {why}"
        return "; ".join(whole.faults(till._books.reader(), self._replays))


def main(root: Path, deed: str, how: str, every: int) -> None:
    """Say what became of each case; of every so many calls only one fails."""
    sweep = Sweep(root, DEEDS[deed], how)
    calls = sweep.calls()
    print(json.dumps({"calls": calls}), flush=True)
    for call in range(1, calls + 1, every):
        print(json.dumps(asdict(sweep.case(call))), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
