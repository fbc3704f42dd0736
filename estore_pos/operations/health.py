"""What is well with this till and what is not: the doctor's findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `facts` say what was seen; `well` False makes the doctor's exit code 1.

    `loud` is well but must be said: a key in a file, a clock under suspicion.
    """

    name: str
    well: bool
    loud: bool = False
    facts: Mapping[str, object] = field(default_factory=dict)
