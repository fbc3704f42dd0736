"""What a shop's disk, power and processes do wrong, done to the real till on real books.

A deed that was acknowledged stands, none stands twice, the books open, and their tables are what a
replay of the journal gives: after every fault, at every call that writes. The till runs in
processes of its own under `shim.c`, which fails a call, kills at it, or logs it; from such a log
`powercut.py` rebuilds the disks that a power cut can leave. What is done to the till is the table
in `deeds.py`: a new deed is one line there. Modes of the engine that lose bills must be caught
losing them, for that tests the tests.
"""
