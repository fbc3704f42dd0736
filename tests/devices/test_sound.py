"""Five sounds of our own making, and a player that never keeps the counter waiting."""

import shutil
import sys
import wave
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest

from estore_pos.devices.sound import CommandPlayer, SilentPlayer, Sound, system_player, wav

LENGTH_MS = {
    Sound.SCANNED: 60,
    Sound.ERROR: 360,
    Sound.DONE: 120,
    Sound.CHIME: 1000,
    Sound.WARNING: 200,
}


@pytest.mark.parametrize("said", Sound)
def test_a_sound_is_a_wave_of_its_length_that_begins_and_ends_in_silence(said: Sound) -> None:
    with wave.open(BytesIO(wav(said))) as file:
        frames = file.readframes(file.getnframes())
        length_ms = 1000 * file.getnframes() / file.getframerate()
    samples = memoryview(frames).cast("h")
    assert length_ms == pytest.approx(LENGTH_MS[said], abs=2)
    assert abs(samples[0]) < 500
    assert abs(samples[-1]) < 1500
    assert 5_000 < max(samples) < 20_000


def test_no_two_sounds_are_alike() -> None:
    assert len({wav(said) for said in Sound}) == len(Sound)


def test_a_silent_player_remembers_the_last_hundred() -> None:
    player = SilentPlayer()
    for _ in range(150):
        player.play(Sound.SCANNED)
    player.play(Sound.ERROR)
    assert len(player.asked) == 100
    assert player.asked[-1] is Sound.ERROR


def _program(folder: Path, code: str) -> list[str]:
    script = folder / "player.py"
    script.write_text(code, encoding="utf-8")
    return [sys.executable, str(script), str(folder / "played.wav")]


def test_a_program_is_given_the_wave_and_not_waited_for(tmp_path: Path) -> None:
    player = CommandPlayer(
        _program(tmp_path, "import shutil, sys; shutil.copy(sys.argv[2], sys.argv[1])")
    )
    player.play(Sound.DONE)
    playing = player._playing
    assert playing is not None
    assert playing.wait(20) == 0
    assert (tmp_path / "played.wav").read_bytes() == wav(Sound.DONE)
    player.close()


def test_sounds_do_not_queue_up_behind_a_slow_player(tmp_path: Path) -> None:
    player = CommandPlayer(_program(tmp_path, "import time; time.sleep(60)"))
    began = monotonic()
    player.play(Sound.SCANNED)
    first = player._playing
    player.play(Sound.ERROR)
    assert player._playing is first
    player.close()
    assert monotonic() - began < 30
    assert player._playing is None


def test_a_program_that_is_gone_costs_the_sound_only(tmp_path: Path) -> None:
    player = CommandPlayer([str(tmp_path / "nothing")])
    player.play(Sound.WARNING)
    player.play(Sound.WARNING)
    player.close()


def test_a_pc_without_a_player_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda program: None)
    assert isinstance(system_player(), SilentPlayer)


def test_a_linux_pc_plays_with_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(
        shutil, "which", lambda program: "/usr/bin/aplay" if program == "aplay" else None
    )
    player = system_player()
    assert isinstance(player, CommandPlayer)
    assert player._command == ("/usr/bin/aplay", "-q")
