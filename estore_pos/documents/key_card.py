"""The key card: every key and what it does on one A4 page, to hang beside the till."""

from collections.abc import Sequence
from typing import NamedTuple

from estore_pos.documents import fonts
from estore_pos.documents.pen import Pen

WIDTH, HEIGHT = 595.28, 841.89
_EDGE, _APART, _PAD = 34.0, 22.0, 8.0
_TITLE = 15.0
_LARGEST, _LEAST = 10.5, 4.5
_LEADING = 1.42
_KEYS_PART = 0.38
"""How much of a column its keys may take."""


Group = tuple[str, Sequence[tuple[str, str]]]
"""Keys of one place: its name, then each key and what it does."""


def key_card(title: str, groups: Sequence[Group]) -> bytes:
    """A PDF of one page in two columns, its letters as large as all of it lets them be."""
    size, columns = _laid(groups)
    pen = Pen(unit=1.0, title=title)
    pen.text(_EDGE, _EDGE + _TITLE, title, _TITLE, bold=True)
    for number, column in enumerate(columns):
        _draw(pen, column, _EDGE + number * (_WIDE + _APART), size)
    return pen.done(WIDTH, HEIGHT)


def letters(groups: Sequence[Group]) -> float:
    """The size of the card's letters, in points."""
    return _laid(groups)[0]


_WIDE = (WIDTH - 2 * _EDGE - _APART) / 2
_TOP = _EDGE + _TITLE * 1.9
_HIGH = HEIGHT - _EDGE - _TOP


class _Row(NamedTuple):
    """A group's name (no words), or a key and the lines of what it does."""

    key: str
    words: Sequence[str]


def _rows(group: Group, size: float) -> list[_Row]:
    name, keys = group
    room = _WIDE - _key_width(group, size) - _PAD
    return [_Row(name, ()), *(_Row(key, fonts.wrap(words, room, size)) for key, words in keys)]


def _key_width(group: Group, size: float) -> float:
    return min(max(fonts.width(key, size, bold=True) for key, _ in group[1]), _WIDE * _KEYS_PART)


def _height(row: _Row, size: float) -> float:
    return size * _LEADING * (max(1, len(row.words)) if row.words else 1.9)


Column = list[tuple[float, Sequence[_Row]]]
"""What stands in a column: of each group the width of its keys, and its rows."""


def _laid(groups: Sequence[Group]) -> tuple[float, list[Column]]:
    """The largest letters in which all of it has room, groups in one piece if they can be."""
    size = _LARGEST
    while True:
        for whole in (True, False):
            columns = _columns(groups, size, whole=whole)
            if len(columns) <= 2 or (size <= _LEAST and not whole):
                return size, columns
        size -= 0.25


def _columns(groups: Sequence[Group], size: float, *, whole: bool) -> list[Column]:
    """The groups in columns; one of them goes on in the next column under its name.

    The name never stands last. `whole`: a group that has no room left begins a column.
    """
    columns: list[Column] = [[]]
    left = _HIGH
    for group in groups:
        head, *rows = _rows(group, size)
        wide = _key_width(group, size)
        while rows:
            room, count = left - _height(head, size), 0
            while count < len(rows) and room >= _height(rows[count], size):
                room -= _height(rows[count], size)
                count += 1
            if left == _HIGH or count >= (len(rows) if whole else min(2, len(rows))):
                count = max(1, count)
                columns[-1].append((wide, [head, *rows[:count]]))
                rows, left = rows[count:], room
            if rows:
                columns.append([])
                left = _HIGH
    return columns


def _draw(pen: Pen, column: Column, x: float, size: float) -> None:
    y = _TOP
    for wide, rows in column:
        for row in rows:
            foot = y + _height(row, size)
            if not row.words:
                pen.text(x, foot - size * 0.55, row.key, size * 1.1, bold=True)
                pen.rule(x, x + _WIDE, foot - size * 0.2, 0.6)
            else:
                key = fonts.fitting(row.key, size, wide, bold=True)
                pen.text(x, y + size, row.key, key, bold=True)
                for number, line in enumerate(row.words):
                    pen.text(x + wide + _PAD, y + size * (1 + number * _LEADING), line, size)
            y = foot
