"""How the till looks: tokens of colour, one style sheet and one palette made from them."""

import json
from typing import Literal, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from estore_pos.base.resource import resource

Theme = Literal["light", "dark"]
FAMILY = "Noto Sans Devanagari"
BODY_PX, SMALL_PX, ENTRY_PX, TOTAL_PX, CHANGE_PX = 15, 13, 20, 54, 64
ROW_PX, ROW_COMPACT_PX = 33, 30
COMPACT_BELOW_PX = 1200
SHEET_PX, BROAD_PX = 520, 940


class Tokens(NamedTuple):
    """The colours of one theme, by what they mean."""

    window: str
    panel: str
    subtle: str
    border: str
    field_border: str
    text: str
    muted: str
    primary: str
    on_primary: str
    success: str
    on_success: str
    success_bg: str
    warn: str
    warn_bg: str
    danger: str
    danger_bg: str
    alarm: str
    on_alarm: str
    selection: str
    focus: str
    total_bg: str
    total_fg: str
    total_muted: str
    practice: str
    on_practice: str


class Look:
    """The look in force: its colours and its size. One for the program, set by `wear`."""

    def __init__(self) -> None:
        """Begin with nothing worn: `wear` comes before the first window."""
        self.tokens = Tokens(*("#000000",) * len(Tokens._fields))
        self.scale = 100

    def px(self, size: int) -> int:
        """A size at 100 %, as so many pixels now."""
        return size * self.scale // 100

    def colour(self, name: str) -> QColor:
        """A token as a colour to paint with."""
        return QColor(getattr(self.tokens, name))

    def font(self, size: int, bold: bool = False) -> QFont:
        """Our letters at a size given for 100 %."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        return font


look = Look()


def add_fonts() -> None:
    """Take in the shipped letters; they cover Latin and Devanagari."""
    for name in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(resource(f"fonts/NotoSansDevanagari-{name}.ttf")))


def wear(app: QApplication, theme: Theme, scale: int) -> None:
    """Put a look on the whole program; at once, also while it runs."""
    content = resource(f"style/{theme}.json").read_bytes()
    look.tokens = Tokens(**json.loads(content))
    look.scale = scale
    app.setFont(look.font(BODY_PX))
    app.setPalette(_palette(look.tokens))
    app.setStyleSheet(_sheet(look))


def hold_height(widget: QWidget, size: int) -> None:
    """Give a widget a height of so many pixels at 100 %, which goes along with the letters."""
    widget.setProperty(_HELD, size)
    widget.setFixedHeight(look.px(size))


def refit(window: QWidget) -> None:
    """Give every held height in a window its pixels anew: the letters have another size."""
    for each in window.findChildren(QWidget):
        size = each.property(_HELD)
        if isinstance(size, int):
            each.setFixedHeight(look.px(size))


_HELD = "held_height"


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for part, colour in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.panel),
        (role.AlternateBase, tokens.subtle),
        (role.Text, tokens.text),
        (role.Button, tokens.subtle),
        (role.ButtonText, tokens.text),
        (role.Highlight, tokens.selection),
        (role.HighlightedText, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.ToolTipBase, tokens.panel),
        (role.ToolTipText, tokens.text),
    ):
        palette.setColor(part, QColor(colour))
    return palette


def _sheet(worn: Look) -> str:
    t = worn.tokens
    small, body, entry = worn.px(SMALL_PX), worn.px(BODY_PX), worn.px(ENTRY_PX)
    return f"""
