"""How what is typed finds a good: either script, any spelling, a slip of the finger.

A word has three keys, each coarser than the one before:

- *word*: as written, with what Hindi spells in two ways made one (nukta, long i and u, half n) and
  units by one name (किलो, kilo and kg are kg);
- *sound*: both scripts in Latin letters, aspirates, doubled letters and every `a` folded away
  (चावल, chawal, chaaval -> cvl);
- *bones*: the consonants of the sound.

The store keeps one row a good in an FTS5 table of `COLUMNS` with `TOKENIZER`, `PREFIXES` and
`detail=column`; its rowid is the item's number, which stands for its popularity until (`sellers`)
sales say better). `Finder` asks it, best expression first, and orders what comes.
"""

import itertools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache, reduce
from typing import NamedTuple

COLUMNS = ("words", "sounds", "bones", "joins")
TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
PREFIXES = "1 2 3"
TERMS_COLUMN = "sounds"
"""The column whose distinct tokens `Finder` is given for slips of the finger."""

SHOWN = 8
_QUERY_WORDS = 6
_JOINED_WORDS = 4


class Keys(NamedTuple):
    """What goes into the columns of one good.

    "|" stands between its names in the first two, "/" before the second sounds of its words.
    """

    words: str
    sounds: str
    bones: str
    joins: str


class Candidate(NamedTuple):
    """A row that the store found: its place in the order of popularity and two of its columns."""

    number: int
    words: str
    sounds: str


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


def _romanised(word: str) -> str:
    """Devanagari in Latin letters, each inherent vowel an `a`.

    What is said in two ways is a capital: R for the flap (ड़ and, between vowels, ड), O for ऑ, N for
    a nasal at the end.
    """
    out: list[str] = []
    letters = unicodedata.normalize("NFD", word) + " "
    for place, letter in enumerate(letters[:-1]):
        following = letters[place + 1]
        if letter in _CONSONANTS:
            between = following in _SIGNS or following in _CONSONANTS or following == _NUKTA
            flap = letter in "डढ" and place > 0 and between and letters[place - 1] != _HALANT
            out.append("R" if flap else _CONSONANTS[letter])
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


_SOFT = re.compile(r"(?<!^)(?:[aeiouh]|n(?=[kgcjtdpbs]))")
_BONES = str.maketrans("mveo", "nbiu")


@lru_cache(maxsize=20_000)
def bones(sound: str) -> str:
    """The consonants of a sound and its first letter; m is n, v is b. "" for fewer than two."""
    hard = _SOFT.sub("", sound).translate(_BONES)
    return hard if len(hard) > 1 else ""


class _Spoken(NamedTuple):
    """A part of a name: as written, its first sounds, their bones, the others; a blank between.

    A word that is a mere sign has no sound; most have one and no other.
    """

    written: str
    sounds: str
    bones: str
    others: str


class _Parts(dict[str, _Spoken]):
    """What stands between two blanks: a list of goods has a few thousand words, over and over."""

    def __missing__(self, part: str) -> _Spoken:
        if part.isdigit() and part.isascii() and len(part) > 1:
            # A number is its own key in every column, and there are too many to be kept.
            return _Spoken(part, part, part, "")
        if len(self) >= _PARTS_KEPT:
            self.clear()
        spoken = self[part] = _speak(part)
        return spoken


