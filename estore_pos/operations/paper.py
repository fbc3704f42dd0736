"""Papers, made from the record of their deed when they are asked for and kept seven days."""

import io
import os
import shutil
import threading
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.sale import Bill
from estore_pos.domain.shop import Shop
from estore_pos.text.words import PaperLanguage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estore_pos.documents.content import Deed
    from estore_pos.documents.key_card import Group
    from estore_pos.documents.listed import Listed
    from estore_pos.documents.recovery_sheet import RecoveryPaper
    from estore_pos.domain.credit_note import CreditNote
    from estore_pos.domain.item import Item
    from estore_pos.domain.offer import Offer

PaperKind = Literal["58", "80", "a4", "a5", "a5x2"]
"""A receipt's width in millimetres, a sheet, or A5 twice beside itself on A4."""
KINDS: tuple[PaperKind, ...] = get_args(PaperKind)
KEPT_S = 7 * 24 * 3600
_DOTS_PER_INCH = {"58": 203, "80": 203, "a4": 120, "a5": 160, "a5x2": 120}
_MAKING = threading.Lock()
"""ReportLab's faces and PDFium are one for the whole program: one paper at a time."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a paper of a bill, a credit note or an estimate says, and how it looks.

    `shop` as it was when the deed was done; `copy` is 0 for the original. `offers` are those that
    its lines name; `by` is the name of who did it, `notes` are the credit notes of a bill.
    """

    deed: "Deed"
    shop: Shop
    customer: Customer | None
    kind: PaperKind
    language: PaperLanguage
    by: str = ""
    copy: int = 0
    practice: bool = False
    cancelled: bool = False
    offers: "tuple[Offer, ...]" = ()
    notes: "tuple[CreditNote, ...]" = ()

    @property
    def name(self) -> str:
        """A file's name: another one as soon as anything on the paper would read otherwise."""
        paid = self.deed.tenders if isinstance(self.deed, Bill) else ()
        seen = [tender.proof for tender in paid]
        held = (*self.offers, *[note.id for note in self.notes], *seen)
        said = (self.deed.id, self.shop, self.customer, self.cancelled, self.by, *held)
        number = self.deed.number.replace("/", "-")
        which = f"-copy{self.copy if self.copy > 1 else ''}" if self.copy else ""
        return f"{number}-{self.kind}-{self.language}{which}-{zlib.crc32(repr(said).encode()):08x}"


def content(facts: Facts) -> bytes:
    """The PDF of a paper."""
    with _MAKING:
        if facts.kind in {"58", "80"}:
            from estore_pos.documents.receipt import receipt

            return receipt(
                facts.deed,
                facts.shop,
                width_mm=58 if facts.kind == "58" else 80,
                language=facts.language,
                by=facts.by,
                copy=facts.copy,
                practice=facts.practice,
                cancelled=facts.cancelled,
                notes=facts.notes,
                customer=facts.customer,
                offers=facts.offers,
            )
        from estore_pos.documents.invoice import invoice
        from estore_pos.documents.table import Form

        return invoice(
            facts.deed,
            facts.shop,
            language=facts.language,
            form={"a4": Form.A4, "a5": Form.A5, "a5x2": Form.A5_PAIR}[facts.kind],
            by=facts.by,
            copy=facts.copy,
            practice=facts.practice,
            cancelled=facts.cancelled,
            notes=facts.notes,
            customer=facts.customer,
            offers=facts.offers,
        )


def message(papers: "Sequence[Facts]") -> str:
    """What the papers of one sale say, as one text for a chat."""
    from estore_pos.documents.content import content as told
    from estore_pos.documents.message import of_papers, wording_of

    first = papers[0]
    say = wording_of(first.language)
    held = [
        told(
            each.deed,
            each.shop,
            say,
            practice=each.practice,
            cancelled=each.cancelled,
            notes=each.notes,
        )
        for each in papers
    ]
    return of_papers(held, first.shop, first.language, practice=first.practice)


