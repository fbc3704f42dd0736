"""The keys by which a name is found, in either script and any spelling.

A word has three keys, each coarser than the one before:

- *word*: as written, with what Hindi spells in two ways made one (nukta, long i and u, half n) and
  units by one name (किलो, kilo and kg are kg);
- *sound*: both scripts in Latin letters, aspirates, doubled letters and every `a` folded away
  (चावल, chawal, chaaval -> cvl);
- *bones*: the consonants of the sound.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from typing import NamedTuple, TypeAlias

JOINED_WORDS = 4
"""So many words of a name, from the first, are also kept joined with their neighbours."""


class Keys(NamedTuple):
    """What goes into the columns of one good.

    "|" stands between its names in the first two, "/" before the second sounds of its words.
    """

    words: str
    sounds: str
    bones: str
    joins: str


# ---------------------------------------------------------------------------------------------
# Words

_TOKEN = re.compile(r"[0-9a-z]+|[\u0900-\u0963\u0971-\u097f]+|[^\W_0-9a-z\u0900-\u097f]+")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_UNIT_NAMES = {
    "kg": "kg kgs kilo kilos किलो किलोग्राम केजी",
    "g": "g gm gms gram grams grm ग्राम ग्रा जीएम",
    "l": "l ltr lt litre liter litres लीटर लिटर ली",
    "ml": "ml मिली मिलीलीटर एमएल",
    "pc": "pc pcs piece pieces पीस",
    "rs": "rs rupees rupaye rupee रु रुपये रुपया रुपए",
}
_UNITS = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}
_AMOUNT = re.compile(r"([0-9]+)([a-z]+)")
_MARKS = str.maketrans("\u0901", "\u0902", "\u093c\u200c\u200d\u0903")
"""Nukta, joiners and visarga fall away."""
_CLUSTERS = (
    (re.compile("[ङञणनम]\u094d(?=[क-ह])"), "\u0902"),
    (re.compile("([क-ह])\u094d(?=\\1)"), ""),
    (re.compile("क\u094d(?=ख)|ग\u094d(?=घ)|च\u094d(?=छ)|ज\u094d(?=झ)|ट\u094d(?=ठ)"), ""),
    (re.compile("ड\u094d(?=ढ)|त\u094d(?=थ)|द\u094d(?=ध)|प\u094d(?=फ)|ब\u094d(?=भ)"), ""),
)
_SILENT_ENDS = ("\u094d", "\u0902")
_LETTERS = str.maketrans(
    {
        "\u0940": "\u093f",  # long and short i
        "\u0942": "\u0941",  # long and short u
        "\u0948": "\u0947",  # ai and e
        "\u094c": "\u094b",  # au and o
        "\u0949": "\u093e",
        "\u0945": "\u0947",
        "ई": "इ",
        "ऊ": "उ",
        "ऐ": "ए",
        "औ": "ओ",
        "ऑ": "आ",
        "ऍ": "ए",
        "श": "स",
        "ष": "स",
        "ण": "न",
    }
)
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, composed, with Latin digits; signs fall away.

    Units have one name each and stand apart from their number: "500gm", "500 ग्राम" -> 500, g.
    """
    found = []
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_DIGITS)
    for word in _TOKEN.findall(text.lower()):
        amount = _AMOUNT.fullmatch(word) if word[0].isdigit() else None
        if amount and amount[2] in _UNITS:
            found += [amount[1], _UNITS[amount[2]]]
        else:
            found.append(_UNITS.get(word, word))
    return found


def fold(word: str) -> str:
    """One of `tokens` as it is written in the column `words`; "" if nothing is left of it."""
    if not _DEVANAGARI.match(word):
        return word
    word = word.translate(_MARKS)
    if _HALANT in word:
        for pattern, letters in _CLUSTERS:
            word = pattern.sub(letters, word)
    if word.endswith(_SILENT_ENDS):
        word = word[:-1]
    return word.translate(_LETTERS)


