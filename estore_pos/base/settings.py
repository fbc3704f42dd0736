"""What is of this PC and may be set: one table with name, values, default and sentence.

Facts of the shop are records and stand in the books. The file holds only what differs from the
defaults.
"""

import os
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

Who = Literal["anyone", "owner"]
Value = str | int


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: its values are listed, or run from the first to the last."""

    name: str
    default: Value
    values: tuple[Value, ...]
    is_range: bool
    #: what it does, in English; the window says it in its own language
    sentence: str
    who: Who

    def allows(self, value: object) -> bool:
        """Whether the setting may have this value."""
        if type(value) is not type(self.default):
            return False
        if self.is_range and isinstance(value, int):
            return int(self.values[0]) <= value <= int(self.values[-1])
        return value in self.values


def _one_of(*values: Value, sentence: str, who: Who = "anyone") -> Any:
    """A setting whose first value is its default."""
    row = Setting("", values[0], values, False, sentence, who)
    return field(default=values[0], metadata={"row": row})


def _between(low: int, high: int, default: int, *, sentence: str, who: Who = "anyone") -> Any:
    row = Setting("", default, (low, high), True, sentence, who)
    return field(default=default, metadata={"row": row})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this PC; every value is one that its row allows."""

    language: Literal["hi", "en"] = _one_of("hi", "en", sentence="Language of the screens")
    paper_language: Literal["both", "hi", "en"] = _one_of(
        "both", "hi", "en", sentence="Language of the papers"
    )
    theme: Literal["light", "dark"] = _one_of("light", "dark", sentence="Light or dark screens")
    scale: int = _one_of(100, 115, 130, sentence="Size of letters, in per cent")
    sound: Literal["on", "off"] = _one_of("on", "off", sentence="Sounds at scan and fault")
    paper_after_bill: Literal["none", "58", "80", "a4"] = _one_of(
        "none", "58", "80", "a4", sentence="Paper made after each bill"
    )
    scan_gap_ms: int = _between(
        10, 200, 50, sentence="Longest gap between two keys of the scanner, in milliseconds"
    )


TABLE = tuple(replace(row.metadata["row"], name=row.name) for row in fields(Settings))


@dataclass(frozen=True, slots=True)
class Note:
    """What of a settings file could not be used; the file as it was is kept at `aside`."""

    code: Literal["settings_damaged", "settings_not_understood"]
    names: tuple[str, ...]
    aside: Path


def change(settings: Settings, name: str, value: Value) -> Settings:
    """The settings with one value changed. Raises ValueError for a value its row does not allow."""
    for row in TABLE:
        if row.name == name and row.allows(value):
            changed: dict[str, Any] = {name: value}
            return replace(settings, **changed)
    raise ValueError(f"{name} cannot be {value!r}")


def load(path: Path) -> tuple[Settings, Note | None]:
    """Read the file; what is missing has its default, and what cannot be used as well."""
    import json

    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Settings(), None
    aside = path.with_name(path.name + ".aside")
    try:
        found = json.loads(content)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        path.replace(aside)
        return Settings(), Note("settings_damaged", (), aside)
    settings, strange = Settings(), []
    for name, value in found.items():
        try:
            settings = change(settings, name, value)
        except ValueError:
            strange.append(name)
    if not strange:
        return settings, None
    aside.write_bytes(content)
    return settings, Note("settings_not_understood", tuple(strange), aside)


def save(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults; the old file stands until the new one is whole."""
    import json

    differing = {
        row.name: value for row in TABLE if (value := getattr(settings, row.name)) != row.default
    }
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(differing, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
