"""What can be set, as rows: facts of the shop (dated records) and settings of this PC."""

from typing import Literal, NamedTuple

from estore_pos.text.words import mark

Kind = Literal["fact", "tax", "pc", "number", "hq", "starter"]


class SettingRow(NamedTuple):
    """One line of the settings; `name` is the field of Shop or of base.settings it changes."""

    group: str
    label: str
    kind: Kind
    name: str
    why: str


_SHOP = mark("Shop")
_TAX = mark("Tax")
_PAPER = mark("Papers")
_SCREEN = mark("Screen")
_SCANNER = mark("Scanner")
_HQ = mark("HQ")
_ON_PAPER = mark("Stands on every paper from the first day on that you name.")

ROWS: tuple[SettingRow, ...] = (
    SettingRow(_SHOP, mark("Shop's name in Hindi"), "fact", "name_hi", _ON_PAPER),
    SettingRow(_SHOP, mark("Shop's name in English"), "fact", "name_en", _ON_PAPER),
    SettingRow(_SHOP, mark("Address in Hindi"), "fact", "address_hi", _ON_PAPER),
    SettingRow(_SHOP, mark("Address in English"), "fact", "address_en", _ON_PAPER),
    SettingRow(_SHOP, mark("District"), "fact", "district", _ON_PAPER),
    SettingRow(_SHOP, mark("PIN code"), "fact", "pin", _ON_PAPER),
    SettingRow(_SHOP, mark("Shop's telephone"), "fact", "phone", _ON_PAPER),
    SettingRow(_SHOP, mark("CSC id"), "fact", "csc_id", _ON_PAPER),
    SettingRow(_SHOP, mark("FSSAI number"), "fact", "fssai", _ON_PAPER),
    SettingRow(
        _SHOP,
        mark("UPI id"),
        "fact",
        "upi_id",
        mark("The code shown at Ctrl+U pays to this id. A practice shop has none."),
    ),
    SettingRow(
        _SHOP,
        mark("Fill in the list of common goods"),
        "starter",
        "",
        mark("They come without prices: each is asked for its price at its first sale."),
    ),
    SettingRow(
        _TAX,
        mark("GST registration"),
        "tax",
        "tax_mode",
        mark("Decides what the paper is called and whether tax is shown on it."),
    ),
    SettingRow(_PAPER, mark("Last line in Hindi"), "fact", "footer_hi", _ON_PAPER),
    SettingRow(_PAPER, mark("Last line in English"), "fact", "footer_en", _ON_PAPER),
    SettingRow(
        _PAPER,
        mark("Language of the papers"),
        "pc",
        "paper_language",
        mark("The customer's language; the screens have their own."),
    ),
    SettingRow(
        _PAPER,
        mark("Paper made after each bill"),
        "pc",
        "paper_after_bill",
        mark("The PDF is laid ready; it never opens by itself. Ctrl+R shows it."),
    ),
    SettingRow(
        _SCREEN,
        mark("Language of the screens"),
        "pc",
        "language",
        mark("Ctrl+L changes it anywhere."),
    ),
    SettingRow(
        _SCREEN, mark("Light or dark"), "pc", "theme", mark("Dark is calmer in the evening.")
    ),
    SettingRow(
        _SCREEN,
        mark("Size of the letters"),
        "pc",
        "scale",
        mark("Larger letters for eyes that want them; whole at the next start."),
    ),
    SettingRow(
        _SCREEN, mark("Sounds"), "pc", "sound", mark("A sound at each scan and at each error.")
    ),
    SettingRow(
        _SCANNER,
        mark("Scanner's longest gap, ms"),
        "number",
        "scan_gap_ms",
        mark("Raise it if scans arrive as typed letters; 50 fits most scanners."),
    ),
    SettingRow(
        _HQ,
        mark("Join the state HQ"),
        "hq",
        "hq_url",
        mark("HQ's address and the one-time code from your district. Selling works without."),
    ),
)

VALUES: dict[tuple[str, str | int], str] = {
    ("language", "hi"): mark("Hindi"),
    ("language", "en"): mark("English"),
    ("paper_language", "both"): mark("Hindi and English"),
    ("paper_language", "hi"): mark("Hindi"),
    ("paper_language", "en"): mark("English"),
    ("paper_after_bill", "none"): mark("none"),
    ("paper_after_bill", "58"): mark("receipt 58 mm"),
    ("paper_after_bill", "80"): mark("receipt 80 mm"),
    ("paper_after_bill", "a4"): mark("A4 page"),
    ("theme", "light"): mark("light"),
    ("theme", "dark"): mark("dark"),
    ("scale", 100): mark("normal"),
    ("scale", 115): mark("larger"),
    ("scale", 130): mark("largest"),
    ("sound", "on"): mark("on"),
    ("sound", "off"): mark("off"),
    ("tax_mode", "U"): mark("not registered"),
    ("tax_mode", "R"): mark("regular"),
    ("tax_mode", "C"): mark("composition"),
}
"""How a value is said."""
