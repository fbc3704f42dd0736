"""Which of a test's many parameters the quick run takes."""

from collections.abc import Collection, Iterable
from typing import TypeVar

import pytest

T = TypeVar("T")


def fully(every: Iterable[T], *, quick: Collection[T]) -> list[T | pytest.ParameterSet]:
    """Every value, in order; those that are not among `quick` come in the full run only."""
    return [
        value if value in quick else pytest.param(value, marks=pytest.mark.slow) for value in every
    ]
