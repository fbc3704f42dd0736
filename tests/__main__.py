"""`python3 -m tests`: every check of this tree, after the same set-up as main.py."""

import sys

import main

if __name__ == "__main__":
    main.refuse_unfit_python()
    from tests import checks

    sys.exit(checks.main(sys.argv[1:]))
