"""Every call that writes fails once, in every deed, in every way."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.faults import shim
from tests.faults.deeds import DEEDS
from tests.fully import fully, table

ONCE = ("kill", "torn", "full", "failing", "short")
FOR_A_WHILE = ("full for a while", "dead for a while")
FAULTS_MIN, COMMITS_MIN = 600, 127


def swept(library: Path, place: Path, deed: str, how: str, every: int = 1) -> list[dict[str, Any]]:
    """What became of the deed, case by case; each of them must be well."""
    words = (str(place), deed, how, str(every))
    said = shim.run(library, "tests.faults.sweep", *words).splitlines()
    (calls,) = json.loads(said[0]).values()
    cases = [json.loads(line) for line in said[1:]]
    assert calls >= 10, "the shim saw nothing"
    assert len(cases) == len(range(1, calls + 1, every))
    wrong = [f"call {case['call']}: {case['wrong']}" for case in cases if case["wrong"]]
    assert not wrong, "\n".join(wrong)
    return cases


@pytest.mark.parametrize(
    ("deed", "how"), table(product(DEEDS, ONCE), quick=[("sale", "kill"), ("exchange", "torn")])
)
def test_no_deed_is_lost_or_doubled_whichever_call_fails(
    library: Path, place: Path, deed: str, how: str
) -> None:
    few = (deed, how) == ("exchange", "torn")
    cases = swept(library, place, deed, how, every=5 if few else 1)
    if how == "kill":
        assert {case["said"] for case in cases} == {""}, "nobody lived to say anything"
    else:
        assert {case["said"][-4:] for case in cases} <= {"", "done", "R116"}


@pytest.mark.parametrize("deed", fully(DEEDS, quick=[]))
def test_a_deed_whose_commit_met_an_error_and_that_was_then_killed_stands_once(
    library: Path, place: Path, deed: str
) -> None:
    swept(library, place, deed, "failing, then killed")


@pytest.mark.parametrize(
    ("deed", "how"),
    table(product(DEEDS, FOR_A_WHILE), quick=[("estimate", "dead for a while")]),
)
def test_on_a_disk_that_failed_for_a_while_the_same_key_again_does_the_deed_once(
    library: Path, place: Path, deed: str, how: str
) -> None:
    cases = swept(library, place, deed, how)
    if deed == "start":
        assert {case["said"].split()[-1] for case in cases} == {"done"}, "without another start"


@pytest.mark.slow
def test_the_deeds_are_tried_in_as_many_ways_as_were_promised(library: Path, place: Path) -> None:
    calls = 0
    for deed in DEEDS:
        words = (str(place / deed), deed, "short", "1000000")
        (place / deed).mkdir()
        said = shim.run(library, "tests.faults.sweep", *words).splitlines()
        calls += json.loads(said[0])["calls"]
    assert calls >= COMMITS_MIN
    assert calls * len(ONCE) >= FAULTS_MIN
