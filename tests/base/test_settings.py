"""Settings: a damaged file costs the settings, never the start."""

from pathlib import Path

import pytest

from estore_pos.base import settings
from estore_pos.base.settings import TABLE, Note, Settings


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "settings.json") == (Settings(), None)


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    changed = settings.change(settings.change(Settings(), "language", "en"), "scale", 130)
    settings.save(path, changed)
    assert path.read_text(encoding="utf-8").split() == [
        "{",
        '"language":',
        '"en",',
        '"scale":',
        "130",
        "}",
    ]
    assert settings.load(path) == (changed, None)
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]


def test_every_default_is_allowed_and_said_in_a_sentence() -> None:
    assert all(row.allows(row.default) and row.sentence and row.name for row in TABLE)
    assert [row.name for row in TABLE] == list(Settings._fields)
    assert all(getattr(Settings(), row.name) == row.default for row in TABLE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "fr"),
        ("scale", 110),
        ("scale", "100"),
        ("scan_gap_ms", 9),
        ("colour", "red"),
        ("scan_gap_ms", True),
    ],
)
def test_a_value_outside_its_row_is_refused(name: str, value: str | int) -> None:
    with pytest.raises(ValueError, match=name):
        settings.change(Settings(), name, value)


def test_a_range_allows_what_lies_between() -> None:
    assert settings.change(Settings(), "scan_gap_ms", 200).scan_gap_ms == 200


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[1]", b""])
def test_a_damaged_file_gives_defaults_and_is_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    found, note = settings.load(path)
    assert found == Settings()
    assert note == Note("settings_damaged", (), tmp_path / "settings.json.aside")
    assert note.aside.read_bytes() == content
    assert settings.load(path) == (Settings(), None)


def test_what_is_not_understood_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dark", "scale": 99, "smell": [1]}', encoding="utf-8")
    found, note = settings.load(path)
    assert found.theme == "dark"
    assert note is not None
    assert note.code == "settings_not_understood"
    assert note.names == ("scale", "smell")
    assert note.aside.read_bytes() == path.read_bytes()
