"""All windows: what the till shows and which key does what. Qt lives here and in app and commands.

May import operations, text, domain and base; may be imported by commands and app. What comes from
operations is named under TYPE_CHECKING only: the desk's thread imports it after the first paint and
`app` hands it in, as it does with the devices. Nothing on the window's thread waits for a disk, a
printer or a line: a deed goes through `work` and its result comes back as a frozen value.
"""

import builtins

from PySide6 import QtCore as QtCore  # before Python gets its own import back

# PySide6 puts an import of its own in the place of Python's. It reads the source of each module
# that comes after it, to see whether it asks for a feature that we do not use, and keeps the text:
# 20 ms of a start and 6 MB of memory, more with every module.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
