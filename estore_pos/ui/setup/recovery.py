"""The recovery code, shown once: large, in groups, until somebody says it is written down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label


class RecoverySheet(Sheet):
    """Shows the code; F9 says it is written down, Esc puts it off until later."""

    written = Signal()
    """It is written down."""

    def __init__(self, code: str, *, anew: bool) -> None:
        """Take the code, and whether it takes the place of an older one."""
        super().__init__(Place.RECOVERY, lambda: tr("Recovery code — write it on paper"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._code = Label("recovery_code", lambda: _in_lines(code), tone="code")
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        why = Label("recovery_why", _why, wrap=True)
        keys = Label("recovery_keys", lambda: tr("F9 written down · Esc later"), tone="heading")
        if anew:
            self.rows.addWidget(Label("recovery_anew", _anew, tone="danger", wrap=True))
        for widget in (why, self._code, keys):
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        self.deeds = {Deed.WRITTEN: self.written.emit, Deed.BACK: self.close_sheet}

    @override
    def home(self) -> QWidget:
        """The sheet has the focus: there is nothing to type."""
        return self


def _why() -> str:
    return tr(
        "If this PC is lost or breaks, a copy of the folder of the books opens on another PC with "
        "this code. The code alone brings no books back, and without it nobody can open the copy, "
        "not even HQ. Write the code on paper and keep it away from the shop, and a copy of the "
        "folder on a pen drive."
    )


def _anew() -> str:
    return tr(
        "The file keys.json beside the books was gone or damaged. The books are safe. This is a "
        "new recovery code for every copy from now on; the old one opens only copies that were "
        "made before."
    )


def _in_lines(code: str) -> str:
    groups = code.replace(" ", "-").split("-")
    if len(groups) == 1:
        groups = [code[at : at + 4] for at in range(0, len(code), 4)]
    half = (len(groups) + 1) // 2
    return "  ".join(groups[:half]) + "\n" + "  ".join(groups[half:])
