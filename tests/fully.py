"""Which of a test's many parameters, and how many of its examples, the quick run takes."""

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

import pytest
from hypothesis import settings

EXAMPLES = 100
"""Of a law that does not say how many."""
T = TypeVar("T")
Row = TypeVar("Row", bound=tuple[Any, ...])


def fully(every: Iterable[T], *, quick: Collection[T]) -> list[T | pytest.ParameterSet]:
    """Every value, in order; those that are not among `quick` come in the full run only."""
    return [
        value if value in quick else pytest.param(value, marks=pytest.mark.slow) for value in every
    ]


def table(every: Iterable[Row], *, quick: Collection[Row]) -> list[Row | pytest.ParameterSet]:
    """The same of rows that each hold what several parameters are."""
    return [row if row in quick else pytest.param(*row, marks=pytest.mark.slow) for row in every]


def one_of_each(rows: Iterable[Row], *, column: int) -> list[Row]:
    """For each thing that stands in a column, the last row in which it does."""
    return list({row[column]: row for row in rows}.values())


def examples(every: int) -> int:
    """So many examples of a law; the quick run takes the same share of them as of any law's."""
    assert settings.default is not None
    return max(1, every * settings.default.max_examples // EXAMPLES)
