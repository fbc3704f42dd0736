"""What lies ready at the counter: the sheets of tiles, kits, categories and services."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from estore_pos.domain.errors import ShopError
from estore_pos.operations.till import Till
from estore_pos.text.words import tr
from estore_pos.ui.counter.screen import CounterScreen
from estore_pos.ui.names import name_of
from estore_pos.ui.ports import Sounds
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.category import Category
    from estore_pos.domain.item import Item
    from estore_pos.domain.money import Money
    from estore_pos.operations.lookup import Kit
    from estore_pos.operations.watch import Approval
    from estore_pos.ui.counter.categories import Typed


class Window(Protocol):
    """What of the main window these sheets need."""

    work: Work
    counter: CounterScreen
    sounds: Sounds
    pressed: str

    def open_sheet(self, sheet: Sheet, *, over: bool = False) -> None:
        """Lay a sheet at the right, in place of those that lie there, or over them."""
        ...

    def close_sheet(self, sheet: Sheet) -> None:
        """Take a sheet away."""
        ...


class Shelving(QObject):
    """Opens the sheets of what lies ready, and does what is chosen in them."""

    def __init__(self, window: Window) -> None:
        """Take the window whose sheets they are."""
        super().__init__()
        self._window = window
        self._work = window.work
        self._counter = window.counter

    # --- tiles ---

    def tiles(self) -> None:
        """Alt+Q: the quick tiles."""

        def show(goods: "list[Item]") -> None:
            from estore_pos.ui.counter.tiles import TilesSheet

            marked = self._marked()
            sheet = TilesSheet(goods, marked)
            sheet.pressed = lambda: self._window.pressed
            sheet.taken.connect(lambda good: self._put(sheet, good))
            sheet.silent.connect(lambda: self._window.sounds.play("error"))

            def lay(tile: int) -> None:
                assert marked is not None
                number = marked.id
                self._work.with_approval(
                    lambda till, leave: till.shelf.set_tile(number, tile, leave),
                    sheet.present,
                    sheet.fail,
                    owner=sheet,
                    once=sheet,
                )

            def clear(tile: int) -> None:
                self._work.with_approval(
                    lambda till, leave: till.shelf.clear_tile(tile, leave),
                    sheet.present,
                    sheet.fail,
                    owner=sheet,
                    once=sheet,
                )

            sheet.laid.connect(lay)
            sheet.cleared.connect(clear)
            self._window.open_sheet(sheet)

        self._work.look(lambda lookup: lookup.tiles(), show, owner=self, key="tiles")

    def _marked(self) -> "Item | None":
        """The good of the marked line, if it is one of the list."""
        view = self._counter.view
        line = view.draft.current_line if view is not None else None
        return None if line is None or line.nameless else line.item

    def _put(self, sheet: Sheet, good: "Item") -> None:
        self._window.close_sheet(sheet)
        self._counter.goods.put(good)

    # --- kits ---

    def kits(self) -> None:
        """Alt+K: the kits, and the open bill as one."""

        def show(kits: "list[Kit]") -> None:
            from estore_pos.ui.counter.kits import KitsSheet, saved_words

            view = self._counter.view
            sheet = KitsSheet(kits, view.count if view is not None else 0)

            def refused(error: ShopError) -> None:
                self._window.sounds.play("error")
                sheet.fail(error)

            def save(deed: "Callable[[Till, Approval | None], Item]") -> None:
                def saved(kit: "Item") -> None:
                    name, count = name_of(kit), len(kit.parts)
                    self._counter.strip.say("ok", lambda: saved_words(name, count))
                    again()

                self._work.with_approval(deed, saved, refused, owner=sheet, once=sheet)

            def again(_: object = None) -> None:
                place = sheet.list.place
                self._work.look(
                    lambda lookup: lookup.kits(),
                    lambda kits: sheet.present(kits, place),
                    owner=sheet,
                )

            def drop(kit: "Item") -> None:
                self._work.with_approval(
                    lambda till, leave: till.shelf.drop_kit(kit.id, leave),
                    again,
                    refused,
                    owner=sheet,
                    once=sheet,
                )

            def change(kit: "Item") -> None:
                name = name_of(kit)
                save(lambda till, leave: till.shelf.save_kit(name, kit.id, leave))

            sheet.taken.connect(lambda good: self._put(sheet, good))
            sheet.named.connect(
                lambda name: save(lambda till, leave: till.shelf.save_kit(name, None, leave))
            )
            sheet.changed.connect(change)
            sheet.dropped.connect(drop)
            self._window.open_sheet(sheet)

        self._work.look(lambda lookup: lookup.kits(), show, owner=self, key="kits")

    # --- goods without a name ---

    def categories(self) -> None:
        """Alt+.: the categories under their keys."""

        def show(kinds: "list[Category]") -> None:
            from estore_pos.ui.counter.categories import CategoriesSheet

            sheet = CategoriesSheet(kinds)
            sheet.wanted.connect(lambda kind: self._ask_category(kinds, kind))
            sheet.dropped.connect(self._drop_category)
            self._window.open_sheet(sheet)

        self._work.desk(lambda till: till.shelf.categories(), show, self._counter.fail, owner=self)

    def _drop_category(self, kind: "Category") -> None:
        self._work.with_approval(
            lambda till, leave: till.shelf.drop_category(kind, leave),
            lambda _: self.categories(),
            self._counter.fail,
            owner=self,
            once=self,
        )

    def _ask_category(self, kinds: "list[Category]", kind: "Category | None") -> None:
        from estore_pos.ui.counter.categories import CategorySheet, category_words

        sheet = CategorySheet(kinds, kind)

        def refused(error: ShopError) -> None:
            self._window.sounds.play("error")
            sheet.fail(error)

        def saved(kind: "Category") -> None:
            self._counter.strip.say("ok", lambda: category_words(kind))
            self.categories()

        def save(typed: "Typed") -> None:
            self._work.with_approval(
                lambda till, leave: till.shelf.save_category(*typed, leave),
                saved,
                refused,
                owner=sheet,
                once=sheet,
            )

        sheet.saved.connect(save)
        sheet.closed.connect(self.categories)
        self._window.open_sheet(sheet)

    # --- services ---

    def service(self) -> None:
        """Alt+S: a new service, under the name that is typed; it goes on the bill."""
        from estore_pos.ui.counter.categories import ServiceSheet

        if not self._work.ready:
            return
        entry = self._counter.entry
        sheet = ServiceSheet(entry.text().strip())
        entry.clear()

        def refused(error: ShopError) -> None:
            self._window.sounds.play("error")
            sheet.fail(error)

        def saved(made: "Item") -> None:
            self._put(sheet, made)
            self._counter.strip.say(
                "none", lambda: tr("✓ {name}: type its name from now on", name=name_of(made))
            )

        def save(name: str, price: "Money", points: int, sac: str) -> None:
            self._work.with_approval(
                lambda till, leave: till.shelf.save_service(name, price, points, sac, leave),
                saved,
                refused,
                owner=sheet,
                once=sheet,
            )

        sheet.saved.connect(save)
        self._window.open_sheet(sheet)
