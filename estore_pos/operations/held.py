"""The keys of the books that this PC holds, so that it opens them without asking."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from estore_pos.base.secrets import SecretStore
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.operations.moment import Told
from estore_pos.store import keys
from estore_pos.store.keys import KeySet
from estore_pos.store.stream import at_ms

KEYS_SECRET = "books"
KEYS_BEING_MADE_SECRET = "books-new"
WRAPPED_SECRET = "books-wrapped"
"""Names under which this PC keeps the keys of the books, whole, while they are being made,
and as the recovery code opens them."""
CODE_SECRET = "recovery-code"
CODE_ANEW_SECRET = "recovery-code-anew"
"""Names of the recovery code until somebody has seen it: the first one, one in its place."""
FIRST_SECRET = "first-question"
"""The name under which this PC keeps which question of the first start is open."""
CLOCK_SECRET = "clock"
"""The name under which this PC keeps what is known of the time, once its clock was doubted."""
PINS_SECRET = "pins"
"""The name under which this PC keeps the PINs, stretched; there from the first start on."""

RECOVERY_PAPER = "recovery.pdf"
"""The name of the recovery code's paper while a viewer has it: for that long, and on no shelf."""


def keep_told_time(secrets: SecretStore, told: Told) -> None:
    """Keep what is known of the time. Raises OSError."""
    secrets.put(CLOCK_SECRET, b"%d %d" % (at_ms(told.at), told.strayed))


def told_time(secrets: SecretStore) -> Told | None:
    """What was known of the time when it was last kept; None where nothing had to be."""
    kept = secrets.get(CLOCK_SECRET)
    if kept is None:
        return None
    ms, strayed = map(int, kept.split())
    return Told(datetime.fromtimestamp(ms / 1000, UTC), bool(strayed))


def take_back_recovery(papers: Path) -> None:
    """Throw that paper away, unless a viewer holds it: the next start will do."""
    with suppress(OSError):
        (papers / RECOVERY_PAPER).unlink(missing_ok=True)


def keep_wrapped(folder: Path, books_id: str, key_set: KeySet, secrets: SecretStore) -> None:
    """See that a copy of the folder can be opened elsewhere; the books are open by these keys.

    Wrapped keys that are gone or damaged are put back as they were; where this PC never saw them
    whole they are made anew, for a new recovery code: the old one opens earlier copies only. It is
    kept before it holds, so that a power cut leaves no code that nobody can be shown.
    Raises OSError.
    """
    there, kept = keys.wrapped(folder), secrets.get(WRAPPED_SECRET)
    if there is None and kept is not None and keys.are_of(kept, key_set):
        keys.put_back(folder, kept)
        return
    if there is None:
        code = keys.new_code()
        secrets.put(CODE_ANEW_SECRET, code.encode("ascii"))
        keys.wrap(folder, books_id, key_set, code)
        there = keys.wrapped(folder)
    if there is not None and there != kept:
        secrets.put(WRAPPED_SECRET, there)


def held_keys(folder: Path, secrets: SecretStore) -> KeySet:
    """The keys of a folder's books that this PC holds.

    Raises Trouble KEY_MISSING, KEYS_FILE_GONE where no recovery code can open them either.
    """
    for name in (KEYS_SECRET, KEYS_BEING_MADE_SECRET):
        secret = secrets.get(name)
        if secret is not None:
            key_set = KeySet.from_bytes(secret)
            if keys.fits(folder, key_set):
                return key_set
    keys.refuse_unopenable(folder)
    raise Trouble(TroubleCode.KEY_MISSING, folder=str(folder))
