"""Sums as a shop's calculator does them: =45*3+10, 200-10% (180), (12+3)×4÷5; exact, in fractions.

× and ÷ come before + and −, brackets before both. So many % behind + or − are of all that stands
before them (100+50-10% is 135); anywhere else a % is a hundredth (200×10% is 20).
"""

import re
from fractions import Fraction

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.domain.rounding import half_up
from estore_pos.text.entry import read_spoken, unfit_number
from estore_pos.text.numbers import latin_digits, milli_text, read_decimal, read_money

LENGTH_MAX = 100
_PLACES = 6
_WHOLE_MAX = 10**12
"""What a typed number may have before its point, a result may too."""
_SIGNS = str.maketrans("×xX÷−–", "***/--")
_TOKEN = re.compile(r"\s*([0-9.,]+|[-+*/()%])")
_BARE_SUM = re.compile(r"[0-9.,)%][-+*/(]")
_ALL_OF_SUMS = re.compile(r"[0-9.,+\-*/()%]+=?")


def is_sum(typed: str) -> bool:
    """Whether something is to be worked out: after =, or numbers with a sign between them.

    A number alone, with a sign before it or a % behind it, is none: it means what its field says.
    """
    text = _tidy(typed)
    if text.startswith("="):
        return True
    bare = re.sub(r"\s+", "", text)
    return bool(_ALL_OF_SUMS.fullmatch(bare) and _BARE_SUM.search(bare))


def work_out(typed: str) -> Fraction:
    """What a sum comes to.

    Raises Refusal SUM_UNCLEAR for what is none or not finished, DIVIDED_BY_NOTHING.
    """
    text = _tidy(typed).removeprefix("=").removesuffix("=")
    if len(text) > LENGTH_MAX:
        raise _unclear(typed)
    tokens, at = [], 0
    while match := _TOKEN.match(text, at):
        tokens.append(match[1])
        at = match.end()
    if text[at:].strip():
        raise _unclear(typed)
    return _Sum(typed, tokens).value()


def read_amount(typed: str) -> Money:
    """An amount as a field takes it: a number, or a sum, rounded to the paisa.

    Raises Refusal ENTRY_UNCLEAR for what is neither, AMOUNT_RANGE for less than nothing and for
    more than can be typed, and what `work_out` raises.
    """
    plain = read_money(typed)
    if plain is not None:
        return plain
    below = read_money(_tidy(typed).removeprefix("-"))
    if below is not None:
        raise Refusal(RefusalCode.AMOUNT_RANGE, amount=-below.paise, typed=typed)
    if not is_sum(typed):
        raise Refusal(RefusalCode.ENTRY_UNCLEAR, typed=typed)
    value = work_out(typed)
    money = Money(half_up(value * 100))
    if not 0 <= value < _WHOLE_MAX:
        raise Refusal(RefusalCode.AMOUNT_RANGE, amount=money.paise, typed=typed)
    return money


def read_thousandths(typed: str) -> int:
    """A quantity that is a sum, rounded to a thousandth.

    Raises Refusal ENTRY_UNCLEAR for what is no sum, QUANTITY_RANGE for less than nothing and for
    more than can be typed, and what `work_out` raises.
    """
    if not is_sum(typed):
        raise Refusal(RefusalCode.ENTRY_UNCLEAR, typed=typed)
    value = work_out(typed)
    milli = half_up(value * 1000)
    if not 0 <= value < _WHOLE_MAX:
        raise Refusal(RefusalCode.QUANTITY_RANGE, milli=milli, typed=typed)
    return milli


def read_quantity(typed: str, unit: Unit) -> int:
    """A quantity in thousandths of a unit as a field takes it: a number, as it is said, or a sum.

    Raises Refusal QUANTITY_RANGE for a number that can be none, and what `read_thousandths` raises.
    """
    said = read_spoken(typed)
    milli = said.in_unit(unit) if said else None
    if milli is not None:
        return milli
    if number := unfit_number(typed):
        raise Refusal(RefusalCode.QUANTITY_RANGE, milli=number, typed=typed)
    return read_thousandths(typed)


def result_text(value: Fraction) -> str:
    """What a sum came to, as a number that can be typed: 1,350 or 0.375, else with two places."""
    milli = value * 1000
    exact = milli.denominator == 1
    return milli_text(half_up(milli) if exact else half_up(value * 100) * 10)


def answer(typed: str) -> str:
    """The result while it is typed: "" for what is no sum, or not one yet."""
    if not is_sum(typed):
        return ""
    try:
        return result_text(work_out(typed))
    except Refusal:
        return ""


def _tidy(typed: str) -> str:
    return latin_digits(typed).strip().translate(_SIGNS)


def _unclear(typed: str) -> Refusal:
    return Refusal(RefusalCode.SUM_UNCLEAR, typed=typed)


class _Sum:
    """Reads its tokens from left to right; a place in them is where it has come to."""

    def __init__(self, typed: str, tokens: list[str]) -> None:
        self._typed = typed
        self._tokens = tokens
        self._at = 0

    def value(self) -> Fraction:
        """What all of them come to."""
        value = self._sum()
        if self._at < len(self._tokens):
            raise _unclear(self._typed)
        return value

    def _take(self, *signs: str) -> str:
        """The next token if it is one of these signs."""
        if self._at < len(self._tokens) and self._tokens[self._at] in signs:
            self._at += 1
            return self._tokens[self._at - 1]
        return ""

    def _sum(self) -> Fraction:
        value, _ = self._product()
        while sign := self._take("+", "-"):
            part, is_percent = self._product()
            part = value * part if is_percent else part
            value = value + part if sign == "+" else value - part
        return value

    def _product(self) -> tuple[Fraction, bool]:
        """A product, and whether it is so many per cent and nothing else."""
        value, is_percent = self._factor()
        while sign := self._take("*", "/"):
            by, is_percent = self._factor()[0], False
            if sign == "*":
                value *= by
            elif by:
                value = Fraction(value, by)
            else:
                raise Refusal(RefusalCode.DIVIDED_BY_NOTHING, typed=self._typed)
        return value, is_percent

    def _factor(self) -> tuple[Fraction, bool]:
        if sign := self._take("+", "-"):
            value, is_percent = self._factor()
            return (-value if sign == "-" else value), is_percent
        value = self._bracket() if self._take("(") else self._number()
        if self._take("%"):
            return Fraction(value, 100), True
        return value, False

    def _bracket(self) -> Fraction:
        value = self._sum()
        if not self._take(")"):
            raise _unclear(self._typed)
        return value

    def _number(self) -> Fraction:
        token = self._tokens[self._at] if self._at < len(self._tokens) else ""
        read = read_decimal(token, _PLACES)
        if read is None:
            raise _unclear(self._typed)
        self._at += 1
        return Fraction(read, 10**_PLACES)
