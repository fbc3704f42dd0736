"""A printer for tests: it keeps what it was sent, and fails when it is told to."""

from estore_pos.devices.printer import Aside, Begins, nobody_asks, nothing_aside
from estore_pos.domain.errors import Trouble


class RecordingPrinter:
    """Prints nothing and keeps what it was sent; says what it is told to say."""

    def __init__(self) -> None:
        """Nothing was sent yet."""
        self.sent: list[bytes] = []
        self.trouble: Trouble | None = None
        """What is wrong before a dot is printed."""
        self.breaks_off: BaseException | None = None
        """What cuts a paper off once it has begun."""

    def send(
        self,
        content: bytes,
        mend: bytes = b"",
        aside: Aside = nothing_aside,
        begins: Begins = nobody_asks,
    ) -> None:
        """Keep it, or raise the trouble that is set."""
        if self.trouble is not None:
            raise self.trouble
        begins()
        if self.breaks_off is not None:
            raise self.breaks_off
        self.sent.append(content)
