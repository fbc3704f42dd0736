"""Books that were put back, cloned or swapped, under the till: no number is on two papers."""

import random
import shutil
from pathlib import Path

import pytest

from estore_pos.store.books import Seams
from tests.faults.deeds import DEEDS, set_up, till_of
from tests.fully import fully
from tests.operations.shopfront import Shopfront

_NUMBERS = (
    "SELECT number, id FROM bill UNION SELECT number, id FROM credit_note"
    " UNION SELECT number, id FROM estimate"
)


class Papers:
    """Every paper that any till of a shop ever gave out, by its number."""

    def __init__(self) -> None:
        """Begin with none."""
        self.by_number: dict[str, set[str]] = {}

    def look(self, front: Shopfront) -> None:
        """Add those of the till that is open."""
        asked = till_of(front).write(lambda page: page.connection.execute(_NUMBERS).fetchall())
        for number, paper in asked:
            self.by_number.setdefault(number, set()).add(paper)

    def twice(self) -> list[str]:
        """The numbers that stand on two papers."""
        return [number for number, papers in self.by_number.items() if len(papers) > 1]


def traded(front: Shopfront, chance: random.Random, papers: Papers) -> None:
    """A few deeds at a till that is started and closed."""
    till = front.open()
    for _ in range(3):
        deed = DEEDS[chance.choice(["sale", "return", "estimate"])]
        deed.ready(till)
        deed.do(front)
    papers.look(front)
    front.close()


@pytest.mark.parametrize("seed", fully(range(8), quick=[0]))
def test_whichever_copy_is_put_back_no_number_is_given_out_twice(place: Path, seed: int) -> None:
    chance, papers = random.Random(seed), Papers()
    front = Shopfront(place / "shop")
    set_up(front)
    copies: list[Path] = []
    for round in range(8):
        traded(front, chance, papers)
        copies.append(place / f"copy {round}")
        shutil.copytree(front.root / "books", copies[-1])
        if chance.random() < 0.6:
            shutil.rmtree(front.root / "books")
            shutil.copytree(chance.choice(copies), front.root / "books")
    assert not papers.twice()


@pytest.mark.parametrize("seed", fully(range(8), quick=[0]))
def test_two_pcs_that_began_as_one_give_out_no_number_twice(place: Path, seed: int) -> None:
    chance, papers = random.Random(seed), Papers()
    front = Shopfront(place / "shop")
    set_up(front)
    traded(front, chance, papers)
    shutil.copytree(front.root, place / "clone")
    other = Shopfront(place / "clone", seams=Seams(machine=lambda _salt: "another pc"))
    for _ in range(3):
        for each in (front, other):
            traded(each, chance, papers)
        if chance.random() < 0.5:
            shutil.rmtree(front.root / "books")
            shutil.copytree(other.root / "books", front.root / "books")
    assert not papers.twice()
