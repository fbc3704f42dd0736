"""The till's sentences in Hindi and English: the English sentence in the source is the key.

Screens speak the language chosen with Ctrl+L; papers name theirs, since the customer's language is
not the operator's::

    from estore_pos.text.words import tr, ntr, mark

    tr("Bill {number} is saved", number=text)      # the screen's language, now
    ntr("{n} item", "{n} items", count)            # {n} is filled in by ntr
    SENTENCES = {"unknown_code": mark("This code is not known.")}
    tr(SENTENCES[code])                            # marked where it is written, said later
    row(sentence="Sounds at scan and fault")       # below text: a keyword `sentence` marks too

    from estore_pos.text import words

    words.load({"hi": hi_po_bytes})                # once, by the app (and by tests)
    words.speak("hi")                              # Ctrl+L
    words.name_keys({"End": "Ctrl+A"})             # a message that says End says Ctrl+A
    words.paper("both").tr("Total")                # "कुल / Total"; "hi" and "en" say one
    words.paper("both").each("Total")              # ("कुल", "Total") for two lines of a paper

Each message stands in `resources/words/hi.po`, under the heading of its area. Facts are named
placeholders, filled by `str.format`; numbers and money are made into text by `text.numbers` first.
A translation whose placeholders differ from its source is not used: the source is shown.
"""

import re
from collections.abc import Mapping
from typing import Literal, Protocol

Language = Literal["hi", "en"]
PaperLanguage = Literal["hi", "en", "both"]

_FIELD = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_LINES = r'((?:".*"\n)+)'
_ENTRY = re.compile(
    rf"^msgid {_LINES}"
    rf"(?:msgstr {_LINES}|msgid_plural .*\nmsgstr\[0\] {_LINES}msgstr\[1\] {_LINES})",
    re.MULTILINE,
)
_JOINT = re.compile(r'"\n"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t"}
_QUOTED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t"})


def placeholders(message: str) -> frozenset[str]:
    """The names in braces, doubled braces apart."""
    return frozenset(name for name in _FIELD.findall(message) if name)


def read_catalogue(content: bytes) -> dict[str, tuple[str, ...]]:
    """The translations in a .po file: one text per message, two (one, many) where it has a plural.

    Entries without a translation are left out and lines that are no .po are passed over: a damaged
    file costs words, never the start of the till.
    """
    text = content.decode("utf-8", "replace").replace("\r\n", "\n") + "\n"
    found: dict[str, tuple[str, ...]] = {}
    for source, single, one, many in _ENTRY.findall(text):
        said = (_unquoted(single),) if single else (_unquoted(one), _unquoted(many))
        if len(source) > len('""\n') and all(said):
            found[_unquoted(source)] = said
    return found


def _unquoted(lines: str) -> str:
    text = lines[1:-2]
    if "\n" in text:
        text = _JOINT.sub("", text)
    return _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), text) if "\\" in text else text


class Translations(Protocol):
    """What knows a message in another language: a Catalogue, or a dict of them."""

    def get(self, message: str, /) -> tuple[str, ...] | None:
        """Its translation, two (one, many) where it has a plural; None where there is none."""
        ...


class Catalogue:
    """The translations in a .po file, each read when it is asked for.

    A start says thirty messages of more than a thousand. A message that stands on several lines, or
    nowhere, has all of them read.
    """

    def __init__(self, content: bytes) -> None:
        """Take the file as it is."""
        self._content = content
        self._whole: dict[str, tuple[str, ...]] | None = None

    def get(self, message: str, /) -> tuple[str, ...] | None:
        """Its translation."""
        told = None if self._whole is not None else self._alone(message)
        return told or self._read().get(message)

    def _read(self) -> dict[str, tuple[str, ...]]:
        if self._whole is None:
            self._whole = read_catalogue(self._content)
        return self._whole

    def _alone(self, message: str) -> tuple[str, ...] | None:
        head = f'\nmsgid "{message.translate(_QUOTED)}"\n'.encode()
        at = self._content.find(head)
        if at < 0:
            return None
        end = self._content.find(b"\n\n", at + len(head))
        return read_catalogue(self._content[at + 1 : None if end < 0 else end]).get(message)


