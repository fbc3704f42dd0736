"""A till on real books, opened for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from estore_pos.operations.counter_view import CounterView
from estore_pos.operations.till import Till
from tests.operations.shopfront import Shopfront, goods, put_item


@pytest.fixture
def shopfront(tmp_path: Path) -> Iterator[Shopfront]:
    """A shop without books yet."""
    front = Shopfront(tmp_path)
    yield front
    front.close()


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a new shop with goods() on its shelves, made once; each till has a copy."""
    front = Shopfront(tmp_path_factory.mktemp("stocked"))
    opened = front.open()
    for item in goods():
        put_item(opened, item)
    front.close()
    return front.root


@pytest.fixture
def till(shopfront: Shopfront, stocked: Path) -> Till:
    """A new shop's till with goods() on its shelves."""
    shutil.copytree(stocked, shopfront.root, dirs_exist_ok=True)
    return shopfront.open()


@pytest.fixture
def painted(shopfront: Shopfront) -> list[CounterView]:
    """What the window was asked to paint, in order."""
    return shopfront.painted
