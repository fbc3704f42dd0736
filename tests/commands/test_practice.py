"""--practice holds wherever it stands among the words after main.py."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from estore_pos import __main__ as program
from estore_pos.commands import COMMANDS, arguments, parse
from estore_pos.commands.world import World


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
