"""Real HQs for the tests of sync, each on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.hq import HqServer

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="module", params=DATABASES)
def hq(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HqServer]:
    """A real HQ on either database; its figures grow from test to test."""
    with _started(request.param, request, tmp_path_factory.mktemp("hq")) as server:
        yield server


@pytest.fixture(params=DATABASES)
def own_hq(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HqServer]:
    """A real HQ for one test only."""
    with _started(request.param, request, tmp_path) as server:
        yield server


def _started(kind: str, request: pytest.FixtureRequest, folder: Path) -> HqServer:
    database = None
    if kind == "postgres":
        server = request.getfixturevalue("postgres_server")
        database = server.url(server.create_database())
    return HqServer(folder, database=database)
