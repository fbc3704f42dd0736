"""How a shop's own labels are read: masks of their digits, as the shop writes them.

A mask is as long as the code. A digit stands for itself; `I` is the good, `W` its weight, `A` what
it costs, `N` how many; `C` at the end is the check digit, `x` means nothing. A dot says where the
decimals begin and is not in the code: `21IIIIIWW.WWWC` reads 2112345015007 as 1.500 kg of good
12345. Without a dot `W` are grams and `A` rupees.
"""

from collections.abc import Sequence
from itertools import groupby

from estore_pos.domain.barcode import check_digit
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.money import Money

LENGTH_MIN, LENGTH_MAX = 4, 30
_GOOD, _WEIGHT, _AMOUNT, _COUNT, _CHECK, _NOTHING = "IWANCx"
_VALUES = (_WEIGHT, _AMOUNT, _COUNT)
_DIGITS = "0123456789"
_VALUE_DIGITS_MAX = 9


@frozen
class Label:
    """What a label says: the digits that name the good, and a weight, an amount, a count or none.

    `milli` are grams. `code` is the label up to and with the good's digits; `checked` is False
    where the check digit is another than it should be; `mask` is the text of the mask.
    """

    good: str
    code: str
    mask: str
    milli: int | None = None
    amount: Money | None = None
    count: int | None = None
    checked: bool = True


@frozen
class Mask:
    """One mask: `text` as it is kept, with capital letters and small x."""

    text: str

    @property
    def letters(self) -> str:
        """The mask without its dot, one letter for each of the code."""
        return self.text.replace(".", "")

    @property
    def literals(self) -> int:
        """How many digits it asks for."""
        return sum(letter in _DIGITS for letter in self.letters)

    def check(self) -> None:
        """Raise Refusal CODE_MASK_WRONG, with `why`, for what no label can be read by."""
        letters = self.letters
        runs = [letter for letter, _ in groupby(letters) if letter not in _DIGITS + _NOTHING]
        why = ""
        if not set(letters) <= {*_DIGITS, *_VALUES, _GOOD, _CHECK, _NOTHING}:
            why = "letters"
        elif not LENGTH_MIN <= len(letters) <= LENGTH_MAX:
            why = "length"
        elif _GOOD not in letters or not self.literals:
            why = "bare"
        elif len(runs) != len(set(runs)) or sum(value in runs for value in _VALUES) > 1:
            why = "twice"
        elif _CHECK in letters[:-1]:
            why = "check"
        elif not self._dot_is_inside():
            why = "dot"
        elif any(letters.count(value) > _VALUE_DIGITS_MAX for value in _VALUES):
            why = "length"
        if why:
            raise Refusal(RefusalCode.CODE_MASK_WRONG, mask=self.text, why=why)

    def read(self, code: str) -> Label | None:
        """What a label says by this mask; None for a code it does not fit."""
        letters = self.letters
        if len(code) != len(letters) or not set(code) <= set(_DIGITS):
            return None
        if any(a in _DIGITS and a != digit for a, digit in zip(letters, code, strict=True)):
            return None
        grams, paise = self._scaled(_WEIGHT, code, 3, 0), self._scaled(_AMOUNT, code, 2, 2)
        return Label(
            good=self._run(_GOOD, code),
            code=code[: letters.rindex(_GOOD) + 1],
            mask=self.text,
            milli=grams,
            amount=None if paise is None else Money(paise),
            count=int(self._run(_COUNT, code)) if _COUNT in letters else None,
            checked=_CHECK not in letters or check_digit(code[:-1]) == code[-1],
        )

    def overlaps(self, other: "Mask") -> bool:
        """Whether some code fits both."""
        mine, others = self.letters, other.letters
        return len(mine) == len(others) and not any(
            a != b and a in _DIGITS and b in _DIGITS for a, b in zip(mine, others, strict=True)
        )

    def _run(self, letter: str, code: str) -> str:
        return "".join(d for each, d in zip(self.letters, code, strict=True) if each == letter)

    def _scaled(self, letter: str, code: str, decimals: int, if_bare: int) -> int | None:
        """A value in thousandths or hundredths; a weight without a dot is in grams already."""
        value = self._run(letter, code)
        if not value:
            return None
        _, dot, behind = self.text.partition(".")
        written = sum(each == letter for each in behind) if dot else decimals - if_bare
        return int(value) * (1, 10, 100, 1000)[decimals - written]

    def _dot_is_inside(self) -> bool:
        before, dot, behind = self.text.partition(".")
        if not dot:
            return True
        letter = before[-1:]
        places = {_WEIGHT: 3, _AMOUNT: 2}.get(letter, 0)
        return behind[:1] == letter and 1 <= behind.count(letter) <= places and "." not in behind


def tidied(text: str) -> Mask:
    """A mask as somebody typed it. Raises Refusal CODE_MASK_WRONG."""
    mask = Mask("".join(text.split()).upper().replace("X", _NOTHING))
    mask.check()
    return mask


def read(masks: Sequence[Mask], code: str) -> list[Label]:
    """What a label says by each mask that fits it, in whatever order the masks stand.

    One whose check digit is right goes before one whose is not, then the one that asks for more
    digits, then for a longer good, then the first by its letters. Empty where none fits.
    """
    fitting = [(mask, label) for mask in masks if (label := mask.read(code))]
    fitting.sort(key=lambda fit: (not fit[1].checked, *order(fit[0])))
    return [label for _, label in fitting]


def order(mask: Mask) -> tuple[int, int, str]:
    """The lesser goes first where two masks fit one code and neither's check digit is wrong."""
    return -mask.literals, -mask.letters.count(_GOOD), mask.text
