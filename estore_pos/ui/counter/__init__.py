"""The counter: entry line, suggestions, the open bill, its total, and the sheets that finish it.

May import `ui.widgets`, `ui.work`, `ui.keymap` and what `ui` may; the shell imports it.
"""
