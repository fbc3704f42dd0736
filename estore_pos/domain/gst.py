"""The goods and services tax of a bill; the rules and their worked tables stand in gst.md."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from estore_pos.domain import rounding
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.money import NOTHING, Money, total

BIHAR = "10"
BASIS = 10_000
"""A rate of 100 %, in basis points."""


class TaxMode(StrEnum):
    """How the shop stands to the GST from a date on."""

    UNREGISTERED = "U"
    COMPOSITION = "C"
    REGULAR = "R"


class Treatment(StrEnum):
    """Why a good bears tax or none; the three zeros go into different cells of the return.

    UNTOLD is none of them: nobody has said what the law says of this good (gst.md 2).
    """

    TAXABLE = "T"
    NIL = "N"
    EXEMPT = "E"
    NON_GST = "G"
    UNTOLD = "U"


class Title(StrEnum):
    """What the paper is called, by what was sold to whom (rules 46, 46A and 49)."""

    CASH_MEMO = "M"
    TAX_INVOICE = "T"
    BILL_OF_SUPPLY = "S"
    INVOICE_CUM_BILL = "I"


@frozen
class Rate:
    """A rate in basis points (1800 = 18 %) and its treatment; only TAXABLE may be above zero."""

    basis_points: int
    treatment: Treatment

    def __post_init__(self) -> None:
        assert 0 <= self.basis_points <= BASIS
        assert self.treatment is Treatment.TAXABLE or self.basis_points == 0

    @property
    def bears_tax(self) -> bool:
        return self.treatment is Treatment.TAXABLE


@frozen
class DatedRate:
    """A rate and the first day it holds."""

    from_day: date
    rate: Rate


UNTOLD = DatedRate(date(2017, 7, 1), Rate(0, Treatment.UNTOLD))
"""The rate of a good of which nobody has told one, since the day the tax began.

A shop that charges no tax needs no other; one that does is told of it, and its bills mark it.
"""


BEGAN = date(2017, 7, 1)
LEGAL: tuple[tuple[date, frozenset[int]], ...] = (
    (BEGAN, frozenset({0, 25, 300, 500, 1200, 1800, 2800})),
    (date(2022, 7, 18), frozenset({0, 25, 150, 300, 500, 1200, 1800, 2800})),
    (date(2025, 9, 22), frozenset({0, 25, 150, 300, 500, 1800, 2800, 4000})),
    (date(2026, 2, 1), frozenset({0, 25, 150, 300, 500, 1800, 4000})),
)
"""The rates of goods and services in basis points, by the first day of each list.

Notifications 1/2017, 6/2022, 9/2025 and 19/2025 (CT Rate): 12 and 28 % ended with 9/2025, but for
pan masala and tobacco, whose 28 % ended with 19/2025.
"""
HSN_DIGITS = (4, 6, 8)


def legal_rates(day: date) -> frozenset[int]:
    """The basis points that the law knows on a day."""
    held = LEGAL[0][1]
    for from_day, rates in LEGAL:
        if from_day <= day:
            held = rates
    return held


def check_rate(told: DatedRate) -> None:
    """Raise Refusal RATE_ILLEGAL for a rate that no law has on its first day."""
    known = legal_rates(told.from_day)
    if told.from_day < BEGAN or told.rate.basis_points not in known:
        raise Refusal(
            RefusalCode.RATE_ILLEGAL,
            points=told.rate.basis_points,
            day=told.from_day,
            rates=tuple(sorted(known)),
        )


def check_hsn(code: str) -> None:
    """Raise Refusal HSN_WRONG for what is no code of goods or services; "" is none told."""
    is_number = code.isascii() and code.isdecimal()
    if code and not (is_number and len(code) in HSN_DIGITS and code[:2] != "00"):
        raise Refusal(RefusalCode.HSN_WRONG, hsn=code)


def with_rate(rates: Sequence[DatedRate], told: DatedRate) -> tuple[DatedRate, ...]:
    """The rates with another one from its day on; those told for later days stay.

    A rate that nobody had told was none: the first one that is told holds for all days before too.
    """
    if tuple(rates) == (UNTOLD,):
        return (told,)
    others = [each for each in rates if each.from_day != told.from_day]
    return tuple(sorted([*others, told], key=lambda each: each.from_day))


def rate_on(rates: Sequence[DatedRate], day: date) -> Rate:
    """The rate in force on a day; the earliest one for days before all of them.

    `rates` are in order of date and not empty.
    """
    held = rates[0].rate
    for dated in rates:
        if dated.from_day <= day:
            held = dated.rate
    return held


@frozen
class TaxedAmount:
    """What a line comes to: taxable + heads = gross, unless the buyer owes the tax himself.

    CGST and SGST are one figure, `half`, because the law sets them equal. Either `half` or `igst`
    is zero.
    """

    taxable: Money
    half: Money
    igst: Money
    gross: Money
    reverse_charge: bool = False

    def __post_init__(self) -> None:
        charged = NOTHING if self.reverse_charge else self.tax
        if self.taxable + charged != self.gross or (self.half and self.igst):
            raise ValueError(f"tax does not add up: {self}")

    @property
    def tax(self) -> Money:
        return self.half + self.half + self.igst


@frozen
class Taxable:
    """A line before tax: its value after discount, whether tax is inside it, and its rate."""

    value: Money
    inclusive: bool
    rate: Rate


def tax_lines(
    lines: Sequence[Taxable], *, mode: TaxMode, interstate: bool, reverse_charge: bool = False
) -> list[TaxedAmount]:
    """The tax of each line of one bill, in the order of the lines.

    Each head is rounded once per bill and rate; lines are settled by difference. A shop that is
    not in regular mode charges no tax whatever the rate of the good.
    """
    running: Running = {}
    return [tax_line(line, running, mode, interstate, reverse_charge) for line in lines]


Running = dict[int, tuple[int, int]]
"""How far a bill has come at each rate: the exact sum of one head, in parts, and its paise."""


def tax_line(
    line: Taxable,
    running: Running,
    mode: TaxMode,
    interstate: bool,
    reverse_charge: bool = False,
) -> TaxedAmount:
    """The tax of the next line of a bill, the difference of two rounded sums; `running` goes on."""
    rate = line.rate.basis_points
    if mode is not TaxMode.REGULAR or not rate:
        return TaxedAmount(line.value, NOTHING, NOTHING, line.value, reverse_charge)
    # Of a head, exactly: a price with the tax inside it is divided by BASIS + rate, one without by
    # BASIS, and in parts of both a sum needs no fraction.
    parts = (1 if interstate else 2) * BASIS * (BASIS + rate)
    inside = line.inclusive and not reverse_charge
    exact, given = running.get(rate, (0, 0))
    exact += line.value.paise * rate * (BASIS if inside else BASIS + rate)
    upto = rounding.divide_half_up(exact, parts)
    running[rate] = exact, upto
    return _taxed(line, Money(upto - given), interstate, reverse_charge)


def _taxed(line: Taxable, head: Money, interstate: bool, reverse_charge: bool) -> TaxedAmount:
    half, igst = (NOTHING, head) if interstate else (head, NOTHING)
    tax = half + half + igst
    if reverse_charge:
        return TaxedAmount(line.value, half, igst, line.value, reverse_charge=True)
    if line.inclusive:
        return TaxedAmount(line.value - tax, half, igst, line.value)
    return TaxedAmount(line.value, half, igst, line.value + tax)


def asked(value: Money, rate: Rate, mode: TaxMode) -> Money:
    """What is to be paid for a value that has no tax inside it."""
    return tax_line(Taxable(value, False, rate), {}, mode, interstate=False).gross


def spread(amount: Money, values: Sequence[Money]) -> list[Money]:
    """A discount or charge on the whole bill, laid on its lines in proportion to their values."""
    if not amount:
        return [NOTHING] * len(values)
    return [Money(p) for p in rounding.share(amount.paise, [value.paise for value in values])]


@frozen
class Totals:
    """A bill's foot: gross of all lines + round-off = payable, a whole number of rupees."""

    gross: Money
    round_off: Money
    payable: Money