# ---------------------------------------------------------------------------------------------
# Sounds

_CONSONANTS = dict(
    zip("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ", "kkggnccjjnttddnttddnppbbmyrlvssshl", strict=True)
)
_VOWELS = {
    "अ": "a",
    "आ": "a",
    "इ": "i",
    "ई": "i",
    "उ": "u",
    "ऊ": "u",
    "ऋ": "ri",
    "ए": "e",
    "ऐ": "e",
    "ओ": "o",
    "औ": "o",
    "ऑ": "O",
    "ऍ": "e",
}
_SIGNS = {
    "\u093e": "a",
    "\u093f": "i",
    "\u0940": "i",
    "\u0941": "u",
    "\u0942": "u",
    "\u0943": "ri",
    "\u0947": "e",
    "\u0948": "e",
    "\u094b": "o",
    "\u094c": "o",
    "\u0949": "O",
    "\u0945": "e",
}
_NUKTA = "\u093c"
_HALANT = "\u094d"
_HALANT_OR_END = "\u094d "

_LATIN = tuple(
    (letters, re.compile(pattern), instead)
    for letters, pattern, instead in (
        ("y", r"gn(?=y)|gy", "gi"),
        ("ch", r"tch|chh?", "C"),
        ("c", r"ck|cc(?![eiy])", "k"),
        ("sc", r"sc(?=[eiy])", "s"),
        ("c", r"c(?=[eiy])", "s"),
        ("c", r"c", "k"),
        ("C", r"C", "c"),
        ("g", r"dge?$|(?<=[a-z]{2})ge$", "j"),
        ("r", r"(?<=[a-z][^aeiou])[eo]rs?$", "ar"),
        ("sh", r"sh", "s"),
        ("ph", r"ph", "p"),
        ("f", r"f", "p"),
        ("h", r"([kgjtdbc])h", r"\1"),
        ("w", r"w(?=[aeiou])", "v"),
        ("w", r"(?<=[oa])w", "u"),
        ("w", r"w", "v"),
        ("z", r"z", "j"),
        ("q", r"q", "k"),
        ("x", r"x", "ks"),
    )
)
_COMMON = tuple(
    (letters, others, re.compile(pattern), instead)
    for letters, others, pattern, instead in (
        ("e", "ii", r"ee+|ii+|ea|ie$", "i"),
        ("oo", "uu", r"oo+|uu+", "u"),
        ("aa", "aa", r"aa+", "a"),
        ("i", "y", r"ai|ay(?![aeiou])|ei|ey(?![aeiou])", "e"),
        ("au", "ou", r"au|ou", "o"),
        ("y", "y", r"y", "i"),
        ("mp", "mb", r"m(?=[pb])", "n"),
        ("", "", r"(.)\1+", r"\1"),
        ("a", "a", r"(?<!^)a", ""),
        ("h", "h", r"(?<=[rlmn])h", ""),
    )
)
"""What becomes of letters, in this order; nothing does in a word without the letters before it (one
or the other)."""


def _romanised(word: str, consonants: Mapping[str, str] = _CONSONANTS) -> str:
    """Devanagari in Latin letters, each inherent vowel an `a`.

    What is said in two ways is a capital: R for the flap (ड़ and, between vowels, ड), O for ऑ, N for
    a nasal at the end.
    """
    out: list[str] = []
    letters = unicodedata.normalize("NFD", word) + " "
    for place, letter in enumerate(letters[:-1]):
        following = letters[place + 1]
        if letter in consonants:
            between = following in _SIGNS or following in consonants or following == _NUKTA
            flap = letter in "डढ" and place > 0 and between and letters[place - 1] != _HALANT
            out.append("R" if flap else consonants[letter])
            if following == _NUKTA:
                following = letters[place + 2]
            if following not in _SIGNS and following not in _HALANT_OR_END:
                out.append("a")
        elif letter in _VOWELS:
            out.append(_VOWELS[letter])
        elif letter in _SIGNS:
            out.append(_SIGNS[letter])
        elif letter in "\u0901\u0902":
            out.append("N" if following == " " else "n")
    return "".join(out)


