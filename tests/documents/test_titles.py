"""Which paper a shop gives: the table of who sells what to whom, on every size of paper."""

from dataclasses import dataclass, replace

import pytest

from estore_pos.documents import tax_table
from estore_pos.documents.invoice import invoice
from estore_pos.documents.receipt import receipt
from estore_pos.documents.table import Form
from estore_pos.documents.wording import COMPOSITION as SENTENCE
from estore_pos.documents.wording import TITLES
from estore_pos.domain.draft import Draft
from estore_pos.domain.gst import TaxMode, Title
from estore_pos.domain.money import total
from estore_pos.domain.sale import Bill, sheets
from estore_pos.domain.shop import Shop
from estore_pos.text.words import PaperLanguage
from tests.documents import reading
from tests.documents.samples import (
    BASKET,
    COMPOSITION,
    DAY,
    DEEDS,
    NEIGHBOUR,
    OIL,
    OKRA,
    POTATO,
    SHOP,
    SOAP,
    TRADER,
    UNREGISTERED,
    bill,
    long_bill,
)

TAXABLE = Draft().add(OIL, 1000).add(SOAP, 2000)
FREE = Draft().add(POTATO, 1667).add(OKRA, 500)
HERE = replace(TRADER, state="10", gstin="10AAACR5055K1ZM")


@dataclass(frozen=True)
class Sale:
    """Who sells what to whom, and the titles of the papers that this makes."""

    shop: Shop
    draft: Draft
    titles: tuple[str, ...]


BY_RULE = {
    "unregistered": Sale(UNREGISTERED, BASKET, ("CASH MEMO",)),
    "unregistered-free": Sale(UNREGISTERED, FREE, ("CASH MEMO",)),
    "composition": Sale(COMPOSITION, BASKET, ("BILL OF SUPPLY",)),
    "composition-free": Sale(COMPOSITION, FREE, ("BILL OF SUPPLY",)),
    "regular-taxable": Sale(SHOP, TAXABLE, ("TAX INVOICE",)),
    "regular-free": Sale(SHOP, FREE, ("BILL OF SUPPLY",)),
    "regular-mixed": Sale(SHOP, BASKET, ("INVOICE-CUM-BILL OF SUPPLY",)),
    "regular-mixed-named": Sale(
        SHOP, replace(BASKET, buyer=NEIGHBOUR), ("INVOICE-CUM-BILL OF SUPPLY",)
    ),
    "regular-mixed-gstin": Sale(
        SHOP, replace(BASKET, buyer=HERE), ("TAX INVOICE", "BILL OF SUPPLY")
    ),
    "regular-mixed-gstin-away": Sale(
        SHOP, replace(BASKET, buyer=TRADER), ("TAX INVOICE", "BILL OF SUPPLY")
    ),
    "regular-taxable-gstin": Sale(SHOP, replace(TAXABLE, buyer=HERE), ("TAX INVOICE",)),
    "regular-free-gstin": Sale(SHOP, replace(FREE, buyer=HERE), ("BILL OF SUPPLY",)),
}


def papers(sold: Bill, sale: Sale) -> dict[str, str]:
    """What stands on each size of paper, in English."""
    buyer = sale.draft.buyer
    made = {
        f"{width} mm": receipt(sold, sale.shop, width_mm=width, language="en", customer=buyer)
        for width in (58, 80)
    }
    for form in Form:
        made[form.name] = invoice(sold, sale.shop, language="en", form=form, customer=buyer)
    return {name: reading.text(pdf).replace("\n", " ") for name, pdf in made.items()}


@pytest.mark.parametrize("name", BY_RULE)
def test_the_titles_are_those_of_the_rule_and_each_stands_alone_on_its_paper(name: str) -> None:
    sale = BY_RULE[name]
    made = [bill(sale.draft, sale.shop, paper=n) for n in range(len(sheets_of(sale)))]
    assert tuple(TITLES[each.title] for each in made) == sale.titles
    for each in made:
        for size, text in papers(each, sale).items():
            assert titles_in(text) == {TITLES[each.title]}, size


