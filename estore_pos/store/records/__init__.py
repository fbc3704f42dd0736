"""Domain values as record bodies and back: the only words the books and the protocol share.

One module a noun. May import domain and `sync.protocol`; imported by store only.
"""

from sync.protocol.body import Body, Lane
from sync.protocol.record import BadRecord, Record, decode, encode

__all__ = ["BadRecord", "Body", "Lane", "Record", "decode", "encode"]
