"""The numbers that stand for Qt's flags at the first paint are Qt's own."""

from PySide6.QtCore import Qt

from estore_pos.ui import flags


def test_the_numbers_of_the_first_paint_are_qts_own() -> None:
    assert Qt.AlignmentFlag.AlignLeft.value == flags.ALIGN_LEFT
    assert Qt.AlignmentFlag.AlignRight.value == flags.ALIGN_RIGHT
    assert Qt.AlignmentFlag.AlignTop.value == flags.ALIGN_TOP
    assert Qt.AlignmentFlag.AlignVCenter.value == flags.ALIGN_MIDDLE
    assert Qt.TextFormat.PlainText.value == flags.PLAIN_TEXT
    assert Qt.FocusPolicy.NoFocus.value == flags.NO_FOCUS
    assert Qt.ContextMenuPolicy.NoContextMenu.value == flags.NO_MENU
