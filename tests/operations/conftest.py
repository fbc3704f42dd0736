"""A till on real books, opened for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from estore_pos.operations.counter_view import CounterView
from estore_pos.operations.till import Till
from tests.operations.shopfront import Shopfront, goods


@pytest.fixture
def shopfront(tmp_path: Path) -> Iterator[Shopfront]:
    """A shop without books yet."""
    front = Shopfront(tmp_path)
    yield front
    front.close()


@pytest.fixture
def till(shopfront: Shopfront) -> Till:
    """A new shop's till with goods() on its shelves."""
    opened = shopfront.open()
    for item in goods():
        opened.save_item(item)
    return opened


@pytest.fixture
def painted(shopfront: Shopfront) -> list[CounterView]:
    """What the window was asked to paint, in order."""
    return shopfront.painted
