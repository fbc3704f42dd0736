"""The paper of a bill, looked at beside the bill; nothing opens by itself."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
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
    from collections.abc import Callable, Sequence

    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.archive import Archive
    from estore_pos.ui.ports import Papered, ShowFile
    from estore_pos.ui.widgets.strip import Tone

PaperKind = Literal["58", "80", "a4", "a5", "a5x2"]
PaperLanguage = Literal["hi", "en", "both"]
KINDS: tuple[PaperKind, ...] = ("80", "58", "a4", "a5", "a5x2")
LANGUAGES: tuple[PaperLanguage, ...] = ("both", "hi", "en")


class Paper(NamedTuple):
    """The papers of one sale, mostly one, and how they look."""

    bills: "Sequence[Papered]"
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
    """Make papers and have the system's viewer open them, on a worker; `told` hears how it went.

    What is opened can be printed there, so it is counted: the original once, then copies.
    """
    bills, kind, language = paper
    named = " + ".join(named_paper(bill) for bill in bills)

    def given(copies: list[int]) -> None:
        def opened(archive: "Archive") -> tuple[list[Path], bool]:
            paths = [
                archive.paper(bill.id, kind, language, copy)
                for bill, copy in zip(bills, copies, strict=True)
            ]
            is_open = [show(path) for path in paths]
            return paths, all(is_open)

        work.slow(opened, tell, failed, owner=owner)

    def tell(answer: tuple[list[Path], bool]) -> None:
        paths, is_open = answer
        if is_open:
            told("ok", lambda: tr(_OPEN, paper=named))
        else:
            lies = ", ".join(map(str, paths))
            told("warn", lambda: tr(_NO_VIEWER, paper=named, path=lies))

    told("none", lambda: tr("{paper}: its PDF is being opened…", paper=named))
    work.desk(
        lambda till: [till.give_paper(bill.id, language) for bill in bills],
        given,
        failed,
        owner=owner,
    )


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


def _below_each_other(pictures: list[QPixmap]) -> QPixmap:
    """The papers one below the other, as wide as the sheet shows them."""
    width = min(max(each.width() for each in pictures), look.px(SHEET_PX) - 70)
    scaled = [
        each.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation) for each in pictures
    ]
    if len(scaled) == 1:
        return scaled[0]
    gap = look.px(16)
    whole = QPixmap(width, sum(each.height() + gap for each in scaled) - gap)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    top = 0
    for each in scaled:
        painter.drawPixmap(0, top, each)
        top += each.height() + gap
    painter.end()
    return whole


class PaperSheet(Sheet):
    """The receipts or invoices of a sale as pictures, and where their PDFs lie."""

    print_wanted = Signal(object, str)
    """These papers are to be printed as they are looked at."""
    share_wanted = Signal(object)
    """These bills are to be sent to their buyer."""

    def __init__(
        self, work: Work, show_file: "ShowFile", kind: PaperKind, language: PaperLanguage
    ) -> None:
        super().__init__(Place.PAPER, lambda: tr("Paper of the bill"))
        self._work = work
        self._show_file = show_file
        self._kind: PaperKind = kind
        self._language: PaperLanguage = language
        self._bills: Sequence[Papered] = ()
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

    def take(self, bills: "Sequence[Papered]") -> None:
        """Show the papers of a sale as they would go out next; none where there is no bill."""
        self._bills = bills
        self.title.tell(partial(_title_words, bills[0] if bills else None))
        self.picture.clear()
        if bills:
            self._draw(bills)
        else:
            self._facts.tell(lambda: tr("No bill has been made yet."))

    def _draw(self, bills: "Sequence[Papered]") -> None:
        self._facts.tell(
            lambda: "\n".join(
                tr("{paper} — being drawn…", paper=named_paper(bill)) for bill in bills
            )
        )
        kind, language = self._kind, self._language

        def draw(copies: list[int]) -> None:
            self._work.slow(
                lambda archive: [
                    (
                        archive.paper_png(bill.id, kind, language, copy),
                        archive.paper(bill.id, kind, language, copy),
                    )
                    for bill, copy in zip(bills, copies, strict=True)
                ],
                lambda paths: self._show(bills, paths),
                self._failed,
                owner=self,
            )

        self._work.desk(
            lambda till: [till.next_copy(bill.id) for bill in bills],
            draw,
            self._failed,
            owner=self,
        )

    def _show(self, bills: "Sequence[Papered]", paths: list[tuple[Path, Path]]) -> None:
        if bills is not self._bills:
            return
        found = [each for png, _ in paths if not (each := QPixmap(str(png))).isNull()]
        if found:
            self.picture.setPixmap(_below_each_other(found))
        self.picture.setAccessibleName(", ".join(bill.number for bill in bills))
        lying = [(bill, broken(pdf)) for bill, (_, pdf) in zip(bills, paths, strict=True)]
        self._facts.tell(
            lambda: "\n".join(
                tr("{paper}. The PDF lies in {path}", paper=named_paper(bill), path=lies)
                for bill, lies in lying
            )
        )

    def _failed(self, error: "ShopError") -> None:
        self._facts.tell(lambda: sentence_of(error))

    def _open(self) -> None:
        if self._bills:
            paper = Paper(self._bills, self._kind, self._language)
            open_pdf(self._work, self._show_file, paper, self._told, self._failed, self)

    def _print(self) -> None:
        if self._bills:
            self.print_wanted.emit(self._bills, self._kind)
            self.close_sheet()

    def _share(self) -> None:
        if self._bills:
            self.share_wanted.emit(self._bills)

    def _told(self, tone: "Tone", teller: Teller) -> None:
        self._facts.tell(teller)

    def _next_size(self) -> None:
        self._kind = KINDS[(KINDS.index(self._kind) + 1) % len(KINDS)]
        self.take(self._bills)

    def _next_language(self) -> None:
        at = LANGUAGES.index(self._language) + 1
        self._language = LANGUAGES[at % len(LANGUAGES)]
        self.take(self._bills)
