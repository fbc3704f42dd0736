"""The bridge between the window and the threads that wait for disks: deeds there, results here."""

import heapq
import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from weakref import WeakSet, ref

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.person import Asked
    from estore_pos.operations.archive import Archive
    from estore_pos.operations.counter_view import CounterView
    from estore_pos.operations.lookup import Lookup
    from estore_pos.operations.till import Till
    from estore_pos.operations.watch import Approval

T = TypeVar("T")
OpenTill = Callable[["Callable[[CounterView], None]", str | None], "Till"]
"""Opens the books: takes what is told of each change of the bill, and a recovery code or None."""

Refused = Callable[["ShopError"], None]
Attempt = Callable[["Approval", Callable[[bool], None], Refused], None]
"""Does a deed again with somebody's leave: whose; what it tells when the PIN fits, True where the
deed is done, False where another law refuses it; what it tells when the PIN does not fit."""
AskApproval = Callable[["ShopError", Attempt, Callable[[], None], bool], None]
"""Asks in the window who allows a deed: why it was refused, the attempt, what gives it up, and
whether something else was asked before and has changed since."""

log = logging.getLogger(__name__)
IDLE_S = 0.75
"""So long a lane has nothing to do before it does what can wait."""
_DEED, _SLICE = 0, 1


def _nobody() -> None:
    """Nobody minds."""


class Answers:
    """What a key asked for, and what was asked for by the answers; window's thread only."""

    def __init__(self, done: Callable[[], None]) -> None:
        """Take whom to tell when nothing of it is open any more; the deed itself is open first."""
        self._open = 1
        self._done = done

    def asked(self) -> None:
        """One more."""
        self._open += 1

    def answered(self) -> None:
        """One less; it is told when it was the last."""
        self._open -= 1
        if not self._open:
            self._done()


class InSteps(Protocol):
    """Long work for a time of rest, on the thread that rests."""

    def step(self) -> bool:
        """Do a little; whether more is left."""
        ...

    def close(self) -> None:
        """Leave it."""
        ...


