"""A value of the shop: frozen, and equal to another when what they hold is equal.

What `dataclass(frozen=True, slots=True)` gives, made in a quarter of its time: that writes and
compiles six methods for each class, which was a tenth of the way from a start to the first scan.
Only `__init__` is written here; the others are the same for every class.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_bare = dataclass(init=False, repr=False, eq=False, slots=True)


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """Make a value of a class of annotated names, some of which have plain defaults."""
    made = _bare(cls)
    fields: dict[str, Field[Any]] = vars(made)["__dataclass_fields__"]
    methods = {"__init__": _init(made, fields), **_compared(made, tuple(fields))}
    for name, method in {**methods, "__setattr__": _refuse, "__delattr__": _refuse}.items():
        setattr(made, name, method)
    return made


def _init(made: type, fields: dict[str, Field[Any]]) -> Callable[..., None]:
    """Takes each field by place or name, then has the class check what it was given."""
    known: dict[str, Any] = {}
    takes, body = [], []
    for name, field in fields.items():
        assert field.default_factory is MISSING, f"{name} has no plain default"
        assert all((field.compare, field.init, field.repr)), f"{name} is not as the others"
        takes.append(name)
        if field.default is not MISSING:
            known[f"{name}_default"] = field.default
            takes[-1] += f"={name}_default"
        # A slot's own setter knows its place: `object.__setattr__` takes twice as long to find it.
        known[f"put_{name}"] = getattr(made, name).__set__
        body.append(f"    put_{name}(self, {name})")
    if hasattr(made, "__post_init__"):
        body.append("    self.__post_init__()")
    exec("\n".join((f"def __init__(self, {', '.join(takes)}):", *body)), known)
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__annotations__ = {name: field.type for name, field in fields.items()}
    return init


def _compared(made: type, names: tuple[str, ...]) -> dict[str, Callable[..., Any]]:
    """What is the same for every class but for its fields."""
    held = attrgetter(*names)

    def equal(self: object, other: object) -> Any:
        return held(self) == held(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(held(self))

    def shown(self: object) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{made.__qualname__}({told})"

    def reduced(self: object) -> tuple[type, tuple[Any, ...]]:
        return made, tuple(getattr(self, name) for name in names)

    return {"__eq__": equal, "__hash__": hashed, "__repr__": shown, "__reduce__": reduced}


def _refuse(_: object, name: str, *__: object) -> None:
    raise FrozenInstanceError(f"cannot change {name!r} of a value")
