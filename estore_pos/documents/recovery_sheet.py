"""The recovery code on paper: the code itself, what it opens, where to keep it, what it cannot do.

It is the owner's, not a customer's, and whoever finds it in ten years reads one of two languages:
every sentence stands on it in both.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from estore_pos.documents import fonts
from estore_pos.documents.pen import Pen
from estore_pos.documents.slip import SMALL, Slip
from estore_pos.documents.wording import Wording, wording
from estore_pos.domain.barcode import RECOVERY
from estore_pos.domain.shop import Shop
from estore_pos.text.dates import date_text
from estore_pos.text.words import mark

WIDTH, HEIGHT = 595.28, 841.89
_EDGE = 56.0
_SHOP, _TITLE, _SIZE, _HEAD, _NOTE = 17.0, 24.0, 12.0, 14.0, 10.5
_CODE = 36.0
_LEADING = 1.45
_MODULE, _SLIP_MODULE = 4.0, 7
_BETWEEN = " - "

_TOLD = (
    (
        mark("What it is for"),
        (
            mark(
                "If this PC is lost or breaks, a copy of the folder of the books opens on another "
                "PC with this code."
            ),
            mark("It sets the owner's PIN anew when it is forgotten."),
        ),
    ),
    (
        mark("Where to keep it"),
        (
            mark(
                "Not in the shop and not beside the copy of the books: at home, with other deeds."
            ),
            mark(
                "Take no picture of it and send it to nobody: whoever has it and a copy reads all."
            ),
        ),
    ),
    (
        mark("What it cannot do"),
        (
            mark(
                "The code alone brings no books back: keep a copy of their folder on a pen drive."
            ),
            mark(
                "If it is lost, nobody can tell it again: not CSC, not HQ, not who made the till."
            ),
        ),
    ),
)


class RecoveryPaper(NamedTuple):
    """What stands on it: the code in its groups, whose books, since when, and whose it replaces.

    `anew`: an older code opens copies made before that day only.
    """

    code: str
    shop: Shop
    day: date
    anew: bool = False
    practice: bool = False


def recovery_sheet(told: RecoveryPaper, kind: Literal["58", "80", "a4"]) -> bytes:
    """A PDF of one page."""
    return _sheet(told) if kind == "a4" else _slip(told, int(kind))


def _slip(told: RecoveryPaper, width_mm: int) -> bytes:
    say = wording("both")
    slip = Slip(width_mm, title="eStore")
    if told.practice:
        slip.centred("PRACTICE / अभ्यास", bold=True)
    for name in say.pick(told.shop.name_hi, told.shop.name_en):
        slip.centred(name, slip.body + 4, bold=True)
    slip.band(say.words.each("Recovery code"), 40)
    slip.centred(" / ".join(_since(say, told.day)), SMALL)
    slip.gap(16)
    size = 44.0 if width_mm == 58 else 52.0
    for line in _lines(told.code, slip.width, size):
        slip.centred(line, size, bold=True)
    slip.square(RECOVERY + told.code.replace("-", ""), _SLIP_MODULE)
    slip.rule()
    for heading, sentences in _paragraphs(say, told):
        if heading:
            slip.gap(8)
            slip.text(heading, bold=True)
        for sentence in sentences:
            slip.text(sentence)
    return slip.pdf()


def _sheet(told: RecoveryPaper) -> bytes:
    say = wording("both")
    pen = Pen(unit=1.0, title="eStore")
    room, middle, top = WIDTH - 2 * _EDGE, WIDTH / 2, _EDGE

    def line(text: str, size: float, *, bold: bool = False, centred: bool = False) -> None:
        nonlocal top
        for part in fonts.wrap(text, room, size, bold=bold):
            x = middle if centred else _EDGE
            align: Literal["center", "left"] = "center" if centred else "left"
            pen.text(x, top + size, part, size, bold=bold, align=align)
            top += size * _LEADING

    if told.practice:
        pen.mark(middle, HEIGHT / 2, "PRACTICE / अभ्यास", 60)
    for name in say.pick(told.shop.name_hi, told.shop.name_en):
        line(name, _SHOP, bold=True, centred=True)
    line(" / ".join(say.words.each("Recovery code")), _TITLE, bold=True, centred=True)
    line(" / ".join(_since(say, told.day)), _NOTE, centred=True)
    top += 14
    groups = _lines(told.code, room - 2 * _HEAD, _CODE)
    high = len(groups) * _CODE * _LEADING + 2 * _HEAD
    pen.frame(_EDGE, top, room, high, 1.2)
    top += _HEAD
    for group in groups:
        line(group, _CODE, bold=True, centred=True)
    top += _HEAD
    top = _square(pen, told.code, top)
    for heading, sentences in _paragraphs(say, told):
        if heading:
            top += 6
            line(heading, _HEAD, bold=True)
        for sentence in sentences:
            line(sentence, _SIZE)
    return pen.done(WIDTH, HEIGHT)


def _square(pen: Pen, code: str, top: float) -> float:
    """The code for a scanner, in the middle; where the next line begins."""
    from estore_pos.documents import qr

    content = RECOVERY + code.replace("-", "")
    side = qr.modules(content)[0] * _MODULE
    quiet = qr.QUIET * _MODULE
    pen.square((WIDTH - side) / 2, top + quiet, content, _MODULE)
    return top + side + 2 * quiet


def _lines(code: str, room: float, size: float) -> list[str]:
    """The groups of a code, as many on a line as have room."""
    lines = [""]
    for group in code.split("-"):
        longer = lines[-1] + _BETWEEN * bool(lines[-1]) + group
        if fonts.width(longer, size, bold=True) <= room:
            lines[-1] = longer
        else:
            lines.append(group)
    return lines


def _since(say: Wording, day: date) -> tuple[str, ...]:
    return say.words.each("Made on {day}", day=date_text(day))


def _paragraphs(say: Wording, told: RecoveryPaper) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Headings, each with its sentences; "" where there is none."""
    for heading, sentences in _TOLD:
        yield (
            " / ".join(say.words.each(heading)),
            tuple(said for sentence in sentences for said in say.words.each(sentence)),
        )
    if told.anew:
        yield (
            "",
            say.words.each("An older paper opens only copies that were made before this day."),
        )
    yield (
        "",
        say.words.each("Typed without dashes too. It is printed only until it was written down."),
    )
