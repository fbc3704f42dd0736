"""How a till's records reach the state HQ: what both say, the till's end, and HQ itself.

Knows envelopes and record bodies, never windows or a till's tables. May import the standard
library, msgspec and cryptography (protocol), requests (client.http), FastAPI, SQLAlchemy and
psycopg (server). Never imports `estore_pos`; `client` and `server` meet only in `protocol`.
"""
