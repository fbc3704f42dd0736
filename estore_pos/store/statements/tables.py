"""The tables as they stand today.

Three sorts: the journal and its streams; the nouns' tables, which `apply` alone writes and a replay
makes again; and what is of these books only (drafts, keys, the search index), which no replay
compares. Days are "YYYY-MM-DD", instants UTC milliseconds, money paise, quantities thousandths.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from estore_pos.text import search

tables = MetaData()


def _whole(name: str, *, key: bool = False, may_miss: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=may_miss)


def _text(name: str, *, key: bool = False, may_miss: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=may_miss)


def _bytes(name: str, *, may_miss: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=may_miss)


# --- these books -------------------------------------------------------------------------------

books = Table(
    "books",
    tables,
    _whole("one", key=True),
    _text("id"),
    _whole("practice"),
    _bytes("key_seed"),
    CheckConstraint("one = 1"),
)
"""One row: which books these are, and the seed of the Ed25519 key they sign with."""

enrolment = Table(
    "enrolment",
    tables,
    _whole("one", key=True),
    _text("hq_url"),
    _text("device_id"),
    _text("store_id"),
    _bytes("hq_key"),
    CheckConstraint("one = 1"),
)

answer = Table(
    "answer",
    tables,
    _whole("one", key=True),
    _text("incarnation"),
    _whole("at_ms"),
    CheckConstraint("one = 1"),
)
"""The last acknowledgement: what HQ called itself, and when."""

# --- journal -----------------------------------------------------------------------------------

stream = Table(
    "stream",
    tables,
    _whole("number", key=True),
    _text("id"),
    _text("lane"),
    _text("series"),
    _bytes("key_public"),
    _bytes("parent"),
    _whole("acked"),
    _whole("retired"),
    UniqueConstraint("id"),
    UniqueConstraint("series"),
)

journal = Table(
    "journal",
    tables,
    _whole("place", key=True),
    _whole("stream"),
    _whole("seq"),
    _text("id"),
    _text("kind"),
    _whole("at_ms"),
    _bytes("bytes"),
    _bytes("hash"),
    UniqueConstraint("stream", "seq"),
    UniqueConstraint("id"),
)
"""Every record's bytes as hashed and sent; `place` is the order in which they were applied."""

# --- shop --------------------------------------------------------------------------------------

shop_version = Table(
    "shop_version",
    tables,
    _whole("place", key=True),
    _text("record"),
    _text("from_day"),
    _text("name_hi"),
    _text("name_en"),
    _text("address_hi"),
    _text("address_en"),
    _text("district"),
    _text("state"),
    _text("pin"),
    _text("phone"),
    _text("csc_id"),
    _text("tax_mode"),
    _text("gstin"),
    _text("fssai"),
    _text("upi_id"),
    _whole("upi_merchant"),
    _text("footer_hi"),
    _text("footer_en"),
    _text("more"),
)
"""`more` is JSON of what most shops never say (masks, caps), "" for none."""

person = Table(
    "person",
    tables,
    _text("id", key=True),
    _text("name"),
    _text("role"),
    _whole("closed"),
    sqlite_with_rowid=False,
)

# --- goods -------------------------------------------------------------------------------------

item = Table(
    "item",
    tables,
    _whole("id", key=True),
    _text("name_hi"),
    _text("name_en"),
    _text("unit"),
    _text("rates"),
    _whole("price", may_miss=True),
    _whole("inclusive"),
    _whole("mrp", may_miss=True),
    _text("hsn"),
    _text("aliases"),
    _text("barcodes"),
    _whole("step_milli"),
    _text("pack"),
    _text("category"),
    _text("veg"),
    _whole("closed"),
    _whole("cost", may_miss=True),
    _whole("tile"),
    _text("more"),
)
Index("item_tile", item.c.tile, sqlite_where=item.c.tile > 0)
"""`rates`, `aliases` and `barcodes` are JSON as in the record; they are read with the item. `more`
is JSON of what few items have (slabs, group prices, several printed prices, parts), "" for none.
"""

category = Table(
    "category",
    tables,
    _text("key", key=True),
    _text("content"),
    sqlite_with_rowid=False,
)
"""`content` is the body of the record that said it last, as JSON; so too in `offer`."""

offer = Table(
    "offer",
    tables,
    _text("id", key=True),
    _text("content"),
    sqlite_with_rowid=False,
)

price_change = Table(
    "price_change",
    tables,
    _whole("item", key=True),
    _text("record", key=True),
    _text("from_day"),
    _whole("at_ms"),
    _whole("price"),
    sqlite_with_rowid=False,
)
"""The rate boards of the past: what an item was priced at from a day on."""