class Lane:
    """One thread that takes jobs in order; deeds before slices, a newer one of a key before all."""

    def __init__(self, name: str, fault: Callable[[BaseException], None]) -> None:
        """Take the name of the thread and whom to tell of a fault of ours."""
        self._jobs: list[tuple[int, int, str | None, Callable[[], None], Callable[[], object]]] = []
        self._newest: dict[str, int] = {}
        self._order = count()
        self._there = threading.Condition()
        self._closed = False
        self._fault = fault
        self._thread = threading.Thread(target=self._run, name=name)
        self._rested = False
        self.begin: Callable[[], bool] = lambda: True
        self.not_begun: Callable[[], None] = _nobody
        """Is told that `begin` met a fault of ours; no job will be done."""
        self.idle: Callable[[], bool] | None = None
        """Does some of what can wait; True where more of it is left. Then the lane sleeps."""
        self.end: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Start the thread: `begin` first, and no job unless it returns True."""
        self._thread.start()

    @property
    def is_started(self) -> bool:
        """Whether its thread has been started."""
        return self._thread.ident is not None

    def put(
        self,
        job: Callable[[], None],
        *,
        priority: int = _DEED,
        key: str | None = None,
        dropped: Callable[[], object] = _nobody,
    ) -> int:
        """Queue a job; an older one of the same key is forgotten. Gives its number.

        `dropped` is called where the job will not be done: the lane is closed, a newer one came.
        """
        with self._there:
            if self._closed and priority == _SLICE:
                dropped()
                return -1
            number = next(self._order)
            if key is not None:
                self._newest[key] = number
            heapq.heappush(self._jobs, (priority, number, key, job, dropped))
            self._there.notify()
        return number

    def wake(self) -> None:
        """There may be something again that can wait."""
        with self._there:
            self._rested = False
            self._there.notify()

    def newest(self, key: str) -> int:
        """The number of the newest job of a key."""
        with self._there:
            return self._newest.get(key, -1)

    def close(self) -> None:
        """Finish the deeds that wait, drop the slices, and end the thread."""
        with self._there:
            self._closed = True
            self._there.notify()
        if self.is_started:
            self._thread.join()

    def _run(self) -> None:
        try:
            if not self.begin():
                return
            while (job := self._next()) is not None:
                self._try(job)
        except Exception as fault:
            log.exception("lane %s could not begin", self._thread.name)
            self._fault(fault)
            self.not_begun()
        finally:
            self._try(self.end)

    def _try(self, job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as fault:
            log.exception("a fault in lane %s", self._thread.name)
            self._fault(fault)

    def _next(self) -> Callable[[], None] | None:
        with self._there:
            while True:
                while self._jobs:
                    priority, number, key, job, dropped = heapq.heappop(self._jobs)
                    if key is not None and self._newest[key] != number:
                        dropped()
                        continue
                    if not (self._closed and priority == _SLICE):
                        self._rested = False
                        return job
                    dropped()
                if self._closed:
                    return None
                if self.idle is None or self._rested:
                    self._there.wait()
                elif not self._there.wait(IDLE_S):
                    return self._rest

    def _rest(self) -> None:
        """Do what can wait, once; asleep after it unless some is left or somebody wakes the lane.

        A fault in it leaves the lane asleep, or it would come again and again.
        """
        assert self.idle is not None
        self._rested = True
        if self.idle():
            self._rested = False


class Work(QObject):
    """The desk, the quick reader and the slow reader, and the way back to the window.

    Every method is called on the window's thread and returns at once. `then` and `failed` run on
    the window's thread; they are forgotten if `owner` is gone. A ShopError goes to `failed`,
    anything else to the `fault` signal.
    """

    changed = Signal(object)
    """The open bill as it now stands, a CounterView; before its commit."""
    opened = Signal(object)
    """The books are open, a Till (for its plain facts only; deeds go through `desk`)."""
    refused = Signal(object)
    """The books could not be opened: the ShopError, OPENING_FAILED for a fault of the program.

    `start` again is what follows.
    """
    unsaid = Signal(object)
    """A ShopError of a job that had nobody to hear it."""
    fault = Signal(object)
    """A fault of the program on a lane; the exception."""
    _back = Signal(object)

    def __init__(self, open_till: OpenTill) -> None:
        """Take what opens the books."""
        super().__init__()
        self._open_till = open_till
        self._is_heard = False
        self._lanes: list[Lane] = []
        self._till: Till | None = None
        self._waiting: list[Callable[[], None]] = []
        self._lookup: Lookup | None = None
        self._archive: Archive | None = None
        self._seals: InSteps | None = None
        self._saving: WeakSet[QObject] = WeakSet()
        self._answers: Answers | None = None
        self.ask_approval: AskApproval | None = None
        """The window's own; without it whatever needs an approval is refused."""
        self._desk = self._quick = self._slow = self._device = Lane("none", self.fault.emit)
        self._aside = self._desk

    @property
    def ready(self) -> bool:
        """Whether the books are open."""
        return self._till is not None

    def start(self, recovery_code: str | None = None) -> None:
        """Open the books on the desk's thread; `opened` or `refused` tells the end of it."""
        self.close()
        self._hear()
        self._desk = Lane("desk", self._unanswered)
        self._quick = Lane("quick", self.fault.emit)
        self._slow = Lane("slow", self.fault.emit)
        self._device = Lane("device", self.fault.emit)
        self._aside = Lane("aside", self._unanswered)
        self._lanes = [self._desk, self._quick, self._slow, self._device, self._aside]
        self._desk.begin = lambda: self._open(recovery_code)
        self._desk.not_begun = self._not_opened
        self._desk.idle = self._rest_at_desk
        self._desk.end = self._shut
        self._desk.start()

    def together(self, deed: Callable[[], None], done: Callable[[], None]) -> None:
        """Do what a key does; `done` follows when all it asked for is answered, or at once.

        What the answers ask for in turn belongs to it; work that may take its time does not.
        """
        answers = Answers(done)
        self._within(answers, deed)
        answers.answered()

    def _within(self, answers: Answers, do: Callable[[], None]) -> None:
        before, self._answers = self._answers, answers
        try:
            do()
        finally:
            self._answers = before

    def desk(
        self,
        deed: "Callable[[Till], T]",
        then: Callable[[T], None] | None = None,
        failed: "Callable[[ShopError], None] | None" = None,
        *,
        owner: QObject | None = None,
        once: QObject | None = None,
    ) -> None:
        """A deed, in order of asking; it waits if the books are still being opened.

        What is asked `once` of a sheet is not asked of it again before it is answered: a second
        Enter on a slow disk saves nothing twice.
        """
        if once is not None:
            if once in self._saving:
                return
            then, failed = self._once(once, then, failed)
        self._desk.put(self._job(lambda: deed(self._open_books()), then, failed, owner))

    def _once(
        self, what: QObject, then: Callable[[T], None] | None, failed: Refused | None
    ) -> tuple[Callable[[T], None], Refused]:
        """Both answers with the end of the saving before them."""
        self._saving.add(what)

        def answered(answer: T) -> None:
            self._saving.discard(what)
            if then is not None:
                then(answer)

        def refused(error: "ShopError") -> None:
            self._saving.discard(what)
            (failed or self.unsaid.emit)(error)

        return answered, refused

    def _unanswered(self, fault: BaseException) -> None:
        """A fault is no answer: what was being saved may be tried again."""
        self._tell(self._saving.clear)
        self.fault.emit(fault)

    def with_approval(
        self,
        deed: "Callable[[Till, Approval | None], T]",
        then: Callable[[T], None] | None = None,
        failed: Refused | None = None,
        *,
        owner: QObject | None = None,
        once: QObject | None = None,
    ) -> None:
        """A deed of the desk that who stands at the till may not be allowed to do of himself.

        It is asked without an approval first. Where it is refused as APPROVAL_NEEDED the window
        asks who allows it, and it is done again with his PIN, for this once and for just what he
        has read: where something else would be needed by then he is asked anew. `failed` hears
        APPROVAL_NEEDED where nobody allows it; nothing has changed then. `once` is as for `desk`.
        """
        from estore_pos.domain.errors import RefusalCode

        if once is not None:
            if once in self._saving:
                return
            then, failed = self._once(once, then, failed)
        say = failed or self.unsaid.emit
        asks = {RefusalCode.APPROVAL_NEEDED, RefusalCode.PIN_WRONG, RefusalCode.PIN_WAIT}

        def attempt(
            shown: tuple["Asked", ...],
            approval: "Approval",
            fits: Callable[[bool], None],
            unfit: Refused,
        ) -> None:
            from dataclasses import replace  # no first paint waits for it

            proof = replace(approval, asked=shown)

            def done(answer: T) -> None:
                fits(True)
                if then is not None:
                    then(answer)

            def refused(error: "ShopError") -> None:
                if error.code not in asks:
                    fits(False)
                    say(error)
                elif error.facts.get("asked", shown) != shown:
                    fits(False)
                    unallowed(error, is_anew=True)
                else:
                    unfit(error)

            def do(_: object) -> None:
                self.desk(lambda till: deed(till, proof), done, refused, owner=owner)

            self.prove(proof, do)

        def unallowed(error: "ShopError", *, is_anew: bool = False) -> None:
            asked = error.facts.get("asked")
            if isinstance(asked, tuple) and self.ask_approval is not None:
                self.ask_approval(error, partial(attempt, asked), lambda: say(error), is_anew)
                if once is not None:  # who is asked stands over it by then, and may be sent away
                    self.desk(lambda _: None, lambda _: self._saving.discard(once))
            else:
                say(error)

        self.desk(lambda till: deed(till, None), then, unallowed, owner=owner)

    def prove(self, approval: "Approval", then: Callable[[object], None]) -> None:
        """Compare a PIN, which is made to be slow, where no scan waits for it; then go on.

        The desk says whether it fits, once it is asked with this approval.
        """
        self.aside(lambda: self._open_books().pins.compare(approval), then)

    def aside(
        self,
        question: Callable[[], T],
        then: Callable[[T], None],
        failed: Refused | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Work for the processor alone, that neither the desk nor a reader waits for."""
        if not self._aside.is_started:
            self._aside.start()
        self._aside.put(self._job(question, then, failed, owner))

    def on_desk(self, deed: "Callable[[Till], T]") -> T:
        """Have a deed done between the others and wait for it: for a thread that may wait.

        Raises what the deed raised, CancelledError where the desk is closed before it.
        """
        from concurrent.futures import Future

        answer: Future[T] = Future()

        def job() -> None:
            try:
                answer.set_result(deed(self._open_books()))
            except BaseException as error:
                answer.set_exception(error)
                if not isinstance(error, Exception):
                    raise

        self._desk.put(job, priority=_SLICE, dropped=answer.cancel)
        return answer.result()

    def slices(
        self,
        begin: "Callable[[Till], Iterator[T]]",
        each: Callable[[T], None],
        failed: "Callable[[ShopError], None] | None" = None,
        *,
        owner: QObject | None = None,
        done: Callable[[], None] = lambda: None,
    ) -> None:
        """Long work of the desk in short slices, between which deeds are done."""
        slices: list[Iterator[T]] = []

        def one() -> None:
            if not slices:
                slices.append(begin(self._open_books()))
            try:
                made = next(slices[0])
            except StopIteration:
                self._answer(owner, done)
            else:
                self._answer(owner, partial(each, made))
                self._desk.put(job, priority=_SLICE)

        job = self._job(one, None, failed, owner, is_waited_for=False)
        self._desk.put(job, priority=_SLICE)

    def look(
        self,
        question: "Callable[[Lookup], T]",
        then: Callable[[T], None],
        failed: "Callable[[ShopError], None] | None" = None,
        *,
        owner: QObject | None = None,
        key: str | None = None,
    ) -> None:
        """A quick question; of one key only the newest is answered."""
        number = -1

        def told(answer: T) -> None:
            if key is None or self._quick.newest(key) == number:
                then(answer)

        def ask() -> T:
            return question(self._quick_reader())

        answers = self._answers
        number = self._quick.put(
            self._job(ask, told, failed, owner),
            key=key,
            dropped=partial(self._tell, answers.answered) if answers is not None else _nobody,
        )

    def slow(
        self,
        question: "Callable[[Archive], T]",
        then: Callable[[T], None],
        failed: "Callable[[ShopError], None] | None" = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """A question that may take its time."""

        def ask() -> T:
            return question(self._slow_reader())

        self._slow.put(self._job(ask, then, failed, owner, is_waited_for=False))

    def device(
        self,
        question: Callable[[], T],
        then: Callable[[T], None],
        failed: "Callable[[ShopError], None] | None" = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """A question to a device, which may take seconds to answer; no books are needed for it."""
        self._device.put(self._job(question, then, failed, owner, is_waited_for=False))

    def close(self) -> None:
        """End the readers, then the desk; what was asked of it is done first."""
        for lane in reversed(self._lanes):
            lane.close()
        self._lanes = []

    def _hear(self) -> None:
        """Have answers come by the window's own queue."""
        # Not at once: the first paint does without the namespace Qt.
        from PySide6.QtCore import Qt

        if not self._is_heard:
            self._back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
            self._is_heard = True

    def _open(self, recovery_code: str | None) -> bool:
        from estore_pos.domain.errors import ShopError

        try:
            self._till = till = self._open_till(self.changed.emit, recovery_code)
        except ShopError as error:
            self._tell(partial(self.refused.emit, error))
            return False
        self._quick.idle = self._warm
        self._quick.end = self._end_quick_reader
        self._slow.idle = self._look_at_seals
        self._slow.end = self._end_slow_reader
        self._quick.start()
        self._slow.start()
        self._device.start()
        self._tell(lambda: self.opened.emit(till))
        return True

    def _not_opened(self) -> None:
        from estore_pos.domain.errors import Trouble, TroubleCode

        self._tell(partial(self.refused.emit, Trouble(TroubleCode.OPENING_FAILED)))

    def _rest_at_desk(self) -> bool:
        from estore_pos.domain.errors import ShopError

        if self._till is not None:
            try:
                self._till.idle()
            except ShopError as error:
                self._tell(partial(self.unsaid.emit, error))
        self._quick.wake()  # the deeds before this rest may have changed what it had read
        return False

    def _warm(self) -> bool:
        """Read ahead for the search; what is wrong with the books is for who looks at seals."""
        from estore_pos.domain.errors import ShopError

        try:
            return self._quick_reader().warm()
        except ShopError as error:
            log.info("nothing was read ahead: %s", error)
            return False

    def _look_at_seals(self) -> bool:
        """Some pages of the books' file, while nobody waits for the slow reader."""
        from estore_pos.domain.errors import ShopError

        try:
            if self._seals is None:
                self._seals = self._open_books().seal_check()
            return self._seals.step()
        except ShopError as error:
            log.error("the file of the books: %s", error)
            self._tell(partial(self.unsaid.emit, error))
            return False

    # The first question opens a reader, or the first rest: the first scan waits for none of it.

    def _quick_reader(self) -> "Lookup":
        if self._lookup is None:
            self._lookup = self._open_books().lookup()
        return self._lookup

    def _slow_reader(self) -> "Archive":
        if self._archive is None:
            self._archive = self._open_books().archive()
        return self._archive

    def _end_quick_reader(self) -> None:
        lookup, self._lookup = self._lookup, None
        if lookup is not None:
            lookup.close()

    def _end_slow_reader(self) -> None:
        archive, self._archive = self._archive, None
        if archive is not None:
            archive.close()
        seals, self._seals = self._seals, None
        if seals is not None:
            seals.close()

    def _open_books(self) -> "Till":
        assert self._till is not None
        return self._till

    def _shut(self) -> None:
        till, self._till = self._till, None
        if till is not None:
            till.close()

    def _job(
        self,
        deed: Callable[[], T],
        then: Callable[[T], None] | None,
        failed: "Callable[[ShopError], None] | None",
        owner: QObject | None,
        *,
        is_waited_for: bool = True,
    ) -> Callable[[], None]:
        weak = ref(owner) if owner is not None else None
        answers = self._answers if is_waited_for else None

        def answer(told: Callable[[], None]) -> None:
            if answers is not None:
                told = partial(self._within, answers, told)
            self._answer(weak() if weak else None, told, weak is not None)

        def job() -> None:
            from estore_pos.domain.errors import ShopError

            try:
                told = deed()
            except ShopError as error:
                answer(partial(failed or self.unsaid.emit, error))
            else:
                if then is not None:
                    answer(partial(then, told))

        if answers is None:
            return job
        answers.asked()

        def waited_for() -> None:
            try:
                job()
            finally:
                self._tell(answers.answered)

        return waited_for

    def _answer(self, owner: QObject | None, told: Callable[[], None], gone: bool = False) -> None:
        if owner is None and gone:
            return

        def if_there() -> None:
            if owner is None or shiboken6.isValid(owner):
                told()

        self._tell(if_there)

    def _tell(self, told: Callable[[], None]) -> None:
        self._back.emit(told)

    @Slot(object)
    def _deliver(self, told: Any) -> None:
        told()
