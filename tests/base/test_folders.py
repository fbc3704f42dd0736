"""Where things lie: by the system's habits, apart for each set of books, never in a real home."""

import json
import os
from pathlib import Path

import pytest

from estore_pos.base import folders
from estore_pos.base.folders import Folders, RealProfileTouched
from estore_pos.base.resource import resource


def test_linux_keeps_books_where_programs_keep_data() -> None:
    found = folders.find(None, {"HOME": "/home/vle"}, "linux")
    assert found.books == Path("/home/vle/.local/share/estore-pos")
    assert found.state.parent == Path("/home/vle/.local/state/estore-pos")
    assert found.cache.parent == Path("/home/vle/.cache/estore-pos")
    named = {"HOME": "/h", "XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/c"}
    other = folders.find(None, named, "linux")
    assert other.books == Path("/d/estore-pos")
    assert other.state.parent == Path("/s/estore-pos")


def test_windows_keeps_books_in_the_local_profile() -> None:
    found = folders.find(None, {"HOME": "/h", "LOCALAPPDATA": "/local"}, "win32")
    assert found.books == Path("/local/eStore")
    assert folders.find(None, {"HOME": "/h"}, "win32").books == Path("/h/AppData/Local/eStore")


def test_what_is_known_of_this_pc_is_never_inside_the_books() -> None:
    for platform in ("linux", "win32"):
        found = folders.find(None, {"HOME": "/h"}, platform)
        assert not found.state.is_relative_to(found.books)
        assert not found.cache.is_relative_to(found.books)


def test_a_copied_folder_of_books_meets_another_state(tmp_path: Path) -> None:
    environment = {"ESTORE_PROFILE": str(tmp_path)}
    one = folders.find(tmp_path / "a" / "shop", environment)
    two = folders.find(tmp_path / "b" / "shop", environment)
    assert one.books == tmp_path / "a" / "shop"
    assert one.state != two.state
    assert one.state == folders.find(tmp_path / "a" / "x" / ".." / "shop", environment).state


def opened(books: Path, environment: dict[str, str]) -> Folders:
    """The folders of books that were opened where they stand."""
    found = folders.find(books, environment)
    found.create()
    found.secrets.mkdir(exist_ok=True)
    folders.remember(found)
    return found


def books_at(books: Path, id: str = "0" * 26) -> Path:
    """A folder that says which books it holds."""
    books.mkdir(parents=True)
    (books / "keys.json").write_text(json.dumps({"books": id}), encoding="utf-8")
    return books


@pytest.fixture
def profile(tmp_path: Path) -> dict[str, str]:
    """A profile of the user's."""
    return {"ESTORE_PROFILE": str(tmp_path / "profile")}


def test_books_that_were_moved_find_what_this_pc_knows_of_them(
    tmp_path: Path, profile: dict[str, str]
) -> None:
    found = opened(books_at(tmp_path / "shop"), profile)
    opened(books_at(tmp_path / "other", "1" * 26), profile)
    moved = (tmp_path / "shop").rename(tmp_path / "दुकान")
    assert folders.find(moved, profile).state == found.state
    opened(moved, profile)
    again = moved.rename(tmp_path / "again")
    assert opened(again, profile).state == found.state
    assert opened(again.rename(tmp_path / "shop"), profile).state == found.state


@pytest.mark.skipif(os.name != "posix", reason="Windows asks leave for a link")
def test_a_link_to_the_books_leads_to_the_same_state(
    tmp_path: Path, profile: dict[str, str]
) -> None:
    found = opened(books_at(tmp_path / "shop"), profile)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "shop")
    assert opened(link, profile).state == found.state
    assert opened(tmp_path / "shop", profile).state == found.state


def test_a_copy_beside_the_books_meets_a_state_of_its_own(
    tmp_path: Path, profile: dict[str, str]
) -> None:
    found = opened(books_at(tmp_path / "shop"), profile)
    copy = books_at(tmp_path / "copy")
    assert folders.find(copy, profile).state != found.state
    moved = (tmp_path / "shop").rename(tmp_path / "moved")
    assert opened(moved, profile).state == found.state
    late = opened(books_at(tmp_path / "shop"), profile)
    assert late.state != found.state
    assert folders.find(tmp_path / "shop", profile).state == late.state
    assert folders.find(moved, profile).state == found.state


def test_a_profile_of_an_earlier_program_goes_by_the_path(
    tmp_path: Path, profile: dict[str, str]
) -> None:
    shop = books_at(tmp_path / "shop")
    found = folders.find(shop, profile)
    found.create()
    found.secrets.mkdir()
    assert folders.find(shop, profile) == found
    (found.state / "books.json").write_bytes(b"[")
    assert folders.find(shop, profile) == found
    opened(shop, profile)
    assert folders.find(shop, profile) == found


def test_books_without_their_keys_file_go_by_the_path(
    tmp_path: Path, profile: dict[str, str]
) -> None:
    found = opened(books_at(tmp_path / "shop"), profile)
    (tmp_path / "shop" / "keys.json").unlink()
    assert folders.find(tmp_path / "shop", profile) == found
    assert not (opened(tmp_path / "new", profile).state / "books.json").exists()


def test_a_profile_folder_moves_everything(tmp_path: Path) -> None:
    found = folders.find(None, {"ESTORE_PROFILE": str(tmp_path), "HOME": "/nowhere"})
    found.create()
    found.create()
    assert found.books == tmp_path / "books"
    assert all(p.is_relative_to(tmp_path) for p in (found.books, found.state, found.cache))
    assert found.state.is_dir()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no list of homes")
def test_a_test_that_would_touch_the_real_home_fails() -> None:
    import pwd

    environment = {"HOME": pwd.getpwuid(os.getuid()).pw_dir, "PYTEST_CURRENT_TEST": "x"}
    with pytest.raises(RealProfileTouched):
        folders.find(None, environment, "linux")


def test_the_tests_own_home_is_not_the_real_one() -> None:
    folders.find()


def test_a_shipped_file_is_found_by_its_name() -> None:
    assert resource("words/hi.po").is_file()


@pytest.mark.parametrize("name", ["/etc/passwd", "../x", "a/../../x", "", "c:x", "a\\b", "a//b"])
def test_a_name_cannot_leave_the_shipped_files(name: str) -> None:
    with pytest.raises(AssertionError):
        resource(name)