_SAID_IN_TWO_WAYS = re.compile("[RON]")
_TWO_WAYS = (str.maketrans({"R": "r", "O": "o", "N": "n"}), str.maketrans("RO", "da", "N"))


@lru_cache(maxsize=1_000)
def sounds(word: str) -> tuple[str, ...]:
    """The sound keys of one of `tokens`: two for a word said in two ways, none for a mere sign."""
    if word.isdigit():
        return (word,)  # 50 and 500 do not sound alike
    if _DEVANAGARI.match(word):
        word = _romanised(word)
        if _SAID_IN_TWO_WAYS.search(word):
            forms = [_common(word.translate(way)) for way in _TWO_WAYS]
            return tuple(filter(None, dict.fromkeys(forms)))
    else:
        for letters, pattern, instead in _LATIN:
            if letters in word:
                word = pattern.sub(instead, word)
    said = _common(word)
    return (said,) if said else ()


def _common(form: str) -> str:
    for letters, others, pattern, instead in _COMMON:
        if letters in form or others in form:
            form = pattern.sub(instead, form)
    return form


# ---------------------------------------------------------------------------------------------
# Letters: what tells two words of one sound apart

_BREATHED = dict(
    zip("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ", "kKgGncCjJntTdDntTdDnpfbBmyrlvssshl", strict=True)
)
_LATIN_BREATHED = tuple(
    (having, re.compile(pattern), instead)
    for having, pattern, instead in (
        ("chh", r"chh", "C"),
        ("ch", r"t?ch", "Q"),
        ("c", r"ck|cc(?![eiy])", "k"),
        ("c", r"c(?=[eiy])", "s"),
        ("c", r"c", "k"),
        ("Q", r"Q", "c"),
        ("sh", r"sh", "s"),
        ("ph", r"ph", "f"),
        ("kh", r"kh", "K"),
        ("gh", r"gh", "G"),
        ("jh", r"jh", "J"),
        ("th", r"th", "T"),
        ("dh", r"dh", "D"),
        ("bh", r"bh", "B"),
        ("w", r"w", "v"),
        ("z", r"z", "j"),
        ("q", r"q", "k"),
        ("x", r"x", "ks"),
    )
)
_INNER_A = re.compile(r"(?<!^)a(?!$)")


@lru_cache(maxsize=20_000)
def letters(word: str, flap: str = "r") -> str:
    """How one of `tokens`, folded or not, is said to the letter, the same in either script.

    Finer than its sound: breath is heard (चाट, छाता), and an `a` at the end (घी, घीया); an `a`
    within is not, for Hindi writes none and Latin does (सरसों, sarso). `flap` is what Latin has for
    ड़ and ढ़: r or d (gur, gud).
    """
    word = _breathed(word, flap)
    for having, others, pattern, instead in _COMMON[:-2]:
        if having in word or others in word:
            word = pattern.sub(instead, word)
    return _INNER_A.sub("", word)


_HINDI_IN_LATIN = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"ee+|ii+", "i"),
        (r"oo+|uu+", "u"),
        (r"aa+", "a"),
        (r"y", "i"),
        (r"m(?=[pb])", "n"),
        (r"(?<=[^aeiou])a(?=[^aeiou])", ""),
    )
)


@lru_cache(maxsize=20_000)
def spelling(word: str, flap: str = "r") -> str:
    """How one of `tokens`, folded or not, is spelt where Hindi is written in Latin letters.

    Finer than its `letters`: what English alone writes stays, so that आलू is spelt aloo, but पेन is
    no pain, करी no carry and फ्लोर no flour.
    """
    word = _breathed(word, flap)
    for pattern, instead in _HINDI_IN_LATIN:
        word = pattern.sub(instead, word)
    return word


