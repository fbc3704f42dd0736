"""What is done to the till while its disk fails: one line for each deed."""

from collections.abc import Callable
from typing import NamedTuple

from estore_pos.domain.account import MoneyDeed
from estore_pos.domain.cancel import CancelReason
from estore_pos.domain.credit_note import Back, ReturnReason
from estore_pos.domain.ids import SaleId
from estore_pos.domain.money import Money
from estore_pos.domain.sale import cash
from estore_pos.operations.till import Till
from estore_pos.store.page import Page
from tests.operations.shopfront import ATTA, SALT, SOAP, Shopfront, goods, put_item


class Deed(NamedTuple):
    """Something that is done at the till, and the kind of record that it leaves once."""

    ready: Callable[[Till], object]
    """What is done before, on a disk that works."""
    do: Callable[[Shopfront], object]
    kind: str


def scan(till: Till) -> None:
    """Three goods lie on the open bill."""
    till.counter.add(SALT, milli=2000)
    till.counter.add(ATTA, milli=750)
    till.counter.add(SOAP)


def sell(till: Till) -> None:
    """A bill of three goods was made."""
    scan(till)
    till.counter.finish()


def serve(till: Till) -> None:
    """A bill was made, and three goods more lie on the open one."""
    sell(till)
    scan(till)


def leave(till: Till) -> None:
    """Nothing more is needed."""


def promise(till: Till) -> None:
    """An estimate with an advance waits, and its goods lie on the open bill."""
    scan(till)
    told = till.estimates.make(advance=[cash(Money(2000))])
    till.estimates.to_bill(told.id)


def till_of(front: Shopfront) -> Till:
    """The till that is open."""
    return front.tills[-1]


def last(front: Shopfront) -> SaleId:
    """The bill made last."""
    bill = till_of(front).last_bill()
    assert bill is not None
    return bill.id


def take_back(front: Shopfront) -> object:
    """One of two packets of the last bill comes back."""
    returns = till_of(front).returns
    return returns.take_back(last(front), [Back(0, 1000)], ReturnReason.DAMAGED)


def exchange(front: Shopfront) -> object:
    """One of two packets of the last bill comes back, and what lies open goes."""
    returns = till_of(front).returns
    return returns.exchange(last(front), [Back(0, 1000)], ReturnReason.WRONG_ITEM)


def cancel(front: Shopfront) -> object:
    """The last bill does not hold."""
    return till_of(front).returns.cancel(last(front), CancelReason.MISTAKE)


def undo(front: Shopfront) -> object:
    """The last bill does not hold, and its lines lie open again."""
    return till_of(front).returns.undo_last()


def pay_out(front: Shopfront) -> object:
    """Five hundred rupees go out of the drawer for a withdrawal by Aadhaar."""
    accounts = till_of(front).accounts
    way = accounts.routes(MoneyDeed.CASH_OUT)[0]
    return accounts.move(MoneyDeed.CASH_OUT, way, Money(50000), reference="4321")


def restart(front: Shopfront) -> object:
    """The till is closed and opened, whichever of both was not done yet."""
    return front.reopen()


def rest(front: Shopfront) -> object:
    """A bill is made and the log is brought home after it."""
    till = till_of(front)
    done = till.counter.finish()
    bring_home(till)
    return done


def bring_home(till: Till) -> None:
    """The log is brought home, whatever its length."""
    till._books.checkpoint(least_bytes=1)
    till._books.wait()


def standing(page: Page, kind: str) -> int:
    """How many records of a kind there are."""
    found = page.connection.execute("SELECT count(*) FROM journal WHERE kind = ?", (kind,))
    return int(found.fetchall()[0][0])


DEEDS = {
    "sale": Deed(scan, lambda front: till_of(front).counter.finish(), "bill"),
    "return": Deed(sell, take_back, "credit_note"),
    "cancel": Deed(sell, cancel, "bill.cancelled"),
    "estimate": Deed(scan, lambda front: till_of(front).estimates.make(), "estimate"),
    "settlement": Deed(promise, lambda front: till_of(front).counter.finish(), "bill"),
    "exchange": Deed(serve, exchange, "credit_note"),
    "undoing": Deed(sell, undo, "bill.cancelled"),
    "cash-out": Deed(leave, pay_out, "money.moved"),
    "rest": Deed(scan, rest, "bill"),
    "start": Deed(leave, restart, "stream.opened"),
}


def set_up(front: Shopfront) -> None:
    """A shop that has sold two bills, closed."""
    till = front.open()
    for item in goods():
        put_item(till, item)
    for _ in range(2):
        sell(till)
    front.close()
