"""Times of one thing done many times, and what is said of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of `count` runs."""

    p50_ms: float
    p99_ms: float
    worst_ms: float
    count: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Spread":
        """Of durations in seconds; at least one."""
        ordered = sorted(seconds)
        return cls(
            p50_ms=round(_at(ordered, 50) * 1e3, 3),
            p99_ms=round(_at(ordered, 99) * 1e3, 3),
            worst_ms=round(ordered[-1] * 1e3, 3),
            count=len(ordered),
        )

    def plain(self) -> dict[str, float | int]:
        """For JSON."""
        return asdict(self)


def _at(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def beside(figure: dict[str, Any], floor: Spread) -> dict[str, Any]:
    """A figure, its floor of the same run, and how many times the floor its median is."""
    median = figure.get("p50_ms", 0.0)
    return {"figure": figure, "floor": floor.plain(), "ratio": ratio(median, floor.p50_ms)}


def ratio(figure: float, floor: float) -> float:
    """How many times the floor a figure is."""
    return round(figure / floor, 2) if floor else 0.0
