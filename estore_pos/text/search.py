"""How what is typed finds a good: either script, any spelling, a slip of the finger.

The store keeps the keys of a good (`name_keys`) as one row of an FTS5 table of `COLUMNS` with
`TOKENIZER`, `PREFIXES` and `detail=column`; its rowid is the item's number, which stands for its
popularity until (`sellers`) sales say better. `Finder` asks it, best expression first, and orders
what comes. What Enter takes of it: search.md beside this.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from estore_pos.text.name_keys import (
    JOINED_WORDS,
    bones,
    fold,
    join,
    letters,
    sounds,
    spelling,
    tokens,
)

COLUMNS = ("words", "sounds", "bones", "joins")
TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
PREFIXES = "1 2 3"
TERMS_COLUMN = "sounds"
"""The column whose distinct tokens `Finder` is given for slips of the finger."""

SHOWN = 8
_QUERY_WORDS = 6


class Candidate(NamedTuple):
    """A row that the store found: its place in the order of popularity and two of its columns."""

    number: int
    words: str
    sounds: str


# ---------------------------------------------------------------------------------------------
# Asking


_RUN = re.compile(r"[0-9]|(.)\1\1")
_UNSPOKEN = re.compile(r"(?![a-z]$|[bcdgjkpstz]h$|chh$)[b-df-hj-np-tv-z]+")


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

    @property
    def is_spelt(self) -> bool:
        """Whether its sound may stand for it: it has a vowel, no figure, no letter three times.

        A sound has few vowels and nothing double: item99 would be item9, lx would be Lakshman.
        """
        return not (_RUN.search(self.word) or _UNSPOKEN.fullmatch(self.word))


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

_SAID_SO = 0.0
_NOT_WRITTEN_SO = 0.05
"""Said so to the letter, but not written as it was typed: बालम for balm, बाल for बॉल."""
_BEGUN_SO, _LETTER_OF_WORD, _BEGUN_SO_MAX = 0.15, 0.01, 0.29
_SOUND_ALIKE = 0.3
_JOINED = 0.5
_BEGUN = 1.0
_BONES_EXACT = 1.1
_BONES_BEGUN = 2.0
_SLIP = 2.4
_NO_MATCH = 8.0
_LETTER_MORE = 0.03
_TOO_FEW = 2
_LETTER_OTHER = 0.3
_WHOLE_NAME = 0.6
_OWN_NAME = 0.9
"""More than what sells: a shop's new good of this name, before another with it as an alias."""
_FIRST_WORD = 0.25
_OWN_FIRST_WORD = 0.45
"""More than nine halvings: a shop's new good "7up 250 ml", before an old one with "7up" besides."""
_HALVING = 0.05
_TIERS = (0.005, 0.1, _SOUND_ALIKE, _BEGUN, 1.4, 3.4)
"""From which cost a word is not written so, begun as written, sounds alike, sounds so at its
beginning, has its bones, is a slip: what sells more comes first within one of them only."""
_WRITTEN, _SO_CALLED = 0, 1
"""The tiers of what is called by the very words, and of what is as they are said."""
_WELL_FOUND = 1.4
_NUMBERED_MAX = 2.3


_FAR = 1000
_NEVER = "\0"
"""The sound of what has none: in no line."""


class _Weight(NamedTuple):
    """Whether all that was typed is said, the tier of it, and how far it is with its name."""

    is_said: bool
    tier: int
    cost: float


