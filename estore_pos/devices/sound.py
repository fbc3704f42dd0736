"""The till's five sounds: drawn as waves when they are first needed, played by the system.

Every sound has a visible twin, so a till without a loudspeaker loses nothing.
"""

import math
import shutil
import subprocess
import sys
import tempfile
import threading
import wave
from array import array
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Protocol

RATE_HZ = 22_050
_LOUD = 0.35
_FADE_MS = 6


class Sound(StrEnum):
    """What a sound says."""

    SCANNED = "scanned"
    ERROR = "error"
    DONE = "done"
    CHIME = "chime"
    WARNING = "warning"


# each sound as (pitch in Hz, length in ms) one after another; pitch 0 is silence
_TONES: dict[Sound, tuple[tuple[int, int], ...]] = {
    Sound.SCANNED: ((1000, 60),),
    Sound.ERROR: ((320, 150), (0, 60), (320, 150)),
    Sound.DONE: ((660, 60), (880, 60)),
    Sound.CHIME: ((784, 250), (659, 250), (523, 500)),
    Sound.WARNING: ((520, 200),),
}


@cache
def wav(sound: Sound) -> bytes:
    """A sound as a WAV file: 16 bit, mono, our own making."""
    samples = array("h")
    for pitch, length_ms in _TONES[sound]:
        samples.extend(_tone(pitch, length_ms))
    if sys.byteorder == "big":
        samples.byteswap()
    held = BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.tobytes())
    return held.getvalue()


def _tone(pitch: int, length_ms: int) -> list[int]:
    """Samples of a tone that swells and dies away, so that it does not click."""
    count = RATE_HZ * length_ms // 1000
    fade = RATE_HZ * _FADE_MS // 1000
    step = 2 * math.pi * pitch / RATE_HZ
    return [
        int(32767 * _LOUD * min(1, n / fade, (count - n) / fade) * math.sin(step * n))
        for n in range(count)
    ]


class Player(Protocol):
    """Plays a sound at once and returns at once; a sound that cannot be played is not played."""

    def play(self, sound: Sound) -> None:
        """Begin the sound; one that still plays may be cut short."""
        ...


class SilentPlayer:
    """Plays nothing: sounds are switched off, or the PC has none. Keeps what it was asked for."""

    def __init__(self) -> None:
        """Nothing was asked for yet."""
        self.asked: list[Sound] = []

    def play(self, sound: Sound) -> None:
        """Remember it."""
        self.asked = [*self.asked[-99:], sound]


class CommandPlayer:
    """Plays by a program of the system (Linux), which is started and not waited for."""

    def __init__(self, command: Sequence[str]) -> None:
        """`command` is followed by the name of a WAV file."""
        self._command = tuple(command)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._playing: subprocess.Popen[bytes] | None = None

    def play(self, sound: Sound) -> None:
        """Start the program, unless the last one is still at it: sounds do not queue up."""
        if self._playing is not None and self._playing.poll() is None:
            return
        try:
            self._playing = subprocess.Popen(
                [*self._command, str(self._file(sound))],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            self._playing = None

    def close(self) -> None:
        """Stop what plays and remove the files."""
        if self._playing is not None:
            self._playing.kill()
            self._playing.wait()
            self._playing = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _file(self, sound: Sound) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="estore-sound-")
        path = Path(self._folder.name) / f"{sound}.wav"
        if not path.exists():
            path.write_bytes(wav(sound))
        return path


class WindowsPlayer:
    """Plays by Windows itself from memory, on a thread of its own."""

    def play(self, sound: Sound) -> None:
        """Start the sound; SND_MEMORY cannot be asynchronous in winsound, so a thread waits."""
        threading.Thread(target=self._sound, args=(sound,), daemon=True).start()

    def _sound(self, sound: Sound) -> None:
        if sys.platform == "win32":
            import winsound

            try:
                winsound.PlaySound(wav(sound), winsound.SND_MEMORY | winsound.SND_NODEFAULT)
            except RuntimeError:
                return


def system_player() -> Player:
    """The player of this PC; a silent one where it has none."""
    if sys.platform == "win32":
        return WindowsPlayer()
    else:
        for program, *options in (("paplay",), ("pw-play",), ("aplay", "-q")):
            found = shutil.which(program)
            if found:
                return CommandPlayer([found, *options])
        return SilentPlayer()
