"""Writes a month's GSTR-1 as JSON: `main.py gst --books DIR [--month MM-YYYY]`."""

import json
import sys
from datetime import date

from estore_pos.commands import arguments
from estore_pos.commands.telling import told, words_of
from estore_pos.commands.world import World
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.operations.archive import Return, open_archive
from estore_pos.text.dates import month_text, read_month
from estore_pos.text.words import Words, mark

NAMED_MAX = 5
"""So many goods are named in a remark; of the others only how many there are."""

PRACTISED = mark("These are practice books: nothing of this is for the tax office.")
UNFINISHED = mark("{month} is not over yet: bills may still come. Ask again when it is over.")
NO_HSN = mark(
    "No HSN code is known of: {goods}. The portal wants one of each; tell it on the card of the "
    "good (Ctrl+I)."
)
NO_RATE = mark(
    "Nobody has told the GST rate of: {goods}. They were sold without GST and stand among the "
    "exempt here. Tell the rate on the card of the good (Ctrl+I), and show this to your accountant."
)
AND_MORE = mark("{named} and {more} more")


def run(rest: list[str], world: World) -> int:
    """0 when the return was written; works while the counter is open.

    The sections are the portal's (b2b, b2cl, b2cs, cdnr, cdnur, nil, hsn, doc_issue), an empty one
    is left out. What a person has to know before it is filed stands on standard error.
    """
    parser = arguments.parser("gst", world.asked)
    parser.add_argument(
        "--month",
        default="",
        metavar="MM-YYYY",
        help="महीना, वरना पिछला / the calendar month, else the last one that is over",
    )
    asked = arguments.read(parser, rest)
    folders = world.find_folders(asked.books)
    language = asked.lang or world.asked.lang

    def deed() -> int:
        month = _month(asked.month)
        archive = open_archive(folders.books, folders.cache, world.clock, world.secrets(folders))
        try:
            made = archive.gst_return(month)
        finally:
            archive.close()
        sys.stdout.write(json.dumps(made.sections, ensure_ascii=False, indent=1) + "\n")
        say = words_of(language)
        sys.stderr.write("".join(f"{each}\n" for each in _remarks(made, say)))
        return 0

    return told(deed, world, asked.lang)


def _month(typed: str) -> date | None:
    month = read_month(typed)
    if typed and month is None:
        raise Refusal(RefusalCode.MONTH_WRONG, typed=typed)
    return month


def _remarks(made: Return, say: Words) -> list[str]:
    """What to know before this is filed."""
    said = []
    if made.is_practice:
        said.append(say.tr(PRACTISED))
    if not made.is_over:
        said.append(say.tr(UNFINISHED, month=month_text(made.month)))
    if goods := made.without_hsn:
        said.append(_named(NO_HSN, goods, say))
    if goods := made.without_rate:
        said.append(_named(NO_RATE, goods, say))
    return said


def _named(remark: str, goods: tuple[str, ...], say: Words) -> str:
    named, more = ", ".join(goods[:NAMED_MAX]), len(goods) - NAMED_MAX
    # Each language joins the names in its own words.
    lists = (
        say.each(AND_MORE, named=named, more=more) if more > 0 else (named,) * len(say.languages)
    )
    frames = say.each(remark, goods="{goods}")
    return " / ".join(frame.format(goods=each) for frame, each in zip(frames, lists, strict=True))
