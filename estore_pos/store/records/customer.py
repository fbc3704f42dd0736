"""A customer as a record: sealed, so that only the books that hold his key can read it."""

from base64 import b64decode, b64encode

from estore_pos.domain.ids import CustomerId
from sync.protocol.body import CustomerErased, CustomerSaved

__all__ = ["CustomerErased", "CustomerSaved", "erased", "saved", "sealed_bytes"]


def saved(customer: CustomerId, sealed: bytes) -> CustomerSaved:
    """A customer's sealed particulars."""
    return CustomerSaved(customer=customer, sealed=b64encode(sealed).decode())


def sealed_bytes(text: str) -> bytes:
    """The sealed particulars as bytes."""
    return b64decode(text)


def erased(customer: CustomerId) -> CustomerErased:
    """A customer whose key is destroyed."""
    return CustomerErased(customer=customer)
