"""What each may give away of himself, in words and as it is typed."""

from typing import TYPE_CHECKING, Any

from estore_pos.text.words import tr

if TYPE_CHECKING:
    from estore_pos.domain.shop import Shop

LET_GO = "let_go"
"""The name of the row that says how much small change is let go; the others are named by a role."""
LET_GO_MAX_PAISE = 100_00


def limit_text(name: str, shop: "Shop | None") -> str:
    """A limit as it holds: a part of the bill, or a sum; "" where the shop is not read yet."""
    from estore_pos.domain.person import Role
    from estore_pos.domain.shop import WAIVE_MAX
    from estore_pos.text.numbers import money_text, percent_text

    if shop is None:
        return ""
    if name == LET_GO:
        return money_text(WAIVE_MAX if shop.waive_max is None else shop.waive_max)
    return percent_text(shop.discount_cap(Role(name)))


def typed_limit(shop: "Shop", name: str, typed: str) -> dict[str, Any] | None:
    """The fact that a limit is, beside the shop's others; None where it was typed as none."""
    from estore_pos.domain.gst import BASIS
    from estore_pos.domain.person import Role
    from estore_pos.text.numbers import read_decimal, read_money

    if name == LET_GO:
        most = read_money(typed)
        if most is None or most.paise > LET_GO_MAX_PAISE:
            return None
        return {"waive_max": most}
    points = read_decimal(typed.removesuffix("%").strip(), 2)
    if points is None or points > BASIS:
        return None
    caps = {**dict(shop.discount_caps), Role(name): points}
    return {"discount_caps": tuple(sorted(caps.items()))}


def wrong_words(name: str) -> str:
    """Why a limit cannot be as it was typed."""
    if name == LET_GO:
        return tr("This cannot be let go. Nothing was saved. Type an amount from 0 to 100 rupees.")
    return tr("This is no part. Nothing was saved. Type a number from 0 to 100.")
