"""The papers speak the shipped words."""

import pytest

from tests.documents.samples import load_words


@pytest.fixture(autouse=True)
def shipped_words() -> None:
    """Load the catalogue as the app does."""
    load_words()
