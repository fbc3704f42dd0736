"""Every row of search.md is run: the page and the program cannot drift apart."""

from pathlib import Path

import pytest

from estore_pos.text import search
from estore_pos.text.search import Likeness
from tests.domain.page import Row, tables
from tests.text.goods_table import GoodsTable

PAGE = tables(Path(search.__file__).with_name("search.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", PAGE["enter"], ids=lambda row: f"{row['typed']} of {row['good']}")
def test_enter_takes_what_was_said_and_no_guess(row: Row) -> None:
    table = GoodsTable()
    table.add(1, [row["good"]])
    offers = table.finder.offers(row["typed"])
    table.close()
    if row["takes"] == "-":
        assert offers == []
    else:
        said = [offer.likeness is Likeness.SAID for offer in offers]
        assert said == [row["takes"] == "yes"]
