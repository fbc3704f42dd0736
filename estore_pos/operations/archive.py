"""Papers, totals, journal and health: what may take its time."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from estore_pos.domain.ids import SaleId
from estore_pos.operations.health import Finding
from estore_pos.store.books import Reader

PaperKind = Literal["58", "80", "a4"]
PaperLanguage = Literal["hi", "en", "both"]


class Archive:
    """Slow questions on a read-only connection of its own. Slow reader's thread only."""

    def __init__(self, reader: Reader, cache_dir: Path) -> None:
        """Take the connection, closed with this, and the folder of what can be made again."""
        self._reader = reader
        self._cache_dir = cache_dir

    def paper(
        self, sale: SaleId, kind: PaperKind, language: PaperLanguage, copy: bool = False
    ) -> Path:
        """The bill's paper as a PDF file, kept seven days. Raises BILL_UNKNOWN, PAPER_FAILED."""
        return Path()

    def paper_png(
        self, sale: SaleId, kind: PaperKind, language: PaperLanguage, copy: bool = False
    ) -> Path:
        """The first page of the paper as a picture."""
        return Path()

    def totals(self, day: date | None = None) -> dict[str, object]:
        """What one business day came to; the till's own day unless one is named."""
        return {}

    def health(self, deep: bool = False, replay: bool = False) -> list[Finding]:
        """What is well and what is not."""
        return []

    def journal(self, lane: str | None = None) -> Iterator[dict[str, object]]:
        """The records in order: trade, then goods, or one lane."""
        return iter(())

    def close(self) -> None:
        """Let the connection go."""
        self._reader.close()
