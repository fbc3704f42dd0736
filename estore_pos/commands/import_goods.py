"""Brings a list of goods into the books: `main.py import FILE --books DIR [--dry-run]`."""

import gc
import json
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from estore_pos.base.folders import Folders, remember
from estore_pos.commands import arguments
from estore_pos.commands.telling import screen_language, told, words_of
from estore_pos.commands.world import World
from estore_pos.domain.barcode import is_gtin
from estore_pos.domain.gst import TaxMode
from estore_pos.operations.goods_columns import Column
from estore_pos.operations.goods_import import COMMAND_SLICE_MS, Goods, Tally, read_goods
from estore_pos.operations.goods_row import Reason
from estore_pos.operations.till import open_till
from estore_pos.store.books import Books
from estore_pos.text.numbers import percent_text
from estore_pos.text.words import Words, mark

REASONS: dict[Reason, str] = {
    Reason.NAME_MISSING: mark("there is no name"),
    Reason.NAME_TOO_LONG: mark("the name is too long"),
    Reason.COLUMNS_SHIFTED: mark("there are more cells than headers: a comma too many"),
    Reason.PRICE_UNREADABLE: mark("the price cannot be read"),
    Reason.PRICE_TOO_HIGH: mark("the price is above 1 crore"),
    Reason.MRP_UNREADABLE: mark("the MRP cannot be read"),
    Reason.ABOVE_MRP: mark("the price is above the MRP"),
    Reason.BARCODE_DAMAGED: mark("Excel has cut digits off the barcode"),
    Reason.BARCODE_UNREADABLE: mark("the barcode cannot be read"),
    Reason.STOCK_UNREADABLE: mark("the stock cannot be read"),
    Reason.DUPLICATE: mark("an earlier row of the file is the same item with other particulars"),
    Reason.TWO_GOODS: mark("an earlier row of the file has already changed this item"),
    Reason.QUOTE_OPEN: mark('a quotation mark (") stands there that nothing closes'),
    Reason.TOTAL_ROW: mark("it is the total of the list and no item"),
}

_EAN, _OWN = 13, "2"

COLUMNS: dict[Column, str] = {
    Column.NAME: mark("name"),
    Column.NAME_HI: mark("name in Hindi"),
    Column.NAME_EN: mark("name in English"),
    Column.BRAND: mark("brand"),
    Column.ALIASES: mark("other names"),
    Column.BARCODE: mark("barcode"),
    Column.SKU: mark("code of the item"),
    Column.UNIT: mark("unit"),
    Column.PACK: mark("pack"),
    Column.PRICE: mark("price"),
    Column.BEFORE_TAX: mark("price before GST"),
    Column.MRP: mark("MRP"),
    Column.HSN: mark("HSN"),
    Column.RATE: mark("GST rate"),
    Column.CATEGORY: mark("kind"),
    Column.STOCK: mark("stock"),
}
"""What a column was taken for."""


def run(rest: list[str], world: World) -> int:
    """0 when the file went in, also when rows were refused; 1 when nothing could be done.

    Standard output is one JSON object of counts and refused rows; which column was taken for what
    stands on standard error. Every sentence is in the language named, else in that of the screens.
    """
    parser = arguments.parser("import", world.asked)
    parser.add_argument("file", type=Path, help="CSV या XLSX / CSV or XLSX")
    parser.add_argument(
        "--dry-run", action="store_true", help="केवल देखें, कुछ न बदलें / only look, change nothing"
    )
    named = arguments.named(rest, world.asked)
    language = screen_language(world, named.lang, named.books or parser.get_default("books"))
    asked = arguments.read(parser, rest, language)
    say = words_of(language)

    def deed() -> int:
        goods = read_goods(asked.file)
        sys.stderr.write("\n".join(mapping(goods, say)) + "\n")
        with tempfile.TemporaryDirectory(prefix="estore-") as aside:
            folders = world.find_folders(asked.books)
            if asked.dry_run and not Books.stands(folders.books):
                # Nothing is there to be looked at, and a mere look makes no books.
                folders = Folders(Path(aside) / "books", Path(aside) / "state", Path(aside))
            tally = _brought_in(goods, folders, world, say, dry_run=asked.dry_run)
        sys.stdout.write(json.dumps(result(goods, tally, say), ensure_ascii=False) + "\n")
        return 0

    gc.disable()  # nothing here leaves a cycle, and looking for one takes a tenth of the time
    try:
        return told(deed, world, language)
    finally:
        gc.enable()


def _brought_in(
    goods: Goods, folders: Folders, world: World, say: Words, *, dry_run: bool
) -> Tally:
    till = open_till(
        folders.books,
        world.clock,
        world.secrets(folders),
        folders.state,
        cache_dir=folders.cache,
    )
    with suppress(OSError):
        remember(folders)
    try:
        # Where there are PINs the window shows it, to an owner.
        if (code := till.recovery_code) and not dry_run and not till.watch.is_locked:
            told = say.tr(
                "The recovery code of these books is {code}. Write it on paper now and keep it "
                "safe: it opens a copy of their folder on another PC and is not shown again.",
                code=code,
            )
            sys.stderr.write(f"{told}\n")
            sys.stderr.flush()
            till.recovery_code_seen()
        *_, tally = till.import_goods(goods, slice_ms=COMMAND_SLICE_MS, dry_run=dry_run)
        if tally.untold and till.shop_today().tax_mode is TaxMode.REGULAR:
            told = say.tr(
                "Goods of this list of which nobody has told a GST rate: {untold}; no GST is "
                "charged on those. Import a list with GST rates, or tell each on its card "
                "(Ctrl+I).",
                untold=tally.untold,
            )
            sys.stderr.write(f"{told}\n")
    finally:
        till.close()
    return tally


