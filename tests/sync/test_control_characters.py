"""Texts that a database cannot keep stop no stream, on either database."""

import pytest
from msgspec.structs import replace

from sync.client.http import HttpLine
from sync.client.pump import Pump
from tests.sync.hq import HqServer
from tests.sync.shop import Shop, bill
from tests.sync.till import Till, enrolled

CONTROLS = [chr(code) for code in (*range(1, 32), 0x7F, 0x85, 0x2028)]


def sell(shop: Shop, number: str, paise: int = 12_300) -> None:
    """A bill with this number, as a broken till may write it."""
    raw = shop.record("bill", replace(bill(paise), number="@"))
    said = b"".join(rb"\u%04x" % ord(char) for char in number)
    shop.append(shop.living(), raw.replace(b'"n":"@"', b'"n":"%b"' % said))


def line_to(url: str) -> HttpLine:
    """A line of the twin's own."""
    return HttpLine(url, connect_s=5, read_s=10)


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["\0", "\n"])
def test_one_number_twice_is_listed_and_one_that_no_database_keeps_is_put_aside(
    own_hq: HqServer, sign: str
) -> None:
    till = enrolled(own_hq, own_hq.url, seed=5)
    till.drain()
    shop = till.shop.cloned()
    twin = Till(shop, Pump(shop, shop, line_to, shop.dice.uniform))
    sell(till.shop, f"MZZ99/26/1{sign}")
    till.drain()
    sell(shop, f"MZZ99/26/1{sign}", paise=700)
    shop.sell(500)
    twin.drain()
    counted = own_hq.figures()
    is_kept = sign != "\0"
    assert counted["bills"] == (3 if is_kept else 1)
    assert ("number_twice" in own_hq.deed("alarms")) is is_kept


@pytest.mark.slow
def test_a_bill_with_every_control_character_is_counted(own_hq: HqServer) -> None:
    till = enrolled(own_hq, own_hq.url, seed=6)
    for sign in CONTROLS:
        sell(till.shop, f"M{sign}1")
    till.drain()
    assert own_hq.figures()["bills"] == len(CONTROLS)
