"""Quantities as people say them: 2, 500g, sawa do kilo, paseri, adhpav, aadha darjan, 50 का.

Every word, what it stands for and why some old ones are not read: quantities.md beside this.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from estore_pos.domain.money import Money
from estore_pos.domain.quantity import MILLI_MAX, Unit, convert
from estore_pos.domain.rounding import divide_half_up
from estore_pos.text.name_keys import fold, sounds
from estore_pos.text.numbers import read_decimal, read_money

WORDS_MAX = 7
"""`do kilo do sau pachas gram bhar` is the longest."""

_SINGLE = {Unit.PIECE: 1, Unit.PACKET: 1, Unit.DOZEN: 12}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quantity as it was said: thousandths of a unit, or of the good's own unit if it is None.

    `poured`: of what is sold by the litre the same number is of this unit (a pav of milk).
    `packed`: so many of the packs that the good has a code of its own for (peti, carton).
    """

    milli: int
    unit: Unit | None = None
    poured: Unit | None = None
    packed: bool = False

    def in_unit(self, kept: Unit) -> int | None:
        """Thousandths of the unit a good is kept in; None where what was said is not that.

        "2 pieces" and "2 packets" mean two of anything that is counted, a dozen twelve of it.
        """
        if self.packed:
            return None
        if self.unit is None:
            return self.milli
        milli = convert(self.milli, self.unit, kept)
        if milli is None and self.poured is not None:
            milli = convert(self.milli, self.poured, kept)
        if milli is None and not kept.measured and self.unit in _SINGLE:
            milli = self.milli * _SINGLE[self.unit]
        return milli

    @property
    def may_be_packs(self) -> bool:
        """Whether packs with a code of their own may be meant: 2 peti, or 2 packets of sugar."""
        return self.packed or self.unit is Unit.PACKET


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity or an amount; `in_words`: no digit tells it from a word of a good's name."""

    quantity: Spoken | None = None
    amount: Money | None = None
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    """One of it: so many of a unit; whether it is said alone for one of it (aalu paseri)."""

    unit: Unit | None
    times_milli: int = 1000
    alone: bool = True
    poured: Unit | None = None


def _gram(times: int) -> _Unit:
    """A weight that is said of milk and oil too."""
    return _Unit(Unit.KILO, times, True, Unit.LITRE)


