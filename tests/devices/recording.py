"""A printer for tests: it keeps what it was sent, and fails when it is told to."""

from estore_pos.devices.printer import Aside, nothing_aside
from estore_pos.domain.errors import Trouble


class RecordingPrinter:
    """Prints nothing and keeps what it was sent; says what it is told to say."""

    def __init__(self) -> None:
        """Nothing was sent yet."""
        self.sent: list[bytes] = []
        self.trouble: Trouble | None = None

    def send(self, content: bytes, mend: bytes = b"", aside: Aside = nothing_aside) -> None:
        """Keep it, or raise the trouble that is set."""
        if self.trouble is not None:
            raise self.trouble
        self.sent.append(content)
