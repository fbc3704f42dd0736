"""The till: one open set of books, and every deed that can be done with it."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from estore_pos.base.clock import Clock
from estore_pos.base.secrets import SecretStore
from estore_pos.domain import barcode
from estore_pos.domain.customer import Customer
from estore_pos.domain.day import calendar_day
from estore_pos.domain.errors import Refusal, RefusalCode, ShopError, Trouble, TroubleCode
from estore_pos.domain.ids import CustomerId, EstimateId, ItemId, NoteId, RecordId, SaleId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.person import Deed
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import Bill
from estore_pos.domain.shop import Shop, changed, facts_of, from_day_on, in_force
from estore_pos.operations import setup
from estore_pos.operations.counter import Counter
from estore_pos.operations.counter_view import CounterView
from estore_pos.operations.draft import OnChange
from estore_pos.operations.held import (
    CODE_ANEW_SECRET,
    CODE_SECRET,
    FIRST_SECRET,
    KEYS_BEING_MADE_SECRET,
    KEYS_SECRET,
    PINS_SECRET,
    held_keys,
    keep_told_time,
    keep_wrapped,
    take_back_recovery,
    told_time,
)
from estore_pos.operations.item import checked
from estore_pos.operations.moment import RELEASED, BelievedClock, Doubt, Moments
from estore_pos.operations.recorder import Recorder
from estore_pos.operations.shop import ShopFacts
from estore_pos.operations.watch import Approval, Leave, Watch
from estore_pos.store import claims, keys, person, print_queue, sale, stream
from estore_pos.store import customer as customers
from estore_pos.store import item as items
from estore_pos.store import shop as shops
from estore_pos.store.books import FILE, Books, Reader, Seams, file_trouble, refuse_unreadable
from estore_pos.store.keys import KeySet
from estore_pos.store.page import Page
from estore_pos.store.print_queue import PrintJob
from estore_pos.text.dates import date_text
from estore_pos.text.words import PaperLanguage

if TYPE_CHECKING:
    from estore_pos.domain.barcode import Missed
    from estore_pos.operations.account import Accounts
    from estore_pos.operations.acts import Acts
    from estore_pos.operations.archive import Archive
    from estore_pos.operations.claims import Claims
    from estore_pos.operations.estimate import Estimates
    from estore_pos.operations.goods_import import Goods, Tally
    from estore_pos.operations.lookup import Lookup
    from estore_pos.operations.people import People
    from estore_pos.operations.pins import Pins
    from estore_pos.operations.printer import Papered, PrinterState, WaitingPaper
    from estore_pos.operations.printing import Connect, Devices, Press, Write
    from estore_pos.operations.returns import Returns
    from estore_pos.operations.shelf import Shelf
    from estore_pos.operations.terms import Terms
    from estore_pos.store.device import Enrolled
    from estore_pos.store.seal import SealCheck

T = TypeVar("T")
PaperId = SaleId | NoteId | EstimateId
"""What has a paper of its own."""


class Till:
    """One open set of books. Desk's thread only, but for `lookup` and `archive`."""

    def __init__(
        self,
        books: Books,
        clock: Clock,
        secrets: SecretStore,
        cache_dir: Path,
        on_change: OnChange,
    ) -> None:
        """Take open books; call `open_till` instead."""
        self.folder = books.folder
        self.practice = books.practice
        self._books = books
        self._clock = clock
        self._secrets = secrets
        self._cache_dir = cache_dir
        self._has_looked = False
        told = told_time(secrets)
        self._is_kept_strayed = told is not None and told.strayed
        with books.page() as page:
            versions = shops.versions(page)
            self._moments = Moments(clock, sale.last_moment(page), told)
            self._facts = ShopFacts(versions or (setup.unnamed_shop(RELEASED),))
            self.is_new = not versions
            """Nobody has told the shop's facts yet, not even that they are to be skipped."""
            self.watch = Watch(lambda approval: self.people.prove(approval))
            """Who stands at the till."""
            self._recorder = Recorder(books, self._moments, self.watch)
            self.counter = Counter(books, self._moments, self._facts.on, on_change, self.watch)
            self.counter.drafts.take_up(page)
            has_people = bool(person.every(page))
        self.watch.is_locked = has_people and self.people.is_guarded

    def tell_written(self, heard: Callable[[], None]) -> None:
        """Have `heard` called, on the desk's thread, whenever the journal has grown."""
        self._books.written = heard

    @cached_property
    def returns(self) -> "Returns":
        """Goods that come back, bills that are cancelled."""
        from estore_pos.operations.returns import Returns

        return Returns(
            self._books,
            self._moments,
            lambda day: self._facts.on(day),
            self.watch,
            self.counter,
        )

    @cached_property
    def claims(self) -> "Claims":
        """UPI money that nobody saw."""
        from estore_pos.operations.claims import Claims

        return Claims(self._books, self._moments, self.watch, self.counter)

    @cached_property
    def accounts(self) -> "Accounts":
        """Money that moves without a sale."""
        from estore_pos.operations.account import Accounts

        return Accounts(self._books, self._moments, self.watch)

    @cached_property
    def estimates(self) -> "Estimates":
        """Prices that are told before anything is sold."""
        from estore_pos.operations.estimate import Estimates

        return Estimates(self._books, self._moments, self.watch, self.counter)

    @cached_property
    def terms(self) -> "Terms":
        """Offers, categories, today's rates."""
        from estore_pos.operations.terms import Terms

        return Terms(self._books, self._moments, self.watch, self.counter)

    @cached_property
    def shelf(self) -> "Shelf":
        """Quick tiles, kits, services."""
        from estore_pos.operations.shelf import Shelf

        return Shelf(self._books, self._moments, self.watch, self.counter)

    @cached_property
    def acts(self) -> "Acts":
        """The drawer, reprints, people."""
        from estore_pos.operations.acts import Acts

        return Acts(self._books, self._moments, self.watch)

    @cached_property
    def pins(self) -> "Pins":
        """The PINs that this PC keeps; made by `people`, which the desk asks first."""
        from estore_pos.operations.pins import TRIES, Pins

        return Pins(
            self._secrets,
            self._clock,
            lambda person, tries: self.acts.pin_failed(person, tries, waits=tries >= TRIES),
        )

    @cached_property
    def people(self) -> "People":
        """Who works here."""
        from estore_pos.operations.people import People

        return People(self.acts, self.watch, self.pins, self._is_owners_code)

    def _is_owners_code(self, code: str) -> None:
        """Raise Refusal RECOVERY_CODE_WRONG for a code that opens other books, or none."""
        if keys.unwrap(self.folder, code).to_bytes() != self._secrets.get(KEYS_SECRET):
            raise Refusal(RefusalCode.RECOVERY_CODE_WRONG, slip=False)

    @property
    def recovery_code(self) -> str | None:
        """The code that opens the books elsewhere, until somebody has seen it; then None."""
        kept = self._secrets.get(CODE_ANEW_SECRET) or self._secrets.get(CODE_SECRET)
        return kept.decode("ascii") if kept else None

    @property
    def is_code_anew(self) -> bool:
        """Whether that code took the place of an older one, which opens earlier copies only."""
        return self._secrets.get(CODE_ANEW_SECRET) is not None

    def recovery_code_seen(self) -> None:
        """The code was shown: this PC forgets it."""
        self._secrets.delete(CODE_SECRET)
        self._secrets.delete(CODE_ANEW_SECRET)

    @property
    def first_question(self) -> int | None:
        """Which question of the first start is open, from 0 on; None: each has its answer."""
        kept = self._secrets.get(FIRST_SECRET)
        if kept is not None:
            return int(kept)
        return 0 if self.is_new else None

    def ask_from(self, question: int | None) -> None:
        """The questions before this one are answered or skipped, None: all; a cut forgets none."""
        try:
            if question is None:
                self._secrets.delete(FIRST_SECRET)
            else:
                self._secrets.put(FIRST_SECRET, b"%d" % question)
        except OSError as error:
            raise file_trouble(error) from error

    def shop_today(self) -> Shop:
        """The facts of the shop that hold today."""
        return self._facts.on(self._moments.now().calendar)

    def shop_from_today(self) -> tuple[Shop, ...]:
        """The facts that hold today, and then each snapshot that is to hold later, by its day."""
        return from_day_on(self._facts.versions, self._moments.now().calendar)

    def clock_doubt(self) -> Doubt | None:
        """What the PC's clock says while it is not believed; None where it is."""
        return self._moments.doubt(self._moments.now())

    def believe_clock(self) -> None:
        """Somebody at the counter says that the PC's clock is right; the owner sees that he did."""
        self._moments.believe()
        self._clock_told()

    def tell_today(self, today: date) -> None:
        """Somebody says which day it is: so bills are dated until the PC's clock agrees.

        The owner sees that he did. Raises Refusal DATE_BEFORE_LAST, DATE_WRONG.
        """
        self._moments.tell_today(today)
        self._clock_told()

    def _clock_told(self) -> None:
        from estore_pos.domain.act import Act, ActKind

        self._keep_time()
        note = f"clock={date_text(calendar_day(self._moments.told().at))}"
        with self._books.page() as page:
            self._recorder.note(page, Act(ActKind.SETTING, note=note))
        self.counter.drafts.refresh()

    def _keep_time(self) -> None:
        """For the next start; a PC that cannot keep it asks again then."""
        told = self._moments.told()
        with suppress(OSError):
            keep_told_time(self._secrets, told)
            self._is_kept_strayed = told.strayed

    def loss(self) -> Trouble | None:
        """What this PC wrote and the books lack, until somebody was told; None for nothing."""
        found = self._books.loss()
        if found is None or found.is_told:
            return None
        from estore_pos.operations import lost

        return lost.told(found)

    def loss_told(self) -> None:
        """Somebody at the counter has read that; the doctor goes on saying it."""
        self._books.loss_told()

    def save_shop(self, shop: Shop, approval: Approval | None = None) -> None:
        """Record all facts of the shop: each holds from `shop.from_day` until it is changed.

        Raises what `change_shop` raises.
        """
        self.change_shop(shop.from_day, facts_of(shop), approval)

    def change_shop(
        self, day: date, facts: Mapping[str, Any], approval: Approval | None = None
    ) -> None:
        """Change some facts, named as in domain.shop, from a day on; the others stay.

        Where its money goes and what its papers say is the owner's: who may not change it takes an
        approval. Raises Refusal APPROVAL_NEEDED (what: shop) and those of `Shop.check`.
        """
        leave = self.watch.leave(approval)
        leave.need(Deed.SHOP)
        self._put_shop(day, facts, leave)

    def _put_shop(self, day: date, facts: Mapping[str, Any], leave: Leave) -> None:
        from estore_pos.domain.act import Act, ActKind
        from estore_pos.operations.changes import facts_changed

        versions = self._facts.versions
        told = changed(versions, day, facts)
        for shop in reversed(told):
            shop.check()
        if self.is_new:
            # What is to hold later must not hold now, as the first version does before its day.
            is_ahead = day > max(self._moments.now().calendar, versions[0].from_day)
            told = (*versions, *told) if is_ahead else told
        with self._books.page() as page:
            record = self._recorder.record(page, "trade", *[shops.body(shop) for shop in told])
            if not self.is_new or leave.approver is not None:
                note = facts_changed(in_force(versions, day), told[-1])
                act = Act(ActKind.SETTING, record, by=leave.by, note=note)
                self._recorder.note(page, act)
        self._facts = ShopFacts(told if self.is_new else (*versions, *told))
        self.is_new = False
        self.counter.drafts.refresh(self._facts.on)

    def change_limits(
        self, day: date, facts: Mapping[str, Any], approval: Approval | None = None
    ) -> None:
        """Change from a day on what each may give away of himself.

        Raises Refusal APPROVAL_NEEDED (what: limits).
        """
        leave = self.watch.leave(approval)
        leave.need(Deed.LIMITS)
        self._put_shop(day, facts, leave)

    def load_starter(self, with_prices: bool, approval: Approval | None = None) -> int:
        """Bring in the starter goods and kits; how many came. What is there is left as it is.

        Raises Refusal APPROVAL_NEEDED (what: goods).
        """
        from estore_pos.operations import starter

        self.acts.allow(Deed.GOODS, approval)
        goods = setup.starter_goods(with_prices=with_prices)
        with self._books.page() as page:
            fresh = starter.fresh(goods, items.every(page), items.next_id(page))
            self._record_items(page, fresh)
        return len(fresh)

    def teach(
        self, code: str, name: str, price: Money | None = None, unit: Unit = Unit.PIECE
    ) -> Item:
        """A new good for a code that nobody knew; a price is what the packet has printed on it.

        Raises Refusal CODE_TAKEN, NAME_NEEDED, AMOUNT_RANGE.
        """
        from estore_pos.operations import changes
        from estore_pos.operations.teaching import new_good

        taught = checked(new_good(barcode.canonical(code), name.strip(), price, unit))
        with self._books.page() as page:
            good = replace(taught, id=items.next_id(page))
            return self._take_code(page, code, good, changes.good_new(good))

    def bind(self, code: str, item_id: ItemId, milli: int = 1000) -> Item:
        """One more code for a good, of so much of it. Raises Refusal CODE_TAKEN, NOTHING_FOUND."""
        from estore_pos.operations import changes
        from estore_pos.operations.teaching import bound

        with self._books.page() as page:
            good = items.by_id(page, item_id)
            if good is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{item_id}")
            with_code = bound(good, barcode.canonical(code), milli)
            told = changes.good_changed(good, with_code)
            return self._take_code(page, code, with_code, told)

    def _take_code(self, page: Page, code: str, good: Item, told: str) -> Item:
        """Record a good with a code that is nobody's yet: at the counter none is moved."""
        from estore_pos.domain.act import Act, ActKind
        from estore_pos.store import missed

        if held := items.by_code(page, barcode.canonical(code)):
            name = held[0].name_hi, held[0].name_en
            raise Refusal(RefusalCode.CODE_TAKEN, barcode=code, item=held[0].id, name=name)
        self._record_items(page, [good])
        self._recorder.note(page, Act(ActKind.GOODS, None, good.id, note=told))
        missed.drop(page, barcode.canonical(code))
        self.counter.drafts.know(page, barcode.canonical(code))
        return good

    def call(self, item_id: ItemId, word: str) -> Item | None:
        """One more name by which a good is found; None where it has that one, or is not there."""
        from estore_pos.operations.teaching import called

        with self._books.page() as page:
            good = items.by_id(page, item_id)
            learnt = called(good, word.strip()) if good and word.strip() else None
            if learnt is not None:
                self._record_items(page, [learnt])
            return learnt

    def miss(self, code: str) -> None:
        """A code was scanned that nobody knew: on the list of today, and told of the open bill.

        Raises Refusal TILL_LOCKED.
        """
        from estore_pos.store import missed

        moment, canonical = self._moments.now(), barcode.canonical(code)
        with self.counter.drafts.deed() as page:
            missed.note(page, canonical, moment.calendar, stream.at_ms(moment.at))
            self.counter.drafts.miss(page, canonical)

    def unseen_payments(self) -> int:
        """How many UPI payments are to be looked after: not seen yet, or due to a buyer."""
        now = self._moments.now().at
        with self._books.page() as page:
            told = claims.of_bills(page, now)
            if not claims.advances(page) and all(how != claims.CAME for _, how, _, _ in told):
                return len(claims.to_match(page))
            from estore_pos.operations.claims import State
            from estore_pos.operations.claims import claims as claimed

            return sum(each.state is not State.NOT_COME for each in claimed(page, now))

    def missed_today(self) -> "list[Missed]":
        """The codes that nobody knew today and nobody has taught since, the latest first."""
        from estore_pos.store import missed

        with self._books.page() as page:
            return missed.of_day(page, self._moments.now().calendar)

    def import_goods(
        self, goods: "Goods", *, slice_ms: int | None = None, dry_run: bool = False
    ) -> "Generator[Tally, None, None]":
        """Bring in a list read by `read_goods`, one slice at each step; the tally so far.

        That it changed goods that were there is noted for the owner, once.
        """
        from estore_pos.domain.act import Act, ActKind
        from estore_pos.operations.changes import BY_LIST
        from estore_pos.operations.goods_import import WINDOW_SLICE_MS, Import

        yield from Import(
            self._books,
            goods,
            self._clock,
            self._moments,
            note=lambda page: self._recorder.note(page, Act(ActKind.GOODS, note=BY_LIST)),
            slice_ms=WINDOW_SLICE_MS if slice_ms is None else slice_ms,
            dry_run=dry_run,
        ).slices()
        self.counter.drafts.look_again()

    def save_customer(self, customer: Customer, approval: Approval | None = None) -> Customer:
        """Record a customer, sealed, if anything of him is new; a new one has the id "".

        Raises Refusals; APPROVAL_NEEDED (what: group) for one who is to have a group's prices.
        """
        customer.check(self.shop_today().gstin)
        leave = self.watch.leave(approval)
        saved = customer if customer.id else replace(customer, id=CustomerId(self._books.new_id()))
        with self._books.page() as page:
            known = customers.by_id(page, customer.id) if customer.id else None
            if known == customer:
                return customer
            record = self._recorder.record(page, "trade", customers.sealed_body(page, saved))
            if customer.group and (known is None or known.group != customer.group):
                from estore_pos.domain.act import Act, ActKind

                leave.need(Deed.GROUP)
                act = Act(ActKind.GROUP, record, by=leave.by, note=customer.group)
                self._recorder.note(page, act)
        return saved

    def erase_customer(self, customer: CustomerId) -> None:
        """Destroy the key of a customer: his bills stand, his name cannot be read any more."""
        from estore_pos.operations.paper import Cabinet

        with self._books.page() as page:
            self._recorder.record(page, "trade", customers.erasing_body(page, customer))
        Cabinet(self._cache_dir / "papers").clear()

    def idle(self) -> None:
        """What can wait: the selected line, the checkpoint, once the look at the last days.

        When the desk has nothing to do. A disk that fails now is told of by the next deed, which
        tries again. Raises Trouble BOOKS_DAMAGED.
        """
        with suppress(Trouble):
            self.counter.drafts.settle()
            self._books.checkpoint()
        if not self._has_looked:
            self._has_looked = True
            self._books.look()

    def lookup(self) -> "Lookup":
        """Quick questions; call on the thread that will ask them."""
        from estore_pos.operations.lookup import Lookup

        return Lookup(self._books.reader())

    def archive(self) -> "Archive":
        """Slow questions; call on the thread that will ask them."""
        from estore_pos.operations.archive import Archive

        return Archive(
            self._books.reader(),
            self.folder,
            self._cache_dir,
            BelievedClock(self._moments, self._clock),
            self._secrets,
        )

    def seal_check(self) -> "SealCheck":
        """The look at every page of the books' file; call on the thread that will take it."""
        return self._books.seal_check()

    def last_bill(self) -> Bill | None:
        """The bill made last, None before the first."""
        with self._books.page() as page:
            return next(iter(sale.latest(page, 1)), None)

    def holds(self, bill: Bill) -> bool:
        """Whether a bill was not cancelled."""
        with self._books.page() as page:
            return sale.cancelling(page, bill.id) is None

    def print_bill(
        self, about: PaperId, language: PaperLanguage, what: print_queue.Paper = "bill"
    ) -> int | None:
        """Ask for a bill's paper: 0 for the original, the number of the copy, None: it waits.

        The bill, credit note or estimate just made has its original once; whatever is asked for
        later is a copy, and the journal says so. `what` may name a sheet instead of what the
        settings say.
        """
        record = RecordId(about)
        with self._books.page() as page:
            if any(job.about == record for job in print_queue.waiting(page)):
                return None
            is_first = self._has_original(page, about)
            copy = 0 if is_first else self.acts.reprinted(page, record)
            self._ask_for(page, what, record, language, copy)
        return copy

    def next_copy(self, about: PaperId) -> int:
        """Which copy a bill's next paper would be, 0 for the original; nothing is noted."""
        with self._books.page() as page:
            return 0 if self._has_original(page, about) else self.acts.next_copy(page, about)

    def give_paper(self, about: PaperId, language: PaperLanguage) -> int:
        """A bill's paper goes out as a file: 0 for its original, else the number of the copy.

        It counts as one that is printed, and the journal says so of a copy.
        """
        record = RecordId(about)
        with self._books.page() as page:
            if not self._has_original(page, about):
                return self.acts.reprinted(page, record)
            self._ask_for(page, "bill", record, language)
            (asked,) = (job for job in print_queue.waiting(page) if job.about == record)
            print_queue.printed(page, asked.place)
        return 0

    def print_ruler(self, language: PaperLanguage) -> None:
        """Ask for the paper that tells how wide the printer prints."""
        with self._books.page() as page:
            self._ask_for(page, "ruler", RecordId(""), language)

    def print_list(self, name: str, *, is_sheet: bool) -> None:
        """Ask for a list by its paper's name; no buyer waits behind it, nothing is counted."""
        asked_ms = stream.at_ms(self._moments.now().at)
        with self._books.page() as page:
            print_queue.put(
                page,
                "list_a4" if is_sheet else "list",
                RecordId(name),
                language="both",
                asked_ms=asked_ms,
                urgency=print_queue.Urgency.REPORT,
            )

    def papers_waiting(self) -> "list[WaitingPaper]":
        """What waits for the printer, and what is known of why."""
        from estore_pos.operations.printer import WaitingPaper

        with self._books.page() as page:
            return [
                WaitingPaper(job.place, *_name_of(page, job), job.copy, job.why)
                for job in print_queue.waiting(page)
            ]

    def drop_paper(self, place: int) -> "list[WaitingPaper]":
        """Nobody wants this paper any more; what still waits."""
        with self._books.page() as page:
            print_queue.drop(page, place)
        return self.papers_waiting()

    def press(
        self,
        write: "Write",
        devices: "Callable[[], Devices]",
        connect: "Connect",
        told: "Callable[[PrinterState], None]",
        drawer_told: Callable[[ShopError | None], None],
        *,
        is_office: bool = False,
    ) -> "Press":
        """What prints; call on the thread that will print."""
        from estore_pos.operations.printing import Press
        from estore_pos.store.begun import Begun

        return Press(
            self._books.reader(),
            self.archive(),
            write,
            self._clock,
            devices,
            connect,
            told,
            drawer_told,
            self.acts.reprinted,
            Begun(self.folder, is_office=is_office),
            is_office=is_office,
        )

    def enrolment(self) -> "Enrolled | None":
        """Who HQ says this till is; None until a one-time code was accepted."""
        from estore_pos.store import device

        with self._books.page() as page:
            return device.enrolled(page)

    def enrolled(self, facts: "Enrolled") -> None:
        """HQ took the one-time code: remember what it gave."""
        from estore_pos.store import device

        with self._books.page() as page:
            device.keep(page, facts)

    def reader(self) -> Reader:
        """A read-only connection for the thread that calls; for the outbox."""
        return self._books.reader()

    def write(self, deed: Callable[[Page], T]) -> T:
        """Do what the outbox asks on one page; it is committed when this returns."""
        with self._books.page() as page:
            return deed(page)

    def new_id(self) -> RecordId:
        """A new id; from any thread."""
        return self._books.new_id()

    def close(self) -> None:
        """Keep what is not kept yet, close the books and let the lock go."""
        # Where the disk fails, what could be kept was kept when it was done.
        with suppress(Trouble):
            self.counter.drafts.leave()
        if self._moments.told().strayed != self._is_kept_strayed:
            self._keep_time()
        self._books.close()

    def _ask_for(
        self,
        page: Page,
        what: print_queue.Paper,
        about: RecordId,
        language: PaperLanguage,
        copy: int = 0,
    ) -> None:
        asked_ms = stream.at_ms(self._moments.now().at)
        print_queue.put(page, what, about, language=language, asked_ms=asked_ms, copy=copy)

    def _has_original(self, page: Page, about: PaperId) -> bool:
        """Whether nobody has had a paper's original yet: the last deed's, and not asked for.

        What the queue may have forgotten counts as asked for, and so does what was printed again.
        """
        from estore_pos.store import act, estimate
        from estore_pos.store import credit_note as notes

        last = sale.latest(page, 1)
        made = {str(each): bill.at for bill in last for each in (bill.id, *sale.beside(page, bill))}
        made |= {str(each.id): each.at for each in notes.latest(page, 1)}
        made |= {str(each.id): each.at for each in estimate.waiting(page)[:1]}
        at, record = made.get(about), RecordId(about)
        if at is None or self._moments.now().at - at >= print_queue.MEMORY:
            return False
        return not print_queue.was_asked(page, record) and not act.reprints(page, record)

    def _record_items(self, page: Page, goods: Sequence[Item]) -> None:
        if goods:
            self._recorder.record(page, "goods", *[items.body(each) for each in goods])


