"""Amounts in words, in Hindi and English, by lakh and crore."""

from estore_pos.domain.money import Money
from estore_pos.text.words import Language

_HINDI_BELOW_HUNDRED = (
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ "
    "दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस "
    "बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस "
    "तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस "
    "चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास "
    "पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ "
    "साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर "
    "सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी "
    "अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी "
    "नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे"
)
_ENGLISH_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_ENGLISH_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"
_HINDI = _HINDI_BELOW_HUNDRED.split()
_ENGLISH = _ENGLISH_BELOW_TWENTY.split()
_TENS = _ENGLISH_TENS.split()
_SCALES = (
    (10_000_000, "करोड़", "crore"),
    (100_000, "लाख", "lakh"),
    (1_000, "हज़ार", "thousand"),
    (100, "सौ", "hundred"),
)


def number_words(number: int, language: Language) -> str:
    """A whole number, not negative: "one lakh and one", "एक लाख एक".

    Crores are counted in words themselves, so there is no largest number.
    """
    assert number >= 0
    return _hindi(number) if language == "hi" else _english(number)


def _hindi(number: int) -> str:
    parts = []
    for scale, hindi, _ in _SCALES:
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{_hindi(count)} {hindi}")
    if number or not parts:
        parts.append(_HINDI[number])
    return " ".join(parts)


def _english(number: int) -> str:
    parts = []
    for scale, _, english in _SCALES[:3]:
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{_english(count)} {english}")
    hundreds, rest = divmod(number, 100)
    if hundreds:
        last = f"{_ENGLISH[hundreds]} hundred"
        parts.append(f"{last} and {_below_hundred(rest)}" if rest else last)
        return ", ".join(parts)
    text = ", ".join(parts)
    if rest or not text:
        text = f"{text} and {_below_hundred(rest)}" if text else _below_hundred(rest)
    return text


def _below_hundred(number: int) -> str:
    if number < 20:
        return _ENGLISH[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_ENGLISH[ones]}" if ones else _TENS[tens]


def amount_words(money: Money, language: Language) -> str:
    """The sentence under an invoice's total: "Rupees one hundred and one only".

    Paise are said when there are any; a negative amount begins with its sign in words.
    """
    rupees, paise = divmod(abs(money.paise), 100)
    if language == "hi":
        sign, rupee, link, paisa, only = "ऋण ", "रुपये", "और", "पैसे", "मात्र"
        if rupees == 1:
            rupee = "रुपया"
        if paise == 1:
            paisa = "पैसा"
    else:
        sign, rupee, link, paisa, only = "Minus ", "Rupees", "and", "paise", "only"
        if rupees == 1:
            rupee = "Rupee"
        if paise == 1:
            paisa = "paisa"
    said = [f"{rupee} {number_words(rupees, language)}"] if rupees or not paise else []
    if paise:
        said.append(f"{number_words(paise, language)} {paisa}")
    text = f"{f' {link} '.join(said)} {only}"
    return (sign if money.paise < 0 else "") + text[0].upper() + text[1:]
