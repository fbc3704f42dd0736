"""What the counter and the doctor tell of records that this PC wrote and the books lack."""

from datetime import UTC, datetime

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.store.books import FILE
from estore_pos.store.loss import Loss
from estore_pos.text.dates import stamp_text


def told(loss: Loss) -> Trouble:
    """What is gone, up to when the books are whole, and which file is to be kept."""
    until = stamp_text(datetime.fromtimestamp(loss.until_ms / 1000, UTC))
    return Trouble(TroubleCode.RECORDS_LOST, n=loss.records, until=until, kept=loss.kept or FILE)
