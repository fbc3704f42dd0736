"""The shim and a place to play, for every test of faults."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import shim
from tests.faults.place import scratch
from tests.lacking import could_be_installed


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shim; a missing compiler is a failure where it could be installed, as PostgreSQL is."""
    if sys.platform != "linux":
        pytest.skip("calls are caught on Linux")
    try:
        return shim.compiled(tmp_path_factory.mktemp("shim"))
    except shim.NoCompiler as lacking:
        if could_be_installed():
            pytest.fail(str(lacking))
        pytest.skip(str(lacking))


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder on the quickest disk there is."""
    with scratch() as made:
        yield made
