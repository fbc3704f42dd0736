"""How a till's records reach the state's HQ, exactly once, over lines that fail.

`protocol` is what both ends say, `client` is the till's end, `server` is the HQ. Client and server
meet only in the protocol, and nothing here imports the till: sync knows envelopes and record
bodies, not windows or tables of a shop.
"""