class Weighed:
    """How far candidates are from what was typed, 0 the words themselves; popularity left out.

    One for what is typed now: some hundreds of candidates have the same few words over and over.
    """

    def __init__(self, words: Sequence[Asked]) -> None:
        self._words = [_Typed(word) for word in words]
        self._joined = join([word.sound or "-" for word in words])
        first = words[0]
        self._first = (f"| {first.word} ", f"| {first.sound} ")
        self._whole = (
            f"| {' '.join([word.word for word in words])} |",
            f"| {' '.join([word.sound for word in words])} |",
        )
        self._known: dict[Candidate, _Weight] = {}

    def cost(self, candidate: Candidate) -> float:
        """Of one candidate."""
        return self.weight(candidate).cost

    def weight(self, candidate: Candidate) -> _Weight:
        """Of one candidate, with its tier; a name that begins so or is no more is of no other."""
        known = self._known.get(candidate)
        if known is None:
            known = self._known[candidate] = self._weight(candidate)
        return known

    def _weight(self, candidate: Candidate) -> _Weight:
        lines = written, heard = f"| {candidate.words} |", f"| {candidate.sounds} |"
        parts = [word.cost(written, heard) for word in self._words]
        is_said = max(parts) <= _NOT_WRITTEN_SO
        whole = sum(parts)
        if whole >= _BEGUN:
            squeezed = heard.replace(" ", "")
            if self._joined in squeezed:
                begins = f"|{self._joined}" in squeezed
                whole = min(whole, _JOINED if begins else _BEGUN)
        tier = bisect_right(_TIERS, whole / len(parts))
        if is_said and _is_any_in(self._first, lines):
            whole -= _FIRST_WORD
            if _is_any_among_names(self._first, lines):
                whole -= _OWN_FIRST_WORD
            if _is_any_in(self._whole, lines):
                whole -= _WHOLE_NAME
                if _is_any_among_names(self._whole, lines):
                    whole -= _OWN_NAME
        return _Weight(is_said, tier, whole)


def _is_any_in(called: tuple[str, str], lines: tuple[str, str]) -> bool:
    """Whether a good is called so as it is written or as it is heard."""
    return called[0] in lines[0] or called[1] in lines[1]


def _is_any_among_names(called: tuple[str, str], lines: tuple[str, str]) -> bool:
    return _among_names(called[0], lines[0]) or _among_names(called[1], lines[1])


def _among_names(called: str, line: str) -> bool:
    """Whether a good is called so by its Hindi or its English name, which stand first."""
    before, found, _ = line.partition(called)
    return bool(found) and before.count("|") <= 1


class _Typed:
    """One typed word, and what was found out of the words that it was held against."""

    def __init__(self, word: Asked) -> None:
        self._word, self._sound = word.word, word.sound
        self._as_written = f" {word.word} "
        self._as_heard = f" {word.sound or _NEVER} "
        self._or_heard = f" {word.other_sound or _NEVER} "
        self._says_enough = len(word.word) > _TOO_FEW and not word.word.isdigit()
        self._longer = _Longer(word.word)
        self._same = _Same(word.word)
        self._spelt = _Spelt(word.word)
        self._unlike = _Unlike(word)

    def cost(self, written: str, heard: str) -> float:
        """How far it is from the nearest word of a candidate."""
        is_heard = self._as_heard in heard
        if self._as_written in written:
            return _SAID_SO if is_heard or not self._sound else _NOT_WRITTEN_SO
        alike = is_heard or self._or_heard in heard
        if alike and self._is_in_the_other_script(written, heard):
            return _SAID_SO if self._is_spelt_in_its_name(written) else _NOT_WRITTEN_SO
        more = _letters_more(self._word, written)
        if self._says_enough:
            longer = self._longer
            least = min([more, *[longer[each] for each in written.split()]])
            if least < _FAR:
                return min(_BEGUN_SO + _LETTER_OF_WORD * least, _BEGUN_SO_MAX)
        if alike:
            return _SOUND_ALIKE
        more = min(more, _letters_more(self._sound, heard))
        if more < _FAR:
            return _BEGUN + _LETTER_MORE * more
        unlike = self._unlike
        return min([_NO_MATCH, *[unlike[each] for each in heard.split()]])

    def _is_in_the_other_script(self, written: str, heard: str) -> bool:
        """Whether a word of its sound is it, in Devanagari for Latin or the reverse."""
        others, said = written.split(), self._sound
        # Each sound stands where its word does, but for second sounds and for signs without any.
        so = [other for other, sound in zip(others, heard.split(), strict=False) if sound == said]
        return any(map(self._same.__getitem__, so or others))

    def _is_spelt_in_its_name(self, written: str) -> bool:
        """Whether it is a word of the Hindi name in Latin letters, in which most people type.

        Aliases have it in both scripts where both are meant (vicks, विक्स; but a wick).
        """
        if not self._word.isascii():
            return False
        hindi, english = written.split("|", 3)[1:3]
        return any(map(self._spelt.__getitem__, f"{hindi}{english}".split()))


