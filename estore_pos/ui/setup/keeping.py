"""A setting of this PC is changed once who stands at the till may, or somebody allows it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from estore_pos.base.settings import TABLE, Value
from estore_pos.domain.person import Deed
from estore_pos.ui.work import Refused, Work

if TYPE_CHECKING:
    from estore_pos.base.settings import Who

_DEEDS: "dict[Who, Deed | None]" = {
    "anyone": None,
    "operator": Deed.PC,
    "owner": Deed.LOCKING,
}


def allows(name: str, value: Value) -> bool:
    """Whether a setting can have this value."""
    return next(row.allows(value) for row in TABLE if row.name == name)


def keep(
    work: Work,
    name: str,
    value: Value,
    set_value: Callable[[str, Value], None],
    done: Callable[[], None],
    refused: Refused,
    owner: QObject,
) -> None:
    """Change it, noted with who did it and by whose leave; what anybody may is not noted."""
    deed = _DEEDS[next(row.who for row in TABLE if row.name == name)]

    def change() -> None:
        set_value(name, value)
        done()

    if deed is None:
        change()
        return
    asked, told = deed, f"{name}={value}"
    work.with_approval(
        lambda till, leave: till.acts.change_setting(asked, told, leave),
        lambda _: change(),
        refused,
        owner=owner,
        once=owner,
    )
