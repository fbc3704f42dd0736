"""The facts of the shop that papers print and the tax depends on, dated."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import BASIS, BIHAR, TaxMode, is_gstin, is_state
from estore_pos.domain.ids import NO_ITEM, ItemId
from estore_pos.domain.money import Money
from estore_pos.domain.person import Role

USUAL_CAPS = {Role.OWNER: BASIS, Role.OPERATOR: 1000, Role.HELPER: 0}
"""What a role may take off until the shop says otherwise: all, a tenth, nothing."""
WAIVE_MAX = Money.rupees(5)
"""The change that is let go without asking until the shop says otherwise."""


@frozen
class Shop:
    """A whole snapshot, in force from `from_day` on; an empty text is a fact not told yet.

    `code_masks` read in-store labels. `discount_caps` and `waive_max` stand in for what is usual.
    Returns were filed up to a day; None: nobody has said. `sweet` is given for small change.
    """

    from_day: date
    name_hi: str = ""
    name_en: str = ""
    address_hi: str = ""
    address_en: str = ""
    district: str = ""
    state: str = BIHAR
    pin: str = ""
    phone: str = ""
    csc_id: str = ""
    tax_mode: TaxMode = TaxMode.UNREGISTERED
    gstin: str = ""
    fssai: str = ""
    upi_id: str = ""
    upi_merchant: bool = False
    footer_hi: str = ""
    footer_en: str = ""
    code_masks: tuple[str, ...] = ()
    discount_caps: tuple[tuple[Role, int], ...] = ()
    waive_max: Money | None = None
    filed_up_to: date | None = None
    sweet: ItemId = NO_ITEM

    @property
    def lacks_address(self) -> bool:
        """Whether its papers ought to name its address and cannot (CGST Rules, 46 (a), 49 (a))."""
        is_registered = self.tax_mode is not TaxMode.UNREGISTERED
        return is_registered and not (self.address_hi.strip() or self.address_en.strip())

    def discount_cap(self, role: Role) -> int:
        """Basis points a role may take off a line or a bill without asking."""
        return dict(self.discount_caps).get(role, USUAL_CAPS[role])

    def waive_cap(self, role: Role) -> Money | None:
        """What a role may let go of a bill without asking; None: as much as it likes."""
        if role is Role.OWNER:
            return None
        return WAIVE_MAX if self.waive_max is None else self.waive_max

    def check(self) -> None:
        """Raise a Refusal for the first fact that cannot be true."""
        if not is_state(self.state):
            raise Refusal(RefusalCode.STATE_WRONG, state=self.state)
        is_registered = self.tax_mode is not TaxMode.UNREGISTERED
        if is_registered and not self.gstin:
            raise Refusal(RefusalCode.GSTIN_NEEDED)
        if self.gstin and not (is_gstin(self.gstin) and self.gstin[:2] == self.state):
            raise Refusal(RefusalCode.GSTIN_WRONG, gstin=self.gstin)
        if is_registered and not (self.name_hi.strip() or self.name_en.strip()):
            raise Refusal(RefusalCode.SHOP_NAME_NEEDED)  # CGST Rules, 46 (a)
        if self.fssai and not (_is_digits(self.fssai, 14) and self.fssai[0] in "12"):
            raise Refusal(RefusalCode.FSSAI_WRONG, fssai=self.fssai)
        if self.upi_id and not is_upi_id(self.upi_id):
            raise Refusal(RefusalCode.UPI_ID_WRONG, upi_id=self.upi_id)
        if self.code_masks:
            from estore_pos.domain.mask import Mask

            for text in self.code_masks:
                Mask(text).check()
        if self.filed_up_to is not None and self.filed_up_to >= self.from_day:
            raise Refusal(RefusalCode.MONTH_OPEN)
        if self.pin and not _is_digits(self.pin, 6):
            raise Refusal(RefusalCode.PIN_CODE_WRONG, pin=self.pin)


def _is_digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdigit()


def is_upi_id(address: str) -> bool:
    """Whether a UPI address has a payee and a handle: letters, digits, `.`, `-`, `_` and one @."""
    payee, at, handle = address.partition("@")
    return (
        bool(at)
        and len(payee) >= 2
        and len(handle) >= 2
        and len(address) <= 255
        and address.isascii()
        and all(char.isalnum() or char in ".-_" for char in payee)
        and handle.replace(".", "").isalnum()
    )


def in_force(versions: tuple[Shop, ...], day: date) -> Shop:
    """The facts that hold on a calendar day: of versions in the order they were recorded.

    The latest first day not after `day` wins, the later record of two with one first day; before
    the first version the first one holds. `versions` is not empty.
    """
    held = [version for version in versions if version.from_day <= day]
    return max(enumerate(held), key=lambda v: (v[1].from_day, v[0]))[1] if held else versions[0]


def from_day_on(versions: tuple[Shop, ...], day: date) -> tuple[Shop, ...]:
    """The facts that hold on a day, and then each snapshot that is to hold later, by its day."""
    later = {version.from_day: version for version in versions if version.from_day > day}
    return in_force(versions, day), *(later[each] for each in sorted(later))


def facts_of(shop: Shop) -> dict[str, Any]:
    """Every fact of a snapshot by its name."""
    return {each.name: getattr(shop, each.name) for each in fields(Shop) if each.name != "from_day"}


def changed(versions: tuple[Shop, ...], day: date, facts: Mapping[str, Any]) -> tuple[Shop, ...]:
    """What is to be recorded so that each of some facts holds from a day until it is changed.

    The snapshot of the day is that day's with these facts; a later one that stands takes over what
    it did not change itself. They come in the order they are to be recorded: the day's own last.
    To tell from a day what held before it is to take back what was to change on it.
    """
    held, *later = from_day_on(versions, day)
    goes_on = dict(facts)
    if goes_on.get("gstin") == "" and "state" not in goes_on:
        # The State came with the number, and goes with it.
        goes_on["state"] = in_force(versions, day - timedelta(days=1)).state
    told = [replace(held, from_day=day, **goes_on)]
    for version in later:
        goes_on = {
            name: fact
            for name, fact in goes_on.items()
            if getattr(version, name) == getattr(held, name)
        }
        held, taken = version, replace(version, **goes_on)
        if "gstin" in facts:
            taken = _registered(taken, version.gstin)
        if taken != version:
            told.append(taken)
    return tuple(reversed(told))


def _registered(shop: Shop, own: str) -> Shop:
    """With its own number where it is registered and the one it takes over says none, else none."""
    if shop.tax_mode is TaxMode.UNREGISTERED:
        return replace(shop, gstin="")
    gstin = shop.gstin or own
    return replace(shop, gstin=gstin, state=gstin[:2])
