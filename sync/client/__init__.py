"""The till's end of the line: a state machine that empties the outbox, and the HTTP under it.

May import `sync.protocol`, the standard library and, in `http` alone, requests. Never imports
`sync.server` nor `estore_pos`. Imported by the till's composition root, its commands, and
`store.outbox` (for the Protocol it fulfils).
"""