def given(path: Path, folder: Path, name: str) -> Path:
    """A paper as a file for somebody else's program; where it lies. Raises PAPER_FAILED."""
    to = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
    except OSError as error:
        raise Trouble(TroubleCode.PAPER_FAILED, reason=str(error)) from error
    return to


def picture(pdf: bytes, kind: PaperKind) -> bytes:
    """The first page as a PNG, a thermal paper dot by dot."""
    import pypdfium2

    with _MAKING:
        document = pypdfium2.PdfDocument(pdf)
        try:
            image = document[0].render(scale=_DOTS_PER_INCH[kind] / 72).to_pil()
        finally:
            document.close()
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def rate_picture(shop: Shop, day: date, goods: "Sequence[Item]") -> bytes:
    """The rate board as a PNG, one pixel for one of its lengths."""
    import pypdfium2

    from estore_pos.documents.rate_card import PIXEL, rate_card

    with _MAKING:
        document = pypdfium2.PdfDocument(rate_card(shop, day, goods))
        try:
            image = document[0].render(scale=1 / PIXEL, grayscale=True).to_pil()
        finally:
            document.close()
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()


def key_card(title: str, groups: "Sequence[Group]") -> bytes:
    """The keys of the till on one page."""
    from estore_pos.documents import key_card as cards

    with _MAKING:
        return cards.key_card(title, groups)


def listed(told: "Listed", kind: Literal["58", "80", "a4"]) -> bytes:
    """A list as it stands on the screen, as a paper."""
    from estore_pos.documents import listed as lists

    with _MAKING:
        return lists.listed(told, kind)


def recovery_sheet(told: "RecoveryPaper", kind: Literal["58", "80", "a4"]) -> bytes:
    """The recovery code on paper."""
    from estore_pos.documents import recovery_sheet as sheets

    with _MAKING:
        return sheets.recovery_sheet(told, kind)


def load() -> None:
    """Load what makes receipts and draws them."""
    from estore_pos.documents import raster, receipt

    assert raster
    assert receipt


def dots(pdf: bytes, width: int) -> list[bytes]:
    """The paper as a head of so many dots prints it: rows of packed bits, 1 is black."""
    from estore_pos.documents import raster

    with _MAKING:
        return raster.rows(pdf, width)


def ruler_dots(language: PaperLanguage) -> list[bytes]:
    """The paper that tells how wide a printer prints, as dots."""
    from estore_pos.documents import raster, ruler

    with _MAKING:
        return raster.rows(ruler.ruler(language), ruler.DOTS)


class Cabinet:
    """The folder of papers made lately. What it holds can always be made again."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made when the first paper comes."""
        self._folder = folder

    def path(self, facts: Facts) -> Path:
        """Where a paper lies."""
        return self._folder / f"{facts.name}.pdf"

    def named(self, name: str, made: bytes) -> Path:
        """Keep a paper that is of no deed; where it lies. Raises PAPER_FAILED."""
        path = self._folder / f"{name}-{zlib.crc32(made):08x}.pdf"
        if not path.exists():
            self.put(path, made)
        return path

    def kept(self, name: str) -> bytes:
        """A paper of no deed by its file's name. Raises PAPER_FAILED where it was thrown away."""
        try:
            return (self._folder / f"{name}.pdf").read_bytes()
        except OSError as error:
            raise Trouble(TroubleCode.PAPER_FAILED, reason=str(error)) from error

    def put(self, path: Path, made: bytes) -> None:
        """Keep a paper, whole or not at all. Raises Trouble PAPER_FAILED."""
        new = path.with_name(path.name + ".new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            new.write_bytes(made)
            os.replace(new, path)
        except OSError as error:
            raise Trouble(TroubleCode.PAPER_FAILED, reason=str(error)) from error

    def clear(self, older_than: datetime | None = None) -> None:
        """Throw papers away: those kept long enough at this instant, or all."""
        if not self._folder.is_dir():
            return
        limit = None if older_than is None else older_than.timestamp() - KEPT_S
        for path in self._folder.iterdir():
            try:
                if limit is None or path.stat().st_mtime < limit:
                    path.unlink()
            except OSError:
                # Another program looks at it; the next time will do.
                continue
