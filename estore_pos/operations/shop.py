"""The shop's facts, dated, as the till holds them in memory and records them."""

from datetime import date

from estore_pos.domain.shop import Shop, in_force


class ShopFacts:
    """Every record of the shop's facts in the order they were recorded; never empty."""

    def __init__(self, versions: tuple[Shop, ...]) -> None:
        """Take what the books hold; at least one version."""
        assert versions
        self.versions = versions

    def on(self, day: date) -> Shop:
        """The facts that hold on a calendar day."""
        return in_force(self.versions, day)

    def add(self, shop: Shop) -> None:
        """One more version was recorded."""
        self.versions = (*self.versions, shop)
