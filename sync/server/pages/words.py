"""The page's words in Hindi and English."""

from dataclasses import dataclass

LANGUAGES = ("hi", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words for the page; names follow what is shown."""

    lang: str
    other: str
    other_name: str
    title: str
    state: str
    practice: str
    as_of: str
    coverage: str
    floor: str
    stores: str
    stores_active: str
    stores_what: str
    orders: str
    orders_why: str
    customers: str
    customers_why: str
    value: str
    bills: str
    value_what: str
    aside: str
    refresh: str
    crore: str
    lakh: str


HINDI = Words(
    lang="hi",
    other="en",
    other_name="English",
    title="CSC ग्रामीण eStore",
    state="बिहार राज्य",
    practice="अभ्यास · PRACTICE — यहाँ के आँकड़े असली बिक्री नहीं हैं",
    as_of="समय",
    coverage="{n} में से {m} दुकानों ने पिछले 24 घंटे में भेजा।",
    floor="आँकड़े कम-से-कम इतने हैं: जिन दुकानों ने नहीं भेजा, उनकी बिक्री बाद में जुड़ेगी।",
    stores="दर्ज eStore",
    stores_active="चालू {n}",
    stores_what="दर्ज: जिस दुकान का कम-से-कम एक काउंटर कोड से जुड़ा है। "
    "चालू: पिछले 30 दिन में जिसका कम-से-कम एक गिना हुआ बिल आया।",
    orders="ऑर्डर",
    orders_why="0, क्योंकि इस संस्करण में ऑर्डर नहीं लिए जाते; काउंटर के बिल ऑर्डर नहीं गिने जाते।",
    customers="ग्राहक",
    customers_why="0, क्योंकि ग्राहक अभी गिने नहीं जाते; किसी ग्राहक का नाम या फ़ोन यहाँ नहीं आता।",
    value="लेन-देन",
    bills="बिल {n}",
    value_what="गिने हुए सभी बिलों का कुल, गोल करने के बाद, कर सहित; रद्द बिल और वापस लिया माल घटाकर।",
    aside="रखे हुए पर अभी न गिने गए रिकॉर्ड: {n}; जाँच बाक़ी है।",
    refresh="यह पन्ना अपने-आप नया होता है।",
    crore="करोड़",
    lakh="लाख",
)

ENGLISH = Words(
    lang="en",
    other="hi",
    other_name="हिन्दी",
    title="CSC Grameen eStore",
    state="State of Bihar",
    practice="PRACTICE · अभ्यास — these figures are not real sales",
    as_of="As of",
    coverage="{m} of {n} stores sent within the last 24 hours.",
    floor="The figures are a floor: what the other stores sold is added when they send it.",
    stores="eStores registered",
    stores_active="{n} active",
    stores_what="Registered: at least one till of the store was enrolled with a code. "
    "Active: at least one counted bill came in within the last 30 days.",
    orders="Orders",
    orders_why="0, because this version takes no orders; bills at the counter are not orders.",
    customers="Customers",
    customers_why="0, because customers are not counted yet; no name or phone ever comes here.",
    value="Transaction value",
    bills="bills {n}",
    value_what="The totals of all counted bills after rounding, tax included, "
    "less cancelled bills and goods taken back.",
    aside="Records kept but not counted yet: {n}; they are being looked at.",
    refresh="This page renews itself.",
    crore="crore",
    lakh="lakh",
)


def words(lang: str) -> Words:
    """The words of a language; Hindi for any that is not spoken."""
    return ENGLISH if lang == "en" else HINDI


def grouped(number: int) -> str:
    """A whole number that is not negative with Indian commas: 12,34,567."""
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    groups = [tail]
    while head:
        groups.append(head[-2:])
        head = head[:-2]
    return ",".join(reversed(groups))


def rupees(paise: int) -> str:
    """An amount: ₹1,23,456.00, and -₹1.00 where more was taken back than sold."""
    whole, part = divmod(abs(paise), 100)
    return f"{'-' if paise < 0 else ''}₹{grouped(whole)}.{part:02d}"


def in_large(paise: int, said: Words) -> str:
    """An amount in lakh or crore, cut (never rounded up) to two places; "" below one lakh."""
    whole = paise // 100
    for size, name in ((10_000_000, said.crore), (100_000, said.lakh)):
        if whole >= size:
            hundredths = whole * 100 // size
            return f"₹{grouped(hundredths // 100)}.{hundredths % 100:02d} {name}"
    return ""
