"""The program as it is started, with a clock at its first paint and at its first painted scan."""

import argparse
import json
import os
import sys
import time
from typing import Any
from unittest.mock import patch


def main(argv: list[str]) -> int:
    """Open the books in --place, scan once, close; prints seconds since the epoch."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--place", required=True)
    os.environ["ESTORE_PROFILE"] = parser.parse_args(argv).place
    from estore_pos import app
    from estore_pos.commands.world import WindowOptions
    from estore_pos.ui.shell import Shell

    said: dict[str, float] = {}

    real_build = Shell.__init__

    def build(shell: Shell, *given: Any) -> None:
        real_build(shell, *given)
        shell.painted.connect(lambda: said.setdefault("painted_at", time.time()))

    def ready(shell: Shell) -> None:
        from bench.window import start

        said.update(start(shell))
        shell.close()

    patch.object(Shell, "__init__", build).start()
    app.run_windows(WindowOptions(unattended=True), ready)
    sys.stdout.write(json.dumps(said) + "\n")
    return 0 if "first_scan_at" in said else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
