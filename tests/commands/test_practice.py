"""--practice holds wherever it stands among the words after main.py."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from estore_pos import __main__ as program
from estore_pos.commands import COMMANDS, arguments, parse
from estore_pos.commands.world import World
from tests.commands.test_windowless import start
from tests.commands.world import Rooms


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[str, ...], World]]:
    """What each sub-command was handed."""
    found: list[tuple[tuple[str, ...], World]] = []

    def run(rest: tuple[str, ...], world: World) -> int:
        found.append((rest, world))
        return 0

    monkeypatch.setenv("ESTORE_PROFILE", str(tmp_path))
    monkeypatch.setattr(program, "import_module", lambda _: SimpleNamespace(run=run))
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_works_on_the_practice_books_wherever_the_word_stands(
    command: str, asked: list[tuple[tuple[str, ...], World]]
) -> None:
    for words in (
        ["--practice", command, "x", "--lang", "en"],
        [command, "--practice", "x", "--lang", "en"],
        [command, "x", "--lang", "en", "--practice"],
    ):
        assert program.main(words) == 0
    assert [rest for rest, _ in asked] == [("x", "--lang", "en")] * 3
    (books,) = {world.asked.books for _, world in asked}
    assert books is not None
    assert Path(books).parent.name.endswith("-practice")
    assert all(world.asked.practice for _, world in asked)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_without_the_word_works_on_the_shops_own_books(
    command: str, asked: list[tuple[tuple[str, ...], World]]
) -> None:
    assert program.main([command, "x"]) == 0
    ((_, world),) = asked
    assert (world.asked.practice, world.asked.books) == (False, None)


def test_a_practice_shops_folder_holds_its_books_wherever_it_is_named() -> None:
    after = parse(["journal", "--books", "shop", "--practice"])
    read = arguments.read(arguments.parser("journal", after), after.rest)
    assert read.books == arguments.named(after.rest, after).books == Path("shop", "books")
    own = parse(["journal", "--books", "shop"])
    assert arguments.read(arguments.parser("journal", own), own.rest).books == Path("shop")


@pytest.mark.parametrize(
    "words",
    [
        ["--practice", "--books", "{}"],
        ["--books={}", "--lang", "hi", "--practice"],
        ["--practice", "--books", "{}", "import", "goods.csv"],
        ["import", "goods.csv", "--books", "{}", "--practice"],
        ["play", "keys.jsonl", "--practice", "--lang", "en", "--books={}"],
    ],
)
def test_nobody_practises_in_the_folder_of_a_shops_own_books(
    words: list[str],
    asked: list[tuple[tuple[str, ...], World]],
    world: World,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    start(world).close()
    own = world.find_folders(None).books
    before = _every_byte(tmp_path)
    assert program.main([each.format(own) for each in words]) == arguments.WRONG_USE
    said = capsys.readouterr().err
    hindi, english = f"{own} में दुकान का अपना खाता है", f"A shop's own books stand in {own}."
    assert (hindi in said, english in said) == ("en" not in words, "hi" not in words)
    assert asked == [], "nothing is begun"
    assert _every_byte(tmp_path) == before


def test_a_folder_of_practice_books_is_practised_in_again(
    asked: list[tuple[tuple[str, ...], World]], tmp_path: Path, world: World
) -> None:
    start(world._replace(find_folders=Rooms(tmp_path / "shop").find)).close()
    assert program.main(["import", "x", "--practice", "--books", str(tmp_path / "shop")]) == 0
    assert len(asked) == 1


def _every_byte(root: Path) -> dict[str, bytes]:
    """What every file below a folder holds; a folder holds nothing."""
    return {str(each): b"" if each.is_dir() else each.read_bytes() for each in root.rglob("*")}