_UNIT_SPELLINGS: tuple[tuple[_Unit, str], ...] = (
    (_Unit(Unit.GRAM, alone=False), "g gm gms gram grams ग्रा ग्राम"),
    (_Unit(Unit.KILO, alone=False), "k"),
    (_Unit(Unit.KILO), "kg kgs kilo kilos killo किलो किग्रा केजी"),
    (_Unit(Unit.QUINTAL), "quintal kuntal kwintal क्विंटल कुंतल"),
    (_Unit(Unit.LITRE, alone=False), "l ली"),
    (_Unit(Unit.LITRE), "lt ltr litre liter litres liters लीटर लिटर"),
    (_Unit(Unit.MILLILITRE, alone=False), "ml मिली एमएल"),
    (_Unit(Unit.METRE), "metre meter मीटर"),
    (_Unit(Unit.PIECE), "pc pcs piece pieces पीस"),
    (_Unit(Unit.PACKET), "pkt packet packets पैकेट"),
    (_Unit(Unit.DOZEN), "dozen doz darjan darzan दर्जन"),
    (_gram(250), "pav paav pao pauwa pauva paua पाव पौवा पौआ पउआ"),
    (_gram(125), "adhpav adhpaav adhpao adhpauwa adhpauva अधपाव आधपाव अधपौवा अधपउआ"),
    (_Unit(Unit.KILO, 5_000), "paseri pasery panseri पसेरी पंसेरी"),
    (_Unit(Unit.KILO, 40_000), "man mann मन"),
    (_Unit(Unit.PIECE, 2_000), "jodi joda जोड़ी जोड़ा"),
    (_Unit(Unit.PIECE, 5_000), "gahi gaahi गाही"),
    (_Unit(Unit.PIECE, 20_000), "kodi kori कोड़ी कोरी"),
    (_Unit(Unit.PIECE, 100_000), "saikda saikra sekda sekra सैकड़ा"),
    (_Unit(None), "peti carton karton पेटी कार्टन"),
)
_NUMBER_SPELLINGS: tuple[tuple[int, str], ...] = (
    (1, "ek एक"),
    (2, "do दो"),
    (3, "teen tin तीन"),
    (4, "char chaar चार"),
    (5, "panch paanch पांच पाँच"),
    (6, "chhe chhah छह छः छे छै"),
    (7, "saat सात"),
    (8, "aath आठ"),
    (9, "nau नौ"),
    (10, "das dus दस"),
    (11, "gyarah ग्यारह"),
    (12, "barah बारह"),
    (15, "pandrah pandra पंद्रह पन्द्रह"),
    (20, "bees बीस"),
    (25, "pachees pachis पच्चीस"),
    (30, "tees तीस"),
    (40, "chalis chalees चालीस"),
    (50, "pachas pachaas पचास"),
    (60, "साठ"),
    (70, "sattar सत्तर"),
    (80, "assi अस्सी"),
    (90, "nabbe नब्बे"),
)
_FRACTION_SPELLINGS: tuple[tuple[int, str], ...] = (
    (500, "aadha adha half आधा"),
    (1500, "derh dedh deedh dedha derha der डेढ़ डेढ"),
    (2500, "dhai dhaai adhai adhaai arhai arhaai ढाई अढ़ाई"),
)
_QUARTER_MORE = "sawa sava sawaa savaa सवा"
_HALF_MORE = "sadhe saadhe sarhe saarhe sade saade साढ़े साढे"
_QUARTER_LESS = "paune pone paun pauna पौने पौन पौना"
_HUNDRED = "sau सौ"
_FULL = "bhar भर"
_MONEY = "r rs rs. ru rupee rupees rupaye rupya ₹ र रु रू रु. रुपये रुपया रुपए"
_OF_MONEY = "ka ke का के"


def _folded(word: str) -> str:
    return fold(unicodedata.normalize("NFC", word).lower())


def _spelt(spellings: str) -> frozenset[str]:
    return frozenset(_folded(word) for word in spellings.split())


_UNITS = {word: unit for unit, spellings in _UNIT_SPELLINGS for word in _spelt(spellings)}
_NUMBERS = {word: number for number, spellings in _NUMBER_SPELLINGS for word in _spelt(spellings)}
_FRACTIONS = {word: milli for milli, spellings in _FRACTION_SPELLINGS for word in _spelt(spellings)}
_SAWA, _SADHE, _PAUNE = _spelt(_QUARTER_MORE), _spelt(_HALF_MORE), _spelt(_QUARTER_LESS)
_SAU, _BHAR = _spelt(_HUNDRED), _spelt(_FULL)
_RUPEES, _KA = _spelt(_MONEY), _spelt(_OF_MONEY)
VOCABULARY = frozenset().union(
    _UNITS, _NUMBERS, _FRACTIONS, _SAWA, _SADHE, _PAUNE, _SAU, _BHAR, _RUPEES, _KA
)
"""Every word that is read, folded."""


@cache
def _heard() -> frozenset[str]:
    return frozenset(sound for word in VOCABULARY for sound in sounds(word))


_AMOUNT_SIGN = re.compile(r"(?:rs\.?|₹)([0-9.,]+)(?:/-)?|([0-9.,]+)/-", re.IGNORECASE)
_WRITTEN = re.compile(r"([0-9]{0,4})([½¼¾⅛])(?![0-9])(.*)|()([1-7]/[248])(?![0-9])(.*)")
"""A fraction as it is written, with a whole number before its one sign, and what stands behind."""
_MILLI = {"½": 500, "¼": 250, "¾": 750, "⅛": 125}
_NUMBER_WORD = re.compile(r"([0-9.,]*[0-9]\.?)(\D*)")
_BEHIND_A_UNIT = re.compile(r"(?<=[^0-9.,])(?=[0-9])")
"""Where a second number begins in a word: 2kg|500g."""


