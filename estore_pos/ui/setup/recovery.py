"""The recovery code, shown once: large, in groups, until somebody says it is written down."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from estore_pos.text.words import mark, tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import ShowFile
from estore_pos.ui.printing import Printing
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, Teller, restyle
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from pathlib import Path

    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.archive import Archive


class RecoverySheet(Sheet):
    """Shows the code; Ctrl+P prints it, F9 says it is written down, Esc puts it off until later.

    Its paper lies on no disk: it goes to the printer alone, or, on a PC without one, to a viewer
    for as long as this sheet is open.
    """

    written = Signal()
    """It is written down."""

    def __init__(
        self, code: str, work: Work, printing: Printing, show: ShowFile, *, anew: bool
    ) -> None:
        """Take the code, what prints it, and whether it takes the place of an older one."""
        super().__init__(Place.RECOVERY, lambda: tr("Recovery code — write it on paper"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._text, self._is_anew = code, anew
        self._work, self._printing, self._show_file = work, printing, show
        self._is_made = self._is_lent = False
        self._code = Label("recovery_code", lambda: _in_lines(code), tone="code")
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        why = Label("recovery_why", _why, wrap=True)
        self.told = Label("recovery_told", _print_words, tone="muted", wrap=True)
        keys = Label("recovery_keys", lambda: tr("F9 written down · Esc later"), tone="heading")
        if anew:
            self.rows.addWidget(Label("recovery_anew", _anew, tone="danger", wrap=True))
        for widget in (why, self._code, self.told, keys):
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        self.deeds = {
            Deed.PRINT: self._print,
            Deed.WRITTEN: self._write,
            Deed.BACK: self.close_sheet,
        }
        printing.once_printed.connect(self._came)

    @override
    def home(self) -> QWidget:
        """The sheet has the focus: there is nothing to type."""
        return self

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """What a viewer was lent goes with the sheet."""
        super().hideEvent(event)
        if self._is_lent and self.isHidden():
            self._is_lent = False
            self._work.slow(lambda archive: archive.take_back_recovery(), lambda _: None)

    def _write(self) -> None:
        if self._is_made:
            # A paper that does not come would be the last that anybody saw of the code.
            self._say("danger", lambda: tr("The paper is not out yet. F9 when it is in your hand."))
        else:
            self.written.emit()

    def _print(self) -> None:
        if self._is_made:
            return
        self._is_made = True
        code, anew = self._text, self._is_anew
        self._say("muted", lambda: tr("The paper is being made…"))
        if self._printing.can_print_once:
            self._work.slow(
                lambda archive: archive.recovery_maker(code, anew=anew),
                self._printing.print_once,
                self._came,
                owner=self,
            )
            return
        show, self._is_lent = self._show_file, True

        def lent(archive: "Archive") -> "tuple[Path, bool]":
            path = archive.lend_recovery(code, anew=anew)
            return path, show(path)

        self._work.slow(lent, self._lent, self._came, owner=self)

    def _lent(self, answer: "tuple[Path, bool]") -> None:
        path, is_open = answer
        self._is_made = False
        if is_open:
            self._say("success", _viewer_words)
        else:
            self._say("danger", lambda: tr(_NO_VIEWER, path=path))

    def _came(self, error: "ShopError | None") -> None:
        self._is_made = False
        if error is None:
            self._say("success", _printed_words)
        else:
            self._say("danger", lambda: f"{sentence_of(error)} {tr(_NOT_OUT)}")

    def _say(self, tone: "Tone", teller: Teller) -> None:
        restyle(self.told, "tone", tone)
        self.told.tell(teller)


Tone = Literal["muted", "success", "danger"]


def _print_words() -> str:
    return tr("Ctrl+P prints it as a paper to put away. It is kept nowhere on this PC.")


def _printed_words() -> str:
    return tr("✓ The paper is out. Can the code be read on it? Then F9.")


def _viewer_words() -> str:
    return tr(
        "No printer is set up here: the paper is open in a window of its own. Print it there, on "
        "whatever printer, before F9 or Esc: then it is thrown away."
    )


_NOT_OUT = mark("Write the code down, or Ctrl+P again.")
_NO_VIEWER = mark(
    "No program on this PC opens a PDF. The paper lies at {path} until F9 or Esc; write the code "
    "down."
)


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
