"""The main window: the bar of screens, the screen, the sheet on it, the keys, the status line."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from estore_pos.base.settings import Settings, Value, change
from estore_pos.text import words
from estore_pos.text.words import tr
from estore_pos.ui import style
from estore_pos.ui.counter.screen import CounterScreen
from estore_pos.ui.keymap import CLOSED, Deed, Key, Place, follow, shown
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import Chat, Decoder, HqLine, PayCode, ShowFile, Sound, Sounds
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.status import StatusLine, state_words, tone_of
from estore_pos.ui.style import BROAD_PX, SHEET_PX, look
from estore_pos.ui.widgets.keybar import KeyBar
from estore_pos.ui.widgets.sheet import Deeds, Sheet
from estore_pos.ui.widgets.strip import Strip
from estore_pos.ui.widgets.told import Button, Label
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estore_pos.domain.credit_note import CreditNote
    from estore_pos.domain.errors import ShopError, Trouble
    from estore_pos.domain.person import Person
    from estore_pos.domain.sale import Bill
    from estore_pos.operations.counter_view import CounterView, Finished
    from estore_pos.operations.line import LineState
    from estore_pos.operations.moment import Doubt
    from estore_pos.operations.till import Till
    from estore_pos.ui.counter.paying import Paying
    from estore_pos.ui.counter.sheets import CounterSheets
    from estore_pos.ui.display import SecondScreen
    from estore_pos.ui.keygate import KeyGate
    from estore_pos.ui.lock import LockPage, Watchman
    from estore_pos.ui.printing import Printing
    from estore_pos.ui.setup.settings import SettingsScreen
    from estore_pos.ui.setup.trouble import TroublePage
    from estore_pos.ui.widgets.twin import Twin

TOP_PX = 44
FRAME_PX = 5
ASIDE = frozenset({Place.HELP, Place.PALETTE, Place.PAPER, Place.PRINTER})
"""What is read over a sheet by a key of everywhere: what is scanned is for the sheet below."""
DISPLAY_REST_MS = 700
"""The customer's display comes after the till can sell."""


class Placed(Protocol):
    """What keys can go to."""

    place: Place
    deeds: Deeds

    def home(self) -> QWidget:
        """What has the focus in it."""
        ...


