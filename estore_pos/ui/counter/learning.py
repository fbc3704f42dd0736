"""Words that found nothing, or not what was meant: they become names of the good taken then."""

from typing import TYPE_CHECKING

from estore_pos.text.words import tr
from estore_pos.ui.counter.telling import Front, Telling
from estore_pos.ui.names import name_of

if TYPE_CHECKING:
    from estore_pos.domain.item import Item
    from estore_pos.operations.lookup import Found


class Learning:
    """The last word that found nothing, and the name that Alt+A would give."""

    def __init__(self, front: Front, telling: Telling) -> None:
        """Take what it works with."""
        self._front = front
        self._telling = telling
        self._unfound = ""
        self._offer: tuple[str, Item] | None = None

    def miss(self, typed: str) -> None:
        """Nothing is called what was typed."""
        self._unfound = _name_in(typed)

    def forget(self) -> None:
        """What was typed next is called so: the word before it is of nothing that follows."""
        self._unfound, self._offer = "", None

    def learn_from(self, found: "Found") -> None:
        """Who points at a good with an arrow has told its name; a word before it is only offered.

        Nobody looks for a word twice that found nothing, but the next good may be quite another;
        and what is nearly its name may be a slip of the finger, which is no name.
        """
        from estore_pos.operations.teaching import called

        unfound, self._unfound, self._offer = self._unfound, "", None
        if not found.is_meant:
            self._call(found.reading, found.item)
            return
        word = unfound if found.is_said and unfound != found.reading else ""
        if not found.is_said:
            word = found.reading
        if word and called(found.item, word) is not None:
            self._offer = word, found.item
            self._front.strip.say("none", lambda: _offer_words(word, found.item))

    def learn(self) -> None:
        """Alt+A: the word that found nothing is a name of the good that was taken after it."""
        offer, self._offer = self._offer, None
        if offer is not None:
            self._call(*offer)

    def _call(self, word: str, item: "Item") -> None:
        def told(learnt: "Item | None") -> None:
            if learnt is not None:
                self._front.strip.say("ok", lambda: _called_words(word, learnt))

        self._front.work.desk(
            lambda till: till.call(item.id, word), told, self._telling.fail, owner=self._telling
        )


def _name_in(typed: str) -> str:
    """What was typed without a quantity or an amount beside it; "" for mere figures."""
    from estore_pos.text.entry import Named, parse

    told = [each for each in parse(typed) if isinstance(each, Named)]
    parted = [each.name for each in told if each.quantity or each.amount]
    name = (parted or [typed])[0]
    return name if any(letter.isalpha() for letter in name) else ""


def _called_words(word: str, item: "Item") -> str:
    return tr("✓ “{word}” finds {name} from now on", word=word, name=name_of(item))


def _offer_words(word: str, item: "Item") -> str:
    return tr("Alt+A: “{word}” finds {name} from now on", word=word, name=name_of(item))
