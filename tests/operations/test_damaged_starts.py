"""A start that damage stops leaves the folder of the books as it was, wherever the damage lies."""

import shutil
from pathlib import Path

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.store.books import FILE
from tests.operations.shopfront import POTATO, Shopfront, goods, put_item

PAGE = 4096
EVERY = 3


def cut_short(shop: Shopfront) -> Path:
    """Folders as a power cut leaves them after a day and two bills more."""
    till = shop.open()
    for item in goods():
        put_item(till, item)
    for reopened in (False, True):
        till = shop.reopen() if reopened else till
        for _ in range(2):
            till.counter.add(POTATO, milli=1500)
            till.counter.finish()
    cut = shop.root / "cut"
    for name in ("books", "state"):
        shutil.copytree(shop.root / name, cut / name)
    shop.close()
    return cut


def why_not(shop: Shopfront) -> object:
    """What stopped the start, None where the till has opened."""
    try:
        shop.open()
    except Trouble as trouble:
        return trouble.code
    return None


def test_a_start_that_a_damaged_page_stops_leaves_file_and_log_as_they_were(
    tmp_path: Path,
) -> None:
    cut = cut_short(Shopfront(tmp_path))
    file, log = Path("books") / FILE, Path("books") / f"{FILE}-wal"
    whole = (cut / file).read_bytes()
    stopped = 0
    for number in range(0, len(whole) // PAGE, EVERY):
        root = tmp_path / "again"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(cut, root)
        content = bytearray(whole)
        content[number * PAGE + 2000] ^= 1
        (root / file).write_bytes(content)
        shop = Shopfront(root)
        said = why_not(shop)
        shop.close()
        if said is not None:
            assert said is TroubleCode.BOOKS_DAMAGED
            stopped += 1
            assert (root / file).read_bytes() == content, number
            assert (root / log).read_bytes() == (cut / log).read_bytes(), number
    assert stopped
