"""All windows: what the till shows and which key does what. Qt lives here and in app and commands.

May import operations, text, domain and base; may be imported by commands and app. What comes from
operations is named under TYPE_CHECKING only: the desk's thread imports it after the first paint and
`app` hands it in, as it does with the devices. Nothing on the window's thread waits for a disk, a
printer or a line: a deed goes through `work` and its result comes back as a frozen value.
"""

from estore_pos.ui import binding

binding.load()  # before anything here names Qt