class Shell(QWidget):
    """The till's one window. A sheet lies at its right; keys go to the sheet, then the screen."""

    ready = Signal()
    """Selling is possible: the books are open."""
    settings_changed = Signal(object)
    """The Settings of this PC as they now are: to be kept."""
    painted = Signal()
    """The first paint is done."""
    closing = Signal()
    """The window goes."""
    fault_seen = Signal()
    """A fault of the program was caught, on any thread; a crash file has it."""
    line_told = Signal(object)
    """How the line to HQ stands, a LineState; emitted from any thread."""
    hq_joined = Signal(object)
    """How it went with the HQ that this start names: None, or the ShopError; from any thread."""
    printer_told = Signal(object)
    """How the printer stands, a PrinterState; emitted from any thread."""
    drawer_told = Signal(object)
    """The drawer was told to open: None, or the ShopError why not; emitted from any thread."""
    _is_filling = False
    """The common goods are on their way into the list."""
    _unfilled: "ShopError | None" = None
    """Why they did not come: said again when the sheet is gone that lay before it."""

    def __init__(
        self,
        work: Work,
        settings: Settings,
        decoder: Decoder,
        sounds: Sounds,
        now: Callable[[], datetime],
        at_ms: Callable[[QKeyEvent], int],
    ) -> None:
        super().__init__()
        self.setObjectName("shell")
        follow(settings.keys)
        self.work = work
        self.settings = settings
        self._now = now
        self._decoder = decoder
        self.sounds: Sounds = _Seen(sounds, self._flash)
        self._twin: Twin | None = None
        self.hq_line: HqLine | None = None
        self.pay_code: PayCode | None = None
        self.show_file: ShowFile = lambda path: False
        self.chat: Chat | None = None
        self.practice_words: Callable[[], str] | None = None
        self.last_papers: Sequence[Bill | CreditNote] = ()
        self.pressed = ""
        """The key whose deed is being done, as the table writes it."""
        self._painted = False
        self._has_loss = False
        self._is_practice = False
        self._places: list[Placed] = []
        self._settings_screen: SettingsScreen | None = None
        self._trouble: TroublePage | None = None
        self._paying: Paying | None = None
        self.second: SecondScreen | None = None
        self._printing: Printing | None = None
        self._sheets: list[Sheet] = []
        self._counter_sheets: CounterSheets | None = None
        self._watchman: Watchman | None = None
        self._cover: LockPage | None = None
        self._unwritten: str | None = None
        self._is_code_anew = False
        self._build()
        self._at_ms = at_ms
        self._gate: KeyGate | None = None
        self._deeds: Deeds = {
            Deed.HELP: self.help,
            Deed.GO_TO: self.go_to,
            Deed.LANGUAGE: self.flip_language,
            Deed.COUNTER: self.go_counter,
            Deed.SETTINGS: self.go_settings,
            Deed.SEND_NOW: self.send_now,
            Deed.PAPER: self.print_again,
            Deed.LOOK_PAPER: lambda: self.sheets.show_paper(None, over=True),
            Deed.PRINTER: self.open_printer,
            Deed.DISPLAY: self.flip_display,
            Deed.LOCK: self.lock,
        }
        work.opened.connect(self._opened)
        work.refused.connect(self._refused)
        work.unsaid.connect(self.counter.fail)
        work.fault.connect(lambda _: self.say_fault())
        self.fault_seen.connect(self.say_fault)
        work.changed.connect(self._bill_changed)
        work.ask_approval = lambda *asked: self.sheets.approval(*asked)
        self.line_told.connect(self._line_told)
        self.hq_joined.connect(self._hq_joined)
        self.printer_told.connect(self.status.present_printer)
        self.drawer_told.connect(lambda error: self.printing.drawer_told(error))
        self._tell_title()
        self.counter.entry.setFocus()

    # --- what it is made of ---

    def _build(self) -> None:
        self.practice = Strip("practice")
        self.practice.hide()
        self.counter = CounterScreen(self.work, self.sounds)
        self.counter.place_opened.connect(self._place_opened)
        self.counter.place_closed.connect(self._leave)
        self.counter.sheet_wanted.connect(lambda deed: self.sheets.open(deed))
        self.counter.payment_wanted.connect(self.open_payment)
        self.counter.sold.connect(self._sold)
        self.counter.bill_scanned.connect(lambda code: self.sheets.returning.scanned(code))
        self.screens = QStackedWidget()
        self.screens.addWidget(self.counter)
        self.on_screen: Placed = self.counter
        self.keybar = KeyBar()
        self.keybar.pressed.connect(self._key)
        self.status = StatusLine(self._now)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        # A screen smaller than the words want must still be usable: nothing dictates its size.
        self._rows.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._rows.addWidget(self._build_top())
        self._rows.addWidget(self.practice)
        self._rows.addWidget(self.screens, 1)
        self._rows.addWidget(self.keybar)
        self._rows.addSpacing(4)
        self._rows.addWidget(self.status)
        self.keybar.show_place(Place.COUNTER)

    def _build_top(self) -> QWidget:
        top = QFrame()
        top.setObjectName("top")
        style.hold_height(top, TOP_PX)
        row = QHBoxLayout(top)
        row.setContentsMargins(8, 4, 8, 4)
        self.tab_counter = Button(
            "tab_counter", lambda: f"{tr('Sell')}  {shown('Alt+1')}", tone="tab"
        )
        self.tab_settings = Button(
            "tab_settings", lambda: f"{tr('Settings')}  {shown('Ctrl+,')}", tone="tab"
        )
        self.language_button = Button(
            "language", lambda: f"हि | EN   {shown('Ctrl+L')}", tone="tab"
        )
        for tab, deed in (
            (self.tab_counter, self.go_counter),
            (self.tab_settings, self.go_settings),
        ):
            tab.setCheckable(True)
            tab.clicked.connect(deed)
            row.addWidget(tab)
        self.tab_counter.setChecked(True)
        row.addStretch(1)
        self.person = Label("person")
        """Who stands at the till; nobody is named while nobody has a PIN."""
        self.person.hide()
        row.addWidget(self.person)
        row.addWidget(self.language_button)
        self.language_button.clicked.connect(self.flip_language)
        return top

    @property
    def language(self) -> words.Language:
        """The language of the screens."""
        return words.spoken()

    @property
    def at(self) -> Placed:
        """Where the keys go now."""
        if self._cover is not None:
            return self._cover
        return self._places[-1] if self._places else self.on_screen

    def today(self) -> date:
        """The calendar date in India."""
        return (self._now() + timedelta(hours=5, minutes=30)).date()

    def _first_painted(self) -> None:
        self.painted.emit()
        self._complete()

    def _complete(self) -> None:
        """Build what the first paint did not wait for: what reads the keys, the table."""
        from estore_pos.ui.keygate import KeyGate

        if self._gate is not None:
            return
        self._gate = gate = KeyGate(self._decoder, self._at_ms, lambda: self.at.place)
        gate.scanned.connect(self._scanned)
        gate.deed.connect(self._key)
        gate.stand(self)
        from estore_pos.ui.widgets.twin import Twin

        top = self.findChild(QFrame, "top")
        assert isinstance(top, QFrame)
        self._twin = Twin(top)
        self.counter.complete()

    def _flash(self, sound: Sound) -> None:
        if self._twin is not None:
            self._twin.flash(sound)

    # --- keys and places ---

    def _key(self, key: Key) -> None:
        deed = self.at.deeds.get(key.deed) if key.place is not Place.ANYWHERE else None
        if deed is None and key.place is Place.ANYWHERE:
            closed = self.at.place in CLOSED and key.deed is not Deed.LANGUAGE
            deed = None if closed else self._deeds.get(key.deed)
        if key.deed is not Deed.UNDO:
            self.counter.withdraw()
        if deed is not None:
            if key.deed not in (Deed.LANGUAGE, Deed.HELP):
                self.counter.telling.hide_red()  # whoever presses on has read it; it may come anew
            self.pressed = key.combo
            self._do(key, deed)

    def _do(self, key: Key, deed: Callable[[], None]) -> None:
        """Do a key's deed; where it may open something, the keys behind it wait for that."""
        from estore_pos.ui.keygate import PINS, leads_on

        gate, at = self._gate, self.at
        if gate is None or not leads_on(key):
            deed()
            return
        gate.hold(key)

        def go_on() -> None:
            # A PIN that did not fit: what came behind it was for what it would have opened.
            if gate.go_on(key, drops=self.at is at and at.place in PINS):
                self.sounds.play("error")

        self.work.together(deed, go_on)

    def _scanned(self, code: str) -> None:
        from estore_pos.domain.barcode import recovery_code

        at = self.at
        if recovery_code(code) is not None:
            self._recovery_scanned(code)
            return
        if at.place in CLOSED:
            self.sounds.play("error")
            return
        if isinstance(at, Sheet) and self._takes_scan(code):
            return
        settings = self._settings_screen
        if (
            settings is None
            or self.at is not settings.editor
            or not settings.editor.take_scan(code)
        ):
            self.counter.scanning.scan(code)

    def _takes_scan(self, code: str) -> bool:
        """Whether a scan is for the sheet that lies on top, or for the one below what is read."""
        for sheet in reversed(self._sheets):
            if sheet.take_scan(code):
                return True
            if sheet.place not in ASIDE:
                break
        return False

    def _recovery_scanned(self, code: str) -> None:
        """The paper of the recovery code: it opens books that ask for it, and is nothing else."""
        at = self.at
        if at.place is Place.UNLOCK and self._trouble is not None:
            self._trouble.code.setText(code)
            return
        if at.place is Place.LOCK and self.watchman.take_code(code):
            return
        self.sounds.play("error")
        if at.place not in CLOSED:
            self.counter.strip.say("warn", _put_away_words)

    def _place_opened(self, placed: Placed) -> None:
        if placed not in self._places:
            self._places.append(placed)
        self._arrive()

    def _leave(self, placed: Placed) -> None:
        if placed in self._places:
            self._places.remove(placed)
        self._arrive()

    def _show_keys(self) -> None:
        """The bar: the keys of where the keys go, without those that would do nothing there."""
        self.keybar.show_place(self.at.place)
        self.keybar.leave_out(self.at.idle if isinstance(self.at, Sheet) else frozenset())

    def _arrive(self) -> None:
        self.counter.withdraw()
        self._show_keys()
        self.at.home().setFocus()

    def open_sheet(self, sheet: Sheet, *, over: bool = False) -> None:
        """Lay a sheet at the right; it replaces those that lie there, or lies over them."""
        if over:
            sheet.wide = sheet.wide or any(each.wide for each in self._sheets)
        else:
            for old in list(self._sheets):
                self.close_sheet(old)
        sheet.setParent(self)
        sheet.closed.connect(lambda: self.close_sheet(sheet))
        sheet.keys_changed.connect(self._show_keys)
        sheet.broadened.connect(self._lay_sheets)
        self._sheets.append(sheet)
        self._lay_sheets()
        sheet.show()
        sheet.raise_()
        if self._cover is not None:
            sheet.setEnabled(False)
            self._cover.raise_()
        self._place_opened(sheet)

    def open_aside(self, sheet: Sheet) -> None:
        """Lay a sheet that a key opens anywhere over what lies there, which keeps what was typed.

        One of its kind goes first: the same key again leaves no pile.
        """
        for old in [each for each in self._sheets if each.place is sheet.place]:
            self.close_sheet(old)
        self.open_sheet(sheet, over=True)

    def close_sheet(self, sheet: Sheet) -> None:
        """Take a sheet away; the keys go back to where they were."""
        if sheet in self._sheets:
            left = self._left_below(sheet)
            self._sheets.remove(sheet)
            sheet.hide()
            self._leave(sheet)
            if left is not None and left.isVisible() and left.isEnabled():
                left.setFocus()
            sheet.deleteLater()
            if self._paying is not None:
                self._paying.closed(sheet)

    def _left_below(self, sheet: Sheet) -> QWidget | None:
        """What had the focus in the place that this sheet lies on; None unless it is on top."""
        if self._places[-1:] != [sheet] or len(self._places) < 2:
            return None
        below = self._places[-2]
        return below.focusWidget() if isinstance(below, QWidget) else None

    def _lay_sheets(self) -> None:
        if self._cover is not None:
            self._cover.setGeometry(self.screens.geometry())
        top, bottom = self.screens.y() + 4, self.screens.y() + self.screens.height() - 4
        said = self.counter.strip.mapTo(self, self.counter.strip.rect().bottomLeft()).y() + 5
        for sheet in self._sheets:
            wanted = look.px(BROAD_PX if sheet.broad else SHEET_PX)
            width, right = min(wanted, self.width() - 40), self.width() - 8
            side = self.counter.side
            if not sheet.wide and side.isVisible():
                width, right = side.width() + 4, side.mapTo(self, side.rect().topRight()).x() + 3
            begin = max(top, said) if sheet.leaves_strip else top
            sheet.setGeometry(right - width, begin, width, bottom - begin)

    def _show_screen(self, screen: "CounterScreen | SettingsScreen") -> None:
        for sheet in list(self._sheets):
            self.close_sheet(sheet)
        if self.counter.question.isVisible():
            self.counter.question.done()
        self.counter.leave_questions()
        self._places.clear()
        self.on_screen = screen
        self.screens.setCurrentWidget(screen)
        self.tab_counter.setChecked(screen is self.counter)
        self.tab_settings.setChecked(screen is not self.counter)
        self._arrive()

    def go_counter(self) -> None:
        """Back to selling."""
        if self._trouble is None:
            self._show_screen(self.counter)

    def go_settings(self) -> None:
        """The settings, or back from them."""
        from estore_pos.ui.setup.settings import SettingsScreen

        if not self.work.ready:
            return
        if self._settings_screen is None:
            self._settings_screen = screen = SettingsScreen(
                self.work, lambda: self.settings, self.set_value, self.today
            )
            screen.left.connect(self.go_counter)
            screen.people_wanted.connect(self.open_people)
            screen.place_opened.connect(self._place_opened)
            screen.place_closed.connect(self._leave)
            self.screens.addWidget(screen)
        # A practice shop has a practice HQ of its own and joins no other.
        self._settings_screen.editor.learn = self._decoder.learn
        self._settings_screen.hq_line = None if self._is_practice else self.hq_line
        self._settings_screen.print_ruler = self.printing.print_ruler
        self._settings_screen.refresh()
        self._show_screen(self._settings_screen)
        # What was sought the last time gives way to what is sought now.
        self._settings_screen.seek.selectAll()

    # --- who stands at the till ---

    @property
    def watchman(self) -> "Watchman":
        """What shows who stands at the till, and locks it."""
        if self._watchman is None:
            from estore_pos.ui.lock import Watchman

            self._watchman = watchman = Watchman(self)
            if self._gate is not None:
                self._gate.heard = watchman.idle.heard
        return self._watchman

    def lock(self) -> None:
        """Nobody stands at the till, or another one does."""
        if self.work.ready:
            self.watchman.lock()

    def came(self, person: "Person") -> None:
        """Somebody opened the till; a recovery code that nobody has written down is an owner's."""
        for sheet in list(self._sheets):
            sheet.another(person)
        if self._unwritten and person.role.value == "o":
            code, self._unwritten = self._unwritten, None
            self._show_recovery(code)

    def open_people(self) -> None:
        """Who works here, and their PINs."""
        from estore_pos.ui.setup.people import PeopleSheet

        sheet = PeopleSheet(
            self.work,
            lambda over: self.open_sheet(over, over=True),
            lambda: self.sounds.play("error"),
        )
        sheet.changed.connect(self.watchman.ask)
        self.open_sheet(sheet)

    @property
    def is_busy(self) -> bool:
        """Whether money or paper is on its way."""
        from estore_pos.ui.lock import PAYING

        state = self._printing.state if self._printing is not None else None
        is_printing = state is not None and state.is_printing
        return is_printing or any(each.place in PAYING for each in self._places)

    def cover(self, page: "LockPage | None") -> None:
        """Lay a page over everything, or take it away; what is underneath stays as it is."""
        if page is not None:
            for sheet in [each for each in self._sheets if each.place is Place.APPROVAL]:
                sheet.deeds[Deed.BACK]()
        old, self._cover = self._cover, page
        for part in (self.screens, self.tab_counter, self.tab_settings, *self._sheets):
            part.setEnabled(page is None)
        if old is not None:
            old.hide()
        if page is not None:
            page.setParent(self)
            self._lay_sheets()
            page.show()
            page.raise_()
        self._arrive()

    # --- sheets of the counter ---

    def help(self) -> None:
        """The keys of where one is; again closes it."""
        from estore_pos.ui.help import HelpSheet, open_card

        if isinstance(self.at, HelpSheet):
            self.close_sheet(self.at)
        else:
            sheet = HelpSheet(self.at.place)
            sheet.card_wanted.connect(
                lambda: open_card(sheet, self.work, self.show_file, self.counter.fail)
            )
            self.open_aside(sheet)

    @property
    def sheets(self) -> "CounterSheets":
        """The sheets that the counter's keys open."""
        if self._counter_sheets is None:
            from estore_pos.ui.counter.sheets import CounterSheets

            self._counter_sheets = CounterSheets(self)
        return self._counter_sheets

    def go_to(self) -> None:
        """Whatever can be done where one is, by a word of it; again closes it."""
        from estore_pos.ui.palette import PaletteSheet, offered

        if isinstance(self.at, PaletteSheet):
            self.close_sheet(self.at)
            return
        sheet = PaletteSheet(offered(self.at.place, {*self._deeds, *self.at.deeds}))
        sheet.key_chosen.connect(self._key)
        sheet.setting_chosen.connect(self._go_setting)
        self.open_aside(sheet)

    def _go_setting(self, label: str) -> None:
        self.go_settings()
        if self._settings_screen is not None:
            self._settings_screen.look_for(label)

    def change_setting(self, label: str) -> None:
        """Show the settings and change the one that is called so."""
        self._go_setting(label)
        if self._settings_screen is not None:
            self._settings_screen.change()

    @property
    def paying(self) -> "Paying":
        """What leads from the open bill to the money."""
        if self._paying is None:
            from estore_pos.ui.counter.paying import Paying

            self._paying = Paying(self.work, self.counter, self.sounds, self, self.sheets.buyer)
            self.counter.unsold.connect(self._paying.refused)
        return self._paying

    def open_payment(self, received: str) -> None:
        """The payment sheet."""
        from estore_pos.ui.counter.payment import Typed

        self.paying.open(Typed(received=received))

    @property
    def printing(self) -> "Printing":
        """What ties the counter to the printer; app hands it the printer's lane."""
        if self._printing is None:
            from estore_pos.ui.printing import Printing

            self._printing = printing = Printing(
                self.work, self.counter, self.sounds, lambda: self.settings
            )
            self.printer_told.connect(printing.told)
        return self._printing

    def print_again(self) -> None:
        """Print the last bill again; where there is no printer, show its paper."""
        if self.printing.is_set:
            self.printing.print_again(())
        else:
            self.sheets.show_paper(None, over=True)

    def open_printer(self) -> None:
        """What waits for the printer; again closes it."""
        from estore_pos.ui.printing import PrinterSheet

        if isinstance(self.at, PrinterSheet):
            self.close_sheet(self.at)
        elif self.work.ready:
            sheet = PrinterSheet(self.work, self.printing)
            sheet.paper_wanted.connect(lambda named: self.sheets.paper_of(named, over=True))
            self.printer_told.connect(sheet.refresh)
            self.open_aside(sheet)

    # --- what the till tells ---

    def _opened(self, till: "Till") -> None:
        self._complete()
        if self._trouble is not None:
            self._trouble.hide()
            self._trouble.deleteLater()
            self._trouble = None
            self._show_screen(self.counter)
        self.counter.resume(till.counter.view)
        if self.settings.customer_display == "on":
            QTimer.singleShot(DISPLAY_REST_MS, self._follow_display)
        if till.watch.is_locked:
            self.watchman.cover()
        self._is_practice = till.practice
        self._is_code_anew = till.recovery_code is not None and till.is_code_anew
        if till.practice:
            self._dress_for_practice()
        asked = None if till.practice or till.watch.is_locked else till.first_question
        if asked is not None:
            self._first_start(till, asked)
        elif till.recovery_code and not till.watch.is_locked:
            self._show_recovery(till.recovery_code)
        else:
            self._unwritten = till.recovery_code
        self.work.desk(lambda till: till.clock_doubt(), self._doubt_clock, owner=self)
        self.work.desk(lambda till: till.loss(), self._tell_loss, owner=self)
        self.ready.emit()

    def _doubt_clock(self, doubt: "Doubt | None") -> None:
        self.status.doubt_clock(doubt is not None, asks=doubt is not None and doubt.is_asked)
        self.counter.ask_of_clock(doubt)

    def _tell_loss(self, loss: "Trouble | None") -> None:
        """Until the next bill, and at the next start again where there was none."""
        self._has_loss = loss is not None
        if loss is not None:
            self.counter.strip.say("warn", lambda: sentence_of(loss))
            self.sounds.play("error")

    def _refused(self, error: "ShopError") -> None:
        from estore_pos.ui.setup.trouble import TroublePage

        self._complete()
        if self._trouble is None:
            self._trouble = TroublePage()
            self._trouble.again.connect(self._again)
            self.screens.addWidget(self._trouble)
        self._trouble.present(error)
        self.screens.setCurrentWidget(self._trouble)
        self.on_screen = self._trouble
        for tab in (self.tab_counter, self.tab_settings):
            tab.setChecked(False)
        self._places.clear()
        self._arrive()
        self.sounds.play("error")

    def _again(self, code: str) -> None:
        self.work.start(code or None)

    def _dress_for_practice(self) -> None:
        self._rows.setContentsMargins(FRAME_PX, FRAME_PX, FRAME_PX, FRAME_PX)
        self.practice.say("practice", self.practice_words or _practice_words)
        self.practice.show()
        self.update()

    def _first_start(self, till: "Till", question: int) -> None:
        from estore_pos.ui.setup.first import FirstStart

        code = till.recovery_code
        sheet = FirstStart(self.work, self.today, till.shop_today(), question)
        sheet.language_chosen.connect(lambda lang: self.set_value("language", lang))
        sheet.goods_wanted.connect(self._fill)
        if code:
            sheet.finished.connect(lambda: QTimer.singleShot(0, lambda: self._show_recovery(code)))
        self.open_sheet(sheet)

    def _show_recovery(self, code: str) -> None:
        from estore_pos.ui.setup.recovery import RecoverySheet

        sheet = RecoverySheet(
            code,
            self.work,
            self.printing,
            lambda path: self.show_file(path),
            anew=self._is_code_anew,
        )

        def written() -> None:
            self.close_sheet(sheet)
            self.work.desk(lambda till: till.recovery_code_seen())
            self._say_ready()

        sheet.written.connect(written)
        self.open_sheet(sheet)

    def _fill(self) -> None:
        """The common goods come in: on a slow disk a name typed at once would find nothing."""
        self._is_filling = True
        self.work.desk(
            lambda till: till.load_starter(with_prices=False),
            lambda _: self._filled(),
            self._not_filled,
        )

    def _filled(self) -> None:
        self._is_filling = False
        if self.counter.strip.said is _filling_words:
            self._say_ready()

    def _not_filled(self, error: "ShopError") -> None:
        self._is_filling, self._unfilled = False, error
        self.counter.fail(error)

    def _say_ready(self) -> None:
        if self._is_filling:
            self.counter.strip.say("warn", _filling_words)
        else:
            self.counter.strip.say("ok", lambda: tr("✓ Keep the recovery code safe. Now sell."))
        if self._unfilled is not None:
            self.counter.fail(self._unfilled)

    def _bill_changed(self, view: "CounterView") -> None:
        if self._paying is not None:
            self._paying.follow(view)
        doubt = view.doubt
        self.status.doubt_clock(doubt is not None, asks=doubt is not None and doubt.is_asked)

    def _sold(self, finished: "Finished") -> None:
        if self._paying is not None:
            self._paying.done()
        self.printing.sold(finished)
        self._written(finished.bills)
        if finished.bills[-1].clock_suspect:
            self.status.doubt_clock(True, asks=self.counter.is_asked_of_clock)
        if self._has_loss:
            self._has_loss = False
            self.work.desk(lambda till: till.loss_told())

    def returned(self, note: "CreditNote") -> None:
        """Goods came back: what follows for papers and drawer."""
        self.printing.returned(note)
        self._written((note,))

    def _written(self, deeds: "Sequence[Bill | CreditNote]") -> None:
        """These are the last papers, and they are laid ready."""
        self.last_papers = deeds
        kind, language = self.settings.paper_after_bill, self.settings.paper_language
        if kind != "none":
            made = [each.id for each in deeds]
            self.work.slow(
                lambda archive: [archive.paper(each, kind, language) for each in made],
                lambda _: None,
                owner=self,
            )

    @property
    def last_bill(self) -> "Bill | CreditNote | None":
        """The last paper; None before the first."""
        return self.last_papers[-1] if self.last_papers else None

    def say_fault(self) -> None:
        """Say that the program had a fault; what was saved is saved."""
        self.counter.strip.say("danger", _fault_words)

    # --- settings of this PC ---

    def say_settings_lost(self, kept: str) -> None:
        """Say that settings could not be used; the file as it was is kept under this name."""
        self.counter.strip.say("warn", lambda: _settings_words(kept))

    def flip_language(self) -> None:
        """Hindi to English and back, on every screen at once."""
        self.set_value("language", "en" if words.spoken() == "hi" else "hi")

    def set_value(self, name: str, value: Value) -> None:
        """Change a setting of this PC; the window follows at once."""
        self.settings = change(self.settings, name, value)
        self.settings_changed.emit(self.settings)
        match name:
            case "language":
                words.speak(self.settings.language)
                QApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))
                self._tell_title()
            case "keys":
                follow(self.settings.keys)
                QApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))
            case "theme" | "scale":
                app = QApplication.instance()
                assert isinstance(app, QApplication)
                style.wear(app, self.settings.theme, self.settings.scale)
                style.refit(self)
                self.counter.total.updateGeometry()
                self.counter.fit()
                self._lay_sheets()
            case "customer_display" | "paper_language":
                self._follow_display()
            case "scan_gap_ms" | "scan_prefix" | "scan_suffix":
                now = self.settings
                self._decoder.follow(now.scan_gap_ms, now.scan_prefix, now.scan_suffix)
            case _:
                pass

    def flip_display(self) -> None:
        """The customer's display comes, or goes."""
        self.set_value("customer_display", "off" if self.second is not None else "on")

    def _follow_display(self) -> None:
        if self.second is not None:
            self.second.close()
            self.second = None
        if self.settings.customer_display == "on" and self.work.ready:
            from estore_pos.ui.display import SecondScreen

            self.second = SecondScreen(self)

    def send_now(self) -> None:
        """Try to send what waits, now."""
        if self.hq_line is not None:
            self.counter.strip.say("none", _trying_words)
            self.hq_line.try_now()

    def _line_told(self, state: "LineState") -> None:
        self.status.present(state)
        if state.is_answer and self.counter.strip.text() == _trying_words():
            self.counter.strip.say(tone_of(state), lambda: state_words(state))

    def _hq_joined(self, error: "ShopError | None") -> None:
        if error is not None:
            self.counter.fail(error)

    def _tell_title(self) -> None:
        self.setWindowTitle(tr("eStore — counter"))

    # --- Qt ---

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab and Shift+Tab stay in what is open: every widget of the window asks here."""
        from estore_pos.ui.widgets.tabbing import step_within

        at = self.at
        if isinstance(at, QWidget):
            step_within(at, at.home(), forward=next)
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the yellow frame of a practice shop; tell of the first paint."""
        if self.practice.isVisible():
            painter = QPainter(self)
            painter.fillRect(self.rect(), look.colour("practice"))
            inner = self.rect().adjusted(FRAME_PX, FRAME_PX, -FRAME_PX, -FRAME_PX)
            painter.fillRect(inner, look.colour("window"))
            painter.end()
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._first_painted)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the sheets again."""
        super().resizeEvent(event)
        self._lay_sheets()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """End what runs beside the window, then go."""
        if self._gate is not None:
            self._gate.leave()
        if self.second is not None:
            self.second.close()
        self.closing.emit()
        self.work.close()
        super().closeEvent(event)


class _Seen:
    """Plays a sound and shows its twin, whether the sound is heard or not."""

    def __init__(self, heard: Sounds, show: Callable[[Sound], None]) -> None:
        """Take what plays and what shows."""
        self._heard = heard
        self._show = show

    def play(self, sound: Sound) -> None:
        """Play it and show it."""
        self._heard.play(sound)
        self._show(sound)


def _filling_words() -> str:
    return tr("The common goods are still coming in: a moment, then they are found by name.")


def _practice_words() -> str:
    return tr("PRACTICE: three keys make the first sale — P (potato), Enter, End.")


def _put_away_words() -> str:
    return tr("This is the paper of the recovery code. Nothing was done with it: put it away.")


def _trying_words() -> str:
    return tr("Trying to send to HQ…")


def _settings_words(kept: str) -> str:
    return tr(
        "Some settings of this PC could not be used and are as on the first day. Bills are safe. "
        "Look at them with Ctrl+, — the file as it was is {file}.",
        file=kept,
    )


def _fault_words() -> str:
    return tr(
        "The program had a fault of its own. Bills that were made are safe. Go on; if it comes "
        "again, close the window and start again."
    )
