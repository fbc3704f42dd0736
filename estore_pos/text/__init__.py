"""Words, numbers and dates as people read and type them; no Qt, no files, no clock.

It may import the domain and the standard library's value modules (`rapidfuzz` inside one function
of `search`). Store, documents, devices, operations, ui, commands and app may import it. The
catalogue's bytes are handed in by the app.
"""
