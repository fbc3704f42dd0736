"""Fields under each other with their names, and what is wrong with what was typed in them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from estore_pos.text.words import tr
from estore_pos.ui.overriding import override
from estore_pos.ui.style import look
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing

NAME_PX = 120


class Form(QWidget):
    """The fields of one thing that is made or changed."""

    def __init__(self, fields: Sequence[tuple[Field, Teller]]) -> None:
        super().__init__()
        self.fields = tuple(field for field, _ in fields)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for row, (field, teller) in enumerate(fields):
            label = Label(f"{field.objectName()}_label", teller, tone="muted", wrap=True)
            label.setFixedWidth(look.px(NAME_PX))
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)

    def next(self) -> bool:
        """Go to the field after the one with the focus; False where it is the last."""
        for field, after in zip(self.fields, self.fields[1:], strict=False):
            if field.hasFocus():
                go_to(after)
                return True
        return False


class Problem(Label):
    """Says in red what is wrong; while all is well it takes no room, and shows what it hides."""

    def __init__(self, name: str, hides: QWidget | None = None) -> None:
        super().__init__(name, nothing, tone="danger", wrap=True)
        self._hides = hides
        self.hide()

    @override
    def tell(self, teller: Teller) -> None:
        """Say this from now on."""
        super().tell(teller)
        self.setVisible(bool(self.text()))
        if self._hides is not None:
            self._hides.setVisible(not self.text())


def unread_words(field: QLineEdit, example: str) -> str:
    """That a field holds no such figure: which field it is, and what to type there (R113)."""
    name, typed = field.accessibleName(), field.text().strip()
    if not typed:
        words = tr(
            "{field}: nothing is typed here. Nothing was saved. Type for example {example}.",
            field=name,
            example=example,
        )
    else:
        words = tr(
            "{field}: “{typed}” was not understood. Nothing was saved. Type for example {example}.",
            field=name,
            typed=typed,
            example=example,
        )
    return f"{words} (R113)"


def go_to(field: Field) -> None:
    """Put the cursor there; what is typed next takes the place of what stands there."""
    field.setFocus()
    field.selectAll()
