"""Which column of a list of goods holds what: told by header words, else by what stands in it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from estore_pos.domain import barcode
from estore_pos.text.numbers import latin_digits, read_money


class Column(StrEnum):
    """What a column can hold."""

    NAME = "name"
    NAME_HI = "name_hi"
    NAME_EN = "name_en"
    BRAND = "brand"
    ALIASES = "aliases"
    BARCODE = "barcode"
    SKU = "sku"
    UNIT = "unit"
    PACK = "pack"
    PRICE = "price"
    BEFORE_TAX = "before_tax"
    MRP = "mrp"
    HSN = "hsn"
    RATE = "rate"
    CATEGORY = "category"
    STOCK = "stock"


_WORDS: dict[Column, str] = {
    Column.NAME: "name|item|items|item name|product|product name|product title|title|description|"
    "item description|goods|particulars|article|stock item|नाम|सामान|सामान का नाम|वस्तु|माल|विवरण|"
    "सामग्री|आइटम|उत्पाद",
    Column.NAME_HI: "name hi|hindi name|name hindi|hindi|name local|local name|regional name|"
    "हिंदी नाम|हिन्दी नाम|हिंदी|हिन्दी|नाम हिंदी|नाम हिन्दी",
    Column.NAME_EN: "name en|english name|name english|english|अंग्रेज़ी नाम|अंग्रेजी नाम|अंग्रेज़ी|अंग्रेजी",
    Column.BRAND: "brand|brands|brand name|company|make|manufacturer|ब्रांड|कंपनी|कम्पनी",
    Column.ALIASES: "alias|aliases|other names|also called|keywords|दूसरे नाम|और नाम|उपनाम",
    Column.BARCODE: "barcode|bar code|ean|ean13|ean 13|upc|gtin|barcode no|barcode number|"
    "बारकोड|बार कोड",
    Column.SKU: "sku|item code|product code|itemcode|id|product id|item id|sku code|plu|article no|"
    "कोड|सामान कोड|क्रमांक कोड",
    Column.UNIT: "unit|uom|uqc|units|unit of measure|इकाई|यूनिट|नाप",
    Column.PACK: "pack|pack size|packing|size|weight|net weight|net qty|pack qty|"
    "पैक|वज़न|वजन|साइज़|साइज",
    Column.PRICE: "price|rate rs|selling price|sale price|sales price|sell price|sp|mrp or sell|"
    "retail price|our price|price rs|price rupees|unit price|rate|भाव|दाम|कीमत|क़ीमत|मूल्य|बिक्री भाव|"
    "बिक्री मूल्य|रेट|दर",
    Column.BEFORE_TAX: "price excl gst|price excl tax|price exclusive of gst|"
    "price exclusive of tax|price before tax|price before gst|price without gst|"
    "price without tax|rate before tax|"
    "rate before gst|rate excl gst|rate excl tax|rate without gst|rate without tax|basic rate|"
    "basic price|taxable price|taxable rate|gst के बिना भाव|बिना gst भाव|बिना टैक्स भाव|"
    "जीएसटी के बिना भाव|बिना जीएसटी भाव",
    Column.MRP: "mrp|m r p|max retail price|maximum retail price|mrp rs|एमआरपी|एम आर पी|अधिकतम मूल्य",
    Column.HSN: "hsn|hsn code|hsn sac|hsn raw|hsn no|sac|एचएसएन|एचएसएन कोड",
    Column.RATE: "gst|gst rate|gst pct|gst percent|tax|tax rate|tax pct|tax percent|igst|igst rate|"
    "vat|gst %|tax %|जीएसटी|टैक्स|कर|जीएसटी दर|टैक्स दर",
    Column.CATEGORY: "category|categories|group|item group|department|product category|"
    "श्रेणी|वर्ग|समूह|प्रकार",
    Column.STOCK: "stock|opening stock|opening|qty in stock|current stock|closing stock|on hand|"
    "balance|stock qty|quantity in stock|स्टॉक|स्टाक|बचा माल|शेष|शुरुआती स्टॉक",
}
_KNOWN = {word: column for column, words in _WORDS.items() for word in words.split("|")}
_CODE_WORDS = {"code"}
_SECOND_WORDS = {"description", "item description", "particulars", "title", "विवरण", "rate"}
"""Headers that count only where no other column says the same in a plainer word."""
_QUANTITY_WORDS = {"quantity", "qty", "मात्रा"}
_TAX_RATE_MAX = 40_00
_HEADER_WITHIN_ROWS = 15
_SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands (0 is the first column) and the row of headers, 0 where none is."""

    places: dict[Column, int]
    header_row: int
    headers: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Whether headers name what goods have and other lists do not."""
        return self.header_row > 0 and bool(
            {Column.PRICE, Column.BEFORE_TAX, Column.MRP, Column.BARCODE} & set(self.places)
        )


def tidy_header(text: str) -> str:
    """A header as it is compared: small letters, no marks, one blank between words."""
    words = re.sub(r"[^\w\u0900-\u097f%]+", " ", text.casefold().replace("_", " "))
    return re.sub(r"\s*%\s*", " % ", words).strip().replace(" %", " pct")


def guess(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Where a list of goods keeps what.

    None for a table in which nothing can be a good's name: a letter, a list of bills.
    """
    return _by_header(rows) or _by_content(rows)