def read(words: Sequence[str]) -> Measure | None:
    """A few words as a quantity or an amount of money; None where they are not just that."""
    if not 1 <= len(words) <= WORDS_MAX:
        return None
    folded = tuple(_folded(word) for word in _in_decimals(words))
    return _in_one_unit(folded) or _in_two_units(folded) or _in_two_units(_apart(words))


def is_amount_sign(word: str) -> bool:
    """Whether a word is written as money: ₹50, rs.50, 50/-."""
    return _AMOUNT_SIGN.fullmatch(word) is not None


def unit_after(number: str) -> str | None:
    """What stands right behind the digits of a word ("kg" of 2kg, "" of 2); None without digits."""
    match = _NUMBER_WORD.fullmatch(number)
    return match[2] if match else None


def is_unit(word: str) -> bool:
    """Whether a word is a unit."""
    return _folded(word) in _UNITS


def is_money(word: str) -> bool:
    """Whether a word behind a number makes it rupees."""
    return _folded(word) in _RUPEES | _KA


def is_of_a_quantity(word: str) -> bool:
    """Whether a word is said in quantities, so that a name that has it must be meant by it."""
    return _folded(word) in VOCABULARY


def sounds_of_a_quantity(word: str) -> bool:
    """Whether a word is a figure, or said in quantities however it is spelt (paunay, saarrhe)."""
    return word.isdigit() or is_of_a_quantity(word) or not _heard().isdisjoint(sounds(word))


def _in_decimals(words: Sequence[str]) -> Sequence[str]:
    """The words with a written fraction as a decimal number: ½ kg, 1½, 1/2kg, 1 1/2."""
    for place, word in enumerate(words):
        if found := _WRITTEN.fullmatch(word):
            whole, sign, behind = found[1] or "", found[2] or found[5], found[3] or found[6] or ""
            milli = _MILLI.get(sign) or int(sign[0]) * 1000 // int(sign[-1])
            if milli >= 1000:
                return words
            before = words[:place]
            if not whole and before and before[-1].isdigit() and len(before[-1]) <= len("9999"):
                whole, before = before[-1], before[:-1]
            return (*before, f"{whole or 0}.{milli:03d}{behind}", *words[place + 1 :])
    return words


def _apart(words: Sequence[str]) -> Sequence[str]:
    """2kg500g, 2 kilo500gram with a space before the second number; nothing where none lacks.

    Only what begins with a digit and has but numbers and units: else it is a name or a code.
    """
    parts = [part for word in words for part in _BEHIND_A_UNIT.split(word)]
    if len(parts) == len(words) or not words[0][:1].isdigit():
        return ()
    folded = tuple(_folded(part.lstrip("0123456789.,")) for part in parts)
    if any(unit and unit not in _UNITS for unit in folded):
        return ()
    return tuple(_folded(part) for part in parts)


def _in_one_unit(words: Sequence[str]) -> Measure | None:
    return _in_digits(words) or _in_words(words)


def _in_two_units(words: Sequence[str]) -> Measure | None:
    """2 kg 500 g, do kilo pav: so many of a unit, and less than one of it in a smaller one."""
    for place in range(1, len(words)):
        said, more = _in_one_unit(words[:place]), _in_one_unit(words[place:])
        whole, part = said and said.quantity, more and more.quantity
        unit = _unit_of(words[:place])
        if not said or not more or not whole or not part or unit is None or part.unit is None:
            continue
        if whole.unit is None or not whole.unit.measured:
            continue
        behind = part.in_unit(whole.unit)
        if behind is None or behind >= unit.times_milli:
            continue
        poured = whole.poured if part.poured else None
        both = Spoken(whole.milli + behind, whole.unit, poured)
        return Measure(both, in_words=said.in_words or more.in_words)
    return None