barcode = Table(
    "barcode",
    tables,
    _text("code", key=True),
    _whole("item", key=True),
    _whole("milli"),
    Index("barcode_item", "item"),
    sqlite_with_rowid=False,
)
"""A code may stand on two items (one packet, two printed prices)."""

stock = Table(
    "stock",
    tables,
    _whole("item", key=True),
    _whole("milli"),
    _whole("counted"),
    _whole("sold"),
)
"""The kept balance: the sum of all movements and bills, below zero where more was sold. It is told
of goods that were `counted` only: somebody, and not only bills, has said how many there are. `sold`
counts the lines of bills a good was on: what sells is offered first."""

# --- trade -------------------------------------------------------------------------------------

bill = Table(
    "bill",
    tables,
    _whole("place", key=True),
    _text("id"),
    _text("number"),
    _whole("at_ms"),
    _text("calendar_day"),
    _text("business_day"),
    _text("title"),
    _text("mode"),
    _whole("gross"),
    _whole("round_off"),
    _whole("payable"),
    _text("buyer"),
    _text("buyer_gstin"),
    _text("shop_state"),
    _text("place_of_supply"),
    _whole("reverse_charge"),
    _text("channel"),
    _text("operator_gstin"),
    _text("by"),
    _whole("clock_suspect"),
    _whole("waived"),
    _whole("discount"),
    _text("estimate"),
    _whole("cancelled"),
    Index("bill_number", "number"),
)
"""Found by id through the journal, by day through the places that `day_total` keeps: each index
more is a page more to write at the counter. What was sold stands in the record alone; `discount` is
all that was taken off its lines."""

bill_tender = Table(
    "bill_tender",
    tables,
    _whole("bill", key=True),
    _whole("part", key=True),
    _text("kind"),
    _whole("amount"),
    _whole("received"),
    _text("reference"),
    _text("proof"),
    sqlite_with_rowid=False,
)
"""What was not paid in cash; `part` counts all tenders of the record. The rest was cash."""
Index("bill_tender_later", bill_tender.c.proof, sqlite_where=bill_tender.c.proof == "later")
Index("bill_tender_credit", bill_tender.c.kind, sqlite_where=bill_tender.c.kind == "credit")

tender_match = Table(
    "tender_match",
    tables,
    _text("bill", key=True),
    _whole("part", key=True),
    _text("how"),
    _whole("at_ms"),
    _text("by"),
    sqlite_with_rowid=False,
)
"""What became of a payment that was to be matched later."""

bill_cancelled = Table(
    "bill_cancelled",
    tables,
    _text("bill", key=True),
    _text("number"),
    _text("business_day"),
    _whole("at_ms"),
    _whole("payable"),
    _text("reason"),
    _text("note"),
    _text("by"),
    sqlite_with_rowid=False,
)

credit_note = Table(
    "credit_note",
    tables,
    _whole("place", key=True),
    _text("id"),
    _text("number"),
    _whole("at_ms"),
    _text("calendar_day"),
    _text("business_day"),
    _text("bill"),
    _whole("payable"),
    _whole("waived"),
    _text("reason"),
    _text("buyer"),
    _text("by"),
    Index("credit_note_number", "number"),
    Index("credit_note_bill", "bill"),
    Index("credit_note_business_day", "business_day"),
)
"""Read by their records, as bills are."""

credit_line = Table(
    "credit_line",
    tables,
    _whole("note", key=True),
    _whole("line", key=True),
    _whole("place"),
    _whole("item"),
    _text("hsn"),
    _whole("milli"),
    _text("unit"),
    _whole("rate_bp"),
    _text("treatment"),
    _whole("taxable"),
    _whole("cgst"),
    _whole("sgst"),
    _whole("igst"),
    _whole("gross"),
    _whole("restock"),
    sqlite_with_rowid=False,
)

estimate = Table(
    "estimate",
    tables,
    _whole("place", key=True),
    _text("id"),
    _text("number"),
    _whole("at_ms"),
    _text("business_day"),
    _whole("payable"),
    _whole("advance"),
    _text("buyer"),
    _whole("on_approval"),
    _text("closed"),
    _text("bill"),
    Index("estimate_number", "number"),
)
"""`closed` is why it waits no more, "" while it does."""

act = Table(
    "act",
    tables,
    _whole("place", key=True),
    _text("id"),
    _whole("at_ms"),
    _text("business_day"),
    _text("what"),
    _text("about"),
    _whole("item"),
    _whole("milli"),
    _whole("amount"),
    _text("who"),
    _text("by"),
    _text("note"),
    Index("act_business_day", "business_day"),
)
"""What an owner wants to know of: `who` did it, `by` allowed it."""

