"""The books of one shop: opened, checked, written page by page, and closed.

The file is encrypted page by page (SQLCipher), written ahead (WAL) and synced at each commit on
every connection. No sale waits for a checkpoint: it is made beside the trade.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlcipher3 import dbapi2

from estore_pos.base import machine
from estore_pos.base.clock import Clock
from estore_pos.base.durable import sync_folder
from estore_pos.base.ids import Mint
from estore_pos.base.lock import AlreadyOpen, BooksLock
from estore_pos.domain.day import calendar_day
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import RecordId
from estore_pos.store import check, keys, migrations, schema, stream, wal
from estore_pos.store import loss as losses
from estore_pos.store.keys import KeySet
from estore_pos.store.loss import Loss
from estore_pos.store.page import Connection, Head, Page, Statement, Unwritten, trouble
from estore_pos.store.sidecar import Sidecar, lost, remembered
from estore_pos.store.sweeper import Sweeper

if TYPE_CHECKING:
    from estore_pos.store.seal import SealCheck, SealedFile

FILE = "books.db"
_NEW = "books.new"
ENGINE_MIN = (3, 51, 3)
"""Older engines can corrupt a WAL that is reset while another connection reads."""

CHECKPOINT_BYTES = 16 << 20
"""About a hundred bills. The deed that begins a new log syncs twice: the log's head as well."""
CHECKPOINT_BYTES_MAX = 32 << 20
"""So long a log is brought home although the desk never rests."""
_ROOM_BYTES = 64 << 10
"""What an engine needs to open books, twice."""
_KEPT_KB = 2048
"""Pages that the writer keeps; the engine's own 8 MB fill up with old bills over the days, and a
scan or a bill in a shop of 100,000 goods is no faster for them."""
_LOOK_EVERY = 256
_SEED_BYTES = 32
_LOOK_BACK = timedelta(days=2)

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "wal_autocheckpoint=0",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
    "secure_delete=FAST",
)

Connect = Callable[[Path, KeySet], Connection]
Random = Callable[[int], bytes]

_BOOKS = Statement("books.books")
_NEW_BOOKS = Statement("books.new_books")


def connect(path: Path, key_set: KeySet) -> Connection:
    """A connection that syncs each commit. It belongs to the thread that calls.

    The file stands already, if only empty: no connection makes one where it is gone.
    """
    made = _to(path, "rw")
    try:
        _prepare(made, key_set)
    except BaseException:
        _close_leaving_log(made, path, key_set)
        raise
    return made


def connect_to_ask(path: Path, key_set: KeySet) -> Connection:
    """A connection for whoever only asks, and may be the last to close.

    The last one to close brings a log home and deletes it; one that cannot write leaves it alone.
    """
    if not wal.holds_any(path):
        return connect(path, key_set)
    made = _to(path, "ro")
    try:
        _prepare(made, key_set)
    except BaseException:
        made.close()
        raise
    return made


def _to(path: Path, mode: str) -> Connection:
    named = path.absolute().as_posix()
    # A folder of the network begins with two strokes, and the engine wants no name of a PC there.
    place = f"file://{'' if named.startswith('/') else '/'}{quote(os.fsencode(named), safe='/:')}"
    made: Connection = dbapi2.connect(
        f"{place}?mode={mode}", isolation_level=None, timeout=5.0, uri=True
    )
    return made


def _prepare(made: Connection, key_set: KeySet) -> None:
    made.execute("PRAGMA cipher_log_level=NONE")
    made.execute(f"PRAGMA key = \"x'{key_set.books.hex()}'\"")
    for pragma in _PRAGMAS:
        made.execute(f"PRAGMA {pragma}").fetchall()


def _close_leaving_log(connection: Connection, path: Path, key_set: KeySet) -> None:
    """Close a connection and let the log lie: it is not the last one that closes.

    Another one that cannot write holds the file meanwhile, also where it can read nothing in it.
    """
    guard = None
    with suppress(dbapi2.Error):
        if wal.holds_any(path):
            guard = _to(path, "ro")
            _prepare(guard, key_set)
    with suppress(dbapi2.Error):
        connection.close()
    if guard is not None:
        guard.close()


