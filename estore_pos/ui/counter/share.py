"""A bill for the buyer's telephone: its text in a chat of WhatsApp, its PDF on the clipboard.

Nothing is sent by the till, so nothing waits for a line: the chat's own program sends when it can.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtWidgets import QWidget

from estore_pos.domain.customer import tidy_phone
from estore_pos.text import chat
from estore_pos.text.words import PaperLanguage, tr
from estore_pos.ui import clipboard
from estore_pos.ui.counter.screen import CounterScreen
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import Chat
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, nothing
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from estore_pos.domain.customer import Customer
    from estore_pos.domain.sale import Bill
    from estore_pos.operations.archive import Archive
    from estore_pos.ui.counter.paper import PaperKind


class Window(Protocol):
    """What of the main window sending needs."""

    work: Work
    counter: CounterScreen
    chat: Chat | None

    def open_sheet(self, sheet: Sheet) -> None:
        """Lay a sheet at the right."""
        ...


class Sharing(QObject):
    """Finds the buyer's number, or asks for one, and opens the chat."""

    def __init__(
        self, window: Window, paper: "Callable[[], tuple[PaperKind, PaperLanguage]]"
    ) -> None:
        """Take the window, and which paper is sent in which language."""
        super().__init__()
        self._window = window
        self._work = window.work
        self._counter = window.counter
        self._paper = paper

    def share(self, bills: "Sequence[Bill]") -> None:
        """Send the bills of a sale; without any, all those of the last one."""
        if bills:
            self._find_number(bills)
        elif self._work.ready:
            self._work.look(lambda lookup: lookup.last_sale(), self._last, owner=self)

    def _last(self, bills: "list[Bill]") -> None:
        if bills:
            self._find_number(bills)
        else:
            self._counter.warn(lambda: tr("No bill has been made yet."))

    def _find_number(self, bills: "Sequence[Bill]") -> None:
        buyer = bills[0].buyer
        if buyer is None:
            self._ask(bills)
            return

        def found(customer: "Customer | None") -> None:
            phone = tidy_phone(customer.phone) if customer else None
            if phone:
                self._give(bills, phone)
            else:
                self._ask(bills)

        self._work.look(lambda lookup: lookup.customer(buyer), found, owner=self)

    def _ask(self, bills: "Sequence[Bill]") -> None:
        self._window.open_sheet(ShareSheet(bills, lambda phone: self._give(bills, phone)))

    def _give(self, bills: "Sequence[Bill]", phone: str) -> None:
        """Lay the PDFs ready, each counted as a paper that goes out; then the chat."""
        kind, language = self._paper()
        to = self._window.chat
        assert to is not None

        def made(copies: list[int]) -> None:
            papers = [(bill.id, copy) for bill, copy in zip(bills, copies, strict=True)]

            def lay(archive: "Archive") -> "tuple[list[Path], str, bool]":
                paths, text = archive.shared(papers, kind, language, to.folder())
                return paths, text, to.has_program()

            self._work.slow(
                lay,
                lambda laid: self._open(bills, phone, to, *laid),
                self._counter.fail,
                owner=self,
            )

        self._work.desk(
            lambda till: [till.give_paper(bill.id, language) for bill in bills],
            made,
            self._counter.fail,
            owner=self,
        )

    def _open(
        self,
        bills: "Sequence[Bill]",
        phone: str,
        to: Chat,
        paths: "Sequence[Path]",
        text: str,
        by_program: bool,
    ) -> None:
        held = QMimeData()
        held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        clipboard.put(held)
        links = [chat.web_link(phone, text)]
        if by_program:
            links.insert(0, chat.app_link(phone, text))
        if any(to.open(link) for link in links):
            self._counter.strip.say("ok", lambda: _opened_words(bills))
        else:
            self._counter.warn(lambda: _unopened_words(bills, paths))


class ShareSheet(Sheet):
    """To which number the bills of a sale go; without one, that is chosen in WhatsApp."""

    wide = False

    def __init__(self, bills: "Sequence[Bill]", send: Callable[[str], None]) -> None:
        super().__init__(Place.SHARE, lambda: tr("Send by WhatsApp"))
        self._send = send
        self.phone = Field("share_phone", lambda: tr("Telephone"), lambda: "00000 00000")
        self.problem = Label("share_problem", nothing, tone="danger", wrap=True)
        self.rows.addWidget(Label("share_bill", lambda: _bill_words(bills), "heading", wrap=True))
        self.rows.addWidget(
            Label("share_phone_label", lambda: tr("Telephone"), tone="muted", wrap=True)
        )
        self.rows.addWidget(self.phone)
        self.rows.addWidget(self.problem)
        self.rows.addWidget(Label("share_words", _share_words, tone="muted", wrap=True))
        self.rows.addStretch(1)
        self.deeds = {Deed.ENTER: self._enter, Deed.BACK: self.close_sheet}

    @override
    def home(self) -> QWidget:
        """The number has the focus."""
        return self.phone

    def _enter(self) -> None:
        typed = self.phone.text().strip()
        phone = tidy_phone(typed) if typed else ""
        if phone is None:
            self.problem.tell(
                lambda: tr("{typed} is no telephone number: ten digits, or none.", typed=typed)
            )
            self.phone.selectAll()
            return
        self.close_sheet()
        self._send(phone)


def _bill_words(bills: "Sequence[Bill]") -> str:
    from estore_pos.text.dates import stamp_text
    from estore_pos.text.numbers import money_text

    return "\n".join(
        f"{bill.number} · {money_text(bill.totals.payable)} · {stamp_text(bill.at)}"
        for bill in bills
    )


def _share_words() -> str:
    return tr(
        "Enter without a number: whom it goes to is chosen in WhatsApp. A link can carry no file: "
        "the PDF goes onto the clipboard, Ctrl+V in the chat puts it in."
    )


def _opened_words(bills: "Sequence[Bill]") -> str:
    if len(bills) > 1:
        return tr(
            "WhatsApp opens with bills {numbers}. Their PDFs are on the clipboard: Ctrl+V in the "
            "chat.",
            numbers=_numbers(bills),
        )
    return tr(
        "WhatsApp opens with bill {number}. The PDF is on the clipboard: Ctrl+V in the chat.",
        number=bills[0].number,
    )


def _numbers(bills: "Sequence[Bill]") -> str:
    return ", ".join(bill.number for bill in bills)


def _unopened_words(bills: "Sequence[Bill]", paths: "Sequence[Path]") -> str:
    # The folders above the user's documents would be longer than the strip.
    return tr(
        "WhatsApp did not open; bill {number} is saved. Its PDF: clipboard and {path}",
        number=_numbers(bills),
        path=", ".join("/".join(path.parts[-3:]) for path in paths),
    )
