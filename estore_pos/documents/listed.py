"""A list as it stands on the screen, on a receipt's roll or on A4: who did what on a day."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from estore_pos.documents import fonts
from estore_pos.documents.pen import Pen
from estore_pos.documents.slip import SMALL, Slip

WIDTH, HEIGHT = 595.28, 841.89
_EDGE, _TITLE, _SIZE, _HEAD, _FOOT = 42.0, 15.0, 9.0, 9.5, 8.0
_LEADING = 1.4
_SUM, _PAPER, _APART = 76.0, 96.0, 10.0


class Entry(NamedTuple):
    """A row: what it is and its sum, when and who, the paper it belongs to, what else is known."""

    name: str
    sum: str
    about: str
    paper: str
    rest: str = ""


class Listed(NamedTuple):
    """A list: its title, what is said above it line by line, its rows."""

    title: str
    head: Sequence[str]
    rows: Sequence[Entry]


def listed(told: Listed, kind: Literal["58", "80", "a4"]) -> bytes:
    """A PDF of the list, each row whole on its page."""
    return _sheet(told) if kind == "a4" else _slip(told, int(kind))


def _slip(told: Listed, width_mm: int) -> bytes:
    slip = Slip(width_mm, title=told.title)
    slip.centred(told.title, slip.body + 4, bold=True)
    for line in told.head:
        slip.centred(line, SMALL)
    for row in told.rows:
        slip.rule()
        slip.pair(row.name, row.sum, bold=True)
        slip.pair(row.about, row.paper, SMALL)
        if row.rest:
            slip.text(row.rest, SMALL)
    slip.rule()
    return slip.pdf()


def _sheet(told: Listed) -> bytes:
    sheet = _Sheet(told)
    for row in told.rows:
        sheet.row(row)
    return sheet.done()


class _Sheet:
    """Grows downwards; lengths are points. Every page begins with the title."""

    def __init__(self, told: Listed) -> None:
        self._told = told
        self._pen = Pen(unit=1.0, title=told.title)
        self._top = 0.0
        self._begin()

    def row(self, row: Entry) -> None:
        """A row; it goes whole on the next page where it has no room on this one."""
        room = WIDTH - 2 * _EDGE - _SUM - _PAPER - 2 * _APART
        names = fonts.wrap(row.name, room, _SIZE, bold=True)
        others = fonts.wrapped([row.about, row.rest], room, _SIZE)
        high = (len(names) + len(others)) * _SIZE * _LEADING + 6
        if self._top + high > HEIGHT - _EDGE - _FOOT:
            self._pen.next_page()
            self._begin()
        first = self._top + _SIZE
        self._pen.text(WIDTH - _EDGE - _PAPER - _APART, first, row.sum, _SIZE, align="right")
        self._pen.text(WIDTH - _EDGE, first, row.paper, _SIZE, align="right")
        for line, bold in (*((name, True) for name in names), *((text, False) for text in others)):
            self._pen.text(_EDGE, self._top + _SIZE, line, _SIZE, bold=bold)
            self._top += _SIZE * _LEADING
        self._pen.rule(_EDGE, WIDTH - _EDGE, self._top, 0.4)
        self._top += 6

    def done(self) -> bytes:
        """The whole PDF; each page says which of how many it is."""
        return self._pen.done(WIDTH, HEIGHT, _numbered)

    def _begin(self) -> None:
        self._top = _EDGE
        self._pen.text(_EDGE, self._top + _TITLE, self._told.title, _TITLE, bold=True)
        self._top += _TITLE * 1.6
        for line in fonts.wrapped(self._told.head, WIDTH - 2 * _EDGE, _HEAD):
            self._pen.text(_EDGE, self._top + _HEAD, line, _HEAD)
            self._top += _HEAD * _LEADING
        self._top += 4
        self._pen.rule(_EDGE, WIDTH - _EDGE, self._top, 1)
        self._top += 6


def _numbered(pen: Pen, number: int, count: int) -> None:
    pen.text(WIDTH - _EDGE, HEIGHT - _EDGE / 2, f"{number} / {count}", _FOOT, align="right")