class Reader:
    """A read-only connection; it belongs to the thread that made it. A page is one snapshot."""

    def __init__(self, path: Path, key_set: KeySet, connect: Connect = connect) -> None:
        self._keys = key_set
        self._path = path
        self.folder = path.parent
        with _translated(self.folder):
            self._connection = connect(path, key_set)
            self._connection.execute("PRAGMA query_only=ON")

    @contextmanager
    def page(self) -> Iterator[Page]:
        """Everything asked on one page is of one moment. Keep it short: it holds up checkpoints."""
        with _translated(self.folder):
            self._connection.execute("BEGIN")
        try:
            yield Page(self._connection, self._keys)
        finally:
            with suppress(dbapi2.Error):
                self._connection.rollback()

    def deep_check(self) -> list[str]:
        """Every fault that can be found; none when all is well. Takes a second a year of trade."""
        in_log = wal.pages(self._path, _frames_read(self._connection))
        with self.page() as page:
            return check.deep(page, in_log)

    def loss(self, state: Path, now_ms: int) -> Loss | None:
        """What this PC wrote and these books lack, as the next start will notice it or an earlier
        one did; None for nothing. `state` is the folder of the sidecar.
        """
        said = remembered(state)
        with self.page() as page:
            row = page.one(_BOOKS)
            if row and (missing := lost(said, machine.fingerprint(str(row[0]).encode()), page)):
                return Loss(missing, _whole_until(page), now_ms)
        noted = losses.noted(state)
        return noted if noted and now_ms - noted.noticed_ms < losses.KEPT_MS else None

    def bring_home(self) -> bool:
        """Bring the log home as far as nobody reads in it; whether all of it is home."""
        with suppress(dbapi2.Error):
            state = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            busy, log, done = state[0]
            return not busy and log == done
        return False

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()


@frozen
class Seams:
    """What a test puts in place of the PC: chance, the driver, the machine."""

    random: Random = os.urandom
    connect: Connect = connect
    machine: Callable[[bytes], str] = machine.fingerprint


