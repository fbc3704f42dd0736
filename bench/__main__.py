"""`python3 -m bench`: every figure beside its floor, after the same set-up as main.py."""

import sys

import main

if __name__ == "__main__":
    main.refuse_unfit_python()
    from bench import workloads

    sys.exit(workloads.in_environment(sys.argv[1:]))
