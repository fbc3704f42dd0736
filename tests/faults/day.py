"""A process under the shim that plays a day by chance and has every write of it logged.

`python -m tests.faults.day FOLDER SEED JOURNAL SYNC`: the books as they were at first lie in
FOLDER/first then, and FOLDER/log holds what was written and synced, in order, with the id of each
record once its deed was acknowledged. JOURNAL and SYNC are modes of the engine.
"""

import random
import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest import mock

from estore_pos.store import books, keys
from estore_pos.store.page import Page
from tests.faults.deeds import (
    DEEDS,
    bring_home,
    set_up,
    till_of,
)
from tests.faults.shim import Shim
from tests.operations.shopfront import Shopfront

_DEEDS = 24


def played(front: Shopfront, chance: random.Random, tell: Callable[[str], None]) -> None:
    """One deed after the other; `tell` hears the id of each record when its deed is done."""
    told = till_of(front).write(_last)
    for _ in range(_DEEDS):
        front.clock.at += timedelta(minutes=1)
        deed = DEEDS[chance.choice(list(DEEDS))]
        deed.ready(till_of(front))
        deed.do(front)
        till = till_of(front)
        for id in till.write(partial(_since, after=told)):
            tell(id)
        told = till.write(_last)
        if chance.random() < 0.25:
            bring_home(till)


def _last(page: Page) -> int:
    return int(page.connection.execute("SELECT max(place) FROM journal").fetchall()[0][0])


def _since(page: Page, after: int) -> list[str]:
    asked = "SELECT id FROM journal WHERE place > ? ORDER BY place"
    return [str(id) for (id,) in page.connection.execute(asked, (after,)).fetchall()]


def main(root: Path, seed: int, journal: str, sync: str) -> None:
    """Play the day of a seed."""
    keys.COST.update(memory_cost=64, time_cost=1)
    shim = Shim()
    front = Shopfront(root / "case")
    set_up(front)
    shutil.copytree(front.root, root / "first")
    modes = (f"journal_mode={journal}", f"synchronous={sync}", *books._PRAGMAS[2:])
    with mock.patch.object(books, "_PRAGMAS", modes):
        front.open()
        shim.watch(front.root)
        shim.log(root / "log")
        played(front, random.Random(seed), shim.mark)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
