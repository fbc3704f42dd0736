"""Accounts, and the money that moves between them."""

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import account, account_day, day_total, money_move

_put = insert(account).values({c.name: bindparam(c.name) for c in account.c})
PUT = _put.on_conflict_do_update(
    index_elements=[account.c.id],
    set_={name: _put.excluded[name] for name in ("kind", "sealed")},
)
EVERY = select(*account.c).order_by(account.c.id)
MOVE = plain_insert(money_move).values(
    {c.name: bindparam(c.name) for c in money_move.c if c.name != "place"}
)
_day = insert(account_day).values({c.name: bindparam(c.name) for c in account_day.c})
DAY = _day.on_conflict_do_update(
    index_elements=[account_day.c.business_day, account_day.c.account],
    set_={name: account_day.c[name] + _day.excluded[name] for name in ("received", "given")},
)
UP_TO = (
    select(
        account_day.c.account,
        func.sum(account_day.c.received),
        func.sum(account_day.c.given),
    )
    .where(account_day.c.business_day.between(bindparam("first"), bindparam("last")))
    .group_by(account_day.c.account)
)
CASH_UP_TO = select(func.coalesce(func.sum(day_total.c.cash), 0)).where(
    day_total.c.business_day.between(bindparam("first"), bindparam("last"))
)
CASH_DAYS = (
    select(day_total.c.business_day, day_total.c.cash)
    .where(day_total.c.cash != 0)
    .order_by(day_total.c.business_day.desc())
    .limit(bindparam("count"))
)
_move = [c for c in money_move.c if c.name != "place"]
_answer = money_move.alias("answer")
_undone = money_move.alias("undone")
# That something is named is said once more: only so is the index of answers, which has no others,
# any use.
_answers = (_answer.c.about == money_move.c.id) & (_answer.c.about != "")
_undoes = (_undone.c.about == _answer.c.id) & (_undone.c.about != "")
_is_reversed = exists().where(_answers, _answer.c.deed == "reversed")
_stands = ~exists().where(_undoes, _undone.c.deed == "reversed")
_is_answered = exists().where(_answers, _stands)
_kept = select(*_move, _is_reversed)
OF_ACCOUNT = (
    _kept.where(
        or_(
            money_move.c.source == bindparam("account"), money_move.c.target == bindparam("account")
        )
    )
    .order_by(money_move.c.place.desc())
    .limit(bindparam("count"))
)
OPEN = (
    _kept.where(money_move.c.deed == bindparam("deed"), ~_is_answered)
    .order_by(money_move.c.place.desc())
    .limit(bindparam("count"))
)
BY_RECORD = select(*_move, _is_reversed, _is_answered).where(money_move.c.id == bindparam("id"))
_last = select(func.max(money_move.c.place)).scalar_subquery()
USED = (
    select(money_move.c.source, money_move.c.target)
    .where(money_move.c.place > _last - bindparam("count"), money_move.c.deed == bindparam("deed"))
    .group_by(money_move.c.source, money_move.c.target)
    .order_by(func.max(money_move.c.place).desc())
)
