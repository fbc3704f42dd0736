"""A paper that tells how wide a printer prints: steps of growing width, each ending in a number.

A head drops what lies beyond its edge, so the number of the last step that it has wholly is its
width in millimetres.
"""

from estore_pos.documents import fonts
from estore_pos.documents.pen import Pen
from estore_pos.documents.slip import DOT
from estore_pos.documents.wording import wording
from estore_pos.text.words import PaperLanguage

DOTS_PER_MM = 8
FIRST_MM, LAST_MM, STEP_MM = 32, 80, 4
DOTS = LAST_MM * DOTS_PER_MM
_TEXT, _FIGURE = 20, 26
_BAR, _GAP = 4, 6


def ruler(language: PaperLanguage) -> bytes:
    """A PDF of one page, 80 mm wide, whose words fit the narrowest printer."""
    say = wording(language)
    pen = Pen(unit=DOT, title="eStore")
    top = 0.0
    for sentence in say.words.each("Which is the last whole number that you see? Type it."):
        for line in fonts.wrap(sentence, FIRST_MM * DOTS_PER_MM, _TEXT):
            pen.text(0, top + _TEXT, line, _TEXT)
            top += _TEXT * 1.4
    top = float(round(top) + _GAP)
    for width in range(FIRST_MM, LAST_MM + 1, STEP_MM):
        # One dot short: a head that is a dot narrower has the step wholly too.
        right = width * DOTS_PER_MM - 1
        pen.text(right - 2, top + _FIGURE, str(width), _FIGURE, bold=True, align="right")
        pen.fill(right - 2, top, 2, _FIGURE + _BAR)
        pen.fill(0, top + _FIGURE + 2, right, _BAR)
        top += _FIGURE + _BAR + _GAP
    return pen.done(DOTS, top)
