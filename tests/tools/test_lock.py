"""The locks are whole, name no address, and say what pyproject.toml says."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import lockfile

ROOT = Path(__file__).parents[2]
LOCKS = sorted(ROOT.glob("requirements-*.lock"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_there_is_one_lock_for_each_platform() -> None:
    assert [each.name for each in LOCKS] == [
        "requirements-linux-x86_64.lock",
        "requirements-windows-amd64.lock",
    ]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_a_lock_names_no_address(path: Path) -> None:
    assert not re.search(r"://|\.(org|com)\b|index-url|find-links", path.read_text("ascii"))


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_every_package_has_a_version_a_digest_and_a_size(path: Path) -> None:
    locked = list(lockfile.read(path.read_text("ascii"), {"run", "test"}))
    assert len(locked) > 50
    for each in locked:
        assert str(Requirement(each.requirement).specifier).startswith("==")
        assert each.digests
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in each.digests)
        assert each.size_bytes > 1000


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
@pytest.mark.parametrize("group", ["run", "test"])
def test_a_lock_holds_what_pyproject_asks_for(path: Path, group: str) -> None:
    asked = PYPROJECT["project"]["dependencies"]
    groups = {"run"}
    if group == "test":
        asked, groups = PYPROJECT["dependency-groups"]["test"], {"run", "test"}
    locked = {
        canonicalize_name(one.name): str(one.specifier).removeprefix("==")
        for each in lockfile.read(path.read_text("ascii"), groups)
        for one in [Requirement(each.requirement)]
    }
    faults = [
        text
        for text in asked
        for one in [Requirement(text)]
        if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))
    ]
    assert not faults, "run python -m tools.lock"


def test_these_tests_run_on_what_the_lock_says() -> None:
    from importlib.metadata import version

    name = "windows-amd64" if sys.platform == "win32" else "linux-x86_64"
    text = (ROOT / f"requirements-{name}.lock").read_text("ascii")
    wanted = [Requirement(each.requirement) for each in lockfile.read(text, {"run", "test"})]
    other = {
        each.name: version(each.name)
        for each in wanted
        if (each.marker is None or each.marker.evaluate())
        and not each.specifier.contains(version(each.name))
    }
    assert not other, "installed, but not what the lock says: delete .venv/stamp"
