# -*- coding: utf-8 -*-
"""Starts the till with any Python: sets it up when that is needed, then opens it.

Up to the check of the version this file keeps to words that a Python 2.7 can read, so that it can
say what is wrong instead of failing on its own grammar.
"""

from __future__ import unicode_literals

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
OLDEST = (3, 11)
NEWEST = (3, 14)
UNFIT = (
    "इस प्रोग्राम को 64-बिट Python 3.11 से 3.14 चाहिए; यह Python {0} ({1}-बिट) है। "
    "/ This program needs a 64-bit Python 3.11 to 3.14; this is Python {0} ({1}-bit).\n"
)


def refuse_unfit_python():
    # type: () -> None
    """Ends the process with one sentence when this Python cannot run the till."""
    is_64_bit = sys.maxsize > 2**32
    if OLDEST <= sys.version_info[:2] <= NEWEST and is_64_bit:
        return
    sentence = UNFIT.format(".".join(map(str, sys.version_info[:3])), 64 if is_64_bit else 32)
    # Bytes: an old console's own encoding may hold no Hindi at all.
    os.write(2, sentence.encode("utf-8"))
    sys.exit(2)


def is_set_up():
    # type: () -> bool
    """True inside the virtual environment that the set-up made here."""
    return os.path.realpath(sys.prefix) == os.path.realpath(os.path.join(ROOT, ".venv"))


def main():
    # type: () -> int
    """The exit code of what was asked for; does not return from the first of the two starts."""
    refuse_unfit_python()
    if is_set_up():
        from estore_pos.__main__ import main as open_till

        return open_till(sys.argv[1:])
    from tools import bootstrap

    return bootstrap.start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