def foot(taxed: Sequence[TaxedAmount]) -> Totals:
    """The bill rounded to the rupee with a visible round-off."""
    return foot_of(total([amount.gross for amount in taxed]))


def foot_of(gross: Money) -> Totals:
    """The foot of lines whose gross adds up to this."""
    payable = gross.to_rupee()
    return Totals(gross, payable - gross, payable)


def title(mode: TaxMode, rates: Iterable[Rate]) -> Title:
    """The paper's title for lines of these rates; `documents_of` has parted what must be parted."""
    if mode is TaxMode.UNREGISTERED:
        return Title.CASH_MEMO
    if mode is TaxMode.COMPOSITION:
        return Title.BILL_OF_SUPPLY
    taxed = {rate.bears_tax for rate in rates}
    if taxed == {True, False}:
        return Title.INVOICE_CUM_BILL
    return Title.TAX_INVOICE if True in taxed else Title.BILL_OF_SUPPLY


def documents_of(
    mode: TaxMode, rates: Sequence[Rate], *, buyer_registered: bool
) -> list[list[int]]:
    """The lines (by place) that go on each paper, taxed ones first.

    Rule 46A lets one paper carry both kinds only to an unregistered buyer; a registered one gets
    a tax invoice and a bill of supply.
    """
    places = list(range(len(rates)))
    if mode is not TaxMode.REGULAR or not buyer_registered:
        return [places]
    taxed = [place for place in places if rates[place].bears_tax]
    free = [place for place in places if not rates[place].bears_tax]
    return [lines for lines in (taxed, free) if lines]


def is_state(code: str) -> bool:
    """Whether a code is a State or Union territory of the GST (01 to 38, 97 other territory)."""
    return (
        len(code) == 2
        and code.isascii()
        and code.isdigit()
        and (1 <= int(code) <= 38 or code == "97")
    )


_GSTIN_CHARS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def is_gstin(number: str) -> bool:
    """Whether a GSTIN is one of a normal taxpayer with a right check character.

    15 characters: State, PAN, entity, Z, check (modulus 36, weights 1 and 2). Strict, as typed at
    the counter: numbers of tax collectors (14th character C or D) are refused.
    """
    if len(number) != 15 or any(char not in _GSTIN_CHARS for char in number):
        return False
    state, pan, entity, z = number[:2], number[2:12], number[12], number[13]
    shaped = pan[:5].isalpha() and pan[5:9].isdigit() and pan[9].isalpha()
    if not (is_state(state) and shaped and z == "Z" and entity != "0"):
        return False
    weighed = 0
    for place, char in enumerate(number[:14]):
        product = _GSTIN_CHARS.index(char) * (1 + place % 2)
        weighed += product // 36 + product % 36
    return _GSTIN_CHARS[-weighed % 36] == number[14]