def result(goods: Goods, tally: Tally, say: Words) -> dict[str, object]:
    """The four, in which each row of the file is once; a reason is its code and a sentence.

    Where several sheets of a workbook were read, a refused row names its own.
    """
    rejected: list[dict[str, object]] = []
    for each in tally.rejected:
        name, row = goods.place(each.row)
        reason = f"{each.reason.value}: {say.tr(REASONS[each.reason])}"
        rejected.append({**({"sheet": name} if name else {}), "row": row, "reason": reason})
    return {
        "new": tally.new,
        "changed": tally.changed,
        "same": tally.same,
        "rejected": rejected,
    }


def mapping(goods: Goods, say: Words) -> list[str]:
    """How the file was read, for whoever wonders what went where."""
    lines = [f"{goods.file}: {goods.how}"]
    for part in goods.parts:
        if len(goods.parts) > 1 or goods.left_out:
            lines.append(say.tr("Sheet “{sheet}”", sheet=part.name))
        for column, place in part.columns.places.items():
            header = part.columns.headers[place]
            lines.append(f"{say.tr(COLUMNS[column])} <- {place + 1}: {header}".rstrip(": "))
    lines += [
        say.tr(
            "Sheet “{sheet}” was not read: it is hidden, or its headers name no goods with a "
            "price, an MRP or a barcode. If it holds goods, save it as a file of its own and "
            "import that.",
            sheet=name,
        )
        for name in goods.left_out
    ]
    rates: dict[tuple[str, str], list[int]] = {}
    units: dict[str, list[int]] = {}
    for row in goods.rows:
        if row.rate_was:
            now = percent_text(row.rate.basis_points) if row.rate else ""
            rates.setdefault((row.rate_was, now), []).append(row.row)
        if row.unit_was:
            units.setdefault(row.unit_was, []).append(row.row)
    lines += [
        say.tr(
            "GST {rate} is no rate of today; {now} was taken. Check rows {rows}",
            rate=written,
            now=now,
            rows=_rows(goods, rows),
        )
        if now
        else say.tr(
            "GST {rate} is no rate of today; none was taken. Tell the right one on the item's card "
            "(Ctrl+I) or in the list. Rows {rows}",
            rate=written,
            rows=_rows(goods, rows),
        )
        for (written, now), rows in rates.items()
    ]
    lines += [
        say.tr(
            "“{unit}” is no unit that is known; “unit” was taken. Write kg, pcs, packet or the "
            "like and import the list again. Rows {rows}",
            unit=written,
            rows=_rows(goods, rows),
        )
        for written, rows in units.items()
    ]
    return lines + _oddly_priced(goods, say) + _without_code(goods, say) + _misprinted(goods, say)


def _oddly_priced(goods: Goods, say: Words) -> list[str]:
    """Says which prices were nought, and which were rounded to a paisa."""
    odd = [row for row in goods.rows if row.price_was]
    nought = [row.row for row in odd if row.price is None]
    rounded = [row.row for row in odd if row.price is not None]
    told: list[str] = []
    if nought:
        told += [
            say.tr(
                "A price of 0 is no price: none was taken. That of a new item is asked at its "
                "first sale. Rows {rows}",
                rows=_rows(goods, nought),
            )
        ]
    if rounded:
        told += [
            say.tr(
                "A price or an MRP with parts of a paisa was rounded to the paisa. Check rows "
                "{rows}",
                rows=_rows(goods, rounded),
            )
        ]
    return told


def _without_code(goods: Goods, say: Words) -> list[str]:
    """Says of which goods the HSN is none."""
    rows = [row for row in goods.rows if row.hsn_was]
    if not rows:
        return []
    told = say.tr(
        "“{hsn}” and the like is no HSN, which has 4, 6 or 8 digits: none was taken. Tell the "
        "right one on the item's card (Ctrl+I) or in the list. Rows {rows}",
        hsn=rows[0].hsn_was[:20],
        rows=_rows(goods, [row.row for row in rows]),
    )
    return [told]


def _misprinted(goods: Goods, say: Words) -> list[str]:
    """Says which codes of packets are none; codes that begin with 2 are a shop's own."""
    rows = [
        row.row
        for row in goods.rows
        if len(row.barcode) == _EAN and row.barcode[0] != _OWN and not is_gtin(row.barcode)
    ]
    if not rows:
        return []
    told = say.tr(
        "The check digit of a barcode is not right, mostly for a slip of the hand. It was taken as "
        "it stands. Scan the packet and compare. Rows {rows}",
        rows=_rows(goods, rows),
    )
    return [told]


def _rows(goods: Goods, rows: list[int]) -> str:
    places = [goods.place(row) for row in rows[:10]]
    named = [f"{name} {row}" if name else str(row) for name, row in places]
    return ", ".join(named) + (" ..." if len(rows) > 10 else "")
