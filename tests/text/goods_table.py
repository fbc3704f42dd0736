"""The shipped goods in a search table of their own, as the store keeps it."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import sqlcipher3

from estore_pos.base.resource import resource
from estore_pos.text import name_keys, search
from estore_pos.text.search import Candidate, Finder

_TYPINGS = Path(__file__).parent


class GoodsTable:
    """An FTS5 table in memory; `asked` counts the questions put to it."""

    def __init__(self) -> None:
        """An empty table."""
        self._database = sqlcipher3.connect(":memory:", isolation_level=None)
        self._database.execute(
            f"create virtual table goods using fts5({', '.join(search.COLUMNS)},"
            f" tokenize=\"{search.TOKENIZER}\", prefix='{search.PREFIXES}', detail=column)"
        )
        self._database.execute("create virtual table terms using fts5vocab(goods, col)")
        self.asked = 0

    def add(self, number: int, names: Iterable[str]) -> None:
        """Let a good be found by its names."""
        self._database.execute(
            "insert into goods(rowid, words, sounds, bones, joins) values (?, ?, ?, ?, ?)",
            (number, *name_keys.keys(names)),
        )

    def run(self, expression: str, limit: int) -> list[Candidate]:
        """The rows that match, the best-selling first."""
        self.asked += 1
        return [
            Candidate(*row)
            for row in self._database.execute(
                "select rowid, words, sounds from goods where goods match ? order by rowid limit ?",
                (expression, limit),
            )
        ]

    def terms(self, letter: str) -> Sequence[str]:
        """The sounds that begin with a letter."""
        return [
            term
            for (term,) in self._database.execute(
                "select term from terms where col = ? and term >= ? and term < ?",
                (search.TERMS_COLUMN, letter, letter + "\U0010ffff"),
            )
        ]

    def close(self) -> None:
        """Let the table go."""
        self._database.close()

    @property
    def finder(self) -> Finder:
        """A finder over this table."""
        return Finder(self.run, self.terms)


def starter_goods() -> dict[int, tuple[str, ...]]:
    """Hindi name, English name, aliases and pack of each shipped good."""
    with resource("goods/starter.csv").open(encoding="utf-8", newline="") as file:
        return {
            int(row["number"]): (
                row["name_hi"],
                row["name_en"],
                *row["aliases"].split(";"),
                row["pack"],
            )
            for row in csv.DictReader(file)
        }


def typings(name: str) -> list[tuple[str, int]]:
    """What was typed and the number of the good that was meant."""
    with (_TYPINGS / f"typings_{name}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["typed"], int(row["number"])) for row in csv.DictReader(file)]
