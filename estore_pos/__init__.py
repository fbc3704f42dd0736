"""The till: what one shop's counter is, from the window down to the books.

A till works for weeks without a network. Its layers are folders and its nouns are file names, the
same stem in each layer: app > commands > ui > operations > store, documents, devices > text >
domain, base. A layer imports only what stands below it; the contracts in pyproject.toml hold this.
What the state hears goes through `sync`, which never imports the till.
"""

__version__ = "0.1.0"
