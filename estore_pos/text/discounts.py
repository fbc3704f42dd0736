"""Discounts as people type and read them: 10, ₹10, 5%, 2.5 %, ५%."""

from estore_pos.domain.discount import Discount
from estore_pos.text.numbers import amount_text, percent_text, read_decimal, read_money


def read_discount(text: str) -> Discount | None:
    """A typed discount: a sum, or with % a part of the value; None for anything else."""
    typed = text.strip()
    if typed.endswith("%"):
        points = read_decimal(typed[:-1], 2)
        return None if points is None else Discount(points=points)
    money = read_money(typed)
    return None if money is None else Discount(amount=money)


def discount_text(discount: Discount) -> str:
    """5 %, 10.00: as it can be typed again."""
    return percent_text(discount.points) if discount.points else amount_text(discount.amount)
