"""Makes a copy of a paper: `main.py paper NUMBER --kind 58|80|a4|a5|a5x2 --out FILE --books DIR`.

NUMBER is that of a bill, a credit note or an estimate. The books are only read, so nothing can be
counted: what leaves here says that it is a duplicate. The original comes from the counter.
"""

import sys
from pathlib import Path

from estore_pos.commands import arguments
from estore_pos.commands.telling import paper_language, told
from estore_pos.commands.world import World
from estore_pos.operations.archive import open_archive
from estore_pos.operations.paper import KINDS

_PDF = b"%PDF"


def run(rest: list[str], world: World) -> int:
    """0 when the PDF lies at --out, 2 when it cannot be put there. Nothing is opened.

    Works while the counter is open.
    """
    parser = arguments.parser("paper", world.asked)
    parser.add_argument("number", help="बिल का नंबर या id / the bill's number or id")
    parser.add_argument("--kind", choices=KINDS, default="a4", help="कागज़ / the paper")
    parser.add_argument("--out", type=Path, metavar="FILE", help="PDF कहाँ रखें / where to put it")
    asked = arguments.read(parser, rest)
    folders = world.find_folders(asked.books)

    def deed() -> int:
        archive = open_archive(folders.books, folders.cache, world.clock, world.secrets(folders))
        try:
            about = archive.deed(asked.number)
            language = paper_language(asked.lang)
            _prepare_words()
            made = archive.paper(about.id, asked.kind, language, copy=1)
        finally:
            archive.close()
        out = asked.out or Path(made.name)
        if not _put(made.read_bytes(), out):
            return arguments.WRONG_USE
        sys.stdout.write(f"{out}\n")
        return 0

    return told(deed, world, asked.lang)


def _put(paper: bytes, out: Path) -> bool:
    """Whether the paper lies there; else the sentence is said. Only a PDF is written over."""
    try:
        if out.exists() and not out.read_bytes().startswith(_PDF):
            sys.stderr.write(
                f"{out} पर कोई और फ़ाइल है, वह वैसी ही है: --out पर दूसरा नाम लिखें। / {out} is a file of "
                "another kind and was left as it was: name another at --out.\n"
            )
            return False
        out.write_bytes(paper)
    except OSError as error:
        sys.stderr.write(
            f"{out} में कागज़ नहीं रखा जा सका: --out पर दूसरी जगह लिखें। / The paper cannot be kept at "
            f"{out}: name another place at --out. ({error.strerror})\n"
        )
        return False
    return True


def _prepare_words() -> None:
    """The papers say what the catalogue says; a sub-command has no window that loads it."""
    from estore_pos.base.resource import resource
    from estore_pos.text import words

    words.load({"hi": resource("words/hi.po").read_bytes()})
