"""Laws of `main.py gst`: the month's return as the portal's sections, while the till sells."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from estore_pos.base.secrets import FileSecrets
from estore_pos.commands import gst
from estore_pos.commands.world import World
from estore_pos.domain.cancel import CancelReason
from estore_pos.domain.credit_note import Back, ReturnReason
from estore_pos.domain.customer import Customer
from estore_pos.domain.gst import UNTOLD, TaxMode
from estore_pos.domain.ids import CustomerId, ItemId
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Bill
from estore_pos.operations.till import Till, open_till
from tests.clock import FixedClock
from tests.operations.shopfront import EIGHTEEN, SALT, SOAP, goods, put_item
from tests.operations.test_counter import OTHER_GSTIN, registered_shop, valid_gstin

ROOT = Path(__file__).parents[2]
GSTIN = valid_gstin("10AAACB1234C1Z")
SOAP_TAXABLE, SOAP_HALF = 29.66, 2.67
"""Of a soap at 35.00 with 18 % in it."""

Said = pytest.CaptureFixture[str]


def start(world: World, *, practice: bool = False) -> Till:
    """The counter's own till on the world's books."""
    folders = world.find_folders(None)
    secrets = FileSecrets(folders.state / "secrets")
    made = open_till(
        folders.books,
        world.clock,
        secrets,
        folders.state,
        cache_dir=folders.cache,
        practice=practice,
    )
    for item in goods():
        put_item(made, item)
    return made


@pytest.fixture
def till(world: World) -> Iterator[Till]:
    """A till that stays open, of a shop in regular GST from today."""
    opened = start(world)
    registered_shop(opened)
    yield opened
    opened.close()


def sell(till: Till, item: ItemId = SOAP, buyer: Customer | None = None) -> list[Bill]:
    """One of an item."""
    till.counter.set_buyer(buyer)
    till.counter.add(item, milli=1000)
    return list(till.counter.finish().bills)


def returned(world: World, capsys: Said, *words: str) -> tuple[dict[str, Any], str]:
    """The return, and what was said beside it."""
    assert gst.run(["--lang", "en", *words], world) == 0
    out, err = capsys.readouterr()
    made: dict[str, Any] = json.loads(out)
    return made, err


def test_the_sections_are_those_of_the_month_while_the_till_sells(
    world: World, till: Till, capsys: Said
) -> None:
    firm = till.save_customer(Customer(CustomerId(""), "सेठ", gstin=OTHER_GSTIN, address="पटना"))
    sell(till)
    sell(till, SALT)
    (to_firm,) = sell(till, buyer=firm)
    (bought,) = sell(till)
    note = till.returns.take_back(bought.id, [Back(0, 1000)], ReturnReason.DAMAGED)
    (wrong,) = sell(till)
    till.returns.cancel(wrong.id, CancelReason.MISTAKE)
    made, said = returned(world, capsys, "--month", "12-2026")
    assert (made["gstin"], made["fp"]) == (GSTIN, "122026")
    heads = {"txval": SOAP_TAXABLE, "iamt": 0, "camt": SOAP_HALF, "samt": SOAP_HALF, "csamt": 0}
    here = {"sply_ty": "INTRA", "typ": "OE", "pos": "10", "rt": 18}
    assert made["b2cs"] == [{**here, **heads}], "sold twice, taken back once, cancelled never was"
    (party,) = made["b2b"]
    assert (party["ctin"], [each["inum"] for each in party["inv"]]) == (
        OTHER_GSTIN,
        [to_firm.number],
    )
    assert party["inv"][0]["idt"] == "01-12-2026"
    assert made["nil"]["inv"][0]["expt_amt"] == 28
    hsn = {row["hsn_sc"]: row["txval"] for row in made["hsn"]["hsn_b2c"]}
    assert hsn == {"2501": 28, "3401": SOAP_TAXABLE}
    sold, back = made["doc_issue"]["doc_det"]
    assert (sold["doc_num"], back["doc_num"]) == (1, 5)
    assert sum(row["cancel"] for row in sold["docs"]) == 1
    assert back["docs"][0]["from"] == note.number
    assert "12-2026 is not over yet" in said


def test_the_month_may_be_written_as_people_and_as_files_do_and_is_the_last_one_else(
    world: World, till: Till, clock: FixedClock, capsys: Said
) -> None:
    sell(till)
    for typed in ("12-2026", "2026-12", "12/2026", "१२-२०२६"):
        assert returned(world, capsys, "--month", typed)[0]["fp"] == "122026"
    clock.at += timedelta(days=31)
    made, said = returned(world, capsys)
    assert (made["fp"], len(made["b2cs"])) == ("122026", 1)
    assert said == "", "it is over"
    made, said = returned(world, capsys, "--month", "01-2027")
    assert set(made) == {"gstin", "fp"}, "nothing sold is no section"
    assert "not over" in said


@pytest.mark.parametrize(
    "typed", ["13-2026", "2026", "december", "00-2026", "01-12-2026", "5-1947"]
)
def test_what_is_no_month_is_a_sentence_in_both_languages(
    world: World, till: Till, capsys: Said, typed: str
) -> None:
    for language, said in (("en", "is no month"), ("hi", "महीना नहीं है")):
        assert gst.run(["--month", typed, "--lang", language], world) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert f"“{typed}” {said}" in err
        assert "11-2026" in err
        assert "(R308)" in err


def test_a_shop_that_was_not_in_regular_gst_is_told_that_it_has_no_return(
    world: World, capsys: Said
) -> None:
    till = start(world)
    for language, said in (("en", "There is no GSTR-1 for 12-2026"), ("hi", "GSTR-1 नहीं बनता")):
        assert gst.run(["--month", "12-2026", "--lang", language], world) == 1
        out, err = capsys.readouterr()
        assert (out, said in err, "(R213)" in err) == ("", True, True)
    registered_shop(till)
    till.save_shop(
        replace(till.shop_today(), from_day=date(2026, 12, 15), tax_mode=TaxMode.COMPOSITION)
    )
    till.close()
    assert returned(world, capsys, "--month", "12-2026")[0]["gstin"] == GSTIN
    assert gst.run(["--month", "01-2027"], world) == 1
    assert "(R213)" in capsys.readouterr().err


@pytest.mark.parametrize("mode", [TaxMode.COMPOSITION, TaxMode.UNREGISTERED])
def test_tax_invoices_made_on_the_day_the_shop_changed_are_returned(
    world: World, till: Till, capsys: Said, mode: TaxMode
) -> None:
    till.counter.add(SOAP, 1000)
    till.counter.finish()
    shop = till.shop_today()
    gstin = "" if mode is TaxMode.UNREGISTERED else shop.gstin
    till.save_shop(replace(shop, tax_mode=mode, gstin=gstin))
    till.counter.add(SOAP, 1000)
    till.counter.finish()
    made, _ = returned(world, capsys, "--month", "12-2026")
    assert made["gstin"] == GSTIN
    assert [row["txval"] for row in made["b2cs"]] == [SOAP_TAXABLE]


def test_goods_that_came_back_for_such_an_invoice_are_returned_in_a_later_month(
    world: World, till: Till, capsys: Said
) -> None:
    clock = world.clock
    assert isinstance(clock, FixedClock)
    till.counter.add(SOAP, 1000)
    (bill,) = till.counter.finish().bills
    till.save_shop(replace(till.shop_today(), tax_mode=TaxMode.COMPOSITION))
    clock.at += timedelta(days=31)
    till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.DAMAGED)
    assert returned(world, capsys, "--month", "01-2027")[0]["gstin"] == GSTIN


def test_where_there_are_no_books_none_are_made(world: World, tmp_path: Path, capsys: Said) -> None:
    assert gst.run(["--lang", "en"], world) == 1
    assert "(T112)" in capsys.readouterr().err
    assert not (tmp_path / "books").exists()


def test_goods_without_an_hsn_code_are_named_before_the_portal_refuses_them(
    world: World, till: Till, capsys: Said
) -> None:
    plain = replace(goods()[0], rates=EIGHTEEN, price=Money(500), hsn="", barcodes=())
    for number in range(7):
        put_item(till, replace(plain, id=ItemId(20 + number), name_en=f"Toy {number}"))
        sell(till, ItemId(20 + number))
    made, said = returned(world, capsys, "--month", "12-2026")
    assert "of: Toy 0, Toy 1, Toy 2, Toy 3, Toy 4 and 2 more. The portal" in said
    assert [row["desc"] for row in made["hsn"]["hsn_b2c"]] == [f"Toy {n}" for n in range(7)]
    assert gst.run(["--month", "12-2026"], world) == 0
    said = capsys.readouterr().err
    assert "Toy 4 और 2। पोर्टल" in said
    assert "Toy 4 and 2 more. The portal" in said


def test_goods_sold_before_anybody_told_their_rate_are_named(
    world: World, till: Till, capsys: Said
) -> None:
    for number, name in enumerate(("Tea", "Bun")):
        untold = replace(goods()[0], rates=(UNTOLD,), price=Money(500), barcodes=())
        put_item(till, replace(untold, id=ItemId(20 + number), name_en=name))
    sell(till, ItemId(20))
    sell(till, SALT)
    [wrong] = sell(till, ItemId(21))
    till.returns.cancel(wrong.id, CancelReason.MISTAKE)
    made, said = returned(world, capsys, "--month", "12-2026")
    assert "told the GST rate of: Tea. They were sold without GST" in said
    assert made["nil"]["inv"][0]["expt_amt"] == 28 + 5, "no turnover is left out"
    assert gst.run(["--month", "12-2026"], world) == 0
    assert "किसी ने नहीं बताई: Tea। ये बिना GST के बिके" in capsys.readouterr().err
    assert "told the GST rate" not in returned(world, capsys, "--month", "01-2027")[1]


def test_practice_books_are_said_to_be_nothing_for_the_tax_office(
    world: World, capsys: Said
) -> None:
    till = start(world, practice=True)
    registered_shop(till)
    assert "practice books" in returned(world, capsys, "--month", "12-2026")[1]
    till.close()


@pytest.mark.slow
def test_the_command_itself_answers_a_shop_that_has_just_begun(tmp_path: Path) -> None:
    environment = {**os.environ, "ESTORE_PROFILE": str(tmp_path)}
    command = [sys.executable, str(ROOT / "main.py"), "--lang", "en"]
    done = [
        subprocess.run(
            [*command, *words], capture_output=True, text=True, env=environment, check=False
        )
        for words in (["gst"], ["gst", "--month", "yesterday"], ["--help"])
    ]
    assert ["(T112)" in done[0].stderr, "(R308)" in done[1].stderr] == [True, True]
    assert [each.returncode for each in done] == [1, 1, 0]
    assert "writes a month's GSTR-1 as JSON" in done[2].stdout
