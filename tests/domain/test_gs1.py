"""GS1 codes: the same facts from a scanner's string, from brackets and from a web address."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain import gs1
from estore_pos.domain.gs1 import FNC1, Gs1
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit

GTIN = "08901030865275"
PLAIN = Gs1(GTIN, checked=True)


@pytest.mark.parametrize(
    ("code", "read"),
    [
        (f"01{GTIN}", PLAIN),
        (f"]C101{GTIN}", PLAIN),
        (f"]d2{FNC1}01{GTIN}", PLAIN),
        (f"(01){GTIN}", PLAIN),
        (f"https://id.gs1.org/01/{GTIN}", PLAIN),
        ("https://example.in/shop/01/8901030865275/10/AB1#top", PLAIN),
        (f"01{GTIN}17270131", Gs1(GTIN, True, expires=date(2027, 1, 31))),
        (f"(01){GTIN}(17)270200", Gs1(GTIN, True, expires=date(2027, 2, 28))),
        (f"https://id.gs1.org/01/{GTIN}?17=270131", Gs1(GTIN, True, expires=date(2027, 1, 31))),
        (f"01{GTIN}15261130", Gs1(GTIN, True, best_before=date(2026, 11, 30))),
        (f"01{GTIN}15991130", Gs1(GTIN, True, best_before=date(1999, 11, 30))),
        (f"01{GTIN}11260101 10AB".replace(" ", ""), PLAIN),
        (f"01{GTIN}10AB{FNC1}3103001500", Gs1(GTIN, True, 1500, Unit.KILO)),
        (f"01{GTIN}3101000015", Gs1(GTIN, True, 1500, Unit.KILO)),
        (f"01{GTIN}3150000002", Gs1(GTIN, True, 2000, Unit.LITRE)),
        (f"(01){GTIN}(3112)000125", Gs1(GTIN, True, 1250, Unit.METRE)),
        (f"01{GTIN}3104007505", Gs1(GTIN, True, 751, Unit.KILO)),
        (f"01{GTIN}3922{15550}", Gs1(GTIN, True, price=Money(15550))),
        (f"01{GTIN}3920{120}", Gs1(GTIN, True, price=Money(12000))),
        (f"01{GTIN}3932356{4999}", Gs1(GTIN, True, price=Money(4999))),
        (f"01{GTIN}3932840{4999}", Gs1(GTIN, True, is_strange=True)),
        (f"01{GTIN}3202001500", Gs1(GTIN, True, is_strange=True)),
        (f"01{GTIN}3163000002", Gs1(GTIN, True, 2000, Unit.LITRE)),
        (f"01{GTIN}3302001500", PLAIN),
        (f"01{GTIN}16261130", Gs1(GTIN, True, best_before=date(2026, 11, 30))),
        (f"01{GTIN}1526113016261120", Gs1(GTIN, True, best_before=date(2026, 11, 20))),
        (f"01{GTIN}70032611291530", Gs1(GTIN, True, expires=date(2026, 11, 29))),
        (f"01{GTIN}3012", Gs1(GTIN, True, count=12)),
        (f"02{GTIN}3724".join(["]C1", ""]), Gs1(GTIN, True, count=24)),
        (f"]C1018901030865271{FNC1}", None),
        ("]C10108901030865271", Gs1("08901030865271", checked=False)),
        (f"(01){GTIN}(17)279931", PLAIN),
        (f"(01){GTIN}(17)270230", PLAIN),
        (f"(01){GTIN}(17)27", PLAIN),
        (f"(01){GTIN}(3103)abc", Gs1(GTIN, True, None, Unit.KILO)),
        (f"(01){GTIN}(3922)abc", PLAIN),
        (f"(01){GTIN}(30)abc", PLAIN),
        (f"(01){GTIN}(3103)001500(3922)4500", Gs1(GTIN, True, 1500, Unit.KILO, price=Money(4500))),
        (f"(01){GTIN}(31)5", PLAIN),
    ],
)  # fmt: skip
def test_what_a_gs1_code_says(code: str, read: Gs1 | None) -> None:
    assert gs1.read(code) == read


@pytest.mark.parametrize(
    "code",
    [
        "",
        "8901030865278",
        "0108901030865271",  # its check digit is wrong, and nothing marks it
        "2110000590002883010001",
        f"01{GTIN}17",
        f"01{GTIN}1x123",
        f"]C101{GTIN}10",
        "]C131x3001500",
        f"]C101{GTIN}17{FNC1}70131",
        "]C1003456",
        "(10)AB",
        "(01)890",
        "(1)2",
        "https://id.gs1.org/",
        "https://upi.example/pay?pa=x@y",
        "upi://pay?pa=x@y",
    ],
)
def test_what_is_no_gs1_code_of_a_good(code: str) -> None:
    assert gs1.read(code) is None


def test_a_code_says_itself_that_it_is_gs1_or_may_be_a_label_of_the_shop() -> None:
    for code in (f"]C101{GTIN}", f"01{GTIN}{FNC1}", f"(01){GTIN}", "https://id.gs1.org/01/1"):
        assert gs1.is_marked(code)
    for code in (f"01{GTIN}", "2110000590002883010001", "8901030865278"):
        assert not gs1.is_marked(code)


@given(st.text(max_size=60))
def test_no_text_fails(code: str) -> None:
    gs1.read(code)
    gs1.read("]C1" + code)
    gs1.read(f"01{GTIN}" + code)


@given(st.text("0123456789()/?=&\x1dA", max_size=40), st.sampled_from(["]C1", "", "https://a/01/"]))
def test_no_text_of_a_code_s_letters_fails(code: str, before: str) -> None:
    read = gs1.read(before + code)
    assert read is None or len(read.gtin) == 14


@given(st.integers(1, 999_999), st.integers(1, 10**7), st.integers(1, 999))
def test_the_three_writings_say_the_same(grams: int, paise: int, count: int) -> None:
    pairs = [("01", GTIN), ("3103", f"{grams:06}"), ("3922", str(paise)), ("30", str(count))]
    string = "".join(f"{name}{value}{FNC1}" for name, value in pairs)
    brackets = "".join(f"({name}){value}" for name, value in pairs)
    link = "https://shop.example/" + "/".join(part for pair in pairs for part in pair)
    wanted = Gs1(GTIN, True, grams, Unit.KILO, count, Money(paise))
    assert gs1.read(string) == gs1.read(brackets) == gs1.read(link) == wanted
