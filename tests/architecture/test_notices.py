"""What a stranger is promised at the top of the tree is there, and nobody's work goes unnamed."""

import re
from pathlib import Path

from packaging.requirements import Requirement

from tools import lockfile

ROOT = Path(__file__).parents[2]


def test_every_library_that_ships_is_named_with_its_licence() -> None:
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text("utf-8").lower()
    rows = [line.split("|") for line in notices.splitlines() if line.startswith("| ")]
    named = {word for row in rows if row[-2].strip() for word in re.findall(r"[\w-]+", row[1])}
    shipped = {
        Requirement(each.requirement).name
        for lock in ROOT.glob("requirements-*.lock")
        for each in lockfile.read(lock.read_text("ascii"), {"run"})
    }
    assert shipped - named == set()


def test_every_font_that_ships_is_named_and_has_its_licence_beside_it() -> None:
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text("utf-8")
    assert (ROOT / "resources/fonts/OFL.txt").read_text("utf-8").startswith("Copyright")
    for font in (ROOT / "resources/fonts").glob("*.ttf"):
        family = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", font.stem.partition("-")[0])
        assert family in notices


def test_the_readme_s_links_lead_somewhere() -> None:
    for page in ROOT.glob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (ROOT / link).exists(), f"{page.name}: {link}"
