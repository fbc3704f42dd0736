"""The HQ's tables."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

VERSION = 2

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", String(200), nullable=False),
)

store = Table(
    "store",
    metadata,
    Column("store_id", String(26), primary_key=True),
    Column("name", String(400), nullable=False),
    Column("district", String(128), nullable=False),
    Column("registered_ms", BigInteger),
    Column("seen_ms", BigInteger),
)

code = Table(
    "code",
    metadata,
    Column("fingerprint", LargeBinary, primary_key=True),
    Column("store_id", String(26), nullable=False),
    Column("issued_ms", BigInteger, nullable=False),
    Column("used_ms", BigInteger),
    Column("device_id", String(26)),
)

device = Table(
    "device",
    metadata,
    Column("device_id", String(26), primary_key=True),
    Column("store_id", String(26), nullable=False, index=True),
    Column("key_public", LargeBinary, nullable=False),
    Column("standing", String(16), nullable=False),
    Column("app", String(64), nullable=False),
    Column("enrolled_ms", BigInteger, nullable=False),
)

# The keys of a till's books as its recovery code opens them, which HQ never has.
device_keys = Table(
    "device_keys",
    metadata,
    Column("device_id", String(26), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("form", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
)

alarm = Table(
    "alarm",
    metadata,
    Column("alarm_id", String(26), primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("store_id", String(26), nullable=False),
    Column("facts", String(400), nullable=False),
)

stream = Table(
    "stream",
    metadata,
    Column("store_id", String(26), primary_key=True),
    Column("stream", String(32), primary_key=True, index=True),
    Column("device_id", String(26), nullable=False),
    Column("start", LargeBinary, nullable=False),
    Column("parent", LargeBinary, nullable=False),
    Column("practice", Boolean),
    Column("hw", BigInteger, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("store_id", String(26), primary_key=True),
    Column("stream", String(32), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

# A record that has had its effect: the second wall against counting twice.
record = Table(
    "record",
    metadata,
    Column("store_id", String(26), primary_key=True),
    Column("record_id", String(26), primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("stream", String(32), nullable=False),
    Column("seq", BigInteger, nullable=False),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("store_id", String(26), primary_key=True),
    Column("stream", String(32), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("reason", String(32), nullable=False),
    Column("received_ms", BigInteger, nullable=False),
)

batch = Table(
    "batch",
    metadata,
    Column("store_id", String(26), primary_key=True),
    Column("stream", String(32), primary_key=True),
    Column("to_seq", BigInteger, primary_key=True, autoincrement=False),
    Column("from_seq", BigInteger, nullable=False),
    Column("device_id", String(26), nullable=False),
    Column("signed", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("body_bytes", Integer, nullable=False),
)

rollup = Table(
    "rollup",
    metadata,
    Column("store_id", String(26), primary_key=True),
    Column("practice", Boolean, primary_key=True),
    Column("business_day", String(10), primary_key=True),
    Column("bills", BigInteger, nullable=False),
    Column("paise", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Index("rollup_received", "received_ms"),
)
