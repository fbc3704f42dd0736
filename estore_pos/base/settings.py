"""What is of this PC and may be set: one table with name, values, default and sentence.

Facts of the shop are records and stand in the books. The file holds only what differs from the
defaults.
"""

import os
from pathlib import Path
from typing import Any, Literal, NamedTuple

FILE = "settings.json"
"""The file's name in the state folder of the books."""
Who = Literal["anyone", "operator", "owner"]
Value = str | int


TEXT_MAX = 200


class Setting(NamedTuple):
    """One row of the table: its values are listed, run from first to last, or are a text."""

    name: str
    values: tuple[Value, ...]
    #: what it does, in English; the window says it in its own language
    sentence: str
    default: Value
    is_range: bool = False
    is_text: bool = False
    #: who may change it of himself, the least of the shop's roles
    who: Who = "operator"

    def allows(self, value: object) -> bool:
        """Whether the setting may have this value."""
        if type(value) is not type(self.default):
            return False
        if self.is_text and isinstance(value, str):
            return len(value) <= TEXT_MAX and (value.isprintable() or not value)
        if self.is_range and isinstance(value, int):
            return int(self.values[0]) <= value <= int(self.values[-1])
        return value in self.values


FORMS = ("receipt", "a4", "a5", "a5x2")
"""What a paper is printed as: by the receipt printer, or as a sheet by the office printer."""
Form = Literal["receipt", "a4", "a5", "a5x2"]
Sort = Literal["bill", "invoice", "note", "estimate"]
"""What a paper is of; an invoice is a bill for a buyer with a GSTIN."""
BAUDS = (9600, 19200, 38400, 57600, 115200)

TABLE = (
    Setting(
        "language",
        ("hi", "en"),
        sentence="Language of the screens",
        default="hi",
        who="anyone",
    ),
    Setting(
        "paper_language", ("both", "hi", "en"), sentence="Language of the papers", default="both"
    ),
    Setting(
        "theme",
        ("light", "dark"),
        sentence="Light or dark screens",
        default="light",
        who="anyone",
    ),
    Setting(
        "scale",
        (100, 115, 130),
        sentence="Size of letters, in per cent",
        default=100,
        who="anyone",
    ),
    Setting(
        "keys",
        ("vyapar", "tally", "gofrugal"),
        sentence="The program whose keys the hand knows",
        default="vyapar",
    ),
    Setting("sound", ("on", "off"), sentence="Sounds at scan and fault", default="on"),
    Setting(
        "lock_minutes",
        (5, 15, 60, 0),
        sentence="Minutes without a key after which the till locks, 0 for never",
        default=5,
        who="owner",
    ),
    Setting(
        "paper_after_bill",
        ("none", "58", "80", "a4", "a5", "a5x2"),
        sentence="Paper made after each bill",
        default="none",
    ),
    Setting(
        "scan_gap_ms",
        (10, 200),
        sentence="Longest gap between two keys of the scanner, in milliseconds",
        default=50,
        is_range=True,
    ),
    Setting(
        "scan_prefix",
        (),
        sentence="What the scanner types before a code",
        default="",
        is_text=True,
    ),
    Setting(
        "scan_suffix",
        (),
        sentence="What the scanner types behind a code",
        default="",
        is_text=True,
    ),
    Setting(
        "printer",
        ("none", "network", "serial", "cups", "windows"),
        sentence="Receipt printer",
        default="none",
    ),
    Setting(
        "printer_address",
        (),
        sentence="Printer's address",
        default="",
        is_text=True,
    ),
    Setting("printer_baud", BAUDS, sentence="Speed of the printer's line", default=9600),
    Setting(
        "printer_width_mm",
        (32, 80),
        sentence="Last whole number on the ruler",
        default=48,
        is_range=True,
    ),
    Setting(
        "printer_cut",
        ("partial", "full", "none"),
        sentence="How the printer cuts",
        default="partial",
    ),
    Setting(
        "print_after_bill",
        ("always", "ask", "never"),
        sentence="Print the bill at End",
        default="always",
    ),
    Setting(
        "office_printer",
        ("none", "cups", "windows"),
        sentence="Office printer, for A4 and A5",
        default="none",
    ),
    Setting("office_queue", (), sentence="Office printer's queue", default="", is_text=True),
    Setting("bill_form", FORMS, sentence="A bill is printed as", default="receipt"),
    Setting("invoice_form", FORMS, sentence="A bill for a GSTIN is printed as", default="receipt"),
    Setting("note_form", FORMS, sentence="A credit note is printed as", default="receipt"),
    Setting("estimate_form", FORMS, sentence="An estimate is printed as", default="receipt"),
    Setting("drawer", ("none", "pin2", "pin5"), sentence="Cash drawer", default="none"),
    Setting(
        "customer_display",
        ("off", "on"),
        sentence="Customer's display",
        default="off",
        who="anyone",
    ),
    Setting(
        "scale_kind", ("none", "toledo", "lines"), sentence="Scale at the counter", default="none"
    ),
    Setting("scale_port", (), sentence="Scale's port", default="", is_text=True),
    Setting("scale_baud", BAUDS, sentence="Speed of the scale's line", default=9600),
)
_ROWS = {row.name: row for row in TABLE}


