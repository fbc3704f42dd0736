"""The write-ahead log as a file: what stands in it, and what of that the engine passes over.

The engine reads a log up to the first frame that is not as it was written, says nothing of what
stands behind that, and writes over it.
"""

import os
from pathlib import Path

PAGE_BYTES = 4096
_HEAD_BYTES = 32
_FRAME_HEAD_BYTES = 24
_FRAME_BYTES = _FRAME_HEAD_BYTES + PAGE_BYTES
_SALTS = slice(16, 24)
_FRAME_SALTS = slice(8, 16)
_FRAME_IS_LAST = slice(4, 8)


def of(books: Path) -> Path:
    """The log beside a file of books."""
    return books.with_name(f"{books.name}-wal")


def holds_any(books: Path) -> bool:
    """Whether a log stands beside the books with anything in it."""
    try:
        return of(books).stat().st_size > _HEAD_BYTES
    except OSError:
        return False


def passed_over(books: Path, read: int) -> int:
    """How many ends of deeds stand in this log behind the `read` frames that the engine reads.

    What an earlier log left in the file has other salts, and what was never committed no end.
    """
    salts, frames = _frames(books)
    left = frames[read:]
    # Where nothing is read it may be the log's own head that is damaged.
    of_this = {salts, *(head[_FRAME_SALTS] for head in left[:1] if not read)}
    return sum(head[_FRAME_SALTS] in of_this and any(head[_FRAME_IS_LAST]) for head in left)


def pages(books: Path, read: int) -> set[int]:
    """The numbers of the pages that stand in the first `read` frames of this log."""
    if not holds_any(books):
        return set()
    salts, frames = _frames(books)
    return {_number(head) for head in frames[:read] if head[_FRAME_SALTS] == salts}


def first_page(books: Path) -> bytes:
    """What this log says the first page of the books is, b"" where it says nothing of it."""
    if not holds_any(books):
        return b""
    salts, frames = _frames(books)
    found = b""
    with of(books).open("rb") as file:
        for at, head in enumerate(frames):
            if _number(head) == 1 and head[_FRAME_SALTS] == salts:
                file.seek(_HEAD_BYTES + at * _FRAME_BYTES + _FRAME_HEAD_BYTES)
                found = file.read(PAGE_BYTES)
    return found


def keep_aside(books: Path) -> Path:
    """A copy of the log beside the books under a name of its own; durable when it returns.

    The same log is kept once. Raises OSError.
    """
    log = of(books)
    content = log.read_bytes()
    number = 1
    while (kept := log.with_name(f"{log.name}-kept-{number}")).exists():
        if kept.read_bytes() == content:
            return kept
        number += 1
    with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return kept


def _frames(books: Path) -> tuple[bytes, list[bytes]]:
    """The salts of the log's head, and the head of each frame in its file."""
    heads = []
    with of(books).open("rb") as file:
        salts = file.read(_HEAD_BYTES)[_SALTS]
        while len(head := file.read(_FRAME_HEAD_BYTES)) == _FRAME_HEAD_BYTES:
            heads.append(head)
            file.seek(PAGE_BYTES, os.SEEK_CUR)
    return salts, heads


def _number(head: bytes) -> int:
    return int.from_bytes(head[:4], "big")
