"""What this PC wrote and the books lack: noticed at a start, kept until long after it was read."""

import json
import os
from contextlib import suppress
from pathlib import Path

from estore_pos.domain.frozen import frozen

FILE = "loss.json"
KEPT_MS = 30 * 24 * 3_600_000
"""So long whoever asks after the books hears of it."""


@frozen
class Loss:
    """Records that were written and do not stand any more.

    `records` are at least so many; the books are whole up to `until_ms`. `kept` is the file with
    what could not be read, "" for none. `is_told`: somebody at the counter has seen it.
    """

    records: int
    until_ms: int
    noticed_ms: int
    kept: str = ""
    is_told: bool = False


def note(state: Path, loss: Loss) -> None:
    """Keep it in the folder of the PC's own state; durable when it returns. Raises OSError."""
    new = state / f"{FILE}.new"
    told = {
        "records": loss.records,
        "until_ms": loss.until_ms,
        "noticed_ms": loss.noticed_ms,
        "kept": loss.kept,
        "is_told": loss.is_told,
    }
    with new.open("w", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(state / FILE)


def noted(state: Path) -> Loss | None:
    """The last one that was noticed, None where none was."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads((state / FILE).read_bytes())
        return Loss(
            int(kept["records"]),
            int(kept["until_ms"]),
            int(kept["noticed_ms"]),
            str(kept["kept"]),
            bool(kept["is_told"]),
        )
    return None
