"""Books whose folder was renamed, or that a link leads to, open on this PC as they did before."""

import json
import os
from pathlib import Path

import pytest

from estore_pos.base import folders
from estore_pos.base.secrets import FileSecrets
from estore_pos.commands import doctor, import_goods, totals
from estore_pos.commands.world import World
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.operations.till import open_till


@pytest.fixture
def real_world(world: World, tmp_path: Path) -> World:
    """A world whose folders are found as the program finds them."""
    profile = {"ESTORE_PROFILE": str(tmp_path / "profile")}
    return world._replace(
        find_folders=lambda books: folders.find(books, profile),
        secrets=lambda found: FileSecrets(found.secrets),
    )


@pytest.fixture
def shop(real_world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder of books with one good."""
    goods = tmp_path / "goods.csv"
    goods.write_text("Name,Price\nSoap,10\n", encoding="utf-8")
    books = tmp_path / "shop"
    assert import_goods.run([str(goods), "--books", str(books)], real_world) == 0
    capsys.readouterr()
    return books


def is_whole(world: World, books: Path, said: pytest.CaptureFixture[str]) -> bool:
    """Whether the books open without a code, and all that this PC wrote is in them."""
    assert totals.run(["--books", str(books)], world) == 0
    said.readouterr()
    doctor.run(["--json", "--books", str(books)], world)
    found = {each["name"]: each["well"] for each in json.loads(said.readouterr().out)}
    return found["lost"] and "books" not in found


def test_a_renamed_folder_opens_as_it_did(
    real_world: World, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = shop.rename(shop.with_name("दुकान का खाता"))
    assert is_whole(real_world, moved, capsys)
    goods = shop.with_name("goods.csv")
    assert import_goods.run([str(goods), "--books", str(moved)], real_world) == 0
    assert json.loads(capsys.readouterr().out)["same"] == 1


@pytest.mark.skipif(os.name != "posix", reason="Windows asks leave for a link")
def test_books_behind_a_link_are_open_once(
    real_world: World, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = shop.with_name("link")
    link.symlink_to(shop)
    assert is_whole(real_world, link, capsys)
    found = real_world.find_folders(shop)
    till = open_till(found.books, real_world.clock, FileSecrets(found.secrets), found.state)
    by_link = real_world.find_folders(link)
    with pytest.raises(Trouble) as caught:
        open_till(by_link.books, real_world.clock, FileSecrets(by_link.secrets), by_link.state)
    assert caught.value.code is TroubleCode.BOOKS_IN_USE
    till.close()
