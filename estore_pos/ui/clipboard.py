"""What the till puts on the clipboard, and what becomes of it when the till closes."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from shiboken6 import isValid

_last: list[QMimeData] = []


def put(data: QMimeData) -> None:
    """Let any program paste this. On the window's thread."""
    QGuiApplication.clipboard().setMimeData(data)
    _last[:] = [data]


def hand_over() -> None:
    """Leave the picture or the text of what was put to Qt alone, before Python goes.

    Qt frees what lies on the clipboard after Python has ended; of data that Python made, that is a
    fault of memory. On the window's thread, last of all.
    """
    for data in _last:
        if isValid(data):
            image = QImage(data.imageData()) if data.hasImage() else QImage()
            if image.isNull():
                QGuiApplication.clipboard().setText(data.text())
            else:
                QGuiApplication.clipboard().setImage(image)
    _last.clear()
