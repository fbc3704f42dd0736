"""A till in a process of its own that sells until it is killed.

`python -m tests.store.trader ROOT`; it says the id of each bill once the bill is durable.
"""

import itertools
import sys
from datetime import timedelta
from pathlib import Path

from tests.store.shelf import ATTA, SALT, SOAP, Shelf


def main(root: Path) -> None:
    """Sell for ever; now and then take a break, as the desk does."""
    shelf = Shelf(root)
    shelf.open()
    for number in itertools.count(1):
        shelf.clock.at += timedelta(seconds=7)
        (bill,) = shelf.sell((SALT, 1000), (ATTA, 500), (SOAP, 2000))
        print(bill.id, flush=True)
        if number % 5 == 0:
            shelf.books.checkpoint(least_bytes=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