day_total = Table(
    "day_total",
    tables,
    _text("business_day", key=True),
    _whole("bills"),
    _whole("gross"),
    _whole("round_off"),
    _whole("payable"),
    _whole("cash"),
    _whole("upi"),
    _whole("card"),
    _whole("khata"),
    _whole("advance"),
    _whole("credit"),
    _whole("waived"),
    _whole("discount"),
    _whole("cancelled"),
    _whole("cancelled_payable"),
    _whole("returns"),
    _whole("returned"),
    _whole("first_bill"),
    _whole("last_bill"),
    sqlite_with_rowid=False,
)
"""What a business day came to, and how it was paid: one row, one page written a bill.

Its bills, cancelled or not, have places from `first_bill` to `last_bill` (0 for none); after a
clock ran ahead those of another day may stand between them.

Bills that hold only: a cancelled bill leaves every sum of its day. Kinds of payment are less what
was paid back for goods that came back, `payable` is not; `returned` is their worth."""

# --- money without a sale ----------------------------------------------------------------------

account = Table(
    "account",
    tables,
    _text("id", key=True),
    _text("kind"),
    _text("sealed"),
    sqlite_with_rowid=False,
)
"""Those that the shop made; every shop's own are the program's."""

money_move = Table(
    "money_move",
    tables,
    _whole("place", key=True),
    _text("id"),
    _whole("at_ms"),
    _text("business_day"),
    _text("deed"),
    _text("source"),
    _text("target"),
    _whole("amount"),
    _text("reference"),
    _text("sealed"),
    _text("about"),
    _text("who"),
    _text("by"),
    Index("money_move_id", "id"),
    Index("money_move_source", "source"),
    Index("money_move_target", "target"),
)
Index("money_move_about", money_move.c.about, sqlite_where=money_move.c.about != "")
"""A move that is one more's answer names it in `about`, "" for none."""

account_day = Table(
    "account_day",
    tables,
    _text("business_day", key=True),
    _text("account", key=True),
    _whole("received"),
    _whole("given"),
    sqlite_with_rowid=False,
)
"""What came into an account and went out of it by moves on a business day; the cash of bills stands
in `day_total`."""

# --- customers ---------------------------------------------------------------------------------

customer = Table(
    "customer",
    tables,
    _text("id", key=True),
    _text("sealed"),
    _whole("erased"),
    sqlite_with_rowid=False,
)

customer_key = Table(
    "customer_key",
    tables,
    _text("customer", key=True),
    _bytes("wrapped"),
    sqlite_with_rowid=False,
)
"""A customer's own key, wrapped by the store's key; outside the journal, so that it can go."""

# --- the open bill -----------------------------------------------------------------------------

draft = Table(
    "draft",
    tables,
    _whole("bill", key=True),
    _whole("place", key=True),
    _text("content"),
    sqlite_with_rowid=False,
)
"""Bills that are not made yet: their lines by place, what is on the whole bill at place -1. A scan
changes both: in one table that is one page to write. `content` is JSON as `store.draft` says it."""

# --- papers to be printed ----------------------------------------------------------------------

print_job = Table(
    "print_job",
    tables,
    _whole("place", key=True),
    _text("what"),
    _text("about"),
    _whole("copy"),
    _text("language"),
    _whole("urgency"),
    _text("state"),
    _whole("asked_ms"),
    _whole("tries"),
    _text("why"),
)
"""What was asked of the printer, in the order of asking; `about` is a record's id or ""."""

# --- codes that nobody knew -------------------------------------------------------------------

missed_code = Table(
    "missed_code",
    tables,
    _text("code", key=True),
    _text("day"),
    _whole("times"),
    _whole("last_ms"),
    sqlite_with_rowid=False,
)

# --- search ------------------------------------------------------------------------------------

FULL_TEXT = {
    "item_find": (
        f"CREATE VIRTUAL TABLE item_find USING fts5({', '.join(search.COLUMNS)},"
        f" tokenize=\"{search.TOKENIZER}\", prefix='{search.PREFIXES}',"
        " detail=column, columnsize=0)"
    ),
    "item_term": "CREATE VIRTUAL TABLE item_term USING fts5vocab(item_find, col)",
}
"""`rowid` is the item's number. No length of rows is kept: nothing is ranked by it."""

LOCAL = frozenset(
    {
        "books",
        "enrolment",
        "answer",
        "stream",
        "journal",
        "customer_key",
        "draft",
        "print_job",
        "missed_code",
    }
)
"""Tables that no replay makes."""

REPLAYED = tuple(table for table in tables.sorted_tables if table.name not in LOCAL)
"""The nouns' tables: a function of the journal (and, for customers, of the keys left)."""
