"""What both ends say: records, their bodies and chain, batches, signatures, refusals.

Values only: bytes and numbers in, bytes and numbers out. Time and randomness are handed in. May
import value modules of the standard library, msgspec and cryptography. Imported by `sync.client`,
`sync.server` and, in the till, by `store.records` and `store.outbox`. The law with its worked
tables is `protocol.md`.
"""
