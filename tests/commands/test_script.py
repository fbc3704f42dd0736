"""A script is read whole before a key is pressed, and a wrong line is named."""

import os
import re
from pathlib import Path

import pytest

from estore_pos.base.resource import resource
from estore_pos.commands import Asked, play, player, script
from estore_pos.commands.telling import words_of
from estore_pos.commands.tour import OTHER_SHOPS, PARTS
from estore_pos.commands.world import World
from estore_pos.ui.keymap import KEYS, shown


def written(folder: Path, text: str) -> Path:
    """A script file."""
    file = folder / "play.jsonl"
    file.write_text(text, encoding="utf-8")
    return file


def refused(path: Path) -> str:
    """What the writer of a script that is none is told, in English."""
    with pytest.raises(script.ScriptFault) as fault:
        script.read(path, player.check)
    hindi = fault.value.said(words_of("hi"))
    assert "कोई कुंजी नहीं दबी" in hindi
    assert fault.value.said(words_of(None)).startswith(hindi)
    return fault.value.said(words_of("en"))


def test_a_line_that_is_not_a_step_is_named_by_its_number(tmp_path: Path) -> None:
    file = written(tmp_path, '{"keys": "a"}\n# a remark\n\n{"press": "b"}\n')
    assert refused(file) == (
        f"Line 4 of the script {file}: a step has no “press”. No key was pressed. Mend the line "
        "and play it again."
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"keys": "a"}\n{"keys": "b', "Line 2 of the script "),
        (b'{"keys": "a"}\n{"keys": "b', "it is cut off before its end, where a } is wanted"),
        (b'{"keys": "a"}\n\x89PNG\r\n\x1a\n', "Line 2 of the script "),
        (b'{"keys": "a"}\n\x89PNG\r\n\x1a\n', "it is not text in UTF-8"),
        (b"\x00" * 3_000, "it is no JSON"),
        ("{'keys': 'a'}".encode("utf-16"), "it is not text in UTF-8"),
        (b"keys: a", "it is no JSON"),
        (b'["keys"]', "it is not a step (Expected `object`, got `array`)"),
        (b'{"wait_ms": "5"}', "it is not a step (Expected `int`, got `str` - at `$.wait_ms`)"),
        (b"", "it holds no step"),
        (b"# only a remark\n\n", "it holds no step"),
        (b'{"keys": "{Bogus}"}', "no keyboard has the key {Bogus}"),
    ],
)
def test_a_file_that_is_no_script_is_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "odd.jsonl"
    file.write_bytes(content)
    assert said in refused(file)


def test_a_script_that_begins_as_a_windows_editor_writes_it_is_played(tmp_path: Path) -> None:
    file = tmp_path / "script.jsonl"
    file.write_bytes('\ufeff{"keys": "a"}\r\n{"keys": "b"}\r\n'.encode())
    assert [step.keys for step in script.read(file)] == ["a", "b"]


def test_what_has_no_end_is_refused_before_a_byte_of_it_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/urandom"), Path("/dev/zero"), Path("/dev/null")):
        assert "a device or a pipe, which may have no end" in refused(path)


def test_no_line_and_no_script_is_read_beyond_what_a_script_may_hold(tmp_path: Path) -> None:
    file = written(tmp_path, '{"keys": "a"}\n' + '{"keys": "' + "a" * 10_000_000 + '"}\n')
    assert refused(file).startswith(f"Line 2 of the script {file}: it is longer than 65536 bytes")
    file = written(tmp_path, '{"keys": "a"}\n' * (script.STEPS_MAX + 5) + "nonsense")
    assert f"Line {script.STEPS_MAX + 1} " in refused(file)
    assert "cut it into several files" in refused(file)


def test_a_folder_a_missing_file_and_a_forbidden_one_are_sentences(tmp_path: Path) -> None:
    assert "could not be read: it is a folder" in refused(tmp_path)
    assert "could not be read: there is no such file" in refused(tmp_path / "none.jsonl")
    below = written(tmp_path, "{}") / "more.jsonl"
    assert "could not be read: there is no such file" in refused(below)


