"""Papers, totals, journal and health: what may take its time."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from estore_pos.base.clock import Clock
from estore_pos.base.lock import holder
from estore_pos.base.secrets import SecretStore
from estore_pos.base.settings import Sort
from estore_pos.domain.credit_note import CreditNote
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.estimate import Estimate
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import BillNumber, EstimateId, NoteId, RecordId, SaleId
from estore_pos.domain.offer import OWN_TERMS, Offer
from estore_pos.domain.sale import Bill, BillLine
from estore_pos.domain.shop import Shop, in_force
from estore_pos.operations import health, numbers, paper
from estore_pos.operations.health import Finding
from estore_pos.operations.held import (
    KEYS_SECRET,
    RECOVERY_PAPER,
    held_keys,
    take_back_recovery,
)
from estore_pos.operations.moment import RELEASED, Moments
from estore_pos.operations.paper import Cabinet, Facts, PaperKind
from estore_pos.operations.setup import unnamed_shop
from estore_pos.store import check, claims, credit_note, device, estimate, journal, person, sale
from estore_pos.store import customer as customers
from estore_pos.store import item as items
from estore_pos.store import offer as offers
from estore_pos.store import shop as shops
from estore_pos.store.books import (
    FILE,
    Books,
    Reader,
    connect_to_ask,
    refuse_engine,
    refuse_unreadable,
)
from estore_pos.store.page import Page
from estore_pos.store.reports import gstr1, totals
from estore_pos.store.schema import SCHEMA_VERSION
from estore_pos.text.dates import month_text, stamp_text
from estore_pos.text.words import PaperLanguage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estore_pos.documents.content import Deed
    from estore_pos.documents.key_card import Group

__all__ = ["Archive", "PaperKind", "PaperLanguage", "Return"]

RecoveryKind = Literal["58", "80", "a4"]


@frozen
class Return:
    """A calendar month's GSTR-1, and what to know before it is filed.

    `month` is its first day; `without_hsn` are goods in it of which no HSN code is told,
    `without_rate` those billed while nobody had told a rate.
    """

    month: date
    sections: dict[str, object]
    is_over: bool
    is_practice: bool
    without_hsn: tuple[str, ...]
    without_rate: tuple[str, ...]


class Archive:
    """Slow questions on a read-only connection of its own. Slow reader's thread only."""

    def __init__(
        self, reader: Reader, folder: Path, cache_dir: Path, clock: Clock, secrets: SecretStore
    ) -> None:
        """Take the connection, closed with this, and the folder of what can be made again."""
        self._reader = reader
        self._folder = folder
        self._clock = clock
        self._secrets = secrets
        self._papers = cache_dir / "papers"
        self._cabinet = Cabinet(self._papers)

    def deed(self, named: str) -> "Deed":
        """A bill, a credit note or an estimate by its printed number or its id.

        The last digits are enough where they are of one bill only. Raises Refusal BILL_UNKNOWN,
        NUMBER_UNCLEAR for those of several.
        """
        name = named.strip().upper()
        number = BillNumber(name)
        with self._reader.page() as page:
            told: list[Deed] = [
                *sale.by_number(page, number),
                *credit_note.by_number(page, number),
                *(kept.estimate for kept in estimate.by_number(page, number)),
            ]
            found = told[0] if told else _by_id(page, name)
            if found is None and (bills := numbers.with_serial(page, name)):
                if len(bills) > 1:
                    several = ", ".join(bill.number for bill in bills)
                    raise Refusal(RefusalCode.NUMBER_UNCLEAR, named=named, numbers=several)
                found = bills[0]
        if found is None:
            raise Refusal(RefusalCode.BILL_UNKNOWN, named=named)
        return found

    def sort(self, about: RecordId) -> Sort:
        """Of what a paper is; of a bill where nobody knows the record."""
        with self._reader.page() as page:
            match _by_id(page, about):
                case CreditNote():
                    return "note"
                case Estimate():
                    return "estimate"
                case Bill(buyer_gstin=gstin) if gstin:
                    return "invoice"
                case _:
                    return "bill"

    def paper(
        self,
        about: SaleId | NoteId | EstimateId,
        kind: PaperKind,
        language: PaperLanguage,
        copy: int = 0,
    ) -> Path:
        """The paper of a deed as a PDF file, kept seven days. Raises BILL_UNKNOWN, PAPER_FAILED."""
        return self._paper(self._facts(about, kind, language, copy))

    def _facts(
        self,
        about: SaleId | NoteId | EstimateId,
        kind: PaperKind,
        language: PaperLanguage,
        copy: int,
    ) -> Facts:
        with self._reader.page() as page:
            deed = _by_id(page, about)
            if deed is None:
                raise Refusal(RefusalCode.BILL_UNKNOWN, named=about)
            return Facts(
                deed,
                _shop_of(page, deed),
                customers.by_id(page, deed.buyer) if deed.buyer else None,
                kind,
                language,
                by=_who_did(page, RecordId(about)),
                copy=copy,
                practice=device.practice(page),
                cancelled=sale.cancelling(page, SaleId(about)) is not None,
                offers=tuple(_offers_of(page, deed)),
                notes=tuple(credit_note.of_bill(page, SaleId(about))),
            )

    def _paper(self, facts: Facts) -> Path:
        path = self._cabinet.path(facts)
        if not path.exists():
            self._cabinet.clear(self._clock.now())
            made = paper.content(facts)
            self._cabinet.put(path, made)
        return path

    def shared(
        self,
        papers: "Sequence[tuple[SaleId | NoteId | EstimateId, int]]",
        kind: PaperKind,
        language: PaperLanguage,
        folder: Path,
    ) -> tuple[list[Path], str]:
        """The papers of one sale, each with its number of the copy, for a chat.

        Copies of them in a folder of the user's, and one text of what they say. Raises
        BILL_UNKNOWN, PAPER_FAILED.
        """
        held = [self._facts(about, kind, language, copy) for about, copy in papers]
        made = [
            paper.given(self._paper(each), folder, f"{each.deed.number.replace('/', '-')}.pdf")
            for each in held
        ]
        return made, paper.message(held)

    def paper_png(
        self,
        about: SaleId | NoteId | EstimateId,
        kind: PaperKind,
        language: PaperLanguage,
        copy: int = 0,
    ) -> Path:
        """The first page of the paper as a picture."""
        pdf = self.paper(about, kind, language, copy)
        path = pdf.with_suffix(".png")
        if not path.exists():
            self._cabinet.put(path, paper.picture(pdf.read_bytes(), kind))
        return path

    def rate_picture(self, folder: Path) -> Path:
        """The last rate board as a picture in a folder of the user's; where it lies.

        Raises Refusal NOTHING_FOUND where there is no rate board, PAPER_FAILED.
        """
        with self._reader.page() as page:
            goods = [good for good in items.board(page) if good.price is not None]
            day = Moments(self._clock, sale.last_moment(page)).now().calendar
            versions = shops.versions(page)
        if not goods:
            raise Refusal(RefusalCode.NOTHING_FOUND, typed="")
        shop = in_force(versions or (unnamed_shop(RELEASED),), day)
        to = folder / f"rates-{day.isoformat()}.png"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            to.write_bytes(paper.rate_picture(shop, day, goods))
        except OSError as error:
            raise Trouble(TroubleCode.PAPER_FAILED, reason=str(error)) from error
        return to

    def key_card(self, title: str, groups: "Sequence[Group]") -> Path:
        """The keys of the till as a PDF of one page. Raises PAPER_FAILED."""
        return self._cabinet.named("keys", paper.key_card(title, groups))

    def acts_paper(
        self,
        title: str,
        head: "Sequence[str]",
        rows: "Sequence[tuple[str, str, str, str, str]]",
        kind: Literal["58", "80", "a4"],
        when: str,
    ) -> Path:
        """Who did what, as it stands on the screen: under the shop's name, with when it was made.

        Nothing is counted: of two papers each says `when` it was made. Raises PAPER_FAILED.
        """
        from estore_pos.documents.listed import Entry, Listed

        with self._reader.page() as page:
            moment = Moments(self._clock, sale.last_moment(page)).now()
            shop = in_force(shops.versions(page) or (unnamed_shop(RELEASED),), moment.calendar)
            practice = device.practice(page)
        name = shop.name_hi or shop.name_en
        above = [*(["PRACTICE / अभ्यास"] if practice else []), *([name] if name else []), *head]
        above.append(f"{when} {stamp_text(moment.at)}")
        told = Listed(title, above, [Entry(*row) for row in rows])
        return self._cabinet.named(f"acts-{kind}", paper.listed(told, kind))

    def recovery_maker(self, code: str, *, anew: bool) -> "Callable[[RecoveryKind], bytes]":
        """What makes the paper of the recovery code, on no disk, while the code may be seen."""
        from estore_pos.documents.recovery_sheet import RecoveryPaper

        with self._reader.page() as page:
            day = Moments(self._clock, sale.last_moment(page)).now().calendar
            shop = in_force(shops.versions(page) or (unnamed_shop(RELEASED),), day)
            told = RecoveryPaper(code, shop, day, anew, device.practice(page))
        return partial(paper.recovery_sheet, told)

    def lend_recovery(self, code: str, *, anew: bool) -> Path:
        """That paper as a PDF for a viewer, until it is taken back. Raises PAPER_FAILED."""
        path = self._papers / RECOVERY_PAPER
        self._cabinet.put(path, self.recovery_maker(code, anew=anew)("a4"))
        return path

    def take_back_recovery(self) -> None:
        """Throw that PDF away."""
        take_back_recovery(self._papers)

    def listed(self, name: str) -> bytes:
        """A list that is to be printed, by the name of its paper. Raises PAPER_FAILED."""
        return self._cabinet.kept(name)

    def today(self) -> BusinessDay:
        """The business day that a bill made now would belong to."""
        with self._reader.page() as page:
            return Moments(self._clock, sale.last_moment(page)).now().business

    def totals(self, day: date | None = None) -> dict[str, object]:
        """What one business day came to; the till's own day unless one is named."""
        wanted = day or self.today()
        with self._reader.page() as page:
            return totals.of_day(page, wanted)

    def gst_return(self, month: date | None = None) -> Return:
        """The GSTR-1 of the month of a day; of the last one that is over unless one is named.

        Raises Refusal NO_RETURN for a month in which the shop was not in regular GST.
        """
        with self._reader.page() as page:
            today = Moments(self._clock, sale.last_moment(page)).now().calendar
            first = (month or today.replace(day=1) - timedelta(days=1)).replace(day=1)
            beyond = (first + timedelta(days=31)).replace(day=1)
            gstin = _gstin_of(page, first, beyond)
            if not gstin:
                raise Refusal(RefusalCode.NO_RETURN, month=month_text(first))
            made = gstr1.of_month(page, gstin, first.year, first.month)
            practice = device.practice(page)
        unnamed = gstr1.without_hsn(made.sections)
        return Return(first, made.sections, today >= beyond, practice, unnamed, made.without_rate)

    def journal(self, lane: journal.Lane | None = None) -> Iterator[dict[str, object]]:
        """The records in order: trade, then goods, or one lane; one snapshot of the books."""
        with self._reader.page() as page:
            for each in (lane,) if lane else ("trade", "goods"):
                for entry in journal.records(page, each):
                    yield {
                        "lane": each,
                        "stream": entry.stream,
                        "seq": entry.seq,
                        "hash": entry.hash.hex(),
                        "record": json.loads(entry.content),
                    }

    def health(self, state: Path, *, deep: bool = False, replay: bool = False) -> Iterator[Finding]:
        """What is well and what is not. `deep` and `replay` take seconds for a year of trade.

        `state` is the folder in which this PC remembers what it wrote.
        """
        yield from health.pc(self._folder, self._secrets, are_open=True)
        yield from health.books(self._reader, self._clock, state, deep=deep, replay=replay)

    def close(self) -> None:
        """Let the connection go."""
        self._reader.close()


