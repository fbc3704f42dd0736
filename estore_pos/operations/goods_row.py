"""One row of a list of goods, read: what it says of a good, or why it is refused."""

import html
import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from estore_pos.domain import barcode as codes
from estore_pos.domain import gst
from estore_pos.domain.gst import HSN_DIGITS, LEGAL, Rate, TaxMode, Treatment
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.quantity import Unit
from estore_pos.domain.rounding import divide_half_up
from estore_pos.domain.sale import AMOUNT_MAX
from estore_pos.operations.goods_columns import Column, Columns
from estore_pos.text.gst_rate import WORDS
from estore_pos.text.numbers import UNIT_WORDS, latin_digits, read_decimal, read_money

NAME_CHARS_MAX = 200
PACK_CHARS_MAX = 64
STOCK_MILLI_MAX = 10**10
_SKU = "sku "


class Reason(StrEnum):
    """Why a row is refused; the codes are stable."""

    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    COLUMNS_SHIFTED = "columns_shifted"
    PRICE_UNREADABLE = "price_unreadable"
    PRICE_TOO_HIGH = "price_too_high"
    MRP_UNREADABLE = "mrp_unreadable"
    ABOVE_MRP = "above_mrp"
    BARCODE_DAMAGED = "barcode_damaged"
    BARCODE_UNREADABLE = "barcode_unreadable"
    STOCK_UNREADABLE = "stock_unreadable"
    DUPLICATE = "duplicate"
    TWO_GOODS = "two_goods"
    QUOTE_OPEN = "quote_open"
    TOTAL_ROW = "total_row"


class Refused(Exception):
    """A row that cannot be a good."""

    def __init__(self, reason: Reason) -> None:
        """Take the reason."""
        super().__init__(reason.value)
        self.reason = reason


class GoodsRow(NamedTuple):
    """What a row says; an empty text or None is what it does not say.

    `rate_was` is the rate as written where it is no rate of today: another was put for it, or none;
    `unit_was` the unit as written where it is none that is known; `hsn_was` the HSN as written
    where it is no code; `price_was` the price, or else the MRP, as written where it is nought or
    has parts of a paisa. `inclusive`: the price has its tax inside; None where no price is told.
    """

    row: int
    name_hi: str
    name_en: str
    unit: Unit | None = None
    unit_was: str = ""
    pack: str = ""
    price: Money | None = None
    mrp: Money | None = None
    hsn: str = ""
    rate: Rate | None = None
    rate_was: str = ""
    barcode: str = ""
    sku: str = ""
    category: str = ""
    aliases: tuple[str, ...] = ()
    stock_milli: int | None = None
    inclusive: bool | None = None
    hsn_was: str = ""
    price_was: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Its barcode and its number, as far as it has them, as an item keeps them."""
        if not self.sku:
            return (self.barcode,) if self.barcode else ()
        code = sku_code(self.sku)
        return (self.barcode, code) if self.barcode else (code,)

    @property
    def identity(self) -> tuple[str, str]:
        """What makes two rows one good: the barcode, else the number, else name and pack."""
        if codes := self.codes:
            return "code", codes[0]
        return "name", name_key(self.name_hi or self.name_en, self.pack)


def sku_code(sku: str) -> str:
    """How another program's item number is kept: a code with a blank, which no scanner sends."""
    return f"{_SKU}{sku}"


def is_sku_code(code: str) -> bool:
    """Whether an item's code is another program's number."""
    return code.startswith(_SKU)


def name_key(name: str, pack: str) -> str:
    """A name and pack as they are compared: case, blanks and marks apart."""
    return " ".join(f"{name}\n{pack}".casefold().split())


def tidy(text: str) -> str:
    """A cell as text: entities and hard blanks undone, on one line, without control characters."""
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(
            char if char.isprintable() or char in "\u200c\u200d" else " " for char in text
        )
    return " ".join(text.split())


