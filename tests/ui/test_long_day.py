"""A long day of bills leaves nothing behind in the program."""

import gc
from collections import Counter
from functools import partial
from types import FunctionType, MethodType

import pytest
from PySide6.QtCore import QObject, Qt

from estore_pos.documents import fonts
from estore_pos.domain.sale import Bill
from tests.ui.counterside import SALT_CODE, SOAP_CODE, Counterside

FIRST, BILLS = 6, 15
OURS = ("estore_pos", "sync", "PySide6", "Shiboken", "shiboken6")


def sell(side: Counterside) -> None:
    """A bill of two goods in cash, and its paper."""
    side.scan(SALT_CODE)
    side.scan(SOAP_CODE)
    side.press(Qt.Key.Key_End)
    bill = side.shell.last_bill
    assert isinstance(bill, Bill)
    made: list[object] = []
    side.work.slow(
        lambda archive: archive.paper_png(bill.id, "58", "both"), made.append, owner=side.shell
    )
    side.qtbot.waitUntil(lambda: bool(made), timeout=20_000)
    side.rest()


def held(side: Counterside) -> Counter[str]:
    """How many there are of each of our values, windows, jobs and slots."""
    fonts.shaped.cache_clear()  # keeps 1,500 texts and no more
    gc.collect()
    there = Counter(_kind(each) for each in gc.get_objects())
    there.update(f"Q {part.metaObject().className()}" for part in side.shell.findChildren(QObject))
    return there


def _kind(held: object) -> str:
    deed = held.func if type(held) is partial else held
    if type(deed) in {FunctionType, MethodType}:
        deed = getattr(deed, "__func__", deed)
        return f"{deed.__module__}.{deed.__qualname__}"  # type: ignore[attr-defined]
    return f"{type(held).__module__}.{type(held).__qualname__}"


@pytest.mark.slow
def test_a_bill_more_leaves_nothing_behind(counter: Counterside) -> None:
    for _ in range(FIRST):
        sell(counter)
    held(counter)  # to look makes some of Qt's classes
    before = held(counter)
    for _ in range(BILLS):
        sell(counter)
    more = {name: count for name, count in (held(counter) - before).items() if count >= BILLS}
    assert {name for name in more if name.startswith((*OURS, "Q "))} == set()
