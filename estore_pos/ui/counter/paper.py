"""The paper of a bill, looked at beside the bill; nothing opens by itself."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from estore_pos.text.words import mark, tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.style import SHEET_PX, look
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, Teller, nothing
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.archive import Archive
    from estore_pos.ui.ports import Papered, ShowFile
    from estore_pos.ui.widgets.strip import Tone

PaperKind = Literal["58", "80", "a4", "a5", "a5x2"]
PaperLanguage = Literal["hi", "en", "both"]
KINDS: tuple[PaperKind, ...] = ("80", "58", "a4", "a5", "a5x2")
LANGUAGES: tuple[PaperLanguage, ...] = ("both", "hi", "en")


class Paper(NamedTuple):
    """Which paper of which bill."""

    bill: "Papered"
    kind: PaperKind
    language: PaperLanguage


def open_pdf(
    work: Work,
    show: "ShowFile",
    paper: Paper,
    told: "Callable[[Tone, Teller], None]",
    failed: "Callable[[ShopError], None]",
    owner: QObject,
) -> None:
    """Make a paper and have the system's viewer open it, on a worker; `told` hears how it went.

    What is opened can be printed there, so it is counted: the original once, then copies.
    """
    bill, kind, language = paper
    named = named_paper(bill)

    def given(copy: int) -> None:
        def opened(archive: "Archive") -> tuple[Path, bool]:
            path = archive.paper(bill.id, kind, language, copy)
            return path, show(path)

        work.slow(opened, tell, failed, owner=owner)

    def tell(answer: tuple[Path, bool]) -> None:
        path, is_open = answer
        if is_open:
            told("ok", lambda: tr(_OPEN, paper=named))
        else:
            told("warn", lambda: tr(_NO_VIEWER, paper=named, path=path))

    told("none", lambda: tr("{paper}: its PDF is being opened…", paper=named))
    work.desk(lambda till: till.give_paper(bill.id, language), given, failed, owner=owner)


_OPEN = mark("{paper}: its PDF is open in a window of its own; it can be printed there.")
_NO_VIEWER = mark(
    "No program on this PC opens a PDF. {paper} is saved; print its paper elsewhere from {path}"
)


def broken(path: Path) -> str:
    """A path as a label can wrap it: a line may end after each folder."""
    return str(path).replace(os.sep, os.sep + "\u200b")


def named_paper(paper: "Papered") -> str:
    """What kind of paper it is, and its number."""
    from estore_pos.domain.credit_note import CreditNote
    from estore_pos.domain.estimate import Estimate

    match paper:
        case Estimate():
            return tr("Estimate {number}", number=paper.number)
        case CreditNote():
            return tr("Credit note {number}", number=paper.number)
        case _:
            return tr("Bill {number}", number=paper.number)


def _title_words(paper: "Papered | None") -> str:
    from estore_pos.domain.credit_note import CreditNote
    from estore_pos.domain.estimate import Estimate

    match paper:
        case Estimate():
            return tr("Paper of the estimate")
        case CreditNote():
            return tr("Paper of the credit note")
        case _:
            return tr("Paper of the bill")


class PaperSheet(Sheet):
    """A bill's receipt or invoice as a picture, and where its PDF lies."""

    print_wanted = Signal(object, str)
    """The bill is to be printed as it is looked at."""
    share_wanted = Signal(object)
    """The bill is to be sent to its buyer."""

    def __init__(
        self, work: Work, show_file: "ShowFile", kind: PaperKind, language: PaperLanguage
    ) -> None:
        super().__init__(Place.PAPER, lambda: tr("Paper of the bill"))
        self._work = work
        self._show_file = show_file
        self._kind: PaperKind = kind
        self._language: PaperLanguage = language
        self._bill: Papered | None = None
        self._facts = Label("paper_facts", nothing, tone="small", wrap=True)
        self.picture = QLabel()
        self.picture.setObjectName("paper_picture")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setObjectName("paper_area")
        self._area.setWidget(self.picture)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows.addWidget(self._facts)
        self.rows.addWidget(self._area, 1)
        self.deeds = {
            Deed.PRINT: self._print,
            Deed.OPEN_PDF: self._open,
            Deed.SHARE: self._share,
            Deed.SIZE: self._next_size,
            Deed.PAPER_LANGUAGE: self._next_language,
            Deed.BACK: self.close_sheet,
        }

    @override
    def home(self) -> QWidget:
        """The picture has the focus: the arrow keys move it."""
        return self._area

    def take(self, bill: "Papered | None") -> None:
        """Show a bill's paper as it would go out next; None where there is no bill."""
        self._bill = bill
        self.title.tell(partial(_title_words, bill))
        self.picture.clear()
        if bill is None:
            self._facts.tell(lambda: tr("No bill has been made yet."))
        else:
            self._draw(bill)

    def _draw(self, bill: "Papered") -> None:
        self._facts.tell(lambda: tr("{paper} — being drawn…", paper=named_paper(bill)))
        kind, language = self._kind, self._language

        def draw(copy: int) -> None:
            self._work.slow(
                lambda archive: (
                    archive.paper_png(bill.id, kind, language, copy),
                    archive.paper(bill.id, kind, language, copy),
                ),
                lambda paths: self._show(bill, *paths),
                self._failed,
                owner=self,
            )

        self._work.desk(lambda till: till.next_copy(bill.id), draw, self._failed, owner=self)

    def _show(self, bill: "Papered", png: Path, pdf: Path) -> None:
        if bill is not self._bill:
            return
        picture = QPixmap(str(png))
        if not picture.isNull():
            width = min(picture.width(), look.px(SHEET_PX) - 70)
            picture = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            self.picture.setPixmap(picture)
        self.picture.setAccessibleName(bill.number)
        lies = broken(pdf)
        self._facts.tell(
            lambda: tr("{paper}. The PDF lies in {path}", paper=named_paper(bill), path=lies)
        )

    def _failed(self, error: "ShopError") -> None:
        self._facts.tell(lambda: sentence_of(error))

    def _open(self) -> None:
        if self._bill is not None:
            paper = Paper(self._bill, self._kind, self._language)
            open_pdf(self._work, self._show_file, paper, self._told, self._failed, self)

    def _print(self) -> None:
        if self._bill is not None:
            self.print_wanted.emit(self._bill, self._kind)
            self.close_sheet()

    def _share(self) -> None:
        if self._bill is not None:
            self.share_wanted.emit(self._bill)

    def _told(self, tone: "Tone", teller: Teller) -> None:
        self._facts.tell(teller)

    def _next_size(self) -> None:
        self._kind = KINDS[(KINDS.index(self._kind) + 1) % len(KINDS)]
        self.take(self._bill)

    def _next_language(self) -> None:
        at = LANGUAGES.index(self._language) + 1
        self._language = LANGUAGES[at % len(LANGUAGES)]
        self.take(self._bill)