class _Longer(dict[str, int]):
    """By how many letters words of the other script are longer that begin as this one is said.

    Two letters say nothing: too many words begin with them, whatever they sound like.
    """

    def __init__(self, begun: str) -> None:
        super().__init__()
        self._is_latin = begun.isascii()
        self._said = letters(begun).rstrip("a")  # within a word no a is heard

    def __missing__(self, other: str) -> int:
        more = _FAR
        if other != "|" and other.isascii() != self._is_latin:
            said = self._said
            so = [len(each) - len(said) for each in _to_the_letter(other) if each.startswith(said)]
            more = min([more, *so])
        self[other] = more
        return more


class _Same(dict[str, bool]):
    """Whether words of the other script are this one."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._is_latin = word.isascii()
        self._said = _to_the_letter(word)

    def __missing__(self, other: str) -> bool:
        is_same = other.isascii() != self._is_latin and bool(self._said & _to_the_letter(other))
        self[other] = is_same
        return is_same


class _Spelt(dict[str, bool]):
    """Whether words of the other script are spelt like this one, letter for letter."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._spelling = spelling(word)

    def __missing__(self, other: str) -> bool:
        spelt = (spelling(other), spelling(other, "d"))
        is_spelt = self[other] = not other.isascii() and self._spelling in spelt
        return is_spelt


class _Unlike(dict[str, float]):
    """How far sounds are from a word that none of them begins with."""

    def __init__(self, word: Asked) -> None:
        super().__init__()
        self._sound, self._bones = word.sound, word.bones

    def __missing__(self, sound: str) -> float:
        from rapidfuzz.distance import OSA

        hard = bones(sound)
        if self._bones and hard == self._bones:
            far = _BONES_EXACT + _LETTER_OTHER * OSA.distance(self._sound, sound)
        elif self._bones and hard.startswith(self._bones):
            begun = sound[: len(self._sound)]
            far = _BONES_BEGUN + _LETTER_OTHER * OSA.distance(self._sound, begun)
        else:
            far = _SLIP + OSA.distance(self._sound, sound)
        self[sound] = far
        return far


def is_one_word(word: str, other: str) -> bool:
    """Whether two of `tokens` are one word: written alike, or in two scripts said alike."""
    if fold(word) == fold(other):
        return True
    one, two = word.casefold(), other.casefold()  # not folded: the dot of a flap is heard
    return one.isascii() != two.isascii() and _Same(one)[two]


def _to_the_letter(word: str) -> set[str]:
    """How a word is said, in both spellings of a flapped sound: गुड़ is gur and gud."""
    return {letters(word), letters(word, "d")}


def _letters_more(begun: str, line: str) -> int:
    """By how many letters the first word in the line that begins so is longer."""
    at = line.find(f" {begun}") if begun else -1
    return _FAR if at < 0 else line.index(" ", at + 1) - at - 1 - len(begun)


class Likeness(IntEnum):
    """How much of what was typed a good is called by."""

    PART = 0
    """A word that was typed is nowhere in its names."""
    NEAR = 1
    """Every word is, though one of them only as it may be misspelt, or as its consonants."""
    SAID = 2
    """Every word is in its names, or begins or sounds like one there."""


class Offer(NamedTuple):
    """The number of a good that may be meant; `is_so_called`: each word that was typed is its.

    `is_written`: just as it was typed. Of two goods that are as `far` the names say nothing: what
    sells stands first.
    """

    number: int
    likeness: Likeness
    is_so_called: bool
    far: float = 0.0
    is_written: bool = False


def likeness(words: Sequence[Asked], candidate: Candidate) -> Likeness:
    """How much of these words the candidate is called by: as much as of the least of them.

    Figures alone are no name: 750 is cash that was handed over, and in many a name (search.md).
    """
    written, heard = f" {candidate.words} ", f" {candidate.sounds} "
    alone = len(words) == 1
    least = min(_likeness_of(word, written, heard, alone) for word in words)
    if least < Likeness.SAID and _is_joined(words, candidate.sounds):
        return Likeness.SAID
    if not any(letter.isalpha() for word in words for letter in word.word):
        return min(least, Likeness.NEAR)
    return least


def _likeness_of(word: Asked, written: str, heard: str, alone: bool) -> Likeness:
    end = " " if word.is_number and not alone else ""
    others = (word.sound, word.other_sound)
    if f" {word.word}{end}" in written:
        return Likeness.SAID
    if word.is_number:
        return Likeness.PART
    if any(sound and f" {sound}" in heard for sound in others):
        return Likeness.SAID if word.is_spelt else Likeness.NEAR
    if word.bones and any(bones(sound).startswith(word.bones) for sound in heard.split()):
        return Likeness.NEAR
    return Likeness.NEAR if near(word.sound, heard.split()) else Likeness.PART


