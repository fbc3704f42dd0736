"""What can be set, as rows: facts of the shop (dated records) and settings of this PC."""

from typing import Literal, NamedTuple

from estore_pos.text.words import mark

Kind = Literal[
    "fact",
    "tax",
    "pc",
    "number",
    "text",
    "hq",
    "starter",
    "ruler",
    "masks",
    "scanner",
    "limit",
    "filed",
    "good",
    "people",
    "yes_no",
]


class SettingRow(NamedTuple):
    """One line of the settings; `name` is the field of Shop or of base.settings it changes."""

    group: str
    label: str
    kind: Kind
    name: str
    why: str

    @property
    def is_turned(self) -> bool:
        """Whether Enter turns it to its next value, with nothing between."""
        return self.kind in ("pc", "yes_no")


_SHOP = mark("Shop")
_TAX = mark("Tax")
_PAPER = mark("Papers")
_SCREEN = mark("Screen")
_PRINTER = mark("Printer")
_SCANNER = mark("Scanner")
_SCALE = mark("Scale")
_HQ = mark("HQ")
_PEOPLE = mark("People")
_KEYS = mark("Keys")
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
        mark("Sweet for small change"),
        "good",
        "sweet",
        mark("S in the payment sheet gives it instead of coins. Type its name, or scan it."),
    ),
    SettingRow(
        _SHOP,
        mark("UPI id"),
        "fact",
        "upi_id",
        mark("The code shown at Ctrl+U pays to this id. A practice shop has none."),
    ),
    SettingRow(
        _SHOP,
        mark("The UPI id is a merchant's"),
        "yes_no",
        "upi_merchant",
        mark(
            "Yes only where the bank gave it to a shop: the code on the bill then carries the "
            "bill's own reference, which apps refuse with a person's id. Enter changes it from "
            "today on."
        ),
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
    SettingRow(
        _TAX,
        mark("GSTR-1 filed up to month"),
        "filed",
        "filed_up_to",
        mark(
            "Write the last month that was filed, as 10-2026. Its bills are not cancelled any "
            "more: F10 takes goods back by a credit note. By itself a month closes after the 11th "
            "of the next."
        ),
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
        _PRINTER,
        mark("Receipt printer"),
        "pc",
        "printer",
        mark("How it is reached; a USB printer by its queue in the system."),
    ),
    SettingRow(
        _PRINTER,
        mark("Printer's address"),
        "text",
        "printer_address",
        mark("On the network 192.168.1.50:9100, on a line COM3 or /dev/ttyUSB0, else the queue."),
    ),
    SettingRow(
        _PRINTER,
        mark("Speed of the printer's line"),
        "pc",
        "printer_baud",
        mark("As the printer's test page says. At 9600 a receipt takes half a minute."),
    ),
    SettingRow(
        _PRINTER,
        mark("Print the ruler"),
        "ruler",
        "",
        mark("A paper with numbers: the last whole one says how wide the printer prints."),
    ),
    SettingRow(
        _PRINTER,
        mark("Last whole number on the ruler"),
        "number",
        "printer_width_mm",
        mark("48 for paper of 58 mm, 72 for paper of 80 mm with most printers."),
    ),
    SettingRow(
        _PRINTER,
        mark("How the printer cuts"),
        "pc",
        "printer_cut",
        mark("A printer without a knife feeds to the edge where the paper is torn."),
    ),
    SettingRow(
        _PRINTER,
        mark("Print the bill at End"),
        "pc",
        "print_after_bill",
        mark("Ctrl+P prints and Ctrl+N does not, whatever stands here."),
    ),
    SettingRow(
        _PRINTER,
        mark("Cash drawer"),
        "pc",
        "drawer",
        mark("It hangs on the printer, opens for cash, and with Ctrl+Shift+O."),
    ),
    SettingRow(
        _PRINTER,
        mark("Office printer, for A4 and A5"),
        "pc",
        "office_printer",
        mark("Without a receipt printer every paper comes out here, as A4."),
    ),
    SettingRow(
        _PRINTER,
        mark("Office printer's name"),
        "text",
        "office_queue",
        mark("As the system calls it; nothing for its usual printer."),
    ),
    SettingRow(
        _PRINTER,
        mark("A bill is printed as"),
        "pc",
        "bill_form",
        mark("A sheet needs the office printer. Ctrl+P at a paper you look at prints that one."),
    ),
    SettingRow(
        _PRINTER,
        mark("A bill for a GSTIN is printed as"),
        "pc",
        "invoice_form",
        mark("Businesses want the whole sheet, with the HSN summary and the signature."),
    ),
    SettingRow(
        _PRINTER,
        mark("A credit note is printed as"),
        "pc",
        "note_form",
        mark("A sheet needs the office printer."),
    ),
    SettingRow(
        _PRINTER,
        mark("An estimate is printed as"),
        "pc",
        "estimate_form",
        mark("A sheet needs the office printer."),
    ),
    SettingRow(
        _SCALE,
        mark("Scale at the counter"),
        "pc",
        "scale_kind",
        mark("Ctrl+Y takes the weight. Most Indian scales print lines."),
    ),
    SettingRow(
        _SCALE,
        mark("Scale's port"),
        "text",
        "scale_port",
        mark("COM3 or /dev/ttyUSB0: as the system names the cable."),
    ),
    SettingRow(
        _SCALE,
        mark("Speed of the scale's line"),
        "pc",
        "scale_baud",
        mark("As the scale's booklet says; 9600 with most."),
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
        _KEYS,
        mark("Keys as in"),
        "pc",
        "keys",
        mark(
            "For hands that know another program; the bar below and F1 say which key does what. It "
            "holds at once, in every place."
        ),
    ),
    SettingRow(
        _SCREEN,
        mark("Customer's display"),
        "pc",
        "customer_display",
        mark("The sum, the last good and the UPI code on a second screen; Ctrl+Shift+D."),
    ),
    SettingRow(
        _SCREEN, mark("Sounds"), "pc", "sound", mark("A sound at each scan and at each error.")
    ),
    SettingRow(
        _SCANNER,
        mark("Learn the scanner"),
        "scanner",
        "scan_prefix",
        mark(
            "Scan the codes of two different packets: how quickly the scanner types, and what it "
            "puts before and behind a code, is learnt from them."
        ),
    ),
    SettingRow(
        _SCANNER,
        mark("Scanner's longest gap, ms"),
        "number",
        "scan_gap_ms",
        mark("Raise it if scans arrive as typed letters; 50 fits most scanners."),
    ),
    SettingRow(
        _SCANNER,
        mark("Masks of the shop's own labels"),
        "masks",
        "code_masks",
        mark(
            "A mask is as long as the code: I the good, W its weight (WW.WWW kilos, without a dot "
            "grams), A the amount (AAA.AA), N how many, C check digit, x nothing. "
            "21IIIIIWW.WWWC is what most scales print."
        ),
    ),
    SettingRow(
        _PEOPLE,
        mark("Discount by an operator, at most"),
        "limit",
        "p",
        mark(
            "He gives so much of himself, on a line or a bill; more needs the owner's PIN. 10 % at "
            "first: what buyers haggle for, and no more than most goods earn."
        ),
    ),
    SettingRow(
        _PEOPLE,
        mark("Discount by a helper, at most"),
        "limit",
        "h",
        mark("Nothing at first: whoever helps asks before he gives."),
    ),
    SettingRow(
        _PEOPLE,
        mark("Small change let go, at most"),
        "limit",
        "let_go",
        mark(
            "With L at the payment; the owner may let go of more. ₹ 5 at first: the coins that are "
            "short on most counters."
        ),
    ),
    SettingRow(
        _PEOPLE,
        mark("Who works here, and their PINs"),
        "people",
        "",
        mark("Owner, operator, helper, by what each may do of himself. Who did what: Alt+W."),
    ),
    SettingRow(
        _PEOPLE,
        mark("Lock when nobody is there"),
        "pc",
        "lock_minutes",
        mark("Once somebody has a PIN. Ctrl+Shift+L locks at once; never while somebody pays."),
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
    ("paper_after_bill", "a5"): mark("A5 page"),
    ("paper_after_bill", "a5x2"): mark("A5 twice on A4"),
    ("theme", "light"): mark("light"),
    ("theme", "dark"): mark("dark"),
    ("scale", 100): mark("normal"),
    ("scale", 115): mark("larger"),
    ("scale", 130): mark("largest"),
    ("keys", "vyapar"): mark("Vyapar"),
    ("keys", "tally"): mark("Tally"),
    ("keys", "gofrugal"): mark("GoFrugal"),
    ("lock_minutes", 5): mark("after 5 minutes"),
    ("lock_minutes", 15): mark("after 15 minutes"),
    ("lock_minutes", 60): mark("after an hour"),
    ("lock_minutes", 0): mark("never by itself"),
    ("sound", "on"): mark("on"),
    ("sound", "off"): mark("off"),
    ("printer", "none"): mark("none"),
    ("printer", "network"): mark("network"),
    ("printer", "serial"): mark("serial line"),
    ("printer", "cups"): mark("queue of Linux"),
    ("printer", "windows"): mark("queue of Windows"),
    ("office_printer", "none"): mark("none"),
    ("office_printer", "cups"): mark("printer of Linux"),
    ("office_printer", "windows"): mark("printer of Windows"),
    **{
        (f"{sort}_form", form): said
        for sort in ("bill", "invoice", "note", "estimate")
        for form, said in (
            ("receipt", mark("receipt")),
            ("a4", mark("A4 page")),
            ("a5", mark("A5 page")),
            ("a5x2", mark("A5 twice on A4")),
        )
    },
    ("printer_cut", "partial"): mark("leave a corner"),
    ("printer_cut", "full"): mark("through"),
    ("printer_cut", "none"): mark("no knife"),
    ("print_after_bill", "always"): mark("always"),
    ("print_after_bill", "ask"): mark("ask"),
    ("print_after_bill", "never"): mark("never"),
    ("customer_display", "off"): mark("off"),
    ("customer_display", "on"): mark("on"),
    ("drawer", "none"): mark("none"),
    ("drawer", "pin2"): mark("yes"),
    ("drawer", "pin5"): mark("yes, second plug"),
    ("upi_merchant", "True"): mark("yes"),
    ("upi_merchant", "False"): mark("no"),
    ("scale_kind", "none"): mark("none"),
    ("scale_kind", "toledo"): mark("Toledo 8217"),
    ("scale_kind", "lines"): mark("prints lines"),
    ("tax_mode", "U"): mark("not registered"),
    ("tax_mode", "R"): mark("regular"),
    ("tax_mode", "C"): mark("composition"),
}
"""How a value is said; a number not named here is said as it is."""