def _by_header(rows: Sequence[Sequence[str]]) -> Columns | None:
    best: tuple[int, Columns] | None = None
    for number, row in enumerate(rows[:_HEADER_WITHIN_ROWS], 1):
        places = _named(row, rows[number : number + _SAMPLE_ROWS])
        names = {Column.NAME, Column.NAME_HI, Column.NAME_EN} & set(places)
        if names and (best is None or len(places) > best[0]):
            best = len(places), Columns(places, number, tuple(row))
    return best[1] if best else None


def _named(header: Sequence[str], below: Sequence[Sequence[str]]) -> dict[Column, int]:
    places: dict[Column, int] = {}
    words = [tidy_header(text) for text in header]
    for place in sorted(range(len(words)), key=lambda place: words[place] in _SECOND_WORDS):
        word = words[place]
        column = _KNOWN.get(word)
        cells = [row[place].strip() for row in below if place < len(row) and row[place].strip()]
        if word in _CODE_WORDS:
            column = Column.BARCODE if _mostly(cells, _is_long_code) else Column.SKU
        elif word in _QUANTITY_WORDS:
            column = Column.STOCK if _mostly(cells, _is_number) else Column.PACK
        elif word == "rate" and Column.PRICE in places:
            column = Column.RATE if _mostly(cells, _is_tax_rate) else None
        if column is not None:
            places.setdefault(column, place)
    if Column.PRICE in places:
        # What is asked at the counter says more than what is left of it without the tax.
        places.pop(Column.BEFORE_TAX, None)
    return places


def _by_content(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Columns of a table without headers: codes, then the first words, then the numbers."""
    sample = [row for row in rows[:_SAMPLE_ROWS] if any(cell.strip() for cell in row)]
    width = max((len(row) for row in sample), default=0)
    places: dict[Column, int] = {}
    numbers: list[int] = []
    for place in range(width):
        cells = [row[place].strip() for row in sample if place < len(row) and row[place].strip()]
        if not cells:
            continue
        if _mostly(cells, _is_long_code):
            places.setdefault(Column.BARCODE, place)
        elif _mostly(cells, _is_number):
            numbers.append(place)
        elif _mostly(cells, _is_wordy):
            places.setdefault(Column.NAME, place)
    _price_columns(sample, numbers, places)
    if Column.NAME not in places or len(places) < 2:
        return None
    return Columns(places, 0, ("",) * width)


def _price_columns(
    sample: Sequence[Sequence[str]], numbers: Sequence[int], places: dict[Column, int]
) -> None:
    """One column of numbers is the price; of two the one that is never lower is the MRP."""
    read = {
        place: [amount.paise if (amount := read_money(row[place])) else 0 for row in sample]
        for place in numbers
        if all(place < len(row) for row in sample)
    }
    plain = {
        place: paise
        for place, paise in read.items()
        if paise != [paise[0] + 100 * step for step in range(len(paise))] or len(paise) < 3
    }
    if not plain:
        return
    price = min(plain, key=lambda place: sum(plain[place]))
    places[Column.PRICE] = price
    for place, paise in plain.items():
        if place != price and all(a >= b for a, b in zip(paise, plain[price], strict=True)):
            places[Column.MRP] = place


def _mostly(cells: Sequence[str], shape: Callable[[str], bool]) -> bool:
    return bool(cells) and 10 * sum(1 for cell in cells if shape(cell)) >= 7 * len(cells)


def _is_long_code(cell: str) -> bool:
    code = latin_digits(cell)
    return 8 <= len(code) <= 14 and code.isdigit() and barcode.plausible(code)


def _is_tax_rate(cell: str) -> bool:
    amount = read_money(cell.rstrip(" %"))
    return amount is not None and amount.paise <= _TAX_RATE_MAX


def _is_number(cell: str) -> bool:
    return read_money(cell.lstrip("-")) is not None


def _is_wordy(cell: str) -> bool:
    return sum(1 for char in cell if char.isalpha()) >= 2
