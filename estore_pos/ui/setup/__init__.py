"""The first start, the recovery code, settings, and the page for books that cannot be opened.

May import `ui.widgets`, `ui.work`, `ui.keymap` and what `ui` may; the shell imports it.
"""
