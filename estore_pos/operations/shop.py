"""The shop's facts, dated, as the till holds them in memory and records them."""

from datetime import date

from estore_pos.domain.shop import Shop, in_force


class ShopFacts:
    """Every record of the shop's facts in the order they were recorded; never empty."""

    def __init__(self, versions: tuple[Shop, ...]) -> None:
        """Take what the books hold; at least one version."""
        assert versions
        self.versions = versions
        self._latest: tuple[date, Shop] | None = None

    def on(self, day: date) -> Shop:
        """The facts that hold on a calendar day; asked a few times at each key, mostly of today."""
        if self._latest is None or self._latest[0] != day:
            self._latest = day, in_force(self.versions, day)
        return self._latest[1]

    def add(self, shop: Shop) -> None:
        """One more version was recorded."""
        self.versions = (*self.versions, shop)
        self._latest = None
