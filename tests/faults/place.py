"""Where the tests of faults play: in memory where the system has such a disk, for syncs cost."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
_IN_MEMORY = Path("/dev/shm")


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder, gone afterwards."""
    where = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK | os.X_OK) else None
    made = Path(tempfile.mkdtemp(prefix="estore-faults-", dir=where)).resolve()
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
