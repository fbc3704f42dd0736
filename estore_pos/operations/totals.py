"""What a business day came to, added up from its bills."""

from collections.abc import Sequence

from estore_pos.domain.day import BusinessDay
from estore_pos.domain.sale import Bill


def of_day(day: BusinessDay, bills: Sequence[Bill]) -> dict[str, object]:
    """The day as plain values for JSON: paise, counts, numbers of bills.

    gross + round_off = payable = the sum of the tenders; `cash_kept` is cash less its change, which
    is what the drawer gained. CGST and SGST are both `half_tax`.
    """
    tenders: dict[str, dict[str, int]] = {}
    titles: dict[str, int] = {}
    rates: dict[str, dict[str, int]] = {}
    for bill in bills:
        titles[bill.title.name.lower()] = titles.get(bill.title.name.lower(), 0) + 1
        for tender in bill.tenders:
            kind = tenders.setdefault(tender.kind.value, {"parts": 0, "paise": 0})
            kind["parts"] += 1
            kind["paise"] += tender.amount.paise
        for line in bill.lines:
            name = f"{line.rate.treatment.value}{line.rate.basis_points}"
            row = rates.setdefault(
                name, {"lines": 0, "taxable_paise": 0, "half_tax_paise": 0, "igst_paise": 0}
            )
            row["lines"] += 1
            row["taxable_paise"] += line.taxed.taxable.paise
            row["half_tax_paise"] += line.taxed.half.paise
            row["igst_paise"] += line.taxed.igst.paise
    return {
        "business_day": day.isoformat(),
        "bills": len(bills),
        "first_number": bills[0].number if bills else "",
        "last_number": bills[-1].number if bills else "",
        "gross_paise": sum(bill.totals.gross.paise for bill in bills),
        "round_off_paise": sum(bill.totals.round_off.paise for bill in bills),
        "payable_paise": sum(bill.totals.payable.paise for bill in bills),
        "tax_paise": sum(line.taxed.tax.paise for bill in bills for line in bill.lines),
        "cash_kept_paise": tenders.get("cash", {}).get("paise", 0),
        "change_paise": sum(bill.change.paise for bill in bills),
        "tenders": tenders,
        "titles": titles,
        "rates": {name: rates[name] for name in sorted(rates)},
        "clock_suspect": sum(1 for bill in bills if bill.clock_suspect),
    }
