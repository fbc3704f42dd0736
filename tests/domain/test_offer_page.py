"""Every row of offer.md is run: the page and the program cannot drift apart."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from estore_pos.domain import offer
from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import ItemId, OfferId
from estore_pos.domain.item import Item, Part, Slab
from estore_pos.domain.money import Money
from estore_pos.domain.offer import Offer, OfferKind, forgone, saved, terms
from tests.domain.page import Row, amounts, basis_points, money, tables
from tests.domain.samples import customer, good

PAGE = Path(offer.__file__).with_name("offer.md")
TABLES = tables(PAGE.read_text(encoding="utf-8"))
DAY = date(2026, 11, 22)
NAMES = ("tea", "biscuit", "soap", "salt")
GOODS = {name: ItemId(number) for number, name in enumerate(NAMES, 1)}


def parts(text: str) -> list[str]:
    """What stands between semicolons."""
    return [part.strip() for part in text.split(";")] if text else []


def item(name: str, price: str, extras: str) -> Item:
    """A good with its slabs and group prices."""
    made = good(GOODS[name], money(price).paise)
    for extra in re.findall(r"\(([^)]*)\)", extras):
        if match := re.fullmatch(r"(\d+): ([\d.]+)", extra):
            made = replace(made, slabs=(*made.slabs, Slab(int(match[1]) * 1000, money(match[2]))))
        else:
            group, special = extra.split()
            made = replace(made, group_prices=((group, money(special)),))
    return made


def draft(row: Row) -> Draft:
    """The lines of a row."""
    buyer = replace(customer(), group=row["buyer"]) if row["buyer"] else None
    made = Draft().set_buyer(buyer)
    for text in parts(row["lines"]):
        name, count, _, price, *extras = text.split(maxsplit=4)
        made = made.add(item(name, price, "".join(extras)), int(count) * 1000)
    return made


def offered(number: int, text: str) -> Offer:
    """An offer as the page writes it; its id keeps the order of the page."""
    group, _, rest = text.rpartition(": ")
    goods, what = rest.split()
    plain = Offer(
        OfferId(str(number)),
        OfferKind.PERCENT,
        DAY,
        group=group,
        goods=tuple(Part(GOODS[name]) for name in goods.split("+")) if goods != "all" else (),
    )
    if "+" in goods:
        return replace(plain, kind=OfferKind.COMBO, amount=money(what))
    if what.endswith("%"):
        return replace(plain, points=basis_points(what))
    if what.startswith("-"):
        return replace(plain, kind=OfferKind.AMOUNT, amount=-money(what))
    buy, get = (int(each) * 1000 for each in what.split("+"))
    return replace(plain, kind=OfferKind.BUY_GET, buy_milli=buy, get_milli=get)


@pytest.mark.parametrize("row", TABLES["offer"], ids=lambda row: " | ".join(row.values()))
def test_offer(row: Row) -> None:
    named = {str(number): text for number, text in enumerate(parts(row["offers"]))}
    offers = [offered(int(number), text) for number, text in named.items()]
    for each in offers:
        each.check()
    made = draft(row)
    held = terms(made, offers, DAY)
    off = [saved(line, each) for line, each in zip(made.lines, held, strict=True)]
    assert off == amounts(row["off"])
    by = [named.get(each.why, each.why) for each in held]
    assert by == (parts(row["by"]) or [""] * len(by))
    assert [each.listed - each.price for each in held if each.why in named] == [
        Money(0) for each in held if each.why in named
    ]


@pytest.mark.parametrize("row", TABLES["worth"], ids=lambda row: " | ".join(row.values()))
def test_worth(row: Row) -> None:
    name, price, extras = (*row["good"].split(maxsplit=2), "")[:3]
    by_piece = row["good"].endswith("by the piece")
    GOODS.setdefault(name, ItemId(len(GOODS) + 1))
    asked = replace(item(name, price, extras), step_milli=1000 if by_piece else 1)
    buyer = replace(customer(), group=row["buyer"]) if row["buyer"] else None
    empty, amount = Draft().set_buyer(buyer), money(row["amount"])
    named = {str(number): text for number, text in enumerate(parts(row["offers"]))}
    offers = [offered(int(number), text) for number, text in named.items()]
    at = offer.bought(asked, amount, row["buyer"], offers, DAY)
    if row["quantity"] == "refused":
        assert at is None
        with pytest.raises(Refusal) as caught:
            empty.add_amount(asked, amount)
        assert caught.value.code is RefusalCode.QUANTITY_STEP
        return
    made = empty.add_amount(asked, amount, at=at)
    (line,), (held,) = made.lines, terms(made, offers, DAY)
    assert f"{line.quantity.milli / 1000:.3f}" == row["quantity"]
    assert (held.price, line.value, held.net) == (money(row["at"]), amount, amount)
    assert named.get(held.why, held.why) == row["by"]
    by_weight = empty.add(asked, line.quantity.milli)
    if not offers:
        assert by_weight.lines[0].price == line.price, "as much by weight for the same money"
    elif held.why in named:
        (sold,) = terms(by_weight, offers, DAY)
        step = held.listed.times_milli(asked.step_milli)
        assert abs((sold.net - amount).paise) < step.paise
        assert forgone(made, offers, DAY) == Money(0), "nothing more is to be had"
