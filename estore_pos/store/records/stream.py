"""The first record of a stream, and the chain that holds a stream together."""

from sync.protocol.body import Lane, StreamOpened
from sync.protocol.chain import Parent, link, parent_bytes, start

__all__ = ["Lane", "Parent", "StreamOpened", "body", "link", "parent_bytes", "start_of"]


def body(lane: Lane, *, practice: bool, app: str, series: str, parent: bytes) -> StreamOpened:
    """What a stream says of itself: `parent` as in `parent_bytes`."""
    return StreamOpened(lane=lane, practice=practice, app=app, series=series, parent=parent.hex())


def start_of(stream: str, key_public: bytes, parent: bytes) -> bytes:
    """h[0] of a stream named by its 32 hex digits."""
    return start(bytes.fromhex(stream), key_public, parent)
