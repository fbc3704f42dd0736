"""The power fails at any call of a day: what was acknowledged is on every disk that this leaves."""

from pathlib import Path

import pytest

from tests.faults.cuts import LOST, WHOLE, Cuts
from tests.fully import table

DAYS, DISKS_A_DAY = 10, 1000
OURS = ("WAL", "FULL")


@pytest.mark.parametrize(
    ("day", "disks"),
    table([(0, 60), *((day, DISKS_A_DAY) for day in range(1, DAYS + 1))], quick=[(0, 60)]),
)
def test_no_power_cut_loses_a_deed_or_damages_the_books(
    library: Path, place: Path, day: int, disks: int
) -> None:
    found = Cuts(library, place, OURS).states(day, disks)
    assert found == {WHOLE: disks}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("journal", "sync", "syncs_folders"),
    [
        ("WAL", "NORMAL", True),
        ("WAL", "OFF", True),
        ("DELETE", "FULL", True),
        ("DELETE", "EXTRA", False),
    ],
)
def test_a_mode_that_loses_deeds_is_caught_losing_them(
    library: Path, place: Path, journal: str, sync: str, syncs_folders: bool
) -> None:
    cuts = Cuts(library, place, (journal, sync))
    assert cuts.states(1, 400, syncs_folders=syncs_folders)[LOST] > 0


@pytest.mark.slow
def test_another_mode_that_is_safe_is_found_safe(library: Path, place: Path) -> None:
    assert Cuts(library, place, ("DELETE", "EXTRA")).states(1, 400) == {WHOLE: 400}