def _breathed(word: str, flap: str) -> str:
    """A word in Latin letters, each breathed consonant a capital."""
    if _DEVANAGARI.match(word):
        return _romanised(word, _BREATHED).rstrip("N").replace("R", flap).replace("O", "o")
    for having, pattern, instead in _LATIN_BREATHED:
        if having in word:
            word = pattern.sub(instead, word)
    return word


_SOFT = re.compile(r"(?<!^)(?:[aeiouh]|n(?=[kgcjtdpbs]))")
_BONES = str.maketrans("mveo", "nbiu")


@lru_cache(maxsize=20_000)
def bones(sound: str) -> str:
    """The consonants of a sound and its first letter; m is n, v is b. "" for fewer than two."""
    hard = _SOFT.sub("", sound).translate(_BONES)
    return hard if len(hard) > 1 else ""


_Spoken: TypeAlias = tuple[str, str, str, str]
"""A part of a name: as written, its first sounds, their bones, the others; a blank between.

A word that is a mere sign has no sound; most have one and no other.
"""


class _Parts(dict[str, _Spoken]):
    """What stands between two blanks: a list of goods has a few thousand words, over and over."""

    def __missing__(self, part: str) -> _Spoken:
        if len(part) > _DIGITS_KEPT and part.isdigit() and part.isascii():
            # A number is its own key in every column, and there are too many to be kept.
            return part, part, part, ""
        if len(self) >= _PARTS_KEPT:
            self.clear()
        spoken = self[part] = _speak(part)
        return spoken


_PARTS_KEPT, _DIGITS_KEPT = 20_000, 3
_parts = _Parts()


def _speak(part: str) -> _Spoken:
    written: list[str] = []
    firsts: list[str] = []
    others: list[str] = []
    for word in tokens(part):
        if writing := fold(word):
            written.append(writing)
            said = sounds(word)
            firsts += said[:1]
            others += said[1:]
    return (
        " ".join(written),
        " ".join(firsts),
        " ".join(filter(None, map(bones, firsts))),
        " ".join(others),
    )


def keys(names: Iterable[str]) -> Keys:
    """The columns of a good: its Hindi and its English name first, then aliases and pack.

    Neighbours among the first words of a name are joined as well: masurdal is found as masur dal.
    """
    written: list[str] = []
    heard: list[str] = []
    hard: list[str] = []
    others: list[str] = []
    joined: dict[str, None] = {}
    for name in names:
        writings: list[str] = []
        firsts: list[str] = []
        for each in name.split():
            writing, sound, skeleton, other = _parts[each]
            if writing:
                writings.append(writing)
                hard.append(skeleton)
                if sound:
                    firsts.append(sound)
                if other:
                    others.append(other)
        if writings:
            written.append(" ".join(writings))
            said = " ".join(firsts)
            heard.append(said)
            if " " in said:
                _join_neighbours(said.split(None, JOINED_WORDS)[:JOINED_WORDS], joined)
    sounding = " | ".join(heard)
    if others:
        again = dict.fromkeys(" ".join(others).split())
        sounding = f"{sounding} / {' '.join(again)}"
        hard += map(bones, again)
    return Keys(
        " | ".join(written),
        sounding,
        " ".join(dict.fromkeys(" ".join(hard).split())),
        " ".join(joined),
    )


def _join_neighbours(words: Sequence[str], joined: dict[str, None]) -> None:
    """Add each two neighbours as one word; a number is never joined."""
    before = ""
    for sound in words:
        if sound[0].isdigit():
            before = ""
            continue
        if before:
            joined[_one(before, sound)] = None
        before = sound


def join(heard: Sequence[str]) -> str:
    """The sound of words written as one: kala namak, kalanamak. Each sound has a letter."""
    return reduce(_one, heard)


def _one(before: str, sound: str) -> str:
    if sound[0] == "a":
        sound = sound[1:]
    return before + (sound[1:] if before.endswith(sound[:1]) else sound)
