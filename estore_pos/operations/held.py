"""The keys of the books that this PC holds, so that it opens them without asking."""

from pathlib import Path

from estore_pos.base.secrets import SecretStore
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.store import keys
from estore_pos.store.keys import KeySet

KEYS_SECRET = "books"
KEYS_BEING_MADE_SECRET = "books-new"
"""Names under which this PC keeps the keys of the books, whole and while they are being made."""
PINS_SECRET = "pins"
"""The name under which this PC keeps the PINs, stretched; there from the first start on."""


def held_keys(folder: Path, secrets: SecretStore) -> KeySet:
    """The keys of a folder's books that this PC holds. Raises Trouble KEY_MISSING."""
    for name in (KEYS_SECRET, KEYS_BEING_MADE_SECRET):
        secret = secrets.get(name)
        if secret is not None:
            key_set = KeySet.from_bytes(secret)
            if keys.fits(folder, key_set):
                return key_set
    raise Trouble(TroubleCode.KEY_MISSING, folder=str(folder))
