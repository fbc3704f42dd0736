"""How quick, small and frugal the product is, each figure beside a floor of the same run.

May import everything; nothing imports it. A figure here never fails a test: what does not jitter
(statements, fsyncs, rows painted, modules loaded) is gated in `tests`. `python3 -m bench --json`
prints one object; without --json a table.
"""