class Books:
    """An open set of books. One thread writes, the one that opened them."""

    def __init__(
        self,
        folder: Path,
        key_set: KeySet,
        clock: Clock,
        state: Path | None,
        seams: Seams,
        *,
        fresh: bool = False,
    ) -> None:
        """Take the lock and open what stands there; call `create` or `open` instead."""
        self.folder = folder
        self._path = folder / FILE
        self._named = str(self._path)
        self._keys = key_set
        self._clock = clock
        self._seams = seams
        self._mint = Mint(clock, seams.random)
        self._thread = threading.get_ident()
        self._pages = 0
        self._is_lost = False
        self._heads: dict[str, Head] = {}
        self._state = state
        self._sealed: SealedFile | None = None
        self._sweeper = Sweeper(self._open)
        self.written: Callable[[], None] = lambda: None
        """Hears of each page that added to the journal, once it stands; on the books' thread."""
        self._lock = _locked(folder)
        try:
            refuse_unreadable(self._path, key_set)
            self._file = _which(self._named)
            self._connection = self._open()
            kept, deeds = self._kept_aside()
            self._step_up()
            with self.page() as page:
                row = page.one(_BOOKS)
                if row is None:
                    raise Trouble(TroubleCode.BOOKS_DAMAGED, reason="no row of the books")
                self.id, self.practice = str(row[0]), bool(row[1])
            self.look(check.LAST_MAX)
            self._sidecar = None if state is None else self._beside(state)
            self.new_streams_because = self._own_streams(fresh, kept, deeds)
        except BaseException:
            if hasattr(self, "_connection"):
                self._leave_log()
            self._shut()
            raise

    @classmethod
    def stands(cls, folder: Path) -> bool:
        """Whether a folder has books, or had: then they are opened or refused, never made anew."""
        if (folder / FILE).exists():
            return True
        return (folder / keys.FILE).exists() and not (folder / _NEW).exists()

    @classmethod
    def create(
        cls,
        folder: Path,
        key_set: KeySet,
        *,
        code: str,
        practice: bool,
        clock: Clock,
        state: Path | None = None,
        seams: Seams | None = None,
    ) -> "Books":
        """Make books where there never were any, and open them.

        `code` is the recovery code whose wrapped keys are left beside the books. A power cut leaves
        either books that open or a folder where they can be made. Raises as `open` does.
        """
        seams = seams or Seams()
        assert not cls.stands(folder)
        refuse_engine()
        lock = _locked(folder)
        try:
            books_id = Mint(clock, seams.random).id()
            _make(folder / _NEW, key_set, books_id, practice, clock, seams)
            keys.wrap(folder, books_id, key_set, code, seams.random)
            os.replace(folder / _NEW, folder / FILE)
            sync_folder(folder)
        except OSError as error:
            raise file_trouble(error) from error
        finally:
            lock.release()
        return cls(folder, key_set, clock, state, seams, fresh=True)

    @classmethod
    def open(
        cls,
        folder: Path,
        key_set: KeySet,
        *,
        clock: Clock,
        state: Path | None = None,
        seams: Seams | None = None,
    ) -> "Books":
        """Open books. `state` is the folder of the sidecar, which must not lie in `folder`.

        Raises Trouble ENGINE_UNSAFE, BOOKS_MISSING, BOOKS_IN_USE, KEY_MISSING, BOOKS_NEWER,
        BOOKS_DAMAGED, DISK_FULL, FOLDER_UNWRITABLE.
        """
        refuse_engine()
        if not (folder / FILE).is_file():
            raise Trouble(TroubleCode.BOOKS_MISSING, folder=str(folder))
        if not keys.fits(folder, key_set):
            raise Trouble(TroubleCode.KEY_MISSING, folder=str(folder))
        return cls(folder, key_set, clock, state, seams or Seams())

    @contextmanager
    def page(self) -> Iterator[Page]:
        """One transaction: all of it at the end of the block, or nothing when the block raises.

        Raises Trouble BOOKS_MISSING where the file is gone from its place or is another one, though
        it could be written: nobody would find there what is told now; COMMIT_UNKNOWN when the
        commit itself failed: the page may stand or not, and `journal.holds` says which for each
        record in the fact `records`.
        """
        assert threading.get_ident() == self._thread, "only the thread that opened the books writes"
        self._refuse_another()
        if self._is_lost:
            self._connection = self._open()
            self._is_lost = False
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
        except dbapi2.DatabaseError as error:
            raise _meant(error, self.folder) from error
        page = Page(connection, self._keys, known=self._heads)
        try:
            yield page
            if page.indexed:
                from estore_pos.store import search

                search.merge(page)
        except BaseException:
            self._roll_back()
            raise
        try:
            connection.commit()
        except dbapi2.Error as error:
            self._reopen()
            why = _meant(error, self.folder)
            raise Trouble(
                TroubleCode.COMMIT_UNKNOWN,
                records=tuple(page.written),
                full=isinstance(why, Trouble) and why.code is TroubleCode.DISK_FULL,
                reason=str(error),
            ) from error
        self._committed(page)

    def unwritten(self) -> Page | None:
        """A page that reads nothing and that nothing is written on: to rehearse a deed.

        None while nobody has read where the streams stand.
        """
        if len(self._heads) < len(stream.LANES):
            return None
        return Page(Unwritten(), self._keys, known=self._heads)

    def reader(self) -> Reader:
        """A read-only connection for the thread that calls; from any thread.

        Raises Trouble BOOKS_MISSING.
        """
        self._refuse_another()
        return Reader(self._path, self._keys, self._seams.connect)

    def seal_check(self) -> "SealCheck":
        """The look at every page's seal, for the thread that calls; closed before the books."""
        from estore_pos.store.seal import SealCheck, SealedFile

        try:
            self._sealed = self._sealed or SealedFile(self._path, self._keys.books)
        except OSError as error:
            raise file_trouble(error) from error
        today = calendar_day(self._clock.now()).isoformat()
        return SealCheck(self._sealed, self.reader(), self._state, today)

    def new_id(self) -> RecordId:
        """A new id; from any thread."""
        return RecordId(self._mint.id())

    def new_ids(self, count: int) -> list[RecordId]:
        """New ids in their order; from any thread."""
        return [RecordId(made) for made in self._mint.ids(count)]

    def look(self, most: int = check.RECENT_MAX) -> None:
        """The look of each start: at the last records first, at two days of them when there is
        time. Raises Trouble BOOKS_DAMAGED.
        """
        since = self._clock.now() - _LOOK_BACK
        try:
            with self.page() as page:
                faults = check.recent(page, stream.at_ms(since), most)
        except ValueError as error:  # what is read back may be no text any more
            raise Trouble(TroubleCode.BOOKS_DAMAGED, reason=str(error)) from error
        if faults:
            raise Trouble(TroubleCode.BOOKS_DAMAGED, reason=faults[0])

    def checkpoint(self, least_bytes: int = CHECKPOINT_BYTES) -> bool:
        """Begin to bring the write-ahead log home if so much has gathered; whether it was begun.

        For the desk when it is idle; `wait` returns when it is done.
        """
        if self._sweeper.is_busy:
            return False
        with _translated(self.folder):
            state = self._connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchall()
        busy, log, done = state[0]
        if busy or log < 0 or (log - done) * wal.PAGE_BYTES < least_bytes:
            return False
        self._sweeper.begin()
        return True

    def keep(self, kilobytes: int) -> None:
        """Keep so much of what is written in memory, or the little that the counter needs.

        What a page writes beyond that goes to the disk before it is whole, and is read, sealed and
        written again.
        """
        with _translated(self.folder):
            self._connection.execute(f"PRAGMA cache_size=-{max(kilobytes, _KEPT_KB)}")

    def wait(self) -> None:
        """Return when no checkpoint is under way."""
        self._sweeper.wait()

    def close(self) -> None:
        """Bring the log home, close, and let the lock go."""
        self.wait()
        with suppress(dbapi2.Error):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._shut()

    def let_lie(self) -> None:
        """Close books that turned out to be damaged: their file and log stay as they are."""
        self.wait()
        self._leave_log()
        self._shut()

    def _refuse_another(self) -> None:
        """The file that was opened stands in its place, and no other one."""
        if _which(self._named) != self._file:
            raise Trouble(TroubleCode.BOOKS_MISSING, folder=str(self.folder))

    def _open(self) -> Connection:
        self._refuse_another()
        with _translated(self.folder):
            made = self._seams.connect(self._path, self._keys)
            made.execute(f"PRAGMA cache_size=-{_KEPT_KB}")
            return made

    def _step_up(self) -> None:
        """Refuse what is not ours or newer; bring older tables to today's."""
        with _translated(self.folder):
            (application,) = self._connection.execute("PRAGMA application_id").fetchall()[0]
            (version,) = self._connection.execute("PRAGMA user_version").fetchall()[0]
        if application != schema.APPLICATION_ID:
            raise Trouble(TroubleCode.BOOKS_DAMAGED, reason="not a till's books")
        if version > schema.SCHEMA_VERSION:
            raise Trouble(TroubleCode.BOOKS_NEWER, theirs=version, ours=schema.SCHEMA_VERSION)
        try:
            with _translated(self.folder):
                migrations.step_up(self._connection, version, schema.SCHEMA_VERSION, self.folder)
        except OSError as error:  # of the copy made before a step
            raise file_trouble(error) from error

    def _beside(self, state: Path) -> Sidecar:
        try:
            return Sidecar(state, self._seams.machine(self.id.encode()))
        except OSError as error:
            raise file_trouble(error) from error

    def _kept_aside(self) -> tuple[str, int]:
        """Keep a copy of a log that the engine reads only in part: the next page writes over it.

        The name of the copy and how many deeds the engine passes over; "" and 0 for none.
        """
        if not wal.holds_any(self._path):
            return "", 0
        with _translated(self.folder):
            read = _frames_read(self._connection)
        try:
            deeds = wal.passed_over(self._path, read)
            return (wal.keep_aside(self._path).name, deeds) if deeds else ("", 0)
        except OSError as error:
            raise file_trouble(error) from error

    def loss(self) -> Loss | None:
        """What this PC wrote and these books lack, as it was last noticed; None for nothing."""
        return None if self._state is None else losses.noted(self._state)

    def loss_told(self) -> None:
        """Somebody at the counter has seen it. It is kept on for whoever asks after the books."""
        found = self.loss()
        if self._state is not None and found is not None:
            with suppress(OSError):  # then it is said once more
                losses.note(self._state, replace(found, is_told=True))

    def _note_loss(self, page: Page, records: int, kept: str) -> None:
        """Keep for the counter and the doctor that records are gone, before new ones come."""
        assert self._state is not None
        found = Loss(records, _whole_until(page), stream.at_ms(self._clock.now()), kept)
        try:
            losses.note(self._state, found)
        except OSError as error:
            raise file_trouble(error) from error

    def _own_streams(self, fresh: bool, kept: str, deeds: int) -> str:
        """See that the living streams are this PC's own; why new ones were opened, "" if not.

        `kept` is the copy of a log of which the engine passed over so many `deeds`.
        """
        if self._sidecar is None:
            return ""
        with self.page() as page:
            why = "" if fresh else self._sidecar.doubt(page)
            if why:
                if missing := self._sidecar.lost(page) or deeds:
                    self._note_loss(page, missing, kept)
                at = self._clock.now()
                for lane in stream.LANES:
                    stream.open_new(page, lane, id=self.new_id(), at=at, random=self._seams.random)
            else:
                for lane in stream.LANES:
                    stream.head(page, lane)
            heads = dict(page.heads)
        try:
            self._sidecar.write(heads)
        except OSError as error:
            raise file_trouble(error) from error
        return why

    def _committed(self, page: Page) -> None:
        """What follows a commit; its own trouble is not the page's, which stands."""
        self._heads.update(page.heads)
        if page.written and self._sidecar is not None:
            with suppress(OSError):  # it may lag
                self._sidecar.write(page.heads)
        if page.written:
            self.written()
        self._pages += 1
        if self._pages % _LOOK_EVERY == 0:
            with suppress(Trouble):
                self.checkpoint(CHECKPOINT_BYTES_MAX)

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.rollback()
        except dbapi2.Error:
            self._reopen()

    def _reopen(self) -> None:
        """Begin again on a new connection; what the old one had not committed is gone."""
        self._heads.clear()
        with suppress(dbapi2.Error):
            self._connection.rollback()
        self._leave_log()
        # A disk that is gone now may be back at the next page.
        self._is_lost = True
        with suppress(Trouble):
            self._connection = self._open()
            self._is_lost = False

    def _leave_log(self) -> None:
        """Close the connection; what stands in the log stays there."""
        _close_leaving_log(self._connection, self._path, self._keys)

    def _shut(self) -> None:
        connection = getattr(self, "_connection", None)
        if connection is not None:
            with suppress(dbapi2.Error):
                connection.close()
        if self._sealed is not None:
            self._sealed.close()
        sidecar = getattr(self, "_sidecar", None)
        if sidecar is not None:
            sidecar.close()
        self._lock.release()


