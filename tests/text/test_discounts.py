"""What is typed as a discount, and how one is written."""

import pytest

from estore_pos.domain.discount import Discount
from estore_pos.domain.money import Money
from estore_pos.text.discounts import discount_text, read_discount


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10", Discount(amount=Money(1000))),
        ("₹ 2.50", Discount(amount=Money(250))),
        ("50r", Discount(amount=Money(5000))),
        ("5%", Discount(points=500)),
        (" 2.5 % ", Discount(points=250)),
        ("५%", Discount(points=500)),
        ("0", Discount()),
        ("0%", Discount()),
        ("", None),
        ("%", None),
        ("five%", None),
        ("-5", None),
        ("2.505%", None),
    ],
)
def test_a_sum_or_with_its_sign_a_part_of_the_value(typed: str, meant: Discount | None) -> None:
    assert read_discount(typed) == meant


@pytest.mark.parametrize(
    "discount",
    [Discount(points=500), Discount(points=250), Discount(amount=Money(123_450)), Discount()],
)
def test_what_is_written_can_be_typed_again(discount: Discount) -> None:
    assert read_discount(discount_text(discount)) == discount
