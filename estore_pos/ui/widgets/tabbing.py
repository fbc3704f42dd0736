"""Where Tab goes: the next field of what is open, and from the last to the first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def step_within(place: QWidget, home: QWidget, *, forward: bool) -> None:
    """Give the focus to the next widget of a place that Tab comes to; to its home from elsewhere.

    What lies under it, or beside it, is never come to: what is typed next would go there unseen.
    """
    here = QApplication.focusWidget()
    if here is None or not _is_of(place, here):
        home.setFocus()
        return
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    there = _beside(here, forward=forward)
    while there is not None and there is not here:
        if _is_of(place, there) and _takes_tab(place, there):
            there.setFocus(reason)
            return
        there = _beside(there, forward=forward)


def _beside(widget: QWidget, *, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()


def _is_of(place: QWidget, widget: QWidget) -> bool:
    return widget is place or place.isAncestorOf(widget)


def _takes_tab(place: QWidget, widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return takes and widget.isEnabled() and (widget is place or widget.isVisibleTo(place))
