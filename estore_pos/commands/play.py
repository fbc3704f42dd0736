"""Plays keys from a file into the real window: `main.py play FILE --books DIR`."""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from estore_pos.commands import arguments, script
from estore_pos.commands.telling import of_error, words_of
from estore_pos.commands.world import WindowOptions, World
from estore_pos.domain.ids import SaleId
from estore_pos.text.words import mark

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.ui.shell import Shell

NOTES = "notes.json"
NO_ADDRESS = mark("A one-time code is HQ's: write its address too, --hq URL.")


def run(rest: list[str], world: World) -> int:
    """0 when every expected word was seen, 1 when one was not, 2 for a script that cannot be read.

    What each step took stands as JSON on standard output, and in the folder --out with pictures.
    """
    parser = arguments.parser("play", world.asked, script.how(words_of(world.asked.lang)))
    parser.add_argument("file", type=Path, help="JSON lines: keys, scan, wait_ms, expect, shot ...")
    parser.add_argument("--out", type=Path, default=Path("play"), metavar="DIR", help="pictures")
    parser.add_argument("--hq", default="", metavar="URL", help="the address of an HQ")
    parser.add_argument("--hq-code", default="", metavar="CODE", help="its one-time code")
    asked = arguments.read(parser, rest)
    if asked.hq_code and not asked.hq:
        sys.stderr.write(f"{words_of(asked.lang).tr(NO_ADDRESS)}\n")
        return arguments.WRONG_USE
    # Key names are the windows' own; no other sub-command waits for Qt.
    from estore_pos.commands import player

    try:
        steps = script.read(asked.file, player.check)
    except script.ScriptFault as fault:
        sys.stderr.write(f"{fault.said(words_of(asked.lang))}\n")
        return 2
    if not arguments.made(asked.out):
        return 2
    options = WindowOptions(
        books=asked.books,
        practice=asked.practice,
        language=asked.lang or "",
        hq_url=asked.hq,
        hq_code=asked.hq_code,
        unattended=True,
    )
    faults: list[str] = []
    begin = partial(_begin, steps=steps, out=asked.out, faults=faults, joins=bool(asked.hq_code))
    return world.start_windows(options, begin) or (1 if faults else 0)


def _begin(
    shell: "Shell", *, steps: list[script.Step], out: Path, faults: list[str], joins: bool
) -> None:
    """On the window's thread, once the counter can sell. `joins`: a code for HQ was told."""
    from estore_pos.commands.bystanders import UnopenedChat
    from estore_pos.commands.player import Player

    played: list[list[dict[str, object]]] = []

    def keep(notes: list[dict[str, object]], fault: str = "") -> str:
        said = json.dumps({"steps": notes, "fault": fault}, ensure_ascii=False, indent=1)
        (out / NOTES).write_text(said, encoding="utf-8")
        return said

    def finished(notes: list[dict[str, object]], fault: str) -> None:
        if joins and not fault:
            # HQ has not answered yet: its no is not to be lost.
            played.append(notes)
            return
        sys.stdout.write(keep(notes, fault) + "\n")
        if fault:
            faults.append(fault)
            sys.stderr.write(fault + "\n")
        shell.close()

    def joined(error: "ShopError | None") -> None:
        nonlocal joins
        joins = False
        fault = "" if error is None else of_error(error, words_of(shell.settings.language))
        if played:
            finished(played.pop(), fault)
        elif fault:
            player.stop(fault)

    def make_paper(kind: script.PaperKind, then: Callable[[Path], None]) -> None:
        sold = shell.last_bill
        if sold is None:
            player.stop("a paper was asked for before any bill was made")
            return
        shell.work.slow(lambda archive: archive.paper(sold.id, kind, "both"), then, owner=shell)

    def last_code() -> str:
        from estore_pos.documents import qr

        sold = shell.last_bill
        if sold is None:
            player.stop("a bill's code was to be scanned before any bill was made")
            return ""
        return qr.bill_code(SaleId(sold.id))

    chat = UnopenedChat(out)
    shell.chat = chat
    shell.sheets.pictures = chat.folder
    player = Player(
        shell,
        steps,
        language=shell.settings.language,
        out=out,
        make_paper=make_paper,
        last_code=last_code,
        finished=finished,
        killed=keep,
    )
    shell.hq_joined.connect(joined)
    shell.fault_seen.connect(lambda: player.stop("a fault of the program: see the crash file"))
    player.start()
