"""A script is read whole before a key is pressed, and a wrong line is named."""

from pathlib import Path

import pytest

from estore_pos.base.resource import resource
from estore_pos.commands import player, script
from estore_pos.commands.tour import PARTS


def written(folder: Path, text: str) -> Path:
    """A script file."""
    file = folder / "play.jsonl"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_line_that_is_not_a_step_is_named_by_its_number(tmp_path: Path) -> None:
    file = written(tmp_path, '{"keys": "a"}\n# a remark\n\n{"press": "b"}\n')
    with pytest.raises(script.ScriptFault, match=r"play\.jsonl:4: .*press"):
        script.read(file)


def test_a_file_that_cannot_be_read_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    with pytest.raises(script.ScriptFault):
        script.read(tmp_path / "none.jsonl")
    (tmp_path / "odd.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(script.ScriptFault):
        script.read(tmp_path / "odd.jsonl")


def test_keys_in_braces_are_one_stroke_and_a_doubled_brace_is_itself() -> None:
    assert script.strokes("a{Ctrl+L}{{b{Return}") == ["a", "{Ctrl+L}", "{", "b", "{Return}"]


@pytest.mark.parametrize("keys", ["a{Return", "a{}b"])
def test_a_brace_that_is_not_closed_or_holds_no_key_is_a_fault(tmp_path: Path, keys: str) -> None:
    with pytest.raises(script.ScriptFault):
        script.strokes(keys)
    with pytest.raises(script.ScriptFault, match=r"play\.jsonl:2"):
        script.read(written(tmp_path, '{"keys": "a"}\n' + f'{{"keys": "{keys}"}}'))


@pytest.mark.parametrize("keys", ["{Bogus}", "{Hyper+A}", "a{Ctrl+}"])
def test_a_key_that_no_keyboard_has_is_a_fault_before_any_window_opens(keys: str) -> None:
    with pytest.raises(script.ScriptFault, match="no such key"):
        player.check(script.Step(name="one", keys=keys))
    player.check(script.Step(keys="a{Ctrl+L}{Return}{F10}{Ctrl+Shift+D}{{"))


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


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_tour_can_be_read_and_expects_both_languages(part: str) -> None:
    steps = script.read(resource(f"tour/{part}.jsonl"))
    assert steps
    for step in steps:
        script.strokes(step.keys)
        for words in (step.expect, step.absent, step.first_row):
            assert isinstance(words, str) or set(words) == {"hi", "en"}, step.name


def test_no_two_pictures_of_the_tour_have_one_name() -> None:
    shots = [
        step.shot
        for part in PARTS
        for step in script.read(resource(f"tour/{part}.jsonl"))
        if step.shot
    ]
    assert len(shots) == len(set(shots))
