"""The program as it is started, with a clock at its first paint and at its first painted scan.

`python -m bench.first --place DIR` opens those books, scans once, closes, and prints seconds since
the epoch. It imports nothing that the program does not, so that its start is the program's.
"""

import gc
import os
import sys
import time

_BUILT = "__init__"


def main(root: str) -> int:
    """1 when no scan was painted."""
    os.environ["ESTORE_PROFILE"] = root
    gc.disable()  # as the program's own __main__ does
    from estore_pos import app
    from estore_pos.commands.world import WindowOptions
    from estore_pos.ui.shell import Shell

    said: dict[str, float] = {}
    build = getattr(Shell, _BUILT)

    def timed(shell: Shell, *given: object) -> None:
        build(shell, *given)
        shell.painted.connect(lambda: said.setdefault("painted_at", time.time()))

    def ready(shell: Shell) -> None:
        said["ready_at"] = time.time()
        from bench.window import start

        said["imported_s"] = time.time() - said["ready_at"]
        said.update(start(shell))
        shell.close()

    setattr(Shell, _BUILT, timed)
    app.run_windows(WindowOptions(unattended=True), ready)
    import json

    sys.stdout.write(json.dumps(said) + "\n")
    return 0 if "first_scan_at" in said else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[-1]))
