"""The other end of a serial cable, for tests: a pseudo terminal with somebody listening."""

import os
import pty
import threading
import tty
from collections.abc import Callable
from typing import Self

_WAIT_S = 5.0
_TURN_S = 0.005


class Cable:
    """Hears what is sent and says what `answer` gives for it; `chatter` is said all the time."""

    def __init__(
        self, answer: Callable[[bytes], bytes] = lambda heard: b"", chatter: bytes = b""
    ) -> None:
        self._answer = answer
        self._chatter = chatter
        self._end, self._theirs = pty.openpty()
        tty.setraw(self._theirs)
        os.set_blocking(self._end, False)
        self.name = os.ttyname(self._theirs)
        self.heard = b""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._talk, name="cable")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(_WAIT_S)
        os.close(self._end)
        os.close(self._theirs)

    def wait_for(self, is_there: Callable[[bytes], bool]) -> bool:
        """Wait until what was heard is enough."""
        for _ in range(int(_WAIT_S / _TURN_S)):
            if is_there(self.heard):
                return True
            self._ended.wait(_TURN_S)
        return False

    def _talk(self) -> None:
        while not self._ended.wait(_TURN_S):
            try:
                heard = os.read(self._end, 65536)
            except BlockingIOError:
                heard = b""
            self.heard += heard
            said = self._answer(heard) if heard else b""
            try:
                os.write(self._end, said or self._chatter)
            except BlockingIOError:
                continue  # nobody reads: the cable is full
