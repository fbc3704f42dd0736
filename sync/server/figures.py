"""The four figures of the mission, each with its definition, and how complete they are."""

from collections.abc import Callable
from dataclasses import dataclass

from sync.server.store import rollup
from sync.server.store.database import Database

ACTIVE_DAYS = 30
HEARD_HOURS = 24
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Figures:
    """What the state asks, as of an instant (UTC ms).

    Registered: stores of which a till was enrolled. Active: those of which a counted bill came in
    within 30 days. Bills: those counted, less those cancelled. Value: their totals less the goods
    taken back, in paise. Heard: registered stores that spoke to HQ within 24 hours; the rest may
    have sold more (or taken more back).
    Orders and customers are 0 until orders are taken and customers counted. Aside: records kept
    but not counted.
    """

    as_of_ms: int
    practice: bool
    registered: int
    active: int
    orders: int
    customers: int
    bills: int
    value_paise: int
    heard: int
    aside: int


class FigureDesk:
    """Answers the state's questions from the roll-ups, never from raw bills."""

    def __init__(self, store: Database, now_ms: Callable[[], int], practice: bool) -> None:
        self._store = store
        self._now_ms = now_ms
        self._practice = practice

    def figures(self) -> Figures:
        """The figures now. A practice HQ counts practice bills too; no other does."""
        now_ms = self._now_ms()
        sums = self._store.read(
            lambda page: rollup.sums(
                page,
                self._practice,
                active_since_ms=now_ms - ACTIVE_DAYS * 24 * _HOUR_MS,
                heard_since_ms=now_ms - HEARD_HOURS * _HOUR_MS,
            )
        )
        return Figures(
            as_of_ms=now_ms,
            practice=self._practice,
            registered=sums.registered,
            active=sums.active,
            orders=0,
            customers=0,
            bills=sums.bills,
            value_paise=sums.paise,
            heard=sums.heard,
            aside=sums.aside,
        )
