"""Names of things: ids are made offline and never seen by a customer; numbers are printed.

Every id but an item's is a UUIDv7 written as 26 upper-case Crockford base32 characters. An item is
a number given by its own books: it is also the code a person types, and 4.5 UUIDs a bill would
double the bytes a bill takes on a 2G line. The accounts that every shop has are words ("cash").
"""

from typing import NewType

RecordId = NewType("RecordId", str)
AccountId = NewType("AccountId", str)
SaleId = NewType("SaleId", str)
CustomerId = NewType("CustomerId", str)
ItemId = NewType("ItemId", int)
OfferId = NewType("OfferId", str)
EstimateId = NewType("EstimateId", str)
NoteId = NewType("NoteId", str)
PersonId = NewType("PersonId", str)
BillNumber = NewType("BillNumber", str)
Series = NewType("Series", str)

NO_ITEM = ItemId(0)
"""What a line names that was sold by its category alone."""
OWNER = PersonId("")
"""Until somebody sets a PIN the shop has one person."""
