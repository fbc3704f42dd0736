"""A bill's tax as papers show it: one row for each rate, or for each HSN and rate."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from estore_pos.domain.gst import Rate, Treatment
from estore_pos.domain.money import Money, total
from estore_pos.domain.sale import Bill, BillLine


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


def by_rate(bill: Bill) -> list[TaxRow]:
    """A row for each rate and treatment, lowest rate first; the lines' exact sums."""
    return _rows(bill, lambda line: line.rate)


def by_hsn(bill: Bill) -> list[TaxRow]:
    """A row for each HSN and rate, in order of rate, then of HSN."""
    return _rows(bill, lambda line: (line.hsn, line.rate))


def _rows(bill: Bill, key: Callable[[BillLine], Hashable]) -> list[TaxRow]:
    groups: dict[Hashable, list[BillLine]] = {}
    for line in bill.lines:
        groups.setdefault(key(line), []).append(line)
    rows = [
        TaxRow(
            lines[0].hsn,
            lines[0].rate,
            total([line.taxed.taxable for line in lines]),
            total([line.taxed.half for line in lines]),
            total([line.taxed.igst for line in lines]),
        )
        for lines in groups.values()
    ]
    order = list(Treatment)
    return sorted(
        rows, key=lambda row: (order.index(row.rate.treatment), row.rate.basis_points, row.hsn)
    )


def interstate(bill: Bill) -> bool:
    """Whether the bill's tax is IGST."""
    return bill.place_of_supply != bill.shop_state