def titles_in(text: str) -> set[str]:
    """The titles that stand in a text; the one that holds two others is itself alone."""
    found = {title for title in TITLES.values() if title in text}
    longest = TITLES[Title.INVOICE_CUM_BILL]
    rest = text.replace(longest, "")
    return {title for title in found if title == longest or title in rest}


def sheets_of(sale: Sale) -> tuple[object, ...]:
    """The papers that the sale makes."""
    return tuple(sheets(sale.draft, sale.shop, DAY))


@pytest.mark.parametrize("name", BY_RULE)
def test_tax_stands_where_it_may_be_collected_and_nowhere_else(name: str) -> None:
    sale = BY_RULE[name]
    for n in range(len(sheets_of(sale))):
        sold = bill(sale.draft, sale.shop, paper=n)
        bears = sale.shop.tax_mode is TaxMode.REGULAR and any(
            line.rate.bears_tax for line in sold.lines
        )
        across = sold.place_of_supply != sold.shop_state
        for size, text in papers(sold, sale).items():
            assert ("CGST" in text) == (bears and not across), size
            assert ("IGST" in text) == (bears and across), size
            assert (SENTENCE in text) == (sale.shop.tax_mode is TaxMode.COMPOSITION), size
            assert ("GSTIN" in text) == (sale.shop.tax_mode is not TaxMode.UNREGISTERED), size


@pytest.mark.parametrize("name", BY_RULE)
def test_a_mixed_basket_of_a_registered_buyer_is_parted_without_a_paisa_lost(name: str) -> None:
    sale = BY_RULE[name]
    made = [bill(sale.draft, sale.shop, paper=n) for n in range(len(sheets_of(sale)))]
    if len(made) == 2:
        taxed, free = made
        assert all(line.rate.bears_tax for line in taxed.lines)
        assert not any(line.rate.bears_tax for line in free.lines)
        assert sum(len(each.lines) for each in made) == len(sale.draft.lines)
    for each in made:
        gross = total([line.taxed.gross for line in each.lines])
        assert gross + each.totals.round_off == each.totals.payable


def test_the_fssai_number_stands_on_every_paper_there_is() -> None:
    for sale in BY_RULE.values():
        for n in range(len(sheets_of(sale))):
            for text in papers(bill(sale.draft, sale.shop, paper=n), sale).values():
                assert f"FSSAI {SHOP.fssai}" in text
    for deed, shop, customer in DEEDS.values():
        made = [receipt(deed, shop, width_mm=w, language="en", customer=customer) for w in (58, 80)]
        made += [invoice(deed, shop, language="en", form=f, customer=customer) for f in Form]
        assert all(f"FSSAI {SHOP.fssai}" in reading.text(pdf) for pdf in made)


@pytest.mark.parametrize("lines", [4, 60])
def test_the_summary_by_hsn_adds_up_to_the_bill(lines: int) -> None:
    sold = long_bill(lines, codes=9)
    text = reading.text(invoice(sold, SHOP, language="en"))
    rows = tax_table.by_hsn(sold.lines)
    assert len({(row.hsn, row.rate) for row in rows}) == len(rows)
    for row in rows:
        assert row.hsn in text
    taxable = total([row.taxable for row in rows])
    assert taxable == total([line.taxed.taxable for line in sold.lines])
    tax = total([row.tax for row in rows])
    assert taxable + tax == total([line.taxed.gross for line in sold.lines])


SAID: dict[PaperLanguage, str] = {
    "hi": "बनाया: राम",
    "en": "Made by: राम",
    "both": "बनाया / Made by: राम",
}


@pytest.mark.parametrize("language", SAID)
def test_who_made_it_is_named_where_his_name_is_known(language: PaperLanguage) -> None:
    sold = bill(BASKET)
    slip = receipt(sold, SHOP, width_mm=58, language=language, by="राम")
    assert SAID[language] in reading.text(slip)
    assert reading.faults(slip) == []
    sheet = invoice(sold, SHOP, language=language, by="राम")
    assert "राम" in reading.text(sheet)
    assert reading.faults(sheet) == []
    unnamed = receipt(sold, SHOP, width_mm=58, language=language)
    for pdf in (unnamed, invoice(sold, SHOP, language=language)):
        assert "Made by" not in reading.text(pdf)
        assert "बनाया" not in reading.text(pdf)