#top, #status {{ background: {t.panel}; }}
#top {{ border-bottom: 1px solid {t.border}; }}
#sheet {{ background: {t.panel}; border: 1px solid {t.border}; border-radius: 8px; }}
#lock {{ background: {t.window}; }}
#card {{ background: {t.panel}; border: 1px solid {t.border}; border-radius: 8px; }}
#teach {{ background: {t.alarm}; border-radius: 8px; }}
#total {{ background: {t.total_bg}; border-radius: 8px; }}
QLabel {{ background: transparent; color: {t.text}; }}
#teach QLabel {{ color: {t.on_alarm}; font-weight: 700; }}
QLabel[tone="muted"] {{ color: {t.muted}; }}
QLabel[tone="small"] {{ color: {t.muted}; font-size: {small}px; }}
QLabel[tone="alarm"] {{ color: {t.danger}; font-size: {small}px; font-weight: 700; }}
QLabel[tone="title"] {{ font-size: {worn.px(18)}px; font-weight: 700; }}
QLabel[tone="heading"] {{ font-weight: 700; }}
QLabel[tone="change"] {{ font-size: {worn.px(CHANGE_PX)}px; font-weight: 700; }}
QLabel[tone="code"] {{ font-size: {worn.px(26)}px; font-weight: 700; }}
QLabel[tone="danger"] {{ color: {t.danger}; }}
QLabel[tone="success"] {{ color: {t.success}; }}
QLabel[strip="ok"] {{ background: {t.success_bg}; color: {t.success}; }}
QLabel[strip="warn"] {{ background: {t.warn_bg}; color: {t.warn}; }}
QLabel[strip="danger"] {{ background: {t.alarm}; color: {t.on_alarm}; font-weight: 700; }}
QLabel[strip="practice"] {{ background: {t.practice}; color: {t.on_practice}; }}
QLabel[strip] {{ border-radius: 8px; padding: 1px 12px; }}
QLabel[strip="none"] {{ color: {t.muted}; }}
QLineEdit {{ background: {t.panel}; color: {t.text}; placeholder-text-color: {t.muted};
  border: 1px solid {t.field_border};
  border-radius: 6px; padding: 4px 8px; font-size: {body}px;
  selection-background-color: {t.selection}; selection-color: {t.text}; }}
QLineEdit:focus {{ border: 2px solid {t.primary}; padding: 3px 7px; }}
#entry, #amount {{ font-size: {entry}px; padding: 5px 12px; border-radius: 8px; }}
#entry:focus, #amount:focus {{ padding: 4px 11px; }}
QPushButton {{ background: {t.subtle}; color: {t.text}; border: 1px solid {t.border};
  border-radius: 8px; padding: 4px 10px; }}
QPushButton:hover {{ border-color: {t.primary}; }}
QPushButton:checked {{ background: {t.primary}; color: {t.on_primary};
  border-color: {t.primary}; font-weight: 700; }}
QPushButton[keyed="true"]:checked {{ border: 2px solid {t.focus}; padding: 3px 9px; }}
QPushButton[tone="bar"] {{ background: {t.panel}; padding: 0px 2px; }}
QPushButton[tone="deed"] {{ text-align: left; padding: 0px 10px; }}
QPushButton[tone="way"] {{ padding: 0px 2px; }}
QPushButton[tone="tab"] {{ background: transparent; border: none; padding: 4px 12px; }}
QPushButton[tone="tab"]:checked {{ background: {t.primary}; color: {t.on_primary};
  font-weight: 400; }}
QPushButton[tone="pay"] {{ background: {t.success}; color: {t.on_success};
  border: none; font-size: {worn.px(19)}px; font-weight: 700; }}
QListView, QTableView {{ background: {t.panel}; border: 1px solid {t.border};
  border-radius: 8px; outline: none; }}
QListView#suggestions {{ border: 2px solid {t.primary}; }}
QTableWidget::item {{ padding: 0px 3px; }}
QHeaderView {{ background: {t.subtle}; }}
QHeaderView::section {{ background: {t.subtle}; color: {t.muted}; border: none;
  border-bottom: 1px solid {t.border}; padding: 3px 6px; font-weight: 700; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: {t.subtle}; width: 12px; border: none; }}
QScrollBar::handle:vertical {{ background: {t.field_border};
  border-radius: 5px; min-height: 30px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0px; }}
"""
