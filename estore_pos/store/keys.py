"""The two keys of a set of books, and the recovery code that opens them on another PC.

Whoever has the code has the books. The wrapped copy lies beside the books and goes wherever a copy
of the folder goes; without the code it tells nothing.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from estore_pos.base.ids import CROCKFORD, crockford
from estore_pos.domain.barcode import recovery_code
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

FILE = "keys.json"
FORMAT = 1
KEY_BYTES = 32
CODE_CHARACTERS = 24
"""120 bits, and one check character after them."""

_GROUP = 5
_NONCE_BYTES = 12
_SALT_BYTES = 16
# OWASP's first choice for Argon2id; about 0.1 s on a shop's PC, once per recovery.
COST = {"time_cost": 2, "memory_cost": 19_456, "parallelism": 1}
_NAMES = {"format", "books", "check", "salt", "nonce", "wrapped"}
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})

Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True, repr=False)
class KeySet:
    """`books` encrypts the file, `store` wraps the keys of customers; 32 bytes each."""

    books: bytes
    store: bytes

    def __post_init__(self) -> None:
        assert len(self.books) == len(self.store) == KEY_BYTES

    def to_bytes(self) -> bytes:
        """As kept in the PC's secret store."""
        return self.books + self.store

    @classmethod
    def from_bytes(cls, secret: bytes) -> "KeySet":
        """Undo `to_bytes`. Raises Trouble KEY_MISSING for anything else."""
        if len(secret) != 2 * KEY_BYTES:
            raise Trouble(TroubleCode.KEY_MISSING)
        return cls(secret[:KEY_BYTES], secret[KEY_BYTES:])


def new_keys(random: Random = os.urandom) -> KeySet:
    """Two new keys."""
    return KeySet(random(KEY_BYTES), random(KEY_BYTES))


def new_code(random: Random = os.urandom) -> str:
    """A recovery code as it is printed: 24 characters and a check character, in groups of five."""
    bare = crockford(int.from_bytes(random(15)), CODE_CHARACTERS)
    return _printed(bare + _check(bare))


def tidy_code(typed: str) -> str:
    """The printed form of a code typed by hand: any case, blanks or dashes, O for 0, I and L for 1.

    Also one scanned off its paper. Raises Refusal RECOVERY_CODE_WRONG where the length or the check
    character is wrong.
    """
    bare = (recovery_code(typed) or typed).upper().translate(_MISREAD)
    known = len(bare) == CODE_CHARACTERS + 1 and all(char in CROCKFORD for char in bare)
    if not known or _check(bare[:-1]) != bare[-1]:
        raise Refusal(RefusalCode.RECOVERY_CODE_WRONG, slip=True)
    return _printed(bare)


def wrap(folder: Path, books_id: str, keys: KeySet, code: str, random: Random = os.urandom) -> None:
    """Leave the wrapped keys beside the books; durable when it returns."""
    salt, nonce = random(_SALT_BYTES), random(_NONCE_BYTES)
    sealed = _cipher(_stretched(code, salt)).encrypt(nonce, keys.to_bytes(), _bound(books_id))
    content: dict[str, object] = {
        "format": FORMAT,
        "books": books_id,
        "check": _key_check(keys),
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "wrapped": sealed.hex(),
    }
    content["sum"] = _sum(content)
    put_back(folder, json.dumps(content, indent=1).encode("ascii"))


def put_back(folder: Path, content: bytes) -> None:
    """Leave wrapped keys that were read before beside the books; durable when it returns."""
    path = folder / FILE
    new = path.with_name(FILE + ".new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def wrapped(folder: Path) -> bytes | None:
    """The wrapped keys beside the books, None where they are gone or not as they were written."""
    try:
        content = (folder / FILE).read_bytes()
    except OSError:
        return None
    return content if _kept(content) else None


def are_of(content: bytes, keys: KeySet) -> bool:
    """Whether wrapped keys are whole and these."""
    kept = _kept(content)
    return kept is not None and kept["check"] == _key_check(keys)


def unwrap(folder: Path, typed: str) -> KeySet:
    """The keys of the books in a folder, by the recovery code alone.

    Raises Refusal RECOVERY_CODE_WRONG, Trouble KEYS_FILE_GONE where no code can open the copy.
    """
    from cryptography.exceptions import InvalidTag

    refuse_unopenable(folder)
    code = tidy_code(typed)
    kept = json.loads((folder / FILE).read_bytes())
    salt, nonce = bytes.fromhex(kept["salt"]), bytes.fromhex(kept["nonce"])
    sealed, bound = bytes.fromhex(kept["wrapped"]), _bound(kept["books"])
    try:
        secret = _cipher(_stretched(code, salt)).decrypt(nonce, sealed, bound)
    except InvalidTag as error:
        raise Refusal(RefusalCode.RECOVERY_CODE_WRONG, slip=False) from error
    return KeySet.from_bytes(secret)


def refuse_unopenable(folder: Path) -> None:
    """Raises Trouble KEYS_FILE_GONE where the wrapped copy is gone, or not as it was written."""
    if wrapped(folder) is None:
        raise Trouble(TroubleCode.KEYS_FILE_GONE, folder=str(folder))


def fits(folder: Path, keys: KeySet) -> bool:
    """Whether these are the keys of the books in a folder, as far as the wrapped copy can tell."""
    content = wrapped(folder)
    return content is None or are_of(content, keys)


def seal(key: bytes, plain: bytes, bound: bytes, random: Random = os.urandom) -> bytes:
    """Encrypt and authenticate under a 32-byte key; `bound` must be the same to open it."""
    nonce = random(_NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, plain, bound)


def unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """Undo `seal`. Raises ValueError where the key, the bytes or `bound` are others."""
    from cryptography.exceptions import InvalidTag

    try:
        return _cipher(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except InvalidTag as error:
        raise ValueError("sealed under another key") from error


def _cipher(key: bytes) -> "ChaCha20Poly1305":
    # A start with its keys at hand needs neither this nor what follows.
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _stretched(code: str, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(code.encode(), salt, hash_len=KEY_BYTES, type=Type.ID, **COST)


def _kept(content: bytes) -> dict[str, object] | None:
    """What a wrapped copy says, None where it is not as it was written.

    The first ones were written without a sum: of those only the form can be told.
    """
    try:
        kept = json.loads(content)
        parts = [bytes.fromhex(kept[name]) for name in ("salt", "nonce", "wrapped")]
    except (ValueError, KeyError, TypeError):
        return None
    if set(kept) - {"sum"} != _NAMES or any(not part for part in parts):
        return None
    return kept if kept.get("sum") in (None, _sum(kept)) else None


def _sum(kept: dict[str, object]) -> str:
    """Tells a damaged copy from a whole one."""
    said = json.dumps({name: kept[name] for name in sorted(_NAMES)})
    return sha256(said.encode()).hexdigest()


def _key_check(keys: KeySet) -> str:
    """Tells other keys from a damaged file, and nothing about the keys."""
    return sha256(b"estore key check" + keys.to_bytes()).hexdigest()[:16]


def _bound(books_id: str) -> bytes:
    return b"estore keys 1 " + books_id.encode()


def _printed(bare: str) -> str:
    return "-".join(bare[place : place + _GROUP] for place in range(0, len(bare), _GROUP))


def _check(bare: str) -> str:
    """A weighted sum in the field of 32 elements: one slip or one exchange is seen."""
    total = 0
    for char in reversed(bare):
        doubled = (total ^ CROCKFORD.index(char)) << 1
        total = doubled ^ 0b100101 if doubled & 32 else doubled
    return CROCKFORD[total]