def _is_joined(words: Sequence[Asked], sounds_of_names: str) -> bool:
    """Whether the words are written as one there, or one of them is two there."""
    if any(not word.sound or not word.is_spelt for word in words):
        return False
    whole = join([word.sound for word in words])
    for name in sounds_of_names.split(" | "):
        heard = name.split()
        pairs = [join(pair) for pair in itertools.pairwise(heard[:JOINED_WORDS])]
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
    if not words:
        return []
    return [found for *_, found in _ranked(Weighed(words), candidates, sellers or {})]


def _kept_below(words: Sequence[Asked]) -> float:
    """What a good may cost at most: beside a number the rest of the name has to be well found.

    "aata 5" is sooner five of aata than any good with a 5 in its name.
    """
    named = sum(not word.is_number for word in words)
    return _NUMBERED_MAX * named if 0 < named < len(words) else _FAR


def _ranked(
    weighed: Weighed,
    candidates: Iterable[Candidate],
    sellers: Mapping[int, int],
) -> list[tuple[int, float, int, Candidate]]:
    """Candidates with their tier, their cost and their place in the order of popularity."""
    ranked = []
    for found in candidates:
        place = sellers.get(found.number) or len(sellers) + found.number
        _, tier, cost = weighed.weight(found)
        ranked.append((tier, cost + _HALVING * place.bit_length(), place, found))
    return sorted(ranked)


def _begun_so(words: Sequence[Asked], candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those in which every one of these words begins, or sounds like the beginning of, one."""
    found = list(candidates)
    for word in words:
        written, heard = f" {word.word}", f" {word.sound}"
        found = [
            each
            for each in found
            if written in f" {each.words}" or (word.sound and heard in f" {each.sounds}")
        ]
    return found


class _Harvest:
    """What the table has given for some words so far."""

    def __init__(
        self,
        words: Sequence[Asked],
        run: Callable[[str, int], Iterable[Candidate]],
        best: Iterable[Candidate],
    ) -> None:
        self.found: dict[int, Candidate] = {}
        self._words = words
        self._run = run
        self._best: Iterable[Candidate] | None = best

    def gather(self, expression: str, limit: int) -> None:
        """Ask, and where there are more than are taken, look also at what sells best."""
        if not expression:
            return
        rows = list(self._run(expression, limit))
        if len(rows) == limit and self._best is not None:
            best, self._best = self._best, None
            self.found |= {each.number: each for each in _begun_so(self._words, best)}
        self.found |= {each.number: each for each in rows}


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

    def offers(self, query: str, limit: int = SHOWN, most: int = 0) -> list[Offer]:
        """The same, each with how much of what was typed it is called by.

        Of what is found on the way to `limit` so many as `most`, where that is more.
        """
        words = asked(query)
        if not words:
            return []
        weighed, harvest = Weighed(words), _Harvest(words, self._run, self._best)
        ask, found, gather = expressions(words), harvest.found, harvest.gather
        gather(ask.exact, _MANY)
        is_said = any(weighed.weight(each).is_said for each in found.values())
        if len(found) < limit or not is_said:
            gather(ask.begun, _MANY)
            gather(ask.joined, _FEW)
            gather(ask.boned, _FEW)
        if len(found) < limit:
            gather(ask.boned_begun, _FEW)
        order = _ranked(weighed, found.values(), self._sellers)
        if not order or order[0][1] >= _WELL_FOUND * len(words):
            gather(slip_expression(words, self._terms), _FEW)
            if not found and len(words) > 1:
                for left_out in words:
                    if not left_out.is_number:
                        kept = [word for word in words if word is not left_out]
                        gather(_all_of([_begun(word) + _boned(word, "") for word in kept]), _FEW)
            order = _ranked(weighed, found.values(), self._sellers)
        dearest = _kept_below(words)
        return [
            Offer(
                found.number,
                likeness(words, found),
                tier <= _SO_CALLED,
                weighed.cost(found),
                tier == _WRITTEN,
            )
            for tier, total, _, found in order[: max(limit, most)]
            if total < dearest
        ]


_MANY = 120
_FEW = 40