def refuse_engine(found: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Raise Trouble ENGINE_UNSAFE for an engine that must not write our books."""
    if found < ENGINE_MIN:
        raise Trouble(TroubleCode.ENGINE_UNSAFE, found=".".join(map(str, found)))


def _whole_until(page: Page) -> int:
    """When the last record that stands was written."""
    return max((end.at_ms for end in check.ends(page).values()), default=0)


def refuse_unreadable(path: Path, key_set: KeySet | None = None) -> None:
    """Raise Trouble BOOKS_DAMAGED for a file that the engine cannot read, before it tries.

    The engine deletes the log of an empty file, and when it closes one that it cannot read it
    brings the log home all the same. Without keys only the size can be looked at.
    """
    from estore_pos.store.seal import SealedFile

    try:
        if path.stat().st_size < wal.PAGE_BYTES:
            raise Trouble(TroubleCode.BOOKS_DAMAGED, reason="not one whole page")
        if key_set is None:
            return
        file = SealedFile(path, key_set.books)
        try:
            # A power cut may have torn the page while it was brought home from the log.
            is_whole = file.is_first_whole() or file.fits(1, wal.first_page(path))
        finally:
            file.close()
    except OSError as error:
        raise file_trouble(error) from error
    if not is_whole:
        raise Trouble(TroubleCode.BOOKS_DAMAGED, reason="page 1 is not as sealed")


def _which(path: str) -> tuple[int, int] | None:
    """Which file stands there, None where there is none.

    Windows lets nobody move a file that is open, and a FAT disk there may number it anew.
    """
    try:
        found = os.stat(path)
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if os.name == "posix" else (0, 0)


def _frames_read(connection: Connection) -> int:
    """How many frames of the log the engine reads."""
    _busy, log, _done = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchall()[0]
    return max(0, int(log))


def _locked(folder: Path) -> BooksLock:
    try:
        return BooksLock(folder)
    except AlreadyOpen as other:
        raise Trouble(TroubleCode.BOOKS_IN_USE, pid=other.pid) from other
    except OSError as error:
        raise file_trouble(error) from error


def file_trouble(error: OSError) -> Trouble:
    """What the system's complaint about a file means to a shop."""
    import errno

    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    code = TroubleCode.DISK_FULL if full else TroubleCode.FOLDER_UNWRITABLE
    return Trouble(code, reason=str(error))


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except dbapi2.DatabaseError as error:
        raise _meant(error, folder) from error


def _meant(error: Exception, folder: Path) -> Exception:
    """As `trouble`; where the disk has no room, that is why the engine could not write.

    Of a file that it maps into memory it says only that the disk failed.
    """
    meant = trouble(error)
    if isinstance(meant, Trouble) and meant.code is TroubleCode.FOLDER_UNWRITABLE:
        if not (folder / FILE).exists() and not (folder / _NEW).exists():
            return Trouble(TroubleCode.BOOKS_MISSING, folder=str(folder))
        with suppress(OSError):
            if disk_usage(folder).free < _ROOM_BYTES:
                return Trouble(TroubleCode.DISK_FULL, reason=str(error))
    return meant


def _make(
    path: Path, key_set: KeySet, books_id: str, practice: bool, clock: Clock, seams: Seams
) -> None:
    """A whole set of empty books in a file of its own; durable when it returns."""
    for left in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        left.unlink(missing_ok=True)
    path.touch()
    with _translated(path.parent):
        connection = seams.connect(path, key_set)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={schema.SCHEMA_VERSION}")
            for made in schema.statements():
                connection.execute(made)
            page = Page(connection, key_set)
            page.run(
                _NEW_BOOKS, id=books_id, practice=int(practice), key_seed=seams.random(_SEED_BYTES)
            )
            mint, now = Mint(clock, seams.random), clock.now()
            for lane in stream.LANES:
                opening = RecordId(mint.id())
                stream.open_new(page, lane, id=opening, at=now, parent=b"", random=seams.random)
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