def test_keys_in_braces_are_one_stroke_and_a_doubled_brace_is_itself() -> None:
    assert script.strokes("a{Ctrl+L}{{b{Return}") == ["a", "{Ctrl+L}", "{", "b", "{Return}"]


@pytest.mark.parametrize("keys", ["a{Return", "a{}b"])
def test_a_brace_that_is_not_closed_or_holds_no_key_is_a_fault(tmp_path: Path, keys: str) -> None:
    with pytest.raises(script.ScriptFault):
        script.strokes(keys)
    said = refused(written(tmp_path, '{"keys": "a"}\n' + f'{{"keys": "{keys}"}}'))
    assert said.startswith("Line 2 ")
    assert f"“{keys}”" in said


@pytest.mark.parametrize("keys", ["{Bogus}", "{Hyper+A}", "a{Ctrl+}"])
def test_a_key_that_no_keyboard_has_is_a_fault_before_any_window_opens(keys: str) -> None:
    with pytest.raises(script.ScriptFault, match="no keyboard has"):
        player.check(script.Step(name="one", keys=keys))
    player.check(script.Step(keys="a{Ctrl+L}{Return}{F10}{Ctrl+Shift+D}{{"))


@pytest.mark.parametrize("combo", sorted({key.combo for key in KEYS if "…" not in key.combo}))
def test_each_key_is_pressed_by_the_name_that_the_till_shows(combo: str) -> None:
    player.check(script.Step(keys=f"{{{combo}}}{{{shown(combo)}}}"))
    assert player._chord(shown(combo)) == player._chord(combo)


def test_help_says_in_three_lines_how_keys_are_written(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for language in ("hi", "en"):
        with pytest.raises(SystemExit):
            play.run(["--help"], world._replace(asked=Asked(lang=language)))
        lines = capsys.readouterr().out.rstrip().splitlines()[-3:]
        for line, said in zip(lines, ('"sarso 2{Enter}{End}"', "{Esc}", '{"scan": '), strict=True):
            assert said in line
        assert all(bool(re.search("[\u0900-\u097f]", line)) is (language == "hi") for line in lines)
        for name in re.findall(r"{[^{}\" ]+}", "\n".join(lines)):
            player.check(script.Step(keys=name))


@pytest.mark.parametrize(
    "step",
    ['{"wait_ms": -5}', '{"shot": "../x"}', '{"shot": "a/b"}', '{"shot": ".."}', "# nothing", ""],
)
def test_no_picture_leaves_its_folder_no_pause_is_negative_and_no_script_empty(
    tmp_path: Path, step: str
) -> None:
    with pytest.raises(script.ScriptFault):
        script.read(written(tmp_path, step))


def test_expected_words_are_of_the_language_on_the_screen() -> None:
    words = {"hi": "बिल", "en": "Bill"}
    assert script.in_language(words, "en") == "Bill"
    assert script.in_language(words, "hi") == "बिल"
    assert script.in_language("₹", "hi") == "₹"


@pytest.mark.parametrize("part", PARTS + OTHER_SHOPS)
def test_every_part_of_the_tour_can_be_read_and_expects_both_languages(part: str) -> None:
    steps = script.read(resource(f"tour/{part}.jsonl"))
    assert steps
    for step in steps:
        script.strokes(step.keys)
        for words in (step.expect, step.absent, step.first_row):
            assert isinstance(words, str) or set(words) == {"hi", "en"}, step.name


def test_no_two_pictures_of_the_tour_have_one_name_and_none_of_its_numbers_is_left_out() -> None:
    shots = [
        name
        for part in PARTS + OTHER_SHOPS
        for step in script.read(resource(f"tour/{part}.jsonl"))
        for name in (step.roll, step.shot, step.display)
        if name
    ]
    assert len(shots) == len(set(shots))
    numbers = [int(name.partition("-")[0]) for name in shots if name[0].isdigit()]
    assert numbers == list(range(1, len(numbers) + 1))
