"""A line in the window that says how things went; it is never a box and takes no key."""

from typing import Literal

from PySide6.QtWidgets import QSizePolicy

from estore_pos.ui.flags import ALIGN_LEFT, ALIGN_MIDDLE
from estore_pos.ui.style import hold_height
from estore_pos.ui.widgets.told import Label, Teller, nothing, restyle

Tone = Literal["ok", "warn", "danger", "practice", "none"]
STRIP_PX = 42


class Strip(Label):
    """Says one sentence of at most two lines; its height stays, so that nothing below moves."""

    def __init__(self, name: str) -> None:
        super().__init__(name, nothing, wrap=True)
        self.setProperty("strip", "none")
        self.setProperty("alignment", ALIGN_MIDDLE | ALIGN_LEFT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        hold_height(self, STRIP_PX)
        self.tone: Tone = "none"
        self.said: Teller = nothing
        """What says the sentence that stands here."""
        self.is_brief = False

    def say(self, tone: Tone, teller: Teller, *, brief: bool = False) -> None:
        """Say a sentence in a colour; a `brief` one goes with what comes next on the bill."""
        self.tone, self.said = tone, teller
        self.is_brief = brief or tone == "ok"
        restyle(self, "strip", tone)
        self.tell(teller)
        self.setAccessibleName(self.text())

    def pass_on(self) -> None:
        """Something else has come on the bill: what was brief does not hold any more."""
        if self.is_brief:
            self.say("none", nothing)

    def clear_if(self, tone: Tone) -> None:
        """Say nothing any more, if this was the tone of it."""
        if self.tone == tone:
            self.say("none", nothing)
