"""What papers say in the customer's language: titles, names, units and the sentences of the law."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from estore_pos.domain.credit_note import CreditLine, ReturnReason
from estore_pos.domain.gst import Title, Treatment
from estore_pos.domain.offer import HAND, Offer
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import SEEN, BillLine, Proof, Tender, TenderKind
from estore_pos.text.numbers import unit_text
from estore_pos.text.words import PaperLanguage, Words, mark, paper

TITLES = {
    Title.CASH_MEMO: mark("CASH MEMO"),
    Title.TAX_INVOICE: mark("TAX INVOICE"),
    Title.BILL_OF_SUPPLY: mark("BILL OF SUPPLY"),
    Title.INVOICE_CUM_BILL: mark("INVOICE-CUM-BILL OF SUPPLY"),
}

TREATMENTS = {
    Treatment.NIL: mark("Nil rated"),
    Treatment.EXEMPT: mark("Tax-free"),
    Treatment.NON_GST: mark("Outside GST"),
    Treatment.UNTOLD: mark("No GST"),
}

COMPOSITION = mark("Composition taxable person, not eligible to collect tax on supplies")
"""Rule 5(1)(f) of the CGST rules wants this sentence at the top of every bill of supply."""

TENDERS = {
    TenderKind.CASH: mark("Cash"),
    TenderKind.UPI: mark("UPI"),
    TenderKind.CARD: mark("Card"),
    TenderKind.KHATA: mark("On credit"),
    TenderKind.ADVANCE: mark("Advance paid"),
    TenderKind.CREDIT: mark("Your credit"),
}

WHY = {
    "slab": mark("quantity price"),
    "group": mark("your price"),
    "offer": mark("offer"),
}
"""Why a line's price is not the item's own; any other reason is the id of an offer, which has a
name or is called "offer"."""

REASONS = {
    ReturnReason.CHANGED_MIND: mark("Not wanted any more"),
    ReturnReason.DAMAGED: mark("Spoiled or broken"),
    ReturnReason.WRONG_ITEM: mark("Wrong goods"),
    ReturnReason.WRONG_PRICE: mark("Wrong price"),
    ReturnReason.OTHER: mark("Goods returned"),
}

STATES = {
    "01": mark("Jammu and Kashmir"),
    "02": mark("Himachal Pradesh"),
    "03": mark("Punjab"),
    "04": mark("Chandigarh"),
    "05": mark("Uttarakhand"),
    "06": mark("Haryana"),
    "07": mark("Delhi"),
    "08": mark("Rajasthan"),
    "09": mark("Uttar Pradesh"),
    "10": mark("Bihar"),
    "11": mark("Sikkim"),
    "12": mark("Arunachal Pradesh"),
    "13": mark("Nagaland"),
    "14": mark("Manipur"),
    "15": mark("Mizoram"),
    "16": mark("Tripura"),
    "17": mark("Meghalaya"),
    "18": mark("Assam"),
    "19": mark("West Bengal"),
    "20": mark("Jharkhand"),
    "21": mark("Odisha"),
    "22": mark("Chhattisgarh"),
    "23": mark("Madhya Pradesh"),
    "24": mark("Gujarat"),
    "26": mark("Dadra and Nagar Haveli and Daman and Diu"),
    "27": mark("Maharashtra"),
    "29": mark("Karnataka"),
    "30": mark("Goa"),
    "31": mark("Lakshadweep"),
    "32": mark("Kerala"),
    "33": mark("Tamil Nadu"),
    "34": mark("Puducherry"),
    "35": mark("Andaman and Nicobar Islands"),
    "36": mark("Telangana"),
    "37": mark("Andhra Pradesh"),
    "38": mark("Ladakh"),
    "97": mark("Other territory"),
}
"""Names of the State codes in use; a withdrawn code (25, 28) is printed as it stands."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one paper: `first` is the language that short places speak.

    `offers` are the names, Hindi and English, by which the shop calls its offers.
    """

    words: Words
    first: Words
    hindi: bool
    english: bool
    offers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def pick(self, hindi: str, english: str) -> tuple[str, ...]:
        """A name in the paper's languages; where one is not known the other stands for it."""
        hindi, english = hindi or english, english or hindi
        said = [hindi] * self.hindi + [english] * self.english
        return tuple(dict.fromkeys(text.strip() for text in said if text.strip()))

    def item(self, line: BillLine | CreditLine) -> tuple[str, ...]:
        return self.pick(line.name_hi, line.name_en)

    def why(self, line: BillLine) -> str:
        """Why a line's price is not the item's own, in one language; "" where a hand set it."""
        if line.offer in {"", HAND}:
            return ""
        called = self.pick(*self.offers.get(line.offer, ("", "")))
        return called[0] if called else self.first.tr(WHY.get(line.offer, WHY["offer"]))

    def unit(self, unit: Unit) -> str:
        """The unit behind a number, in one language."""
        return unit_text(unit, "hi" if self.hindi else "en")

    def state(self, code: str, *, short: bool = False) -> str:
        """Bihar (10); `short` says it in one language."""
        name = STATES.get(code)
        words = self.first if short else self.words
        return f"{words.tr(name)} ({code})" if name else code

    def proof(self, tender: Tender) -> str:
        """What shows that a tender arrived: a reference, "seen", "to be matched"; or ""."""
        if tender.reference not in {"", SEEN}:
            return tender.reference
        if tender.reference == SEEN or tender.proof is Proof.SEEN:
            return self.first.tr("seen")
        return self.first.tr("to be matched") if tender.proof is Proof.LATER else ""

    def composition(self) -> tuple[str, ...]:
        """The sentence of a composition shop, in the rule's own words too."""
        return tuple(dict.fromkeys((*self.words.each(COMPOSITION), COMPOSITION)))


def wording(language: PaperLanguage, offers: Iterable[Offer] = ()) -> Wording:
    """The words of a paper in a language, with the names of the offers that stand on it."""
    words = paper(language)
    first = paper("en" if language == "en" else "hi")
    names: dict[str, tuple[str, str]] = {each.id: (each.name_hi, each.name_en) for each in offers}
    return Wording(words, first, language != "en", language != "hi", names)
