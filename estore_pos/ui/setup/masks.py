"""The masks of the shop's own labels in words: what they read, and which of two goes first."""

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from estore_pos.text.words import spoken, tr
from estore_pos.ui.names import name_of

if TYPE_CHECKING:
    from estore_pos.domain.errors import Refusal
    from estore_pos.domain.mask import Mask
    from estore_pos.operations.codes import Meant


def masks_of(typed: str) -> "list[Mask]":
    """The masks that were typed with blanks or commas between. Raises Refusal CODE_MASK_WRONG."""
    from estore_pos.domain.mask import tidied

    return [tidied(each) for each in dict.fromkeys(typed.replace(",", " ").upper().split())]


def overlap_words(masks: "Sequence[Mask]") -> str:
    """Which masks fit one and the same code, and which of the two reads it; "" for none."""
    from estore_pos.domain.mask import order

    said = []
    for pair in combinations(masks, 2):
        if pair[0].overlaps(pair[1]):
            first, other = sorted(pair, key=order)
            said.append(
                tr(
                    "A label may fit both {first} and {other}: {first} reads it.",
                    first=first.text,
                    other=other.text,
                )
            )
    return "\n".join(said)


def meant_words(code: str, answer: "Meant | Refusal") -> str:
    """What a code that was tried means, or why it means nothing."""
    from estore_pos.domain.errors import Refusal
    from estore_pos.text.numbers import milli_text, money_text, unit_text
    from estore_pos.ui.sentences import sentence_of

    if isinstance(answer, Refusal):
        return sentence_of(answer)
    good = answer.item
    parts = [name_of(good), tr("No. {number}", number=good.id)]
    if answer.milli is not None:
        parts.append(f"{milli_text(answer.milli)} {unit_text(good.unit, spoken())}")
    if answer.amount is not None:
        parts.append(money_text(answer.amount))
    said = f"✓ {code}: {' · '.join(parts)}"
    if answer.warning is not None:
        said += "\n" + sentence_of(answer.warning)
    return said
