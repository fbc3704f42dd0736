"""A shelf for every test that wants one, closed behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.shelf import REGULAR, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """New books, nothing in them."""
    made = Shelf(tmp_path)
    made.create()
    yield made
    made.close()


@pytest.fixture
def stocked(shelf: Shelf) -> Shelf:
    """Books of a shop in regular mode with a few goods."""
    shelf.say(REGULAR)
    shelf.stock_up()
    return shelf
