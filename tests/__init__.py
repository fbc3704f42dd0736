"""The laws of the product as tests; the folders mirror the tree.

`python3 -m tests` sets everything up and runs every check; `tests/architecture` holds our own rules
about the source itself, `tests/postgres.py` a real PostgreSQL. A test may import anything; nothing
imports a test.
"""
