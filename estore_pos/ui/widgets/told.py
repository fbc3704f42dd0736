"""Labels, buttons and fields that know how to say themselves again in another language."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from estore_pos.ui.flags import NO_FOCUS, NO_MENU, PLAIN_TEXT
from estore_pos.ui.overriding import override

Teller = Callable[[], str]
"""Says a text in the language of the screens as it is now."""


def nothing() -> str:
    """Says nothing."""
    return ""


class Label(QLabel):
    """A text that follows the language; `tone` names its rule in the style sheet."""

    def __init__(self, name: str, teller: Teller = nothing, tone: str = "", wrap: bool = False):
        super().__init__()
        self.setObjectName(name)
        self._teller = teller
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setWordWrap(wrap)
        if tone:
            self.setProperty("tone", tone)
        self.setText(teller())

    def tell(self, teller: Teller) -> None:
        """Say this from now on."""
        self._teller = teller
        text = teller()
        if text != self.text():
            self.setText(text)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say it again when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.setText(self._teller())
        super().changeEvent(event)


class Button(QPushButton):
    """A button that never takes the focus: the keys go on to where they went."""

    def __init__(self, name: str, teller: Teller, tone: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self._teller = teller
        self.setProperty("focusPolicy", NO_FOCUS)
        self.setAutoDefault(False)
        if tone:
            self.setProperty("tone", tone)
        self.tell(teller)

    def tell(self, teller: Teller) -> None:
        """Say this from now on."""
        self._teller = teller
        text = teller()
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text.replace("\n", " "))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say it again when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.tell(self._teller)
        super().changeEvent(event)


class Field(QLineEdit):
    """A line to type into; `teller` names it for those who cannot see it and as its hint."""

    def __init__(self, name: str, teller: Teller, hint: Teller | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self._teller = teller
        self._hint = hint
        self.setProperty("contextMenuPolicy", NO_MENU)
        self._say()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say the name and the hint again when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def hint(self, teller: Teller) -> None:
        """Show another hint while the field is empty."""
        self._hint = teller
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(self._teller())
        self.setPlaceholderText(self._hint() if self._hint else "")


class Figures(Field):
    """A line that takes figures alone: a letter typed in it is a key of its place, or nothing."""

    def __init__(self, name: str, teller: Teller, hint: Teller | None = None) -> None:
        super().__init__(name, teller, hint)
        self.setProperty("figures", True)


_LOOK_AGAIN = "/* the program's own */"
"""A style sheet that says nothing: to set it has Qt look again. To ask a widget for its style would
load the class of them, whose enums take longer than a scan.
"""


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let it look again if it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.setStyleSheet(_LOOK_AGAIN)
