"""Words that found nothing, or not what was meant: they become names of the good taken then."""

from typing import TYPE_CHECKING

from estore_pos.text.words import tr
from estore_pos.ui.counter.telling import Front, Telling
from estore_pos.ui.names import name_of
from estore_pos.ui.widgets.told import nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estore_pos.domain.item import Item
    from estore_pos.operations.counter_view import CounterView
    from estore_pos.operations.lookup import Found, Lookup
    from estore_pos.ui.widgets.told import Teller


class Learning:
    """The last word that found nothing, and the name that Alt+A would give.

    The word waits for the good that is typed next; whatever else comes, changes or goes on the bill
    is no answer to it, and a word that a good of the shop is called by waits for none: what was
    wrong was the rest of the line. The name may be given while that good's line is the current one,
    until something else is entered.
    """

    def __init__(self, front: Front, telling: Telling) -> None:
        """Take what it works with."""
        self._front = front
        self._telling = telling
        self._unfound = ""
        self._offer: tuple[str, Item] | None = None
        self._told: Teller | None = None
        self._goods: object = None
        self._comes = False

    def miss(self, typed: str) -> None:
        """Nothing is called what was typed."""
        self.forget()
        self._unfound = word = name_in(typed)
        self._goods = _goods(self._front.view)
        if word:
            self._front.work.look(
                lambda lookup: any(_calls_any(lookup, part) for part in word.split()),
                lambda is_known: self._known(word, is_known=is_known),
                owner=self._telling,
            )

    def _known(self, word: str, *, is_known: bool) -> None:
        """Whether goods are called by what found nothing: then it is no other good's name."""
        if is_known and self._unfound == word:
            self._unfound = ""

    def leave(self) -> None:
        """Nothing more is typed for the word that found nothing."""
        self._unfound = ""

    def follow(self, view: "CounterView") -> None:
        """The bill is this now: see whether what is waited for still is of it."""
        if not self._unfound and self._offer is None:
            return
        goods = _goods(view)
        if goods == self._goods:
            return
        self._goods, self._unfound = goods, ""
        if self._comes:
            self._comes = False
        elif self._offer is not None:
            line = view.draft.current_line
            if line is None or line.item.id != self._offer[1].id:
                self._withdraw()

    def _withdraw(self) -> None:
        """Nothing is offered any more, and nothing says that it is."""
        self._offer, self._comes = None, False
        if self._told is not None and self._front.strip.said is self._told:
            self._front.strip.say("none", nothing)

    def forget(self) -> None:
        """What was typed next is called so: the word before it is of nothing that follows."""
        self._unfound = ""
        self._withdraw()

    def learn_from(self, found: "Found") -> None:
        """Who points at a good with an arrow has told its name; a word before it is only offered.

        Nobody looks for a word twice that found nothing, but the next good may be quite another;
        and what is nearly its name may be a slip of the finger, which is no name.
        """
        from estore_pos.operations.teaching import called

        unfound = self._unfound
        self.forget()
        reading = name_in(found.reading)
        if not found.is_meant:
            self._call(reading, found.item)
            return
        word = unfound if found.is_said and unfound != reading else ""
        if not found.is_said:
            word = reading
        if word and called(found.item, word) is not None:
            self._offer, self._comes = (word, found.item), True
            self._goods = _goods(self._front.view)
            self._told = lambda: _offer_words(word, found.item)
            self._front.strip.say("none", self._told)

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


def _calls_any(lookup: "Lookup", word: str) -> bool:
    """Whether any good of the shop is called by a word, if it is looked up alone."""
    return any(found.is_said for found in lookup.find(word))


def name_in(typed: str) -> str:
    """What was typed without a quantity or an amount beside it; "" for mere figures.

    A number before the last word is of a quantity too, in a unit that nobody knows: anda 1 tray.
    """
    from estore_pos.text.entry import Named, parse

    told = [each for each in parse(typed) if isinstance(each, Named)]
    parted = [each.name for each in told if each.quantity or each.amount]
    words = (parted or [typed])[0].split()
    if len(words) > 2 and _is_number(words[-2]):
        words = words[:-2]
    return " ".join(words) if any(map(str.isalpha, "".join(words))) else ""


def _is_number(word: str) -> bool:
    """Whether a word is a number alone, in figures or not: 1, do, sawa."""
    from estore_pos.text.entry import read_spoken

    said = read_spoken(word)
    return said is not None and said.unit is None and not said.packed


def _goods(view: "CounterView | None") -> object:
    """Which goods are on which bill, and how much of each."""
    if view is None:
        return None
    goods: Sequence[object] = [(line.item.id, line.quantity.milli) for line in view.draft.lines]
    return view.bill, goods


def _called_words(word: str, item: "Item") -> str:
    return tr("✓ “{word}” finds {name} from now on", word=word, name=name_of(item))


def _offer_words(word: str, item: "Item") -> str:
    return tr("Alt+A: “{word}” finds {name} from now on", word=word, name=name_of(item))
