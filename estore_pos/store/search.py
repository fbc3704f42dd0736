"""The search index of items: a full-text table that `item.apply` keeps beside its own.

It holds the keys that `text.search` makes of an item's names, not the names; closed items are not
in it. It is a local table: `reindex` makes it again from the items.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from estore_pos.domain.ids import ItemId
from estore_pos.store import stream
from estore_pos.store.page import Page, Statement
from estore_pos.text import name_keys, search

_DROP = Statement("search.drop")
_PUT = Statement("search.put")
_MERGE = Statement("search.merge")
_MERGE_OURSELVES = Statement("search.merge_ourselves")
_GATHER = Statement("search.gather")
_MATCH = Statement("search.match")
_ROWS = Statement("search.rows")
_SELLERS = Statement("search.sellers")
_TERMS = Statement("search.terms")

_MERGED = 8
"""Pages of the index that every commit merges, and a quarter as many more as it has rows."""


@dataclass(frozen=True, slots=True)
class Named:
    """What an item is called, Hindi and English first, then aliases and pack."""

    item: ItemId
    names: Sequence[str]
    closed: bool = False


def index(page: Page, items: Iterable[Named]) -> None:
    """Put items into the index, over what was there of them; closed ones leave it."""
    rows: list[dict[str, object]] = []
    drops: list[dict[str, object]] = []
    for named in items:
        if named.closed:
            drops.append({"number": named.item})
        else:
            keys = name_keys.keys(named.names)
            rows.append({"number": named.item, **keys._asdict()})
    page.run_many(_PUT, rows)
    page.run_many(_DROP, drops)
    page.indexed += len(rows) + len(drops)


def merge(page: Page) -> None:
    """Merge what the goods put into the index on a page call for: the last thing before a commit.

    It also writes what was gathered of them.
    """
    page.run(_MERGE, pages=_MERGED + page.indexed // 4)


def merge_ourselves(page: Page) -> None:
    """Leave all merging of the index to `merge`, from now on.

    The engine merges by itself in lumps: most commits nothing, each thirtieth of a long import for
    50 ms and more, while a scan waits. `merge` does with every commit what its own rows call for.
    A commit's rows are gathered in memory and written once: in pieces there is more to merge.
    """
    page.run(_MERGE_OURSELVES)
    page.run(_GATHER)


_SELLERS_MAX, _BEST_MAX = 2000, 200
"""So many goods have a place in the order of selling; the rows of the best of them are kept."""
_SOLD_ANEW = 25
"""After so many records of the trade the order of selling is looked at anew."""


class Search:
    """Finds items by what is typed, of equals what sells first.

    It keeps the index's terms until goods are recorded, and the order of selling for a while.

    (To list the terms of one letter means to walk its whole index: 30 ms with 100,000 items.)

    One for each reader; its thread is the reader's.
    """

    def __init__(self) -> None:
        self._terms: dict[str, Sequence[str]] = {}
        self._version = -1
        self._goods: tuple[str, int] = ("", 0)
        self._sellers: dict[int, int] = {}
        self._best: Sequence[search.Candidate] = ()
        self._counted_at: int | None = None

    def find(self, page: Page, query: str, limit: int = search.SHOWN) -> list[ItemId]:
        """The numbers of the items that may be meant, best first."""
        return [ItemId(offer.number) for offer in self.offers(page, query, limit)]

    def offers(
        self, page: Page, query: str, limit: int = search.SHOWN, most: int = 0
    ) -> list[search.Offer]:
        """The same, each with how much of what was typed it is called by; `most` as in `Finder`."""

        def run(expression: str, count: int) -> Iterable[search.Candidate]:
            rows = page.all(_MATCH, expression=expression, count=count)
            return [search.Candidate(*row) for row in rows]

        self._forget_if_changed(page)
        finder = search.Finder(
            run, lambda letter: self._of(page, letter), self._sellers, self._best
        )
        return finder.offers(query, limit, most)

    def warm(self, page: Page) -> bool:
        """Read what sells, then the terms of one more letter before somebody misspells a word.

        False: all is known.
        """
        self._forget_if_changed(page)
        at = stream.head(page, "trade")
        if self._counted_at is None or at.seq >= self._counted_at + _SOLD_ANEW:
            self._count(page)
        missing = next((each for each in ascii_lowercase if each not in self._terms), None)
        if missing is not None:
            self._of(page, missing)
        return missing is not None

    def _count(self, page: Page) -> None:
        """Put the goods that sell into their order anew: a walk over the stock."""
        at = stream.head(page, "trade")
        best = [number for (number,) in page.all(_SELLERS, count=_SELLERS_MAX)]
        self._sellers = {number: place for place, number in enumerate(best, 1)}
        rows = page.all(_ROWS, ids=json.dumps(best[:_BEST_MAX]))
        self._best = [search.Candidate(*row) for row in rows]
        self._counted_at = at.seq

    def _of(self, page: Page, letter: str) -> Sequence[str]:
        if letter not in self._terms:
            rows = page.all(_TERMS, first=letter, beyond=letter + "\U0010ffff")
            self._terms[letter] = [term for (term,) in rows]
        return self._terms[letter]

    def _forget_if_changed(self, page: Page) -> None:
        version = page.data_version()
        if version == self._version:
            return
        at = stream.head(page, "goods")
        if (at.stream, at.seq) != self._goods:
            self._terms.clear()
        self._version, self._goods = version, (at.stream, at.seq)
