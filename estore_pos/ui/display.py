"""What the customer sees on a screen of his own: the sum, the last good, the code to pay by.

It shows nothing of who he is, takes no key and never the focus. It is not there until it is asked
for, and costs nothing while it is closed.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from estore_pos.base.settings import Settings
from estore_pos.text import words
from estore_pos.text.numbers import money_text, quantity_text
from estore_pos.text.words import PaperLanguage, tr
from estore_pos.ui.counter.screen import CounterScreen
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import Matrix
from estore_pos.ui.style import look
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.money import Money
    from estore_pos.domain.shop import Shop
    from estore_pos.operations.counter_view import CounterView, Finished
    from estore_pos.ui.counter.paying import Paying

QUIET = 4
"""Blank modules around a code."""
IDLE_AFTER_MS = 45_000
"""So long the change stands there before the shop's name does."""
WIDTH_PX, HEIGHT_PX = 520, 340
"""On a PC with one screen it is a small window."""
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class Window(Protocol):
    """What of the main window the display needs."""

    work: Work
    counter: CounterScreen
    settings: Settings

    @property
    def paying(self) -> "Paying":
        """What leads from the open bill to the money."""
        ...

    def screen(self) -> QScreen:
        """The screen it is on."""
        ...

    def activateWindow(self) -> None:
        """Have the keys."""
        ...


class Row(NamedTuple):
    """A text and how much of the height it takes; `strong` is what is read from afar."""

    text: str
    share: int
    strong: bool = False


