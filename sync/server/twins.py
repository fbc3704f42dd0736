"""Two papers under one number: what the two tills of one copied disk print before HQ parts them.

Such papers both stand and both count; a person at HQ has to know of the pair. A till that HQ has
parted from its twin moves what it had written since the copy, with its old numbers, to a new
stream, whose own numbers come from a new series. So a number can stand twice only where a stream
grew out of another, and one of the two papers is always among the moved ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sync.protocol.body import BillMade, CreditNoteMade, EstimateMade, StreamOpened
from sync.protocol.record import BadRecord, Record, decode
from sync.server.store import journal
from sync.server.store.database import Page

KINDS = ("bill", "credit_note", "estimate")
_SERIES = slice(1, 5)


@dataclass(frozen=True, slots=True)
class Paper:
    """A numbered paper by its record."""

    id: str
    number: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two papers of one number, the one that came in later first."""

    late: Paper
    early: Paper


def paper_of(verdict: Record | str) -> Paper | None:
    """The paper that a record makes; None for one that makes none, or that nobody could read."""
    if isinstance(verdict, Record):
        match verdict.body:
            case BillMade() | CreditNoteMade() | EstimateMade() as made:
                return Paper(verdict.id, made.number)
            case _:
                pass
    return None


def found(page: Page, store_id: str, stream: str, fresh: Iterable[Paper]) -> list[Pair]:
    """The pairs that papers which have just come in on a stream make with earlier ones."""
    parents = journal.parents(page, store_id)
    if not any(parents.values()):
        return []
    own = _series(page, store_id, stream)
    pairs = []
    wanted = {each.number: each for each in fresh}
    is_moved = any(number[_SERIES] != own for number in wanted)
    grown = _grown_from(parents, stream)
    for other in (parents.keys() - {stream}) if is_moved else grown:
        series = {number[_SERIES] for number in wanted}
        for early in _papers(page, store_id, other, series):
            late = wanted.get(early.number)
            if late is not None and late.id != early.id:
                pairs.append(Pair(late, early))
    return pairs


def _grown_from(parents: dict[str, str], stream: str) -> set[str]:
    """The streams that grew out of one, however far."""
    grown: set[str] = set()
    new = {stream}
    while new:
        new = {name for name, parent in parents.items() if parent in new} - grown
        grown |= new
    return grown


def _papers(page: Page, store_id: str, stream: str, series: set[str]) -> Iterator[Paper]:
    """A stream's papers that can bear a number of these series.

    What was moved to it stands before the first one of its own: no more is read where its own
    series is not asked for.
    """
    own = _series(page, store_id, stream)
    for raw in journal.of_kinds(page, store_id, stream, KINDS):
        paper = _read(raw)
        if paper is None:
            continue
        if own not in series and paper.number[_SERIES] == own:
            return
        yield paper


def _series(page: Page, store_id: str, stream: str) -> str:
    """The four characters that the numbers of a stream's own papers bear; "" where none is told."""
    for raw in journal.of_kinds(page, store_id, stream, ("stream.opened",)):
        try:
            body = decode(raw).body
        except BadRecord:
            continue
        if isinstance(body, StreamOpened):
            return body.series
    return ""


def _read(raw: bytes) -> Paper | None:
    try:
        return paper_of(decode(raw))
    except BadRecord:
        return None
