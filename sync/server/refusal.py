"""What is raised when a request is refused: the code and what the till needs to go on."""

from sync.protocol.refusals import STATUS, Code
from sync.protocol.reply import Refused


class Refusal(Exception):
    """A refused request; `hw` and `head` where the stream is known."""

    def __init__(
        self,
        code: Code,
        detail: str = "",
        *,
        hw: int | None = None,
        head: bytes | None = None,
        retry_after_s: int = 0,
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.hw = hw
        self.head = head
        self.retry_after_s = retry_after_s

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.code]

    def message(self) -> Refused:
        """What goes over the line."""
        head = None if self.head is None else self.head.hex()
        return Refused(code=self.code, detail=self.detail[:128], hw=self.hw, head=head)