def _default(name: str) -> Any:
    return _ROWS[name].default


class Settings(NamedTuple):
    """The settings of this PC; every value is one that its row allows.

    (Plain tuples here: they are made before the first paint, and a dataclass takes milliseconds.)
    """

    language: Literal["hi", "en"] = _default("language")
    paper_language: Literal["both", "hi", "en"] = _default("paper_language")
    theme: Literal["light", "dark"] = _default("theme")
    scale: int = _default("scale")
    keys: Literal["vyapar", "tally", "gofrugal"] = _default("keys")
    sound: Literal["on", "off"] = _default("sound")
    lock_minutes: int = _default("lock_minutes")
    paper_after_bill: Literal["none", "58", "80", "a4", "a5", "a5x2"] = _default("paper_after_bill")
    scan_gap_ms: int = _default("scan_gap_ms")
    scan_prefix: str = _default("scan_prefix")
    scan_suffix: str = _default("scan_suffix")
    printer: Literal["none", "network", "serial", "cups", "windows"] = _default("printer")
    printer_address: str = _default("printer_address")
    printer_baud: int = _default("printer_baud")
    printer_width_mm: int = _default("printer_width_mm")
    printer_cut: Literal["partial", "full", "none"] = _default("printer_cut")
    print_after_bill: Literal["always", "ask", "never"] = _default("print_after_bill")
    office_printer: Literal["none", "cups", "windows"] = _default("office_printer")
    office_queue: str = _default("office_queue")
    bill_form: Form = _default("bill_form")
    invoice_form: Form = _default("invoice_form")
    note_form: Form = _default("note_form")
    estimate_form: Form = _default("estimate_form")
    drawer: Literal["none", "pin2", "pin5"] = _default("drawer")
    customer_display: Literal["off", "on"] = _default("customer_display")
    scale_kind: Literal["none", "toledo", "lines"] = _default("scale_kind")
    scale_port: str = _default("scale_port")
    scale_baud: int = _default("scale_baud")

    @property
    def has_printer(self) -> bool:
        """Whether this PC has a printer of either kind."""
        return self.printer != "none" or self.office_printer != "none"

    def form(self, of: Sort) -> Form:
        """What a paper is printed as; by the printer there is, where the other was chosen."""
        chosen: Form = getattr(self, f"{of}_form")
        if self.office_printer == "none":
            return "receipt"
        return "a4" if chosen == "receipt" and self.printer == "none" else chosen


class Note(NamedTuple):
    """What of a settings file could not be used; the file as it was is kept at `aside`."""

    code: Literal["settings_damaged", "settings_not_understood"]
    names: tuple[str, ...]
    aside: Path


def change(settings: Settings, name: str, value: Value) -> Settings:
    """The settings with one value changed. Raises ValueError for a value its row does not allow."""
    if (row := _ROWS.get(name)) and row.allows(value):
        changed: dict[str, Any] = {name: value}
        return settings._replace(**changed)
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
