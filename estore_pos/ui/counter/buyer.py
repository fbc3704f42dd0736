"""Whose bill it is: name, telephone, GSTIN and the State where it is supplied."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing

if TYPE_CHECKING:
    from estore_pos.domain.customer import Customer
    from estore_pos.domain.errors import ShopError


class BuyerSheet(Sheet):
    """Enter goes through the fields and saves after the last one."""

    named = Signal(object)
    """This is the buyer: a Customer with the id "" (not checked yet)."""
    nobody = Signal()
    """The bill is nobody's in particular."""

    wide = False

    def __init__(self) -> None:
        super().__init__(Place.BUYER, lambda: tr("Buyer"))
        self.name = Field("buyer_name", lambda: tr("Name"))
        self.phone = Field("buyer_phone", lambda: tr("Telephone"), lambda: "00000 00000")
        self.gstin = Field("buyer_gstin", lambda: tr("GSTIN, if he has one"))
        self.address = Field("buyer_address", lambda: tr("Address"))
        self.state = Field("buyer_state", lambda: tr("State code"), lambda: "10")
        self.fields = (self.name, self.phone, self.gstin, self.address, self.state)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (field, teller) in enumerate(zip(self.fields, self._names(), strict=True)):
            label = Label(f"{field.objectName()}_label", teller, tone="muted", wrap=True)
            label.setFixedWidth(look.px(96))
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self.rows.addLayout(grid)
        self.gstin.textEdited.connect(self._state_of)
        self._place = Label("place_of_supply", self._place_words, tone="small", wrap=True)
        self.problem = Label("buyer_problem", nothing, tone="danger", wrap=True)
        self.state.textChanged.connect(lambda _: self._place.tell(self._place_words))
        self.rows.addWidget(self._place)
        self.rows.addWidget(self.problem)
        self.rows.addStretch(1)
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.REMOVE: self.nobody.emit,
            Deed.BACK: self.close_sheet,
        }

    def _names(self) -> tuple[Teller, ...]:
        return (
            lambda: tr("Name"),
            lambda: tr("Telephone"),
            lambda: tr("GSTIN, if he has one"),
            lambda: tr("Address"),
            lambda: tr("State code"),
        )

    @override
    def home(self) -> QWidget:
        """The name has the focus."""
        return self.name

    def take(self, buyer: "Customer | None") -> None:
        """Begin with the bill's buyer, if it has one."""
        self.problem.tell(nothing)
        self.name.setText(buyer.name if buyer else "")
        self.phone.setText(buyer.phone if buyer else "")
        self.gstin.setText(buyer.gstin if buyer else "")
        self.address.setText(buyer.address if buyer else "")
        self.state.setText(buyer.state if buyer else "")

    def refused(self, error: "ShopError") -> None:
        """Say what is wrong and put the cursor there; what is typed next takes its place."""
        from estore_pos.domain.errors import RefusalCode
        from estore_pos.ui.counter.screen import sentence_of

        self.problem.tell(lambda: sentence_of(error))
        match error.code:
            case RefusalCode.NAME_NEEDED:
                field = self.name
            case RefusalCode.PHONE_WRONG:
                field = self.phone
            case RefusalCode.GSTIN_WRONG:
                field = self.gstin
            case RefusalCode.STATE_WRONG | RefusalCode.INTERSTATE_NOT_ALLOWED:
                field = self.state
            case _:
                return
        field.setFocus()
        field.selectAll()

    def _state_of(self, gstin: str) -> None:
        if len(gstin) >= 2 and gstin[:2].isdigit():
            self.state.setText(gstin[:2])

    def _enter(self) -> None:
        for field, after in zip(self.fields, self.fields[1:], strict=False):
            if field.hasFocus():
                after.setFocus()
                after.selectAll()
                return
        from estore_pos.domain.customer import Customer
        from estore_pos.domain.ids import CustomerId

        self.named.emit(
            Customer(
                CustomerId(""),
                name=self.name.text().strip(),
                phone=self.phone.text().strip(),
                address=self.address.text().strip(),
                state=self.state.text().strip() or "10",
                gstin=self.gstin.text().strip().upper(),
            )
        )

    def _place_words(self) -> str:
        return tr(
            "Supplied in State {state}; another State than the shop's makes it IGST.",
            state=self.state.text().strip() or "10",
        )
