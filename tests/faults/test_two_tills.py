"""Two programs on one folder of books: one has them, and the other is told so."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.deeds import set_up
from tests.faults.place import ROOT
from tests.fully import fully
from tests.operations.shopfront import Shopfront

_OPENS = """
import sys
from pathlib import Path
from estore_pos.domain.errors import Trouble
from tests.faults.deeds import sell
from tests.operations.shopfront import Shopfront

front = Shopfront(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
try:
    till = front.open()
except Trouble as trouble:
    print(trouble.code.name, flush=True)
    sys.exit()
sell(till)
print(till.last_bill().number, flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("tills", fully([3, 4, 5, 6], quick=[3]))
def test_of_tills_that_are_started_at_once_one_has_the_books_until_it_dies(
    place: Path, tills: int
) -> None:
    set_up(Shopfront(place))
    started = [_start(place) for _ in range(tills)]
    try:
        said = _told_to_open(started[:-1])
        assert sorted(said)[:-1] == ["BOOKS_IN_USE"] * (tills - 2)
        (first,) = (number for number in said if number != "BOOKS_IN_USE")
        assert first.endswith("/000003")
        for each in started[:-1]:
            each.kill()
            each.wait()
        assert _told_to_open(started[-1:]) == [f"{first[:-1]}4"]
    finally:
        for each in started:
            each.kill()
            each.communicate()


def _start(place: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _OPENS, str(place)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _told_to_open(tills: "list[subprocess.Popen[str]]") -> list[str]:
    """What each says of the books when all of them open them at once."""
    for each in tills:
        assert _line(each) == "ready"
    for each in tills:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    return [_line(each) for each in tills]


def _line(till: "subprocess.Popen[str]") -> str:
    assert till.stdout is not None
    return till.stdout.readline().strip()
