"""A fault of ours leaves a file that can be sent: what broke, where, in which version."""

import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from estore_pos.base.clock import Clock

_FILES_MAX = 20


class CrashFiles:
    """Writes one file for each fault and keeps the newest twenty."""

    def __init__(self, folder: Path, clock: Clock, version: str) -> None:
        """Take the folder, which is made at the first fault."""
        self._folder = folder
        self._clock = clock
        self._version = version

    def write(self, fault: BaseException, where: str = "main") -> Path:
        """Leave a file for the fault, without values of variables; a full disk leaves none."""
        from estore_pos.base.log import masked  # as the log is: after the first paint

        at = self._clock.now()
        path = self._folder / f"crash-{at:%Y%m%d-%H%M%S-%f}.txt"
        head = (
            f"eStore {self._version}\nPython {sys.version}\n{sys.platform}\n"
            f"{at.isoformat()}\nthread {where}\n\n"
        )
        text = head + masked("".join(traceback.format_exception(fault)))
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            for old in sorted(self._folder.glob("crash-*.txt"))[:-_FILES_MAX]:
                old.unlink(missing_ok=True)
        except OSError as trouble:
            if sys.__stderr__ is not None:
                sys.__stderr__.write(f"{text}\n{trouble}\n")
        return path

    def watch(self, told: Callable[[BaseException, Path], None]) -> None:
        """Write a file for whatever nobody caught, on any thread, and tell of it there."""

        def fault_on_main(
            _kind: type[BaseException], fault: BaseException, _trace: TracebackType | None
        ) -> None:
            told(fault, self.write(fault))

        def fault_on_thread(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None:
                name = args.thread.name if args.thread else "unknown"
                told(args.exc_value, self.write(args.exc_value, name))

        sys.excepthook = fault_on_main
        threading.excepthook = fault_on_thread
