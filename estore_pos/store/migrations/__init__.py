"""How older books become today's: numbered steps, forward only, each in one transaction.

A step is a module `step_NNN.py` whose docstring is the line shown to the shopkeeper and whose
`up(execute)` runs text SQL. It imports neither the domain nor today's schema: it carries its own
words and does the same in ten years. A copy of the books named after the step stands beside them
before it runs.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from estore_pos.store.migrations import (
    step_002,
    step_003,
    step_004,
    step_005,
    step_006,
    step_007,
    step_008,
    step_009,
)

FIRST_VERSION = 1
"""The oldest tables that were ever sold with."""


class Connection(Protocol):
    """What a migration needs of the driver."""

    def execute(self, sql: str) -> Any: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...


class Step(NamedTuple):
    """What leads from the version before to the next one; `line` is what people are told."""

    line: str
    up: Callable[[Callable[[str], Any]], None]


STEPS: Mapping[int, Step] = {
    2: Step(str(step_002.__doc__), step_002.up),
    3: Step(str(step_003.__doc__), step_003.up),
    4: Step(str(step_004.__doc__), step_004.up),
    5: Step(str(step_005.__doc__), step_005.up),
    6: Step(str(step_006.__doc__), step_006.up),
    7: Step(str(step_007.__doc__), step_007.up),
    8: Step(str(step_008.__doc__), step_008.up),
    9: Step(str(step_009.__doc__), step_009.up),
}
"""By the version that a step leads to."""


def backup_name(version: int) -> str:
    """The file name of the copy made before the step to a version."""
    return f"books-before-step-{version:03d}.db"


def step_up(
    connection: Connection,
    found: int,
    wanted: int,
    folder: Path,
    steps: Mapping[int, Step] = STEPS,
) -> list[str]:
    """Run the steps from one version to another; the lines to show, empty when nothing was due.

    Raises what the driver raises; the step that failed has changed nothing.
    """
    lines: list[str] = []
    for version in range(found + 1, wanted + 1):
        step = steps[version]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy2(folder / "books.db", folder / backup_name(version))
        connection.execute("BEGIN IMMEDIATE")
        try:
            step.up(connection.execute)
            connection.execute(f"PRAGMA user_version={version}")
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        lines.append(step.line)
    return lines