class CustomerDisplay(QWidget):
    """The window. It is told what happens and paints it."""

    def __init__(self, language: PaperLanguage) -> None:
        """Nothing is known yet; `language` is the customer's."""
        super().__init__()
        self.setObjectName("customer_display")
        self.setWindowTitle(tr("Customer's display"))
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shop: Shop | None = None
        self._rows: tuple[Row, ...] = ()
        self._code: Matrix | None = None
        self._view: CounterView | None = None
        self._language = language
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_AFTER_MS)
        self._timer.timeout.connect(self._rest)

    # --- what it is told ---

    def greet(self, shop: "Shop") -> None:
        """Whose till it is."""
        self._shop = shop
        if not self._rows:
            self._rest()

    def present(self, view: "CounterView") -> None:
        """The bill as it now is. Before its first good the last one's change stands on."""
        was = self._view
        self._view = view
        if view.draft.lines:
            self._timer.stop()
            self._show(_bill_rows(view, self._language))
        elif was is not None and was.draft.lines:
            self._rest()

    def ask(self, amount: "Money", code: Matrix | None) -> None:
        """So much is to be paid by UPI, with this code."""
        said = words.paper(self._language).each("Pay by UPI")
        self._show((*(Row(text, 2) for text in said), Row(money_text(amount), 4, True)), code)

    def asked(self) -> None:
        """The code is done with."""
        if self._view is not None and self._view.draft.lines:
            self.present(self._view)

    def thank(self, finished: "Finished") -> None:
        """The bill is made: what he gets back."""
        say = words.paper(self._language)
        count = sum(len(bill.lines) for bill in finished.bills)
        amount = money_text(_sum([bill.totals.payable for bill in finished.bills]))
        label = say.ntr("{n} item, total", "{n} items, total", count)
        thanks = tuple(Row(text, 1) for text in say.each("Thank you, come again"))
        if finished.change:
            change = (Row(say.tr("Change"), 1), Row(money_text(finished.change), 4, True))
            self._show((Row(f"{label}  {amount}", 1), *change, *thanks))
        else:
            self._show((Row(label, 1), Row(amount, 4, True), *thanks))
        self._timer.start()

    # --- where it stands ---

    def lay(self, screen: QScreen | None) -> None:
        """Fill a screen of its own; without one be a small window."""
        self.hide()
        frameless = Qt.WindowType.FramelessWindowHint
        self.setWindowFlag(frameless, screen is not None)
        if screen is not None:
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
            # Not showFullScreen: it asks for the keys.
            self.setWindowState(Qt.WindowState.WindowFullScreen)
        else:
            self.setWindowState(Qt.WindowState.WindowNoState)
            self.resize(look.px(WIDTH_PX), look.px(HEIGHT_PX))
        self.show()

    # --- how it looks ---

    @property
    def texts(self) -> list[str]:
        """What stands there, from the top."""
        return [row.text for row in self._rows]

    @property
    def code(self) -> Matrix | None:
        """The code that is shown."""
        return self._code

    def _rest(self) -> None:
        self._timer.stop()
        self._show(_idle_rows(self._shop, self._language))

    def _show(self, rows: Sequence[Row], code: Matrix | None = None) -> None:
        told = tuple(row for row in rows if row.text)
        if (told, code) != (self._rows, self._code):
            self._rows, self._code = told, code
            self.setAccessibleName(" · ".join(self.texts))
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows below one another, the code at their right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("total_bg"))
        margin = min(self.width(), self.height()) // 16
        room = self.rect().adjusted(margin, margin, -margin, -margin)
        if self._code is not None:
            side = min(room.height(), room.width() * 45 // 100)
            place = QRect(room.right() - side, room.center().y() - side // 2, side, side)
            _paint_code(painter, place, self._code)
            room.setRight(place.left() - margin)
        shares = sum(row.share for row in self._rows)
        top = room.top()
        for row in self._rows:
            high = room.height() * row.share // shares
            box = QRect(room.left(), top, room.width(), high)
            size = _fitting(row, box)
            painter.setFont(look.font(size * 100 // look.scale, bold=row.strong))
            painter.setPen(look.colour("total_fg" if row.strong else "total_muted"))
            painter.drawText(box, _CENTRE, row.text)
            top += high
        painter.end()


class SecondScreen(QObject):
    """Tells the display what happens at the counter, and moves it as screens come and go."""

    def __init__(self, window: Window) -> None:
        """Open the display; where it stands is said."""
        super().__init__()
        self._window = window
        self.display = CustomerDisplay(window.settings.paper_language)
        counter, paying = window.counter, window.paying
        window.work.changed.connect(self.display.present)
        counter.sold.connect(self._sold)
        paying.code_shown.connect(self.display.ask)
        paying.code_gone.connect(self.display.asked)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._lay)
        app.screenRemoved.connect(self._lay)
        self._greet()
        if counter.view is not None:
            self.display.present(counter.view)
        self._lay()

    def close(self) -> None:
        """Take the display away."""
        self.display.close()
        self.display.deleteLater()
        self.deleteLater()

    def _greet(self) -> None:
        self._window.work.desk(
            lambda till: till.shop_today(), self.display.greet, owner=self.display
        )

    def _sold(self, finished: "Finished") -> None:
        self.display.thank(finished)
        self._greet()

    def _lay(self, _: QScreen | None = None) -> None:
        other = other_screen(self._window.screen())
        self.display.lay(other)
        # Not every system asks a window whether it wants the keys.
        self._window.activateWindow()
        if other is None:
            self._window.counter.strip.say("none", _one_screen_words)


def _one_screen_words() -> str:
    return tr(
        "The customer's display is a small window: there is no second screen. Ctrl+Shift+D closes "
        "it."
    )


def other_screen(own: QScreen | None) -> QScreen | None:
    """A screen that the till's window is not on; None where there is one screen."""
    return next((each for each in QGuiApplication.screens() if each is not own), None)


def _fitting(row: Row, box: QRect) -> int:
    """The largest letters in which a row is whole."""
    size = max(box.height() * 100 // 160, 1)
    wide = QFontMetrics(look.font(size * 100 // look.scale, bold=row.strong)).horizontalAdvance(
        row.text
    )
    return size if wide <= box.width() else max(size * box.width() // wide - 1, 1)


def _paint_code(painter: QPainter, place: QRect, code: Matrix) -> None:
    """Whole dots a module, black on white whatever the theme: a phone has to read it."""
    side, runs = code
    module = max(place.width() // (side + 2 * QUIET), 1)
    whole = module * (side + 2 * QUIET)
    left = place.left() + (place.width() - whole) // 2
    top = place.top() + (place.height() - whole) // 2
    painter.fillRect(QRect(left, top, whole, whole), Qt.GlobalColor.white)
    left, top = left + QUIET * module, top + QUIET * module
    for row, column, run in runs:
        box = QRectF(left + column * module, top + row * module, run * module, module)
        painter.fillRect(box, Qt.GlobalColor.black)


def _idle_rows(shop: "Shop | None", language: PaperLanguage) -> tuple[Row, ...]:
    names = _names(shop.name_hi, shop.name_en, language) if shop is not None else ()
    welcome = words.paper(language).each("Welcome")
    return (
        *(Row(name, 3 if place else 5, strong=not place) for place, name in enumerate(names)),
        *(Row(text, 2) for text in welcome),
    )


def _bill_rows(view: "CounterView", language: PaperLanguage) -> tuple[Row, ...]:
    """The last good, the sum, how many goods, what is saved."""
    say = words.paper(language)
    line = view.draft.lines[view.draft.current]
    first: words.Language = "en" if language == "en" else "hi"
    quantity = quantity_text(line.quantity, first)
    amount = money_text(view.nets[view.draft.current])
    named = _names(line.item.name_hi, line.item.name_en, language)
    count = say.ntr("{n} item, total", "{n} items, total", view.count)
    saved = f"{say.tr('You saved')} {money_text(view.saving)}" if view.saving else ""
    return (
        *(Row(name, 2) for name in named),
        Row(f"{quantity}  —  {amount}", 2),
        Row(money_text(view.owed), 6, True),
        Row(count, 2),
        Row(saved, 2),
    )


def _names(hindi: str, english: str, language: PaperLanguage) -> tuple[str, ...]:
    """A name in the customer's languages; where one is not known the other stands for it."""
    hindi, english = hindi or english, english or hindi
    told = [hindi] * (language != "en") + [english] * (language != "hi")
    return tuple(dict.fromkeys(name for name in told if name))


def _sum(amounts: "Sequence[Money]") -> "Money":
    whole = amounts[0]
    for amount in amounts[1:]:
        whole += amount
    return whole