class Reading:
    """Reads the rows of a table whose columns are known."""

    def __init__(self, columns: Columns) -> None:
        """Take the columns."""
        self._width = len(columns.headers)
        self._blank = ("",) * self._width
        self._before_tax = Column.BEFORE_TAX in columns.places
        self._has_price = self._before_tax or Column.PRICE in columns.places
        # A column that is not there is the blank cell that is put after the last.
        self._cells = itemgetter(*(columns.places.get(each, self._width) for each in Column))

    def row(self, cells: tuple[str, ...], number: int) -> GoodsRow:
        """Read a row. Raises Refused with the first reason found."""
        width = self._width
        if len(cells) != width:
            if any(cells[width:]):
                raise Refused(Reason.COLUMNS_SHIFTED)
            cells = (cells + self._blank)[:width]
        said = self._cells((*cells, ""))
        if not _is_tidy(cells):
            said = tuple(map(tidy, said))
        (
            name,
            name_hi,
            name_en,
            brand,
            aliases,
            barcode,
            sku,
            unit_said,
            pack,
            price_said,
            before_tax,
            mrp_said,
            hsn,
            rate_said,
            category,
            stock,
        ) = said
        hindi, english = _names(name, name_hi, name_en, brand)
        unit, unit_was, pack = _unit(unit_said, pack[:PACK_CHARS_MAX], english or hindi)
        price_said = before_tax or price_said if self._has_price else mrp_said
        price, mrp = _prices(price_said, mrp_said)
        hsn, hsn_was = _hsn(hsn)
        rate, rate_was = _rate(rate_said, hsn)
        if self._before_tax and price and mrp and rate and _with_tax(price, rate) > mrp:
            raise Refused(Reason.ABOVE_MRP)
        barcode, sku = _barcode(barcode), _sku(sku)
        if not (barcode or sku) and _is_total(name or name_en or name_hi):
            raise Refused(Reason.TOTAL_ROW)
        return GoodsRow(
            number,
            hindi,
            english,
            unit,
            unit_was,
            pack,
            price,
            mrp,
            hsn,
            rate,
            rate_was,
            barcode,
            sku,
            _category(category),
            _aliases(aliases),
            _stock(stock),
            None if price is None else not self._before_tax,
            hsn_was,
            _odd_price(price_said) or _rounded(mrp_said),
        )


def _is_tidy(cells: Sequence[str]) -> bool:
    """Whether `tidy` would change no cell; most rows are so, and are told by one look."""
    line = "|".join(cells)
    return (
        line.isprintable()
        and "&" not in line
        and "  " not in line
        and "| " not in line
        and " |" not in line
        and line.strip() == line
        and (line.isascii() or unicodedata.is_normalized("NFC", line))
    )


def _category(text: str) -> str:
    """The first of a good's kinds."""
    return text.partition(",")[0].strip()[:64] if text else ""


