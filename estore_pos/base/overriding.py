"""`override` without its cost: typing_extensions is 6 ms that no start need wait for."""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override as override
else:
    T = TypeVar("T")

    def override(method: T) -> T:
        """Say that a method stands in place of its base class's."""
        return method
