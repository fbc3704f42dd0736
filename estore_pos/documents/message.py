"""A bill as a text for a chat: who sold what for how much, short enough for the link it rides in.

The PDF is the paper; the text is what is read of it without opening anything.
"""

from estore_pos.documents.content import Content, Deed, Line, content
from estore_pos.documents.wording import TENDERS, Wording, wording
from estore_pos.domain.sale import TenderKind
from estore_pos.domain.shop import Shop
from estore_pos.text import chat
from estore_pos.text.dates import date_text, time_text
from estore_pos.text.numbers import amount_text, milli_text, money_text
from estore_pos.text.words import PaperLanguage

CASH = TENDERS[TenderKind.CASH]


def message(
    deed: Deed,
    shop: Shop,
    language: PaperLanguage,
    *,
    practice: bool = False,
    cancelled: bool = False,
    room: int = chat.TEXT_ROOM,
) -> str:
    """The text, in one language: that of a bilingual paper's short places.

    Lines for which the link has no `room` are counted; they stand in the PDF.
    """
    say = wording("en" if language == "en" else "hi")
    held = content(deed, shop, say, practice=practice, cancelled=cancelled)
    head, foot = _head(held, shop, say, practice=practice), _foot(held, shop, say)
    lines = [_line(line, say) for line in held.lines]
    left = room - chat.taken("\n".join([*head, _more(len(lines), say), *foot, ""]))
    shown = 0
    for line in lines:
        left -= chat.taken(f"{line}\n")
        if left < 0:
            break
        shown += 1
    rest = len(lines) - shown
    more = [_more(rest, say)] if rest else []
    return "\n".join([*head, *lines[:shown], *more, *foot])


def _more(rest: int, say: Wording) -> str:
    return say.words.tr("+ {n} more in the PDF", n=rest)


def _head(held: Content, shop: Shop, say: Wording, *, practice: bool) -> list[str]:
    tr = say.words.tr
    warned = [f"*{tr('PRACTICE - not a bill')}*"] if practice else []
    warned += [f"*{tr(held.warning)}*"] if held.warning else []
    name = (*say.pick(shop.name_hi, shop.name_en), "")[0]
    when = f"{date_text(held.calendar_day)} {time_text(held.at)}"
    told = [f"*{name}*" if name else "", f"{tr('Phone')} {shop.phone}" if shop.phone else ""]
    numbered = f"{tr(held.numbered)} {held.number}, {when}"
    return [*warned, *(each for each in told if each), numbered]


def _line(line: Line, say: Wording) -> str:
    name = (*say.item(line), "")[0]
    quantity = f"{milli_text(line.quantity.milli)} {say.unit(line.quantity.unit)}".strip()
    return f"{name}, {quantity}: {amount_text(line.taxed.gross)}"


def _foot(held: Content, shop: Shop, say: Wording) -> list[str]:
    tr = say.words.tr
    count = say.words.ntr("{n} item, total", "{n} items, total", len(held.lines))
    told = [f"*{count}: {money_text(held.totals.payable)}*"]
    if len(held.settled) > 1 or any(entry.name != tr(CASH) for entry in held.settled):
        told += [f"{entry.name}: {amount_text(entry.amount)}" for entry in held.settled]
    if held.intent:
        asked = tr("Pay {amount} by UPI", amount=money_text(held.owed))
        told.append(f"{asked}: {shop.upi_id}")
    footer = say.pick(shop.footer_hi, shop.footer_en) or (tr("Thank you, come again"),)
    return [*told, footer[0]]
