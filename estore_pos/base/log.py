"""The till's log: a few small files that may be sent to whoever helps, without a person in them."""

import logging
import re
import time
from contextlib import suppress
from pathlib import Path

from estore_pos.base.overriding import override

FILE = "till.log"
_BYTES_MAX = 1_000_000
_OLD_FILES = 3
_PERSONAL = re.compile(r"(?<!\d)(?:\+?91[ -]?|0)?[6-9]\d{4}[ -]?\d{5}(?!\d)|[\w.+-]+@[\w.-]+")


class _FewFiles(logging.FileHandler):
    """Begins a new file when one is full, and keeps a few of the old.

    Python's own (logging.handlers) brings sockets and pickles, for which a start would wait.
    """

    @override
    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        if self.stream is not None and self.stream.tell() >= _BYTES_MAX:
            self.stream.close()
            self.stream = None  # the next line opens a new one
            with suppress(OSError):  # then this one grows on
                self._turn(Path(self.baseFilename))

    def _turn(self, full: Path) -> None:
        for age in range(_OLD_FILES, 0, -1):
            younger = full.with_name(f"{FILE}.{age - 1}") if age > 1 else full
            if younger.exists():
                younger.replace(full.with_name(f"{FILE}.{age}"))


def masked(text: str) -> str:
    """The text without mobile numbers, UPI ids and mail addresses."""
    return _PERSONAL.sub("***", text)


def start_log(folder: Path, level: int = logging.INFO) -> logging.Handler:
    """Write the log of this process into the folder; the handler is given back for `stop_log`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _FewFiles(folder / FILE, encoding="utf-8", delay=True)
    formatter = logging.Formatter(
        "%(asctime)s.%(msecs)03dZ %(levelname)s %(threadName)s %(name)s %(message)s",
        "%Y-%m-%dT%H:%M:%S",
    )
    formatter.converter = time.gmtime

    def mask(record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = masked(formatter.formatException(record.exc_info))
        return True

    handler.addFilter(mask)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Close the log."""
    logging.getLogger().removeHandler(handler)
    handler.close()