def _name_of(page: Page, job: PrintJob) -> "tuple[Papered, str]":
    """Of what a paper that waits is, and its number."""
    from estore_pos.store import credit_note as notes
    from estore_pos.store import estimate

    about = job.about
    if not about:
        return "ruler", ""
    if job.what in ("list", "list_a4"):
        return "list", ""
    if bill := sale.by_id(page, SaleId(about)):
        return "bill", bill.number
    if note := notes.by_id(page, NoteId(about)):
        return "note", note.number
    kept = estimate.by_id(page, EstimateId(about))
    return "estimate", kept.estimate.number if kept else ""


def open_till(
    folder: Path,
    clock: Clock,
    secrets: SecretStore,
    state_dir: Path,
    *,
    cache_dir: Path | None = None,
    practice: bool = False,
    recovery_code: str | None = None,
    on_change: Callable[[CounterView], None] = lambda view: None,
    seams: Seams | None = None,
) -> Till:
    """Open the books of a folder, or make them where there never were any. Desk's thread.

    `recovery_code` opens books whose keys this PC does not hold. A practice shop begins with its
    name and priced goods. Raises Trouble BOOKS_MISSING, BOOKS_NEWER, BOOKS_DAMAGED, BOOKS_IN_USE,
    ENGINE_UNSAFE, KEY_MISSING, KEYS_FILE_GONE, FOLDER_UNWRITABLE, DISK_FULL and Refusal
    RECOVERY_CODE_WRONG.
    """
    begun = not Books.stands(folder)
    if begun and secrets.get(KEYS_SECRET) is not None:
        raise Trouble(TroubleCode.BOOKS_MISSING, folder=str(folder))
    _make_folder(folder)
    if begun:
        books = _create(folder, clock, secrets, state_dir, practice, seams)
    else:
        books = _open(folder, clock, secrets, state_dir, recovery_code, seams)
    try:
        cache_dir = cache_dir or state_dir / "cache"
        take_back_recovery(cache_dir / "papers")
        till = Till(books, clock, secrets, cache_dir, on_change)
        if till.practice and till.is_new:
            till.load_starter(with_prices=True)
            till.save_shop(setup.practice_shop(RELEASED))
            till.recovery_code_seen()
    except BaseException:
        books.let_lie()
        raise
    return till


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error) from error