def _unit_of(words: Sequence[str]) -> _Unit | None:
    """The unit that a quantity ends with."""
    match = _NUMBER_WORD.fullmatch(words[-1])
    return _UNITS.get(_folded(match[2]) if match else words[-1])


def _in_digits(words: Sequence[str]) -> Measure | None:
    """One or two words, or three of money: 2, 500g, 2 kilo, 50r, ₹50, 50 का, 50 रुपये का."""
    if len(words) == 3 and words[2] in _KA and words[1] in _RUPEES:
        words = words[:2]
    if len(words) > 2:
        return None
    joined = "".join(words)
    if sign := _AMOUNT_SIGN.fullmatch(joined):
        return _for_money(sign[1] or sign[2])
    match = _NUMBER_WORD.fullmatch(joined)
    if match is None or (len(words) == 2 and words[1][:1].isdigit()):
        return None
    number, unit = match[1], _folded(match[2])
    if unit in _RUPEES or unit in _KA:
        return _for_money(number)
    milli = read_decimal(number, 3)
    if milli is None or (unit and unit not in _UNITS):
        return None
    return _quantity(milli, _UNITS[unit] if unit else None, in_words=False)


def _in_words(words: Sequence[str]) -> Measure | None:
    """A number in words and what it counts, or the one without the other."""
    number, rest = _number(words)
    milli = 1000 if number is None else number
    if rest and rest[0] in _UNITS:
        unit, behind = _UNITS[rest[0]], rest[1:]
        if behind and (len(behind) > 1 or behind[0] not in _BHAR):
            return None
        return _quantity(milli, unit, True) if number is not None or unit.alone else None
    if number is None:
        return None
    if not rest:
        return _quantity(milli, None, in_words=True)
    in_rupees = rest[0] in _RUPEES and (len(rest) == 1 or (len(rest) == 2 and rest[1] in _KA))
    if in_rupees or (len(rest) == 1 and rest[0] in _KA):
        return Measure(amount=Money(milli // 10), in_words=True)
    return None


def _number(words: Sequence[str]) -> tuple[int | None, Sequence[str]]:
    """The number that the words begin with, in thousandths, and the words behind it."""
    part, rest = _part(words)
    if not rest or rest[0] not in _SAU:
        return part, rest
    hundreds = (1000 if part is None else part) * 100
    more, behind = _whole(rest[1:])
    return hundreds + (more or 0) * 1000, behind


def _part(words: Sequence[str]) -> tuple[int | None, Sequence[str]]:
    """A number below a hundred: do, sawa do, sadhe 3, paune do, dhai, aadha, sawa."""
    first, rest = words[0], words[1:]
    if first in _FRACTIONS:
        return _FRACTIONS[first], rest
    whole, behind = _whole(rest)
    if first in _SAWA:
        return (whole or 1) * 1000 + 250, behind
    if first in _SADHE:
        return (whole * 1000 + 500, behind) if whole else (None, words)
    if first in _PAUNE:
        return (whole or 1) * 1000 - 250, behind
    whole, behind = _whole(words)
    return (whole * 1000, behind) if whole else (None, words)


def _whole(words: Sequence[str]) -> tuple[int | None, Sequence[str]]:
    """A whole number that the words begin with: a word, or one or two digits."""
    if words and words[0] in _NUMBERS:
        return _NUMBERS[words[0]], words[1:]
    if words and len(words[0]) <= 2 and words[0].isascii() and words[0].isdigit():
        return int(words[0]), words[1:]
    return None, words


def _quantity(milli: int, unit: _Unit | None, in_words: bool) -> Measure | None:
    """So many thousandths of a unit as a quantity; None for nothing and for too much."""
    if unit is None:
        said = Spoken(milli)
    elif unit.unit is None:
        said = Spoken(milli, packed=True)
    else:
        said = Spoken(divide_half_up(milli * unit.times_milli, 1000), unit.unit, unit.poured)
    return Measure(said, in_words=in_words) if 0 < said.milli <= MILLI_MAX else None


def _for_money(number: str) -> Measure | None:
    money = read_money(number)
    return Measure(amount=money) if money else None
