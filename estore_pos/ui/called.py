"""What deeds and settings are called: in both languages, and by the words that shops have for them.

A word of the table is found as it sounds, so one script is enough for each.
"""

from collections.abc import Mapping

from estore_pos.text.words import paper

ALSO: Mapping[str, tuple[str, ...]] = {
    "Estimate / those that wait": (
        *("अग्रिम", "advance", "पेशगी", "बयाना", "booking", "quotation", "order"),
    ),
    "Khata": ("उधार", "बाकी", "credit", "udhar"),
    "Cash": ("नकद", "rokda"),
    "UPI": ("QR code", "online payment"),
    "Buyer": ("ग्राहक", "customer", "party", "GSTIN"),
    "Goods back": ("वापसी", "return", "refund", "credit note", "badalna"),
    "Throw away / cancel a bill": ("रद्द", "delete", "हटाना"),
    "Put aside / recall": ("hold", "park", "रोकना"),
    "Bills that were made": ("पुराने बिल", "old bills", "history", "duplicate"),
    "Last bill: print it again": ("reprint", "duplicate", "दोबारा छापना"),
    "Undo the last key / the last bill": ("वापस लेना", "galti"),
    "Open the drawer": ("गल्ला", "cash box"),
    "Weight from the scale": ("तराजू", "काँटा", "वज़न"),
    "Card of the good": ("माल", "stock", "item", "MRP", "barcode", "rate"),
    "Today's rates": ("भाव", "rate list", "मंडी"),
    "Offers": ("स्कीम", "scheme", "योजना"),
    "Charge": ("भाड़ा", "ढुलाई", "delivery", "packing"),
    "Who did what": ("report", "log", "हिसाब"),
    "UPI to match": ("मिलान", "PhonePe Paytm", "bank statement"),
    "Lock, or another person": ("ताला", "logout", "login", "user"),
    "Send to HQ now": ("sync", "upload", "मुख्यालय"),
    "HQ": ("मुख्यालय", "head office", "server", "sync"),
    "Join the state HQ": ("मुख्यालय", "head office", "server", "sync"),
    "People": ("कर्मचारी", "staff", "user", "password"),
    "Who works here, and their PINs": ("कर्मचारी", "staff", "user", "password"),
    "Tax": ("कर", "GST"),
    "GST registration": ("GSTIN", "जीएसटी", "GST number"),
    "Printer": ("छपाई", "छापना", "print"),
    "Receipt printer": ("प्रिंटर", "छपाई", "छापना", "print", "printer"),
    "Papers": ("रसीद", "receipt", "invoice"),
    "Scale": ("काँटा",),
    "Sounds": ("आवाज़", "beep"),
    "Size of the letters": ("font", "zoom", "अक्षर"),
    "Light or dark": ("theme", "night mode"),
    "Language of the screens": ("भाषा", "bhasha"),
    "Cash drawer": ("गल्ला", "cash box"),
    "UPI id": ("QR code", "VPA"),
}
"""Besides its label in both languages: what a deed, a setting or a group of them is called."""


def names_of(*labels: str) -> list[str]:
    """Labels in Hindi and English, then whatever else they are called."""
    hindi, english = paper("hi"), paper("en")
    told = [label for label in labels if label]
    spoken = [said for label in told for said in (hindi.tr(label), english.tr(label))]
    return [*spoken, *(word for label in told for word in ALSO.get(label, ()))]
