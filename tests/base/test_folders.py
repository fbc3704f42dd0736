"""Where things lie: by the system's habits, apart for each set of books, never in a real home."""

import os
from pathlib import Path

import pytest

from estore_pos.base import folders
from estore_pos.base.folders import RealProfileTouched
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
