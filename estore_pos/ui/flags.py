"""Numbers of Qt's flags that the first paint needs.

The first look at `QtCore.Qt` makes 125 enums, a fifth of a start: what is painted first gives Qt
these through its properties instead. A test holds them against Qt's own.
"""

ALIGN_LEFT = 0x0001
ALIGN_RIGHT = 0x0002
ALIGN_TOP = 0x0020
ALIGN_MIDDLE = 0x0080
PLAIN_TEXT = 0
NO_FOCUS = 0
NO_MENU = 0