_PARTS_KEPT = 20_000
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
    return _Spoken(
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
    hard: dict[str, None] = {}
    others: list[str] = []
    joined: dict[str, None] = {}
    for name in names:
        writings: list[str] = []
        firsts: list[str] = []
        for each in name.split():
            writing, sound, skeleton, other = _parts[each]
            if writing:
                writings.append(writing)
                hard[skeleton] = None
                if sound:
                    firsts.append(sound)
                if other:
                    others.append(other)
        if writings:
            written.append(" ".join(writings))
            said = " ".join(firsts)
            heard.append(said)
            _join_neighbours(said.split(None, _JOINED_WORDS)[:_JOINED_WORDS], joined)
    sounding = " | ".join(heard)
    if others:
        more = " ".join(others).split()
        sounding = f"{sounding} / {' '.join(dict.fromkeys(more))}"
        hard.update(dict.fromkeys(map(bones, more)))
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


# ---------------------------------------------------------------------------------------------
# Asking


class Asked(NamedTuple):
    """One typed word and its keys; an empty key asks nothing."""

    word: str
    sound: str
    other_sound: str
    bones: str

    @property
    def is_number(self) -> bool:
        """Digits only, so that a beginning or a likeness would be another number."""
        return self.word.isdigit()


def asked(query: str) -> list[Asked]:
    """The first six words of what was typed."""
    found = []
    for word in tokens(query)[:_QUERY_WORDS]:
        sound, other, *_ = (*sounds(word), "", "")
        if folded := fold(word):
            found.append(Asked(folded, sound, other, bones(sound)))
    return found


class Expressions(NamedTuple):
    """What to ask the table by MATCH, each less strict than the one before; "" asks nothing.

    Each is to be asked with `ORDER BY rowid LIMIT`, so that what sells comes first.
    """

    exact: str
    begun: str
    joined: str
    boned: str
    boned_begun: str


def expressions(words: Sequence[Asked]) -> Expressions:
    """What to ask for these words; every one of them has to be found."""
    heard = [word.sound for word in words if word.sound]
    boned = any(word.bones for word in words)

    def also(word: Asked) -> list[str]:
        """A word may stand as it is beside one guessed at; alone it has been asked for already."""
        return _begun(word) if len(words) > 1 else []

    return Expressions(
        exact=_all_of([_exact(word) for word in words]),
        begun=_all_of([_begun(word, alone=len(words) == 1) for word in words]),
        joined=f'{{sounds joins}} : "{join(heard)}" *' if heard else "",
        boned=_all_of([also(word) + _boned(word, "") for word in words]) if boned else "",
        boned_begun=_all_of([also(word) + _boned(word, " *") for word in words]) if boned else "",
    )


def _exact(word: Asked) -> list[str]:
    heard = [sound for sound in (word.sound, word.other_sound) if sound]
    return [f'words : "{word.word}"', *(f'sounds : "{sound}"' for sound in heard)]


def _begun(word: Asked, alone: bool = False) -> list[str]:
    """A number in a name stands for itself: 5 does not begin 500, unless it is all there is."""
    if word.is_number and not alone:
        return _exact(word)
    return [ask + " *" for ask in _exact(word)]


def _boned(word: Asked, star: str) -> list[str]:
    return [f'bones : "{word.bones}"{star}'] if word.bones else []


def _all_of(asks: Sequence[Sequence[str]]) -> str:
    return " AND ".join(f"({' OR '.join(alternatives)})" for alternatives in asks)


# ---------------------------------------------------------------------------------------------
# Slips of the finger

_NEAR_MAX = 12
_SLIP_LETTERS = 3
_TWO_SLIPS_LETTERS = 6


def near(sound: str, terms: Sequence[str]) -> list[str]:
    """The terms that a slip or two would turn into this sound or its beginning, nearest first.

    One slip up to five letters, two beyond; a word of less than three sounds has none.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    length = len(sound)
    if length < _SLIP_LETTERS:
        return []
    slips = 1 if length < _TWO_SLIPS_LETTERS else 2
    close = process.extract(sound, terms, scorer=OSA.distance, score_cutoff=slips, limit=_NEAR_MAX)
    if close:
        return [term for term, _, _ in close]
    begun = [term[:length] for term in terms]
    close = process.extract(sound, begun, scorer=OSA.distance, score_cutoff=1, limit=_NEAR_MAX)
    return [terms[place] for _, _, place in close]


def slip_expression(words: Sequence[Asked], terms: Callable[[str], Sequence[str]]) -> str:
    """What to ask if nothing written so begins so: each word as one of its near sounds.

    "" if no word has any.
    """
    asks = []
    slipped = False
    for word in words:
        heard = word.sound and not word.is_number
        close = near(word.sound, terms(word.sound[0])) if heard else []
        slipped = slipped or bool(close)
        asks.append(_begun(word) + [f'sounds : "{term}"' for term in close])
    return _all_of(asks) if slipped else ""


# ---------------------------------------------------------------------------------------------
# Order

_SOUND_EXACT = 0.1
_JOINED = 0.5
_BEGUN = 1.0
_BONES_EXACT = 1.1
_BONES_BEGUN = 2.0
_SLIP = 2.4
_NO_MATCH = 8.0
_LETTER_MORE = 0.03
_LETTER_OTHER = 0.3
_WHOLE_NAME = 0.6
_FIRST_WORD = 0.25
_HALVING = 0.05
_TIERS = (_BEGUN, 1.4, 3.4)
"""From which cost a word is begun only, sounds alike only, is a slip: popularity stays within."""
_WELL_FOUND = 1.4
_NUMBERED_MAX = 2.3


def cost(words: Sequence[Asked], candidate: Candidate) -> float:
    """How far a candidate is from what was typed, 0 the words themselves; popularity left out."""
    written, heard = f"| {candidate.words} |", f"| {candidate.sounds} |"
    parts = [_word_cost(word, written, heard) for word in words]
    whole = sum(parts)
    if whole >= _BEGUN and (sound := join([word.sound or "-" for word in words])):
        squeezed = heard.replace(" ", "")
        if sound in squeezed:
            begins = f"|{sound}" in squeezed
            whole = min(whole, _JOINED if begins else _BEGUN)
    first = words[0]
    if parts[0] < _BEGUN and (f"| {first.word} " in written or f"| {first.sound} " in heard):
        whole -= _FIRST_WORD
        if (
            f"| {' '.join([word.word for word in words])} |" in written
            or f"| {' '.join([word.sound for word in words])} |" in heard
        ):
            whole -= _WHOLE_NAME
    return whole


def _word_cost(word: Asked, written: str, heard: str) -> float:
    if f" {word.word} " in written:
        return 0.0
    if word.sound and f" {word.sound} " in heard:
        return _SOUND_EXACT
    if word.other_sound and f" {word.other_sound} " in heard:
        return _SOUND_EXACT
    more = min(_letters_more(word.word, written), _letters_more(word.sound, heard))
    if more < _FAR:
        return _BEGUN + _LETTER_MORE * more
    return _fuzzy_cost(word, heard)


_FAR = 1000


def _letters_more(begun: str, line: str) -> int:
    """By how many letters the first word in the line that begins so is longer."""
    at = line.find(f" {begun}") if begun else -1
    return _FAR if at < 0 else line.index(" ", at + 1) - at - 1 - len(begun)


def _fuzzy_cost(word: Asked, heard: str) -> float:
    from rapidfuzz.distance import OSA

    best = _NO_MATCH
    for sound in heard.split():
        hard = bones(sound)
        if word.bones and hard == word.bones:
            best = min(best, _BONES_EXACT + _LETTER_OTHER * OSA.distance(word.sound, sound))
        elif word.bones and hard.startswith(word.bones):
            begun = sound[: len(word.sound)]
            best = min(best, _BONES_BEGUN + _LETTER_OTHER * OSA.distance(word.sound, begun))
        else:
            best = min(best, _SLIP + OSA.distance(word.sound, sound))
    return best


class Likeness(IntEnum):
    """How much of what was typed a good is called by."""

    PART = 0
    """A word that was typed is nowhere in its names."""
    NEAR = 1
    """Every word is, though one of them only as it may be misspelt."""
    SAID = 2
    """Every word is in its names, or begins or sounds like one there."""


class Offer(NamedTuple):
    """The number of a good that may be meant."""

    number: int
    likeness: Likeness


def likeness(words: Sequence[Asked], candidate: Candidate) -> Likeness:
    """How much of these words the candidate is called by: as much as of the least of them."""
    written, heard = f" {candidate.words} ", f" {candidate.sounds} "
    alone = len(words) == 1
    least = min(_likeness_of(word, written, heard, alone) for word in words)
    if least < Likeness.SAID and _is_joined(words, candidate.sounds):
        return Likeness.SAID
    return least


def _likeness_of(word: Asked, written: str, heard: str, alone: bool) -> Likeness:
    end = " " if word.is_number and not alone else ""
    others = (word.sound, word.other_sound)
    if f" {word.word}{end}" in written or any(
        sound and f" {sound}{end}" in heard for sound in others
    ):
        return Likeness.SAID
    if word.is_number:
        return Likeness.PART
    if word.bones and any(bones(sound).startswith(word.bones) for sound in heard.split()):
        return Likeness.NEAR
    return Likeness.NEAR if near(word.sound, heard.split()) else Likeness.PART


def _is_joined(words: Sequence[Asked], sounds_of_names: str) -> bool:
    """Whether the words are written as one there, or one of them is two there."""
    if any(not word.sound or word.is_number for word in words):
        return False
    whole = join([word.sound for word in words])
    for name in sounds_of_names.split(" | "):
        heard = name.split()
        pairs = [join(pair) for pair in itertools.pairwise(heard[:_JOINED_WORDS])]
        if any(one.startswith(whole) for one in heard + pairs):
            return True
    return False


def rank(
    query: str, candidates: Iterable[Candidate], sellers: Mapping[int, int] | None = None
) -> list[Candidate]:
    """The candidates, best first: the word (in either script), its beginning, its bones, a slip.

    Between equals what sells more comes first: `sellers` has the places of goods in that order,
    from 1; goods that are not in it come after, by their number.
    """
    words = asked(query)
    return [found for *_, found in _ranked(words, candidates, sellers or {})] if words else []


def _kept_below(words: Sequence[Asked]) -> float:
    """What a good may cost at most: beside a number the rest of the name has to be well found.

    "aata 5" is sooner five of aata than any good with a 5 in its name.
    """
    named = sum(not word.is_number for word in words)
    return _NUMBERED_MAX * named if 0 < named < len(words) else _FAR


def _ranked(
    words: Sequence[Asked], candidates: Iterable[Candidate], sellers: Mapping[int, int]
) -> list[tuple[int, float, int, Candidate]]:
    """Candidates with their tier, their cost and their place in the order of popularity."""
    ranked = []
    for found in candidates:
        place = sellers.get(found.number) or len(sellers) + found.number
        text = cost(words, found)
        tier = bisect_right(_TIERS, text / len(words))
        ranked.append((tier, text + _HALVING * place.bit_length(), place, found))
    return sorted(ranked)


def _is_begun(words: Sequence[Asked], candidate: Candidate) -> bool:
    """Whether every one of these words begins, or sounds like the beginning of, one there."""
    written, heard = f" {candidate.words}", f" {candidate.sounds}"
    return all(
        f" {word.word}" in written or (word.sound and f" {word.sound}" in heard) for word in words
    )


class Finder:
    """Finds goods by what is typed, in the order in which they are offered."""

    def __init__(
        self,
        run: Callable[[str, int], Iterable[Candidate]],
        terms: Callable[[str], Sequence[str]],
        sellers: Mapping[int, int] | None = None,
        best: Sequence[Candidate] = (),
    ) -> None:
        """Take what asks the table (expression, at most so many rows, by rowid) and the sounds.

        `terms` gives the distinct tokens of `TERMS_COLUMN` that begin with a letter; it is asked at
        every keystroke of a misspelt word, so its answers are worth keeping. `sellers` are the
        places of goods in the order of selling, from 1, and `best` the rows of the first of them:
        where more rows match than are asked for, they are looked at besides.
        """
        self._run = run
        self._terms = terms
        self._sellers = sellers or {}
        self._best = best

    def find(self, query: str, limit: int = SHOWN) -> list[int]:
        """The numbers of the goods that may be meant, best first; nothing typed finds nothing."""
        return [offer.number for offer in self.offers(query, limit)]

    def offers(self, query: str, limit: int = SHOWN) -> list[Offer]:
        """The same, each with how much of what was typed it is called by."""
        words = asked(query)
        if not words:
            return []
        found: dict[int, Candidate] = {}
        ask = expressions(words)
        self._gather(words, found, ask.exact, _MANY)
        if len(found) < limit:
            self._gather(words, found, ask.begun, _MANY)
            self._gather(words, found, ask.joined, _FEW)
            self._gather(words, found, ask.boned, _FEW)
        if len(found) < limit:
            self._gather(words, found, ask.boned_begun, _FEW)
        order = _ranked(words, found.values(), self._sellers)
        if not order or order[0][1] >= _WELL_FOUND * len(words):
            self._gather(words, found, slip_expression(words, self._terms), _FEW)
            if not found and len(words) > 1:
                for left_out in words:
                    if not left_out.is_number:
                        kept = [word for word in words if word is not left_out]
                        rest = [_begun(word) + _boned(word, "") for word in kept]
                        self._gather(words, found, _all_of(rest), _FEW)
            order = _ranked(words, found.values(), self._sellers)
        most = _kept_below(words)
        return [
            Offer(found.number, likeness(words, found))
            for _, total, _, found in order[:limit]
            if total < most
        ]

    def _gather(
        self, words: Sequence[Asked], found: dict[int, Candidate], expression: str, limit: int
    ) -> None:
        """Ask, and where there are more than are taken, look also at what sells best."""
        if not expression:
            return
        rows = list(self._run(expression, limit))
        for candidate in rows:
            found[candidate.number] = candidate
        if len(rows) == limit:
            for candidate in self._best:
                if _is_begun(words, candidate):
                    found[candidate.number] = candidate


_MANY = 120
_FEW = 40
