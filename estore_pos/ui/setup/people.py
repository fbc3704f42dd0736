"""Who works here: a list, and a sheet on which one of them is named and given a PIN."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from estore_pos.domain.ids import PersonId
from estore_pos.domain.person import Person, Role
from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.widgets.choice import Choice
from estore_pos.ui.widgets.rows import Row, RowList
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing, restyle
from estore_pos.ui.widgets.who import ROLES, NewPin

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.people import Worker
    from estore_pos.ui.work import Work

OpenSheet = Callable[[Sheet], None]
"""Lays a sheet over the one that is open."""


class PeopleSheet(Sheet):
    """Enter changes one, F2 brings a new one, F4 is for one who leaves."""

    changed = Signal()
    """Somebody came, went or is another one."""

    def __init__(self, work: "Work", open_over: OpenSheet, error: Callable[[], None]) -> None:
        """Take the way to the desk, what lays a sheet over this one, the sound of a refusal."""
        super().__init__(Place.PEOPLE, lambda: tr("Who works here"))
        self._work, self._open_over, self._error = work, open_over, error
        self._workers: list[Worker] = []
        self.why = Label("people_why", self._why_words, tone="muted", wrap=True)
        self.list = RowList("people_list", lambda: tr("Who works here"))
        self.problem = Label("people_problem", nothing, tone="danger", wrap=True)
        for widget in (self.why, self.list, self.problem):
            self.rows.addWidget(widget)
        self.deeds = {
            Deed.UP: lambda: self.list.step(-1),
            Deed.DOWN: lambda: self.list.step(1),
            Deed.ENTER: self._change,
            Deed.ANOTHER: self._add,
            Deed.REMOVE: self._close,
            Deed.BACK: self.close_sheet,
        }
        self.refresh()

    @override
    def home(self) -> QWidget:
        """The list has the focus."""
        return self.list

    def refresh(self) -> None:
        """Show who works here now."""
        self._work.desk(lambda till: till.people.everyone(), self._present, owner=self)

    def _present(self, workers: "list[Worker]") -> None:
        self._workers = workers
        self.list.present([partial(_row, each) for each in workers], self.list.place)
        self.why.tell(self._why_words)

    @property
    def _chosen(self) -> "Worker | None":
        place = self.list.place
        return self._workers[place] if 0 <= place < len(self._workers) else None

    def _change(self) -> None:
        chosen = self._chosen
        if chosen is None:
            self._add()
        else:
            self._open(chosen.person, has_pin=chosen.has_pin)

    def _add(self) -> None:
        is_first = not any(each.has_pin for each in self._workers)
        role = Role.OWNER if is_first else Role.OPERATOR
        self._open(Person(PersonId(""), tr("Owner") if is_first else "", role), has_pin=False)

    def _open(self, person: Person, *, has_pin: bool) -> None:
        self.problem.tell(nothing)
        sheet = PersonSheet(self._work, person, has_pin, self._error)
        sheet.saved.connect(self._changed)
        self._open_over(sheet)

    def _close(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            self._work.with_approval(
                lambda till, leave: till.people.close(chosen.person, leave),
                lambda _: self._changed(),
                self._failed,
                owner=self,
                once=self,
            )

    def _changed(self) -> None:
        self.problem.tell(nothing)
        self.refresh()
        self.changed.emit()

    def _failed(self, error: "ShopError") -> None:
        self._error()
        self.problem.tell(lambda: sentence_of(error))

    def _why_words(self) -> str:
        if any(each.has_pin for each in self._workers):
            return tr("Changes need an owner's PIN. Nobody can read a PIN, not even HQ.")
        return tr(
            "Nobody has a PIN: whoever stands at the till is taken for the owner and is asked "
            "nothing. The first PIN is the owner's: press Enter."
        )


class PersonSheet(Sheet):
    """Enter goes from the name to the role, to the PIN twice, and saves."""

    saved = Signal()
    """He is recorded."""

    def __init__(
        self, work: "Work", person: Person, has_pin: bool, error: Callable[[], None]
    ) -> None:
        """Take who it is, as he is now; a new one has the id ""."""
        super().__init__(Place.PERSON, lambda: tr("Name, role and PIN"))
        self._work, self._person, self._has_pin, self._error = work, person, has_pin, error
        self._is_sent = False
        self.name = Field("person_name", lambda: tr("Name"))
        self.name.setText(person.name)
        self.name.selectAll()
        self.role = Choice("person_role", [_role_words(role) for role in Role], upright=True)
        self.role.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.role.choose(list(Role).index(person.role))
        self.new = NewPin("person", self._say)
        self.problem = Label("person_problem", nothing, tone="danger", wrap=True)
        words = Label("person_words", self._words, tone="muted", wrap=True)
        self.rows.addWidget(Label("person_name_label", lambda: tr("Name"), tone="muted"))
        for widget in (self.name, self.role, self.new, self.problem, words):
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        self.deeds = {
            Deed.UP: lambda: self.role.step(-1),
            Deed.DOWN: lambda: self.role.step(1),
            Deed.FIRST_CHOICE: lambda: self.role.choose(0),
            Deed.SECOND_CHOICE: lambda: self.role.choose(1),
            Deed.THIRD_CHOICE: lambda: self.role.choose(2),
            Deed.ENTER: self._enter,
            Deed.BACK: self.close_sheet,
        }

    @override
    def home(self) -> QWidget:
        """The name has the focus first."""
        return self.name

    def _enter(self) -> None:
        if self._is_sent:
            return
        if self.name.hasFocus():
            self.role.setFocus()
        elif self.role.hasFocus():
            self.new.first.setFocus()
        elif self.new.is_empty and self._has_pin:
            self._save(None)
        elif (pin := self.new.taken()) is not None:
            self._save(pin)

    def _save(self, pin: str | None) -> None:
        role = list(Role)[self.role.place]
        person = replace(self._person, name=self.name.text().strip(), role=role)
        self._is_sent = True
        self._work.with_approval(
            lambda till, leave: till.people.save(person, pin, leave),
            lambda _: self._done(),
            self._failed,
            owner=self,
        )

    def _done(self) -> None:
        self.close_sheet()
        self.saved.emit()

    def _failed(self, error: "ShopError") -> None:
        from estore_pos.domain.errors import RefusalCode

        self._is_sent = False
        self._error()
        self._say(lambda: sentence_of(error), "danger")
        match error.code:
            case RefusalCode.NAME_NEEDED:
                self.name.setFocus()
            case RefusalCode.OWNER_FIRST | RefusalCode.LAST_OWNER:
                self.role.setFocus()
            case _:
                self.new.first.setFocus()

    def _say(self, teller: Teller, tone: str) -> None:
        restyle(self.problem, "tone", tone)
        self.problem.tell(teller)

    def _words(self) -> str:
        if self._has_pin:
            return tr("An empty PIN leaves it as it is. Esc leaves everything as it was.")
        return tr(
            "A forgotten owner's PIN is set anew by the recovery code alone: keep its paper safe."
        )


def _row(worker: "Worker") -> Row:
    has = tr("has a PIN") if worker.has_pin else tr("no PIN on this PC")
    return Row(worker.person.name, tr(ROLES[worker.person.role.value]), has)


def _role_words(role: Role) -> Teller:
    return lambda: tr(ROLES[role.value])
