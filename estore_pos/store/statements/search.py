"""The search index of items."""

from sqlalchemy import Integer, Text, bindparam, column, delete, func, insert, select, table
from sqlalchemy import text as words_of_sql

from estore_pos.store.statements.tables import stock
from estore_pos.text import search

_find = table(
    "item_find",
    column("rowid"),
    *(column(name) for name in search.COLUMNS),
)
_command = table("item_find", column("item_find", Text), column("rank", Integer))
_term = table("item_term", column("term"), column("col"))
DROP = delete(_find).where(_find.c.rowid == bindparam("number"))
PUT = (
    insert(_find)
    .prefix_with("OR REPLACE")
    .values(rowid=bindparam("number"), **{name: bindparam(name) for name in search.COLUMNS})
)
MERGE = insert(_command).values(item_find="merge", rank=bindparam("pages"))
MERGE_OURSELVES = insert(_command).values(item_find="automerge", rank=0)
GATHER = insert(_command).values(item_find="hashsize", rank=8 << 20)
MATCH = (
    select(_find.c.rowid, _find.c.words, _find.c.sounds)
    .where(words_of_sql("item_find MATCH :expression"))
    .order_by(_find.c.rowid)
    .limit(bindparam("count"))
)
ROWS = select(_find.c.rowid, _find.c.words, _find.c.sounds).where(
    _find.c.rowid.in_(
        select(words_of_sql("value"))
        .select_from(func.json_each(bindparam("ids")))
        .scalar_subquery()
    )
)
SELLERS = (
    select(stock.c.item)
    .where(stock.c.sold > 0)
    .order_by(stock.c.sold.desc(), stock.c.item)
    .limit(bindparam("count"))
)
TERMS = select(_term.c.term).where(
    _term.c.term >= bindparam("first"),
    _term.c.term < bindparam("beyond"),
    _term.c.col == search.TERMS_COLUMN,
)
