"""A bill as a text for a chat: who sold what for how much, short enough for the link it rides in.

The PDF is the paper; the text is what is read of it without opening anything.
"""

from collections.abc import Sequence

from estore_pos.documents.content import Content, Deed, Line, content
from estore_pos.documents.wording import TENDERS, Wording, wording
from estore_pos.domain.credit_note import CreditNote
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
    notes: Sequence[CreditNote] = (),
    room: int = chat.TEXT_ROOM,
) -> str:
    """The text, in one language: that of a bilingual paper's short places."""
    held = content(
        deed, shop, wording_of(language), practice=practice, cancelled=cancelled, notes=notes
    )
    return of_papers([held], shop, language, practice=practice, room=room)


def of_papers(
    papers: Sequence[Content],
    shop: Shop,
    language: PaperLanguage,
    *,
    practice: bool = False,
    room: int = chat.TEXT_ROOM,
) -> str:
    """One text of the papers of one sale, the shop named once.

    Lines for which the link has no `room` are counted; they stand in the PDFs.
    """
    say = wording_of(language)
    above, below = _above(shop, say, practice=practice), _below(shop, say)
    around = [(_head(held, say), _foot(held, shop, say)) for held in papers]
    most = [_more(len(held.lines), say) for held in papers]
    fixed = [*above, *most, *[each for pair in around for part in pair for each in part], *below]
    each_room = (room - chat.taken("\n".join([*fixed, ""]))) // len(papers)
    told = [
        "\n".join([*head, *_lines(held, each_room, say), *foot])
        for held, (head, foot) in zip(papers, around, strict=True)
    ]
    return "\n".join([*above, *told, *below])


def wording_of(language: PaperLanguage) -> Wording:
    """The one language of a text, that of a bilingual paper's short places."""
    return wording("en" if language == "en" else "hi")


def _lines(held: Content, room: int, say: Wording) -> list[str]:
    """As many lines as there is room for, and how many more there are."""
    lines = [_line(line, say) for line in held.lines]
    shown = 0
    for line in lines:
        room -= chat.taken(f"{line}\n")
        if room < 0:
            break
        shown += 1
    rest = len(lines) - shown
    return [*lines[:shown], *([_more(rest, say)] if rest else [])]


def _more(rest: int, say: Wording) -> str:
    return say.words.tr("+ {n} more in the PDF", n=rest)


def _above(shop: Shop, say: Wording, *, practice: bool) -> list[str]:
    tr = say.words.tr
    warned = [f"*{tr('PRACTICE - not a bill')}*"] if practice else []
    name = (*say.pick(shop.name_hi, shop.name_en), "")[0]
    told = [f"*{name}*" if name else "", f"{tr('Phone')} {shop.phone}" if shop.phone else ""]
    return [*warned, *(each for each in told if each)]


def _below(shop: Shop, say: Wording) -> list[str]:
    footer = say.pick(shop.footer_hi, shop.footer_en)
    return [(footer or (say.words.tr("Thank you, come again"),))[0]]


def _head(held: Content, say: Wording) -> list[str]:
    tr = say.words.tr
    warned = [f"*{tr(held.warning)}*"] if held.warning else []
    when = f"{date_text(held.calendar_day)} {time_text(held.at)}"
    facts = [f"{name}: {said}" for name, said in held.facts]
    return [*warned, f"{tr(held.numbered)} {held.number}, {when}", *facts]


def _line(line: Line, say: Wording) -> str:
    name = (*say.item(line), "")[0]
    quantity = f"{milli_text(line.quantity.milli)} {say.unit(line.quantity.unit)}".strip()
    return f"{name}, {quantity}: {amount_text(line.taxed.gross)}"


def _foot(held: Content, shop: Shop, say: Wording) -> list[str]:
    """What it comes to, what that contains, how it was met; a sum behind its name has no sign."""
    tr = say.words.tr
    count = say.words.ntr("{n} item, total", "{n} items, total", len(held.lines))
    told = [f"*{count}: {money_text(held.totals.payable)}*"]
    told += [f"{entry.name}: {amount_text(entry.amount)}" for entry in held.given]
    if len(held.settled) > 1 or any(entry.name != tr(CASH) for entry in held.settled):
        told += [
            f"{entry.name}: {amount_text(max(entry.amount, -entry.amount))}"
            for entry in held.settled
        ]
    if held.intent:
        asked = tr(held.wish, amount=money_text(held.owed))
        told.append(f"{asked}: {shop.upi_id}")
    return told
