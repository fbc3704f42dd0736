"""`python3 -m sync.server`: the state HQ, after the same set-up as main.py."""

import sys

import main

if __name__ == "__main__":
    main.refuse_unfit_python()
    if main.is_set_up():
        from sync.server import console

        sys.exit(console.main(sys.argv[1:]))
    from tools import bootstrap

    sys.exit(bootstrap.run_module("sync.server", sys.argv[1:]))