def _aliases(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    return tuple(alias for part in re.split(r"[;|,]", text) if (alias := part.strip()))


def is_hindi(text: str) -> bool:
    """Whether a text has a Devanagari letter."""
    if text.isascii():
        return False
    return any("\u0900" <= char <= "\u097f" and char.isalpha() for char in text)


_TOTAL = re.compile(
    r"(?:(?:grand|sub|net)[ -]?)?total(?: (?:items?|amount|qty|value|stock))?|"
    r"कुल(?: (?:योग|जोड़|रकम|सामान|मूल्य|स्टॉक))?|(?:महा)?योग|जोड़"
)


def _is_total(name: str) -> bool:
    """Whether a row is called as the one that adds a list up is; a good may be called more."""
    return _TOTAL.fullmatch(latin_digits(name).casefold().rstrip(" :=-.0123456789")) is not None


_WORDY = re.compile(r"[^\W_]")


def _names(name: str, hindi: str, english: str, brand: str) -> tuple[str, str]:
    """The names in Hindi and in English of the cells that hold them."""
    if name and is_hindi(name):
        hindi = hindi or name
    elif name:
        english = english or name
    if not (english[:1].isalnum() or _WORDY.search(hindi + english)):
        raise Refused(Reason.NAME_MISSING)
    if brand and english and brand.casefold() not in english.casefold():
        brands = [each for part in brand.split(",") if (each := part.strip())]
        if not any(each.casefold() in english.casefold() for each in brands):
            english = " ".join((*brands[:1], english))
    if len(hindi) > NAME_CHARS_MAX or len(english) > NAME_CHARS_MAX:
        raise Refused(Reason.NAME_TOO_LONG)
    return hindi, english


_UNITS: dict[str, Unit] = {
    word: unit
    for unit, words in {
        Unit.KILO: "kg kgs kilo kilogram kilograms kilos kgm kgms किग्रा कि.ग्रा किलोग्राम के.जी केजी",
        Unit.GRAM: "g gm gms gram grams grm grms ग्रा",
        Unit.QUINTAL: "qtl quintal quintals कुंतल कुन्तल",
        Unit.LITRE: "l lt ltr ltrs lit litre liter litres liters ली लि लिटर",
        Unit.MILLILITRE: "ml mlt mls millilitre milliliter मि.ली मिलीलीटर",
        Unit.METRE: "m mtr mtrs meter metre",
        Unit.PIECE: "pc pcs piece pieces pcs. ea each u unit units अदद",
        Unit.NUMBER: "no nos number numbers नंबर",
        Unit.PACKET: "pkt pkts pac pack packet packets pouch pch pk pkg sachet पैक पाउच पुड़िया पैकिट",
        Unit.DOZEN: "doz dozen dozens dz",
        Unit.BOTTLE: "btl btls bottle bottles शीशी",
        Unit.BOX: "box boxes carton ctn डब्बा पेटी",
        Unit.BAG: "bag bags बोरा झोला",
        Unit.BUNDLE: "bdl bundle bundles गड्डी",
        Unit.TIN: "can cans tin tins jar",
        Unit.TUBE: "tub tube tubes",
        Unit.PAIR: "prs pair pairs जोड़ा",
        Unit.SET: "set sets",
        Unit.ROLL: "rol roll rolls",
        Unit.OTHER: "oth others",
    }.items()
    for word in [*words.split(), *UNIT_WORDS[unit]]
}
_PACK_IN_NAME = re.compile(
    r"(\d+(?:\.\d+)?)\s*(kg|gms?|grms?|grams?|g|ltrs?|lt|l|ml|ग्राम|किलो|लीटर|मिली)\b\.?",
    re.IGNORECASE,
)
_PRICED_BY_PACK = (Unit.GRAM, Unit.MILLILITRE)


def _unit(written: str, pack: str, name: str) -> tuple[Unit | None, str, str]:
    """The unit, the word for it where it is unknown, and the pack.

    Where a list says grams or millilitres it means what the packet holds.
    """
    if not written:
        return None, "", pack
    unit = _known_unit(written)
    if unit in _PRICED_BY_PACK:
        size = _PACK_IN_NAME.search(name)
        return Unit.PACKET, "", pack or (size[0] if size else "")
    return (Unit.OTHER, written, pack) if unit is None else (unit, "", pack)


@lru_cache(maxsize=1_024)
def _known_unit(written: str) -> Unit | None:
    """The unit of a word; a tax return's KGS-KILOGRAMS is one word and its meaning."""
    word = written.casefold()
    first = word.partition("-")[0]
    return next((_UNITS[each] for each in (word, word.rstrip("."), first) if each in _UNITS), None)


def _prices(price: str, mrp: str) -> tuple[Money | None, Money | None]:
    """The selling price and the printed one; nought is no price. With MRPs alone they are both."""
    printed = _money(mrp, Reason.MRP_UNREADABLE)
    asked = _money(price, Reason.PRICE_UNREADABLE)
    if printed is not None and asked is not None and asked.paise > printed.paise:
        raise Refused(Reason.ABOVE_MRP)
    return asked, printed


def _with_tax(price: Money, rate: Rate) -> Money:
    """What a price before tax comes to at the counter."""
    return gst.asked(price, rate, TaxMode.REGULAR)


@lru_cache(maxsize=8_192)
def _money(text: str, unreadable: Reason) -> Money | None:
    if text.isascii() and text.isdigit() and len(text) < 9:
        paise = int(text) * 100
        if paise > AMOUNT_MAX.paise:
            raise Refused(Reason.PRICE_TOO_HIGH)
        return Money(paise) if paise else None
    text = text.replace(" ", "")
    if not text or text in ("-", "NA", "N/A", "na", "n/a"):
        return None
    amount = read_money(re.sub(r"(\.\d\d)0+$", r"\1", text))
    if amount is None and (tiny := re.fullmatch(r"(\d{1,9})\.(\d{3,18})", latin_digits(text))):
        amount = Money(divide_half_up(int(tiny[1] + tiny[2]), 10 ** (len(tiny[2]) - 2)))
    if amount is None:
        raise Refused(unreadable)
    if amount > AMOUNT_MAX:
        raise Refused(Reason.PRICE_TOO_HIGH)
    return amount if amount > NOTHING else None


_NOUGHT = re.compile(r"[0.]*0[0.]*")
_PARTS_OF_A_PAISA = re.compile(r"\.\d\d(?!9{3})[1-9]")


def _odd_price(text: str) -> str:
    """A price as written, where another one was taken for it, or none."""
    return text if _NOUGHT.fullmatch(text) else _rounded(text)


def _rounded(text: str) -> str:
    """An amount as written, where it was rounded; what a sheet lost in its sums is nothing.

    42.160000000000004 and 41.999999 are such.
    """
    return text if "." in text and _PARTS_OF_A_PAISA.search(latin_digits(text)) else ""


_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")


def _barcode(text: str) -> str:
    """A code as a scanner sends it. Excel's 8.9E+12 is refused unless no digit of it is lost."""
    if not text or (len(text) == 13 and text.isascii() and text.isdigit()):
        return text
    code = latin_digits(text.lstrip("'")).replace("\u200c", "").replace("\u200d", "")
    if re.fullmatch(r"\d+\.0+", code):
        code = code.partition(".")[0]
    if lost := _SCIENTIFIC.fullmatch(code):
        digits, places = lost[1] + (lost[2] or ""), int(lost[3])
        code = digits
        if len(digits) != places + 1 or not codes.is_gtin(digits):
            raise Refused(Reason.BARCODE_DAMAGED)
    if code and not codes.plausible(code):
        raise Refused(Reason.BARCODE_UNREADABLE)
    return codes.canonical(code)


def _sku(text: str) -> str:
    return text and re.sub(r"^(\d+)\.0$", r"\1", text)[:40]


_NO_CODE = ("0", "-", "na", "n/a", "nil")


@lru_cache(maxsize=4_096)
def _hsn(text: str) -> tuple[str, str]:
    """A code of 4, 6 or 8 digits, a lost zero before it put back; else the text that was none."""
    if not text or text.casefold() in _NO_CODE:
        return "", ""
    digits = latin_digits(text).replace(" ", "").replace(".", "")
    if not (digits.isascii() and digits.isdigit()):
        return "", text
    if len(digits) in (3, 5, 7):
        digits = "0" + digits
    elif len(digits) == 9 and digits.startswith("00"):
        digits = digits[1:]
    return (digits, "") if len(digits) in HSN_DIGITS else ("", text)


_RATES_WRITTEN = LEGAL[-1][1] | {1200, 2800}
_SIN_GOODS = ("24", "2106 90 20", "2202 10")


@lru_cache(maxsize=4_096)
def _rate(text: str, hsn: str) -> tuple[Rate | None, str]:
    """The rate, and the text where it is no rate of today: another stands for it, or none.

    A cell that Excel shows as 5 % holds 0.05. What is no rate as it stands and is one a hundred
    times over is meant so, also where the others of its column are whole numbers; 0.25 is a rate.

    The slabs of before 22-09-2025 become what the Council made of nearly all their goods: 12 -> 5,
    28 -> 18, tobacco and sweet fizzy drinks 28 -> 40. The owner is told which rows.
    """
    if not text:
        return None, ""
    if word := WORDS.get(text.casefold()):
        return word, ""
    number = re.search(r"\d+(?:\.\d+)?", latin_digits(text))
    read = read_decimal(number[0], 4) if number else None
    if read is None:
        return None, text
    points, was = divide_half_up(read, 100), ""
    if points * 100 != read or points not in _RATES_WRITTEN:
        if "%" in text or read not in _RATES_WRITTEN:
            return None, text
        points, was = read, text
    if points == 1200:
        return Rate(500, Treatment.TAXABLE), text
    if points == 2800:
        sin = hsn.startswith(tuple(each.replace(" ", "") for each in _SIN_GOODS))
        return Rate(4000 if sin else 1800, Treatment.TAXABLE), text
    return (Rate(points, Treatment.TAXABLE) if points else Rate(0, Treatment.EXEMPT)), was


def _stock(text: str) -> int | None:
    """An opening stock in thousandths; "10 pcs" and a negative one are read too.

    What a sheet worked out (3.3333333333333335) is rounded to thousandths.
    """
    if not text:
        return None
    match = re.fullmatch(r"(-?)\s*([\d.,]+)\s*[^\W\d]*\.?", latin_digits(text))
    milli = read_decimal(re.sub(r"(\.\d{3})0+$", r"\1", match[2]), 3) if match else None
    if match and (tiny := re.fullmatch(r"(\d{1,9})\.(\d{4,18})", match[2])):
        milli = divide_half_up(int(tiny[1] + tiny[2]), 10 ** (len(tiny[2]) - 3))
    if match is None or milli is None or milli > STOCK_MILLI_MAX:
        raise Refused(Reason.STOCK_UNREADABLE)
    return -milli if match[1] else milli
