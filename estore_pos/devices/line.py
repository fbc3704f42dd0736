"""The lines to a device: a network socket and a serial port, as bytes with an end to waiting."""

import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, sleep
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from serial import Serial

if sys.platform == "win32":
    _SETTING_REFUSED: type[Exception] = ValueError
else:
    import termios

    _SETTING_REFUSED: type[Exception] = termios.error

Parity = Literal["none", "even"]

TCP_PORT = 9100
_CONNECT_S = 3.0
_POLL_S = 0.02
_STALL_S = 10.0
"""A printer with a full memory may take nothing for so long; longer is a dead line."""


class LineDead(Exception):
    """The line cannot be opened, or it broke: a cable, an address, a device that is off."""


class LineUntaken(LineDead):
    """It broke before it took a byte of what was written."""


class LineClosed(LineDead):
    """The other end has taken all that came and let the line go."""


class Line(Protocol):
    """An open line. Every method raises LineDead."""

    def write(self, content: bytes) -> None:
        """Send all of it. Raises LineUntaken where it is known that no byte of it went."""
        ...

    def read(self, wait_ms: int) -> bytes:
        """What came in; b"" when nothing came for so long, or the line has no way back."""
        ...

    def close(self) -> None:
        """Let the line go."""
        ...


OpenLine = Callable[[], Line]


class TcpLine:
    """A socket to a printer's raw port."""

    def __init__(self, address: str) -> None:
        """Connect to HOST or HOST:PORT."""
        host, _, port = address.rpartition(":") if ":" in address else (address, "", "")
        try:
            self._socket = socket.create_connection(
                (host.strip(), int(port or TCP_PORT)), timeout=_CONNECT_S
            )
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except (OSError, ValueError, OverflowError) as error:
            raise LineDead(str(error)) from error

    def write(self, content: bytes) -> None:
        """Send all of it, as fast as the printer takes it."""
        self._socket.settimeout(_STALL_S)
        left = memoryview(content)
        try:
            while left:
                left = left[self._socket.send(left) :]
        except OSError as error:
            is_untaken = len(left) == len(content)
            raise (LineUntaken if is_untaken else LineDead)(str(error)) from error

    def read(self, wait_ms: int) -> bytes:
        """What came in."""
        self._socket.settimeout(max(wait_ms, 1) / 1000)
        try:
            found = self._socket.recv(256)
        except TimeoutError:
            return b""
        except OSError as error:
            raise LineDead(str(error)) from error
        if not found:
            raise LineClosed("closed by the printer")
        return found

    def close(self) -> None:
        """Say that no more comes, so that what was sent is not thrown away, and let go."""
        with suppress(OSError):  # it may be gone already
            self._socket.shutdown(socket.SHUT_WR)
        self._socket.close()


class SerialLine:
    """A serial port: an RS-232 socket, a USB cable that plays one, or paired Bluetooth."""

    def __init__(self, port: str, baud: int, *, bits: int = 8, parity: Parity = "none") -> None:
        """Open COM3, /dev/ttyUSB0 or the like."""
        self._baud = baud
        self._bits_a_byte = 1 + bits + (parity != "none") + 1
        self._letter_bits = (1 << bits) - 1
        try:
            try:
                self._port = _open(port, baud, bits, parity)
            except _SETTING_REFUSED:
                # USB adapters that know 8 bits only give the parity as the eighth.
                self._port = _open(port, baud, 8, "none")
        except (OSError, ValueError) as error:  # SerialException is an OSError
            raise LineDead(str(error)) from error

    def write(self, content: bytes) -> None:
        """Send all of it, which takes the time it takes at this speed."""
        most_s = len(content) * self._bits_a_byte / self._baud * 2 + _STALL_S
        until = monotonic() + most_s
        self._port.write_timeout = most_s
        try:
            self._port.write(content)
            # Not flush(): on a dead line it would wait for ever.
            while self._port.out_waiting:
                if monotonic() > until:
                    is_untaken = self._port.out_waiting >= len(content)
                    raise (LineUntaken if is_untaken else LineDead)("nothing takes what is sent")
                sleep(_POLL_S)
        except OSError as error:
            raise LineDead(str(error)) from error

    def read(self, wait_ms: int) -> bytes:
        """What came in."""
        until = monotonic() + wait_ms / 1000
        try:
            while True:
                self._port.timeout = max(0.0, until - monotonic())
                first = self._port.read(1)
                if first:
                    heard = first + self._port.read(self._port.in_waiting)
                    return bytes(byte & self._letter_bits for byte in heard)
                if monotonic() >= until:
                    return b""
        except OSError as error:
            raise LineDead(str(error)) from error

    def close(self) -> None:
        """Let the port go."""
        self._port.close()


def _open(port: str, baud: int, bits: int, parity: Parity) -> "Serial":
    import serial

    made = serial.Serial(
        port,
        baud,
        bytesize=bits,
        parity=serial.PARITY_EVEN if parity == "even" else serial.PARITY_NONE,
        timeout=0,
        exclusive=True,
    )
    try:
        # Linux takes a setting that the port has not; that shows when it is set a second time.
        made.timeout = 0.1
    except _SETTING_REFUSED:
        made.close()
        raise
    return made