def open_archive(folder: Path, cache_dir: Path, clock: Clock, secrets: SecretStore) -> Archive:
    """Slow questions to books that a till may have open: nothing is written, no lock is taken, and
    a log that a cut till left lies as it was.

    Raises Trouble ENGINE_UNSAFE, NO_BOOKS_YET, BOOKS_MISSING, KEY_MISSING, KEYS_FILE_GONE,
    BOOKS_NEWER, BOOKS_DAMAGED.
    """
    refuse_engine()
    if not (folder / FILE).is_file():
        # The key is kept before the books are made, so where it lies there were books.
        were_here = Books.stands(folder) or secrets.get(KEYS_SECRET) is not None
        code = TroubleCode.BOOKS_MISSING if were_here else TroubleCode.NO_BOOKS_YET
        raise Trouble(code, folder=str(folder))
    refuse_unreadable(folder / FILE)
    key_set = held_keys(folder, secrets)
    if not _is_open(folder):
        refuse_unreadable(folder / FILE, key_set)
    reader = Reader(folder / FILE, key_set, connect_to_ask)
    try:
        with reader.page() as page:
            version = check.schema_version(page)
        if version > SCHEMA_VERSION:
            raise Trouble(TroubleCode.BOOKS_NEWER, theirs=version, ours=SCHEMA_VERSION)
    except BaseException:
        reader.close()
        raise
    return Archive(reader, folder, cache_dir, clock, secrets)


