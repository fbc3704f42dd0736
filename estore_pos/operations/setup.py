"""What a shop begins with: its books, a name, and goods to sell."""

from datetime import date

from estore_pos.base.resource import resource
from estore_pos.domain.gst import DatedRate, Rate, Treatment
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.domain.shop import Shop
from estore_pos.text.numbers import read_money

STARTER = "goods/starter.csv"


def unnamed_shop(day: date) -> Shop:
    """The facts of a shop that has told nothing yet: it sells, unregistered, from this day on."""
    return Shop(from_day=day)


def practice_shop(day: date) -> Shop:
    """The shop that is practised in: no real person, no payee, nothing registered."""
    return Shop(
        from_day=day,
        name_hi="अभ्यास ई-स्टोर",
        name_en="Practice e-Store",
        address_hi="अभ्यास टोला",
        address_en="Practice Tola",
        district="Gaya",
        pin="823001",
    )


def starter_goods(*, with_prices: bool) -> list[Item]:
    """The shipped goods in their order of popularity, their number in it as id.

    Without prices a real shop is asked for each at its first sale.
    """
    import csv
    import io

    content = resource(STARTER).read_text(encoding="utf-8")
    return [_starter_item(row, with_prices) for row in csv.DictReader(io.StringIO(content))]


def _starter_item(row: dict[str, str], with_prices: bool) -> Item:
    rate = Rate(int(row["rate_bp"]), Treatment(row["treatment"]))
    return Item(
        id=ItemId(int(row["number"])),
        name_hi=row["name_hi"],
        name_en=row["name_en"],
        unit=Unit(row["unit"]),
        rates=(DatedRate(date.fromisoformat(row["rate_from"]), rate),),
        price=_price(row["price_rupees"]) if with_prices else None,
        mrp=_price(row["mrp"]) if with_prices else None,
        hsn=row["hsn"],
        aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
        step_milli=int(row["step_milli"]),
        pack=row["pack"],
        category=row["category"],
        veg=row["veg"],
    )


def _price(rupees: str) -> Money | None:
    return read_money(rupees) if rupees else None
