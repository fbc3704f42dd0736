"""Whose bill it is: name, telephone, GSTIN and the State where it is supplied."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from estore_pos.text.words import mark, tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing, restyle
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.customer import Customer
    from estore_pos.domain.errors import ShopError


FOUND = 3
"""So many people who were here before are offered."""
LAST_DIGITS = 4
"""So much of a telephone tells one from another: whoever stands at the counter reads along."""
_KNOWN = mark(
    "{name} is known here. Nothing was saved. ↓ and Enter take the one shown; F2: another person."
)


class BuyerSheet(Sheet):
    """Enter goes through the fields and saves after the last one.

    Who has the name and the telephone of somebody known is he. Who is called like somebody known,
    and is told from him by no telephone of his own, is asked for first: the arrows take the one who
    is known, F2 says that he is another person. Families share a telephone, so that alone makes
    nobody the same.
    """

    named = Signal(object)
    """This is the buyer: a Customer (not checked yet), with the id "" if he is new here."""
    nobody = Signal()
    """The bill is nobody's in particular."""
    asked = Signal()
    """Somebody is known by that name: it is asked whether he is meant."""

    wide = False

    def __init__(self, work: Work) -> None:
        """`work` looks for those who were here before."""
        super().__init__(Place.BUYER, lambda: tr("Buyer"))
        self.name = Field("buyer_name", lambda: tr("Name"))
        self.phone = Field("buyer_phone", lambda: tr("Telephone"), lambda: "00000 00000")
        self.gstin = Field("buyer_gstin", lambda: tr("GSTIN, if he has one"))
        self.address = Field("buyer_address", lambda: tr("Address"))
        self.state = Field("buyer_state", lambda: tr("State code"), lambda: "10")
        self.fields = (self.name, self.phone, self.gstin, self.address, self.state)
        self._groups: list[str] = []
        self.group = Field("buyer_group", lambda: tr("Group (Tab)"), self._group_words)
        self._work = work
        self._known: Customer | None = None
        self._found: list[Customer] = []
        self._at = -1
        self._is_sent = False
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        every = (*self.fields, self.group)
        self._rest: list[QWidget] = []
        for row, (field, teller) in enumerate(zip(every, self._names(), strict=True)):
            label = Label(f"{field.objectName()}_label", teller, tone="muted", wrap=True)
            label.setFixedWidth(look.px(96))
            if field not in (self.name, self.phone):
                self._rest += [label, field]
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self.rows.addLayout(grid)
        self.gstin.textEdited.connect(self._state_of)
        self._matches = [Label(f"buyer_found_{place}", wrap=True) for place in range(FOUND)]
        for label in self._matches:
            label.hide()
            self.rows.addWidget(label)
        self._place = Label("place_of_supply", self._place_words, tone="small", wrap=True)
        self.problem = Label("buyer_problem", nothing, tone="danger", wrap=True)
        self.state.textChanged.connect(lambda _: self._place.tell(self._place_words))
        self.rows.addWidget(self._place)
        self.rows.addWidget(self.problem)
        self.rows.addStretch(1)
        for field in (self.name, self.phone):
            field.textEdited.connect(self._seek)
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.UP: lambda: self._step(-1),
            Deed.DOWN: lambda: self._step(1),
            Deed.ANOTHER: lambda: self._name(self._typed(None)),
            Deed.REMOVE: self.nobody.emit,
            Deed.BACK: self.close_sheet,
        }
        work.desk(lambda till: till.terms.groups(), self._take_groups, owner=self)

    def _names(self) -> tuple[Teller, ...]:
        return (
            lambda: tr("Name"),
            lambda: tr("Telephone"),
            lambda: tr("GSTIN, if he has one"),
            lambda: tr("Address"),
            lambda: tr("State code"),
            lambda: tr("Group (Tab)"),
        )

    def _take_groups(self, groups: list[str]) -> None:
        self._groups = groups
        self.group.hint(self._group_words)

    def _group_words(self) -> str:
        """The groups there are prices for: Enter does not stop here, most buyers are of none."""
        return ", ".join(self._groups) or tr("has prices of its own")

    @override
    def home(self) -> QWidget:
        """The name has the focus."""
        return self.name

    def take(self, buyer: "Customer | None") -> None:
        """Begin with the bill's buyer, if it has one."""
        self._known = buyer
        self._show_found([])
        self.problem.tell(nothing)
        self.name.setText(buyer.name if buyer else "")
        self.phone.setText(buyer.phone if buyer else "")
        self.gstin.setText(buyer.gstin if buyer else "")
        self.address.setText(buyer.address if buyer else "")
        self.state.setText(buyer.state if buyer else "")
        self.group.setText(buyer.group if buyer else "")
        self.name.selectAll()  # somebody else is typed over him

    def refused(self, error: "ShopError") -> None:
        """Say what is wrong and put the cursor there; what is typed next takes its place."""
        from estore_pos.domain.errors import RefusalCode
        from estore_pos.ui.sentences import sentence_of

        self._is_sent = False
        self.problem.tell(lambda: sentence_of(error))
        match error.code:
            case RefusalCode.NAME_NEEDED:
                field = self.name
            case RefusalCode.PHONE_WRONG:
                field = self.phone
            case RefusalCode.GSTIN_WRONG | RefusalCode.GSTIN_OWN:
                field = self.gstin
            case RefusalCode.STATE_WRONG | RefusalCode.INTERSTATE_NOT_ALLOWED:
                field = self.state
            case RefusalCode.APPROVAL_NEEDED:
                field = self.group
            case _:
                return
        field.setFocus()
        field.selectAll()

    def _seek(self, typed: str) -> None:
        """Another name is somebody else; somebody who was here before can be taken."""
        self._ask(nothing)
        if self.name.hasFocus():
            self._known = None
        if self._known is None and len(typed.strip()) > 1:
            sought = typed.strip()
            self._work.look(
                lambda lookup: lookup.customers(sought, FOUND),
                lambda found: self._offer(sought, found),
                owner=self,
                key="buyer",
            )
        else:
            self._show_found([])

    def _offer(self, typed: str, found: "list[Customer]") -> None:
        """These may be meant by what was typed, unless something else has been typed since."""
        if typed in (self.name.text().strip(), self.phone.text().strip()) and not self._known:
            self._show_found(found)

    def _show_found(self, found: "list[Customer]") -> None:
        self._found, self._at = found, -1
        self._place.setVisible(not found)  # a low window has no room for both
        self._mark()

    def _step(self, by: int) -> None:
        """Down goes to the first of them, up from it back to what was typed."""
        self._at = max(-1, min(len(self._found) - 1, self._at + by))
        self._mark()

    def _mark(self) -> None:
        for place, label in enumerate(self._matches):
            known = place < len(self._found)
            label.setVisible(known)
            if known:
                label.tell(partial(_match_words, self._found[place], place == self._at))
                restyle(label, "tone", "heading" if place == self._at else "muted")

    def _state_of(self, gstin: str) -> None:
        if len(gstin) >= 2 and gstin[:2].isdigit():
            self.state.setText(gstin[:2])

    def _enter(self) -> None:
        if self._at >= 0:
            self._name(self._found[self._at])
            return
        for field, after in zip(self.fields, self.fields[1:], strict=False):
            if field.hasFocus():
                after.setFocus()
                after.selectAll()
                return
        who = self._typed(self._known)
        if who.id or not who.name:
            self._name(who)
        elif not self._is_sent:
            self._is_sent = True
            self._work.look(
                lambda lookup: lookup.namesakes(who),
                lambda known: self._ask_whether(who, known),
                owner=self,
            )

    def _name(self, who: "Customer") -> None:
        """Say once who he is: a second Enter while the desk saves him would make him twice."""
        if not self._is_sent:
            self._is_sent = True
            self.named.emit(who)

    def _ask_whether(self, who: "Customer", known: "list[Customer]") -> None:
        """He is new, unless he may be one of those who are called so."""
        self._is_sent = False
        same = self._same(known)
        if same is not None or not known:
            self._name(same or who)
            return
        self._ask(lambda: tr(_KNOWN, name=who.name))
        self._show_found(known[:FOUND])
        self.phone.setFocus()
        self.phone.selectAll()
        self.asked.emit()

    def _same(self, known: "list[Customer]") -> "Customer | None":
        """The one of them who has the telephone that was typed as well, with what else was typed.

        None where there are several, or where what is known of him says otherwise.
        """
        from dataclasses import replace

        alike = [each for each in known if each.phone and self.phone.text().strip()]
        if len(alike) != 1:
            return None
        (same,) = alike
        told = replace(
            same,
            address=self.address.text().strip() or same.address,
            state=self.state.text().strip() or same.state,
            gstin=self.gstin.text().strip().upper() or same.gstin,
            group=self.group.text().strip() or same.group,
        )
        before = (same.address, same.state, same.gstin, same.group)
        now = (told.address, told.state, told.gstin, told.group)
        is_he = all(old in ("", new) for old, new in zip(before, now, strict=True))
        return told if is_he else None

    def _ask(self, teller: Teller) -> None:
        """Say the question; a low window has no room for it and for what tells nobody apart."""
        self.problem.tell(teller)
        for widget in self._rest:
            widget.setVisible(not self.problem.text())

    def _typed(self, known: "Customer | None") -> "Customer":
        """Who stands in the fields: somebody known, or somebody new."""
        from dataclasses import replace

        from estore_pos.domain.customer import Customer
        from estore_pos.domain.ids import CustomerId

        return replace(
            known or Customer(CustomerId("")),
            name=self.name.text().strip(),
            phone=self.phone.text().strip(),
            address=self.address.text().strip(),
            state=self.state.text().strip() or "10",
            gstin=self.gstin.text().strip().upper(),
            group=self.group.text().strip(),
        )

    def _place_words(self) -> str:
        return tr(
            "Supplied in State {state}; another State than the shop's makes it IGST.",
            state=self.state.text().strip() or "10",
        )


def _match_words(known: "Customer", is_chosen: bool) -> str:
    """Somebody who was here before, as he is told from others of his name."""
    phone = known.phone[-LAST_DIGITS:]
    particulars = (known.name, f"…{phone}" if phone else "", known.gstin, known.address)
    told = " · ".join(part for part in particulars if part)
    if not any(particulars[1:]):
        told += " · " + tr("no telephone, no address")
    return f"▶ {told}" if is_chosen else f"↓ {told}"
