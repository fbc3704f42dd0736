"""How a window says what was refused or has failed."""

from typing import TYPE_CHECKING

from estore_pos.text.words import paper, spoken

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError


def sentence_of(error: "ShopError") -> str:
    """What a person is told of an error, its code at the end for the telephone."""
    from estore_pos.text.sentences import sentence

    return f"{sentence(error, paper(spoken()))}  ({error.code.value})"
