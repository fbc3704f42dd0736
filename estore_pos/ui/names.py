"""What a good is called on the screens."""

from typing import TYPE_CHECKING

from estore_pos.text.words import spoken

if TYPE_CHECKING:
    from estore_pos.domain.item import Item


def name_of(good: "Item") -> str:
    """Its name in the language of the screens, else in the one it has."""
    if spoken() == "en":
        return good.name_en or good.name_hi
    return good.name_hi or good.name_en