def _create(
    folder: Path,
    clock: Clock,
    secrets: SecretStore,
    state_dir: Path,
    practice: bool,
    seams: Seams | None,
) -> Books:
    """Make books. The keys are kept before the books are made: a cut leaves no books unopenable."""
    key_set, code = keys.new_keys(), keys.new_code()
    secrets.put(KEYS_BEING_MADE_SECRET, key_set.to_bytes())
    secrets.put(CODE_SECRET, code.encode("ascii"))
    secrets.put(PINS_SECRET, b"{}")
    books = Books.create(
        folder, key_set, code=code, practice=practice, clock=clock, state=state_dir, seams=seams
    )
    secrets.put(KEYS_SECRET, key_set.to_bytes())
    secrets.delete(KEYS_BEING_MADE_SECRET)
    _keep_wrapped(books, key_set, secrets)
    return books


def _open(
    folder: Path,
    clock: Clock,
    secrets: SecretStore,
    state_dir: Path,
    recovery_code: str | None,
    seams: Seams | None,
) -> Books:
    if (folder / FILE).is_file():
        refuse_unreadable(folder / FILE)  # no code opens an empty file
    if recovery_code is not None:
        key_set = keys.unwrap(folder, recovery_code)
        if secrets.get(PINS_SECRET) is None:
            secrets.put(PINS_SECRET, b"{}")
    else:
        key_set = held_keys(folder, secrets)
    books = Books.open(folder, key_set, clock=clock, state=state_dir, seams=seams)
    if secrets.get(KEYS_SECRET) != key_set.to_bytes():
        secrets.put(KEYS_SECRET, key_set.to_bytes())
        secrets.delete(KEYS_BEING_MADE_SECRET)
    _keep_wrapped(books, key_set, secrets)
    return books


def _keep_wrapped(books: Books, key_set: KeySet, secrets: SecretStore) -> None:
    try:
        keep_wrapped(books.folder, books.id, key_set, secrets)
    except OSError as error:
        books.close()
        raise file_trouble(error) from error
