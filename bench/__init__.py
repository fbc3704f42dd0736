"""How quick, small and frugal the product is, each figure beside a floor of the same run.

The books of --place grow by what is sold in them, and HQ's own books lie beside them; an import
goes into books of its own.

May import everything; nothing imports it. A figure here never fails a test: what does not jitter
(statements, fsyncs, rows painted, modules loaded) is gated in `tests`. `python3 -m bench --json`
prints one JSON object on one line; without --json it is indented.
"""