def _is_open(folder: Path) -> bool:
    """Whether a till has the books open, which are read then."""
    try:
        return holder(folder) is not None
    except OSError:
        return False


def _gstin_of(page: Page, first: date, beyond: date) -> str:
    """The GSTIN of a shop in regular GST on a day of a month, the latest; "" where on none.

    Its papers of the month count too: the shop may have changed on the day they were made.
    """
    versions = shops.versions(page)
    told = (first, *(each.from_day for each in versions if first < each.from_day < beyond))
    held = [in_force(versions, day) for day in sorted(told)] if versions else []
    for each in reversed(held):
        if each.tax_mode is TaxMode.REGULAR:
            return each.gstin
    made = gstr1.in_regular_mode(page, first, beyond)
    return _shop_of(page, made).gstin if made else ""


def _by_id(page: Page, about: str) -> "Deed | None":
    """What of the three kinds a record is."""
    if bill := sale.by_id(page, SaleId(about)):
        return replace(bill, tenders=claims.as_found(page, bill.id, bill.tenders))
    kept = estimate.by_id(page, EstimateId(about))
    return credit_note.by_id(page, NoteId(about)) or (kept.estimate if kept else None)


def _offers_of(page: Page, deed: "Deed") -> list[Offer]:
    """The offers that lines of a paper name; an offer never changes its name."""
    named = {line.offer for line in deed.lines if isinstance(line, BillLine)} - OWN_TERMS
    return [each for each in offers.every(page) if each.id in named] if named else []


def _who_did(page: Page, record: RecordId) -> str:
    """The name of who stood at the till; "" while nobody has told it."""
    who = journal.signed(page, record)
    return next((each.name for each in person.every(page) if each.id == who), "")


def _shop_of(page: Page, deed: "Deed") -> Shop:
    """The shop's facts as the deed was done under them: what is told later changes no old paper."""
    told = shops.versions(page, before=RecordId(deed.id))
    return in_force(told or (unnamed_shop(RELEASED),), deed.calendar_day)
