"""The page for books that cannot be opened: what happened, what is safe, what to press."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Deeds
from estore_pos.ui.widgets.told import Field, Label, nothing

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError

PAGE_PX = 640
_KEY_MISSING, _CODE_WRONG = "T106", "R306"


class TroublePage(QWidget):
    """Tells why; Enter tries again, with the recovery code where that is what lacks."""

    again = Signal(str)
    """Try again; the recovery code that was typed, or ""."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self.place = Place.TROUBLE
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        frame = QFrame()
        frame.setObjectName("card")
        frame.setFixedWidth(look.px(PAGE_PX))
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(12)
        self.title = Label("trouble_title", lambda: tr("The books are not open"), tone="title")
        self.sentence = Label("trouble_sentence", nothing, wrap=True)
        self.code = Field("recovery", lambda: tr("Recovery code"), lambda: "XXXXX XXXXX XXXXX …")
        self.keys = Label("trouble_keys", self._key_words, tone="heading", wrap=True)
        for widget in (self.title, self.sentence, self.code, self.keys):
            rows.addWidget(widget)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(frame)
        across.addStretch(1)
        page = QVBoxLayout(self)
        page.addStretch(1)
        page.addLayout(across)
        page.addStretch(2)
        self.deeds: Deeds = {Deed.ENTER: self._enter}

    def home(self) -> QWidget:
        """The code has the focus where one is wanted."""
        return self.code if self.place is Place.UNLOCK else self

    def present(self, error: "ShopError") -> None:
        """Tell of a refusal or trouble."""
        wanted = error.code.value in (_KEY_MISSING, _CODE_WRONG)
        self.place = Place.UNLOCK if wanted else Place.TROUBLE
        self.code.setVisible(wanted)
        self.sentence.tell(lambda: sentence_of(error))
        self.keys.tell(self._key_words)

    def _enter(self) -> None:
        code = self.code.text().strip()
        if self.place is Place.TROUBLE or code:
            self.again.emit(code if self.place is Place.UNLOCK else "")

    def _key_words(self) -> str:
        if self.place is Place.UNLOCK:
            return tr("Type the recovery code from your paper, then Enter.")
        return tr("Enter tries again.")