class Words:
    """What one reader is told: every message in his language, or in two, Hindi first."""

    def __init__(self, catalogues: Mapping[str, Translations]) -> None:
        """Take a catalogue for each language to be said, in order; English needs an empty one."""
        self._catalogues = dict(catalogues)
        self._known: dict[str, tuple[tuple[str, ...], ...]] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages said, in order."""
        return tuple(self._catalogues)

    def tr(self, message: str, /, **facts: object) -> str:
        """Say the message, its facts filled in; two languages stand apart by " / "."""
        return _join(self.each(message, **facts))

    def ntr(self, one: str, many: str, n: int, /, **facts: object) -> str:
        """Say how many; `{n}` is the number as it stands unless a fact `n` says it otherwise."""
        facts.setdefault("n", n)
        return _join(
            tuple(
                (forms[0] if _is_one(language, n) else forms[1]).format(**facts)
                for language, forms in zip(self._catalogues, self._forms((one, many)), strict=True)
            )
        )

    def each(self, message: str, /, **facts: object) -> tuple[str, ...]:
        """Say the message once in each language."""
        return tuple(forms[0].format(**facts) for forms in self._forms((message,)))

    def _forms(self, source: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        key = source[0] if len(source) == 1 else "\0".join(source)
        known = self._known.get(key)
        if known is None:
            known = tuple(
                tuple(keyed(form) for form in _accepted(source, catalogue.get(source[0])))
                for catalogue in self._catalogues.values()
            )
            self._known[key] = known
        return known


def _is_one(language: str, n: int) -> bool:
    """Hindi counts nought with one, English does not (CLDR plural rules)."""
    return n == 1 or (n == 0 and language == "hi")


def _accepted(source: tuple[str, ...], said: tuple[str, ...] | None) -> tuple[str, ...]:
    if said is None or len(said) != len(source):
        return source
    wanted = placeholders(source[-1])
    same = placeholders(said[-1]) == wanted and placeholders(said[0]) <= wanted
    return said if same else source


def _join(texts: tuple[str, ...]) -> str:
    return texts[0] if len(set(texts)) == 1 else " / ".join(texts)


_bytes: dict[str, bytes] = {}
_papers: dict[str, Words] = {}
_spoken: Language = "hi"
_named: dict[str, str] = {}


def load(catalogues: Mapping[str, bytes]) -> None:
    """Take the bytes of the .po files by language; each is read when it is first needed."""
    _bytes.clear()
    _bytes.update(catalogues)
    _papers.clear()


def name_keys(named: Mapping[str, str]) -> None:
    """Name keys otherwise from now on: a message names each as the table of keys does."""
    global _named
    if named != _named:
        _named = dict(named)
        _papers.clear()


def keyed(text: str) -> str:
    """A text with its keys named as they are now."""
    if not _named:
        return text
    names = "|".join(re.escape(name) for name in sorted(_named, key=len, reverse=True))
    return re.sub(rf"(?<![\w+])(?:{names})(?!\w)", lambda found: _named[found[0]], text)


def speak(language: Language) -> None:
    """Let the screens speak this language from now on."""
    global _spoken
    _spoken = language


def spoken() -> Language:
    """The language of the screens."""
    return _spoken


def paper(language: PaperLanguage) -> Words:
    """The words of a paper in the customer's language, whatever the screens speak."""
    words = _papers.get(language)
    if words is None:
        parts = ("hi", "en") if language == "both" else (language,)
        words = Words({part: Catalogue(_bytes.get(part, b"")) for part in parts})
        _papers[language] = words
    return words


def tr(message: str, /, **facts: object) -> str:
    """Say the message in the language of the screens."""
    return paper(_spoken).tr(message, **facts)


def ntr(one: str, many: str, n: int, /, **facts: object) -> str:
    """Say how many in the language of the screens."""
    return paper(_spoken).ntr(one, many, n, **facts)


def mark(message: str) -> str:
    """Name a message that is said later; it goes into the catalogue as if it stood in `tr`."""
    return message
