"""The tax of lines as papers show it: one row for each rate, or for each HSN and rate."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from estore_pos.documents.content import Line
from estore_pos.domain.gst import Rate, Treatment
from estore_pos.domain.money import Money, total


@dataclass(frozen=True, slots=True)
class TaxRow:
    """Lines of one kind together; CGST = SGST = half."""

    hsn: str
    rate: Rate
    taxable: Money
    half: Money
    igst: Money

    @property
    def tax(self) -> Money:
        return self.half + self.half + self.igst


def by_rate(lines: Sequence[Line]) -> list[TaxRow]:
    """A row for each rate and treatment, lowest rate first; the lines' exact sums."""
    return _rows(lines, lambda line: line.rate)


def by_hsn(lines: Sequence[Line]) -> list[TaxRow]:
    """A row for each HSN and rate, in order of rate, then of HSN."""
    return _rows(lines, lambda line: (line.hsn, line.rate))


def _rows(lines: Sequence[Line], key: Callable[[Line], Hashable]) -> list[TaxRow]:
    groups: dict[Hashable, list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    rows = [
        TaxRow(
            group[0].hsn,
            group[0].rate,
            total([line.taxed.taxable for line in group]),
            total([line.taxed.half for line in group]),
            total([line.taxed.igst for line in group]),
        )
        for group in groups.values()
    ]
    order = list(Treatment)
    return sorted(
        rows, key=lambda row: (order.index(row.rate.treatment), row.rate.basis_points, row.hsn)
    )
