"""What an item has to be before it is recorded."""

from dataclasses import replace

from estore_pos.domain import barcode
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.item import Barcode, Item
from estore_pos.domain.money import AMOUNT_MAX, NOTHING


def checked(item: Item) -> Item:
    """An item as it can be recorded: codes in their compared form, each once.

    Raises Refusal NAME_NEEDED, AMOUNT_RANGE.
    """
    if not (item.name_hi.strip() or item.name_en.strip()):
        raise Refusal(RefusalCode.NAME_NEEDED)
    for amount in (item.price, item.mrp):
        if amount is not None and not NOTHING <= amount <= AMOUNT_MAX:
            raise Refusal(RefusalCode.AMOUNT_RANGE, amount=amount.paise)
    codes = {code: each.milli for each in item.barcodes if (code := barcode.canonical(each.code))}
    return replace(
        item,
        name_hi=item.name_hi.strip(),
        name_en=item.name_en.strip(),
        barcodes=tuple(Barcode(code, milli) for code, milli in codes.items()),
    )
