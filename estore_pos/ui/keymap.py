"""Which key does what in which place: one table for the keys, the bar, the help and the tests."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, NamedTuple

from estore_pos.text.words import mark, name_keys


class Place(StrEnum):
    """Where the keys go: a screen, or the sheet that lies on it."""

    ANYWHERE = "anywhere"
    COUNTER = "counter"
    ASK = "ask"
    TEACH = "teach"
    PRINTED = "printed"
    MISSED = "missed"
    PAYMENT = "payment"
    UPI = "upi"
    BUYER = "buyer"
    HELD = "held"
    TILES = "tiles"
    KITS = "kits"
    CATEGORIES = "categories"
    CATEGORY = "category"
    SERVICE = "service"
    ESTIMATE = "estimate"
    ESTIMATES = "estimates"
    CLOSE_ESTIMATE = "close_estimate"
    CANCEL = "cancel"
    APPROVAL = "approval"
    MATCH = "match"
    MONEY = "money"
    MOVE = "move"
    ANSWER = "answer"
    ACCOUNT = "account"
    FIND_BILL = "find_bill"
    RETURN = "return"
    UNBILLED = "unbilled"
    PAST = "past"
    RATES = "rates"
    OFFERS = "offers"
    OFFER = "offer"
    CARD = "card"
    ACTS = "acts"
    PAPER = "paper"
    SHARE = "share"
    PRINTER = "printer"
    HELP = "help"
    PALETTE = "palette"
    SETTINGS = "settings"
    CHANGE = "change"
    FIRST = "first"
    RECOVERY = "recovery"
    UNLOCK = "unlock"
    LOCK = "lock"
    PEOPLE = "people"
    PERSON = "person"
    TROUBLE = "trouble"
    CLOCK = "clock"


class Deed(StrEnum):
    """What a key does; the widget of the place holds a function for each of its deeds."""

    HELP = "help"
    GO_TO = "go_to"
    LANGUAGE = "language"
    COUNTER = "counter"
    SETTINGS = "settings"
    SEND_NOW = "send_now"
    PAPER = "paper"
    LOOK_PAPER = "look_paper"
    OPEN_PDF = "open_pdf"
    SHARE = "share"
    DISPLAY = "display"
    PRINT = "print"
    SILENT = "silent"
    PRINTER = "printer"
    RETRY = "retry"
    DRAWER = "drawer"
    WEIGH = "weigh"
    ENTER = "enter"
    BACK = "back"
    UP = "up"
    DOWN = "down"
    CASH = "cash"
    QUANTITY = "quantity"
    REMOVE = "remove"
    PRICE = "price"
    BUYER = "buyer"
    UPI = "upi"
    BY_CASH = "by_cash"
    BY_CARD = "by_card"
    BY_KHATA = "by_khata"
    MIXED = "mixed"
    NEXT = "next"
    LET_GO = "let_go"
    KEEP_CHANGE = "keep_change"
    TAKE_CREDIT = "take_credit"
    SWEET = "sweet"
    LATER = "later"
    SIZE = "size"
    PAPER_LANGUAGE = "paper_language"
    SKIP = "skip"
    FIRST_CHOICE = "first_choice"
    SECOND_CHOICE = "second_choice"
    THIRD_CHOICE = "third_choice"
    FOURTH_CHOICE = "fourth_choice"
    FIFTH_CHOICE = "fifth_choice"
    SIXTH_CHOICE = "sixth_choice"
    SEVENTH_CHOICE = "seventh_choice"
    EIGHTH_CHOICE = "eighth_choice"
    NINTH_CHOICE = "ninth_choice"
    LOCK = "lock"
    FORGOTTEN = "forgotten"
    ANOTHER = "another"
    LEARN = "learn"
    PRINTED = "printed"
    WRITTEN = "written"
    MISSED = "missed"
    HOLD = "hold"
    TILES = "tiles"
    TILE = "tile"
    LAY = "lay"
    KITS = "kits"
    CHANGE = "change"
    CATEGORIES = "categories"
    SERVICE = "service"
    ESTIMATE = "estimate"
    ON_APPROVAL = "on_approval"
    LINE_DISCOUNT = "line_discount"
    BILL_DISCOUNT = "bill_discount"
    CHARGE = "charge"
    NOTE = "note"
    UNDO = "undo"
    OLDER = "older"
    NEWER = "newer"
    RETURN = "return"
    MATCH = "match"
    MONEY = "money"
    MOVE = "move"
    PAGES = "pages"
    NOT_COME = "not_come"
    NOT_HERE = "not_here"
    WAY = "way"
    EVERYTHING = "everything"
    SPOILED = "spoiled"
    REASON = "reason"
    EXCHANGE = "exchange"
    GIVE = "give"
    CANCEL = "cancel"
    RATES = "rates"
    OFFERS = "offers"
    CARD = "card"
    ACTS = "acts"
    WHO = "who"
    KIND = "kind"
    SAVE = "save"
    PICTURE = "picture"
    COPY = "copy"
    CLOCK = "clock"
    RIGHT = "right"


class Key(NamedTuple):
    """One row; `bar` keys stand on the bar at the bottom, the others in the help only."""

    place: Place
    combo: str
    deed: Deed
    label: str
    bar: bool = True


TILE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"
"""The quick tiles by their keys."""
MONEY_LETTERS = "ABCDEFGHIJKLMN"
"""What is done with money by its keys."""
QUICK_RUPEES = (500, 1000, 1500, 2000, 2500, 3000, 5000, 10_000)
"""What is paid out most: each has a key from F2 on."""
_BACK = mark("Back")

KEYS: tuple[Key, ...] = (
    Key(Place.ANYWHERE, "F1", Deed.HELP, mark("Help")),
    Key(Place.ANYWHERE, "Ctrl+K", Deed.GO_TO, mark("Find what you want to do"), False),
    Key(Place.ANYWHERE, "Alt+G", Deed.GO_TO, mark("Find what you want to do"), False),
    Key(Place.ANYWHERE, "Ctrl+L", Deed.LANGUAGE, mark("हिन्दी / English"), False),
    Key(Place.ANYWHERE, "Alt+1", Deed.COUNTER, mark("Sell"), False),
    Key(Place.ANYWHERE, "Ctrl+,", Deed.SETTINGS, mark("Settings"), False),
    Key(Place.ANYWHERE, "Ctrl+Shift+S", Deed.SEND_NOW, mark("Send to HQ now"), False),
    Key(Place.ANYWHERE, "Ctrl+R", Deed.PAPER, mark("Last bill: print it again"), False),
    Key(
        Place.ANYWHERE, "Ctrl+Shift+R", Deed.LOOK_PAPER, mark("Last bill: look at its paper"), False
    ),
    Key(Place.ANYWHERE, "Ctrl+Shift+P", Deed.PRINTER, mark("Printer: what waits"), False),
    Key(Place.ANYWHERE, "Ctrl+Shift+D", Deed.DISPLAY, mark("Customer's display"), False),
    Key(Place.ANYWHERE, "Ctrl+Shift+L", Deed.LOCK, mark("Lock, or another person"), False),
    Key(Place.COUNTER, "F2", Deed.QUANTITY, mark("Quantity")),
    Key(Place.COUNTER, "F3", Deed.LINE_DISCOUNT, mark("Line discount")),
    Key(Place.COUNTER, "F4", Deed.REMOVE, mark("Remove")),
    Key(Place.COUNTER, "F5", Deed.HOLD, mark("Put aside / recall")),
    Key(Place.COUNTER, "F6", Deed.PRINTED, mark("MRP"), False),
    Key(Place.COUNTER, "F7", Deed.PRICE, mark("Price")),
    Key(Place.COUNTER, "F8", Deed.CHARGE, mark("Charge")),
    Key(Place.COUNTER, "F9", Deed.BILL_DISCOUNT, mark("Bill discount")),
    Key(Place.COUNTER, "F10", Deed.RETURN, mark("Goods back")),
    Key(Place.COUNTER, "F11", Deed.BUYER, mark("Buyer")),
    Key(Place.COUNTER, "F12", Deed.NOTE, mark("Note")),
    Key(Place.COUNTER, "Return", Deed.ENTER, mark("Add / payment")),
    Key(Place.COUNTER, "Ctrl+U", Deed.UPI, mark("UPI"), False),
    Key(Place.COUNTER, "Ctrl+B", Deed.BY_KHATA, mark("Khata"), False),
    Key(Place.COUNTER, "Ctrl+M", Deed.MIXED, mark("Mixed"), False),
    Key(Place.COUNTER, "End", Deed.CASH, mark("Cash")),
    Key(Place.COUNTER, "Ctrl+P", Deed.PRINT, mark("Cash and print"), False),
    Key(Place.COUNTER, "Ctrl+N", Deed.SILENT, mark("Cash, not printed"), False),
    Key(Place.COUNTER, "Ctrl+Y", Deed.WEIGH, mark("Weight from the scale"), False),
    Key(Place.COUNTER, "Ctrl+Shift+O", Deed.DRAWER, mark("Open the drawer"), False),
    Key(Place.COUNTER, "Ctrl+O", Deed.OPEN_PDF, mark("Open the last bill's PDF"), False),
    Key(Place.COUNTER, "Ctrl+W", Deed.SHARE, mark("Send the last bill by WhatsApp"), False),
    Key(Place.COUNTER, "Ctrl+Z", Deed.UNDO, mark("Undo the last key / the last bill"), False),
    Key(Place.COUNTER, "Ctrl+Delete", Deed.CANCEL, mark("Throw away / cancel a bill"), False),
    Key(Place.COUNTER, "PageUp", Deed.OLDER, mark("Bills that were made"), False),
    Key(Place.COUNTER, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.COUNTER, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.COUNTER, "Alt+E", Deed.ESTIMATE, mark("Estimate / those that wait"), False),
    Key(Place.COUNTER, "Alt+Q", Deed.TILES, mark("Quick tiles"), False),
    Key(Place.COUNTER, "Alt+K", Deed.KITS, mark("Kits / the bill as a kit"), False),
    Key(Place.COUNTER, "Alt+.", Deed.CATEGORIES, mark("Goods without a name"), False),
    Key(Place.COUNTER, "Alt+S", Deed.SERVICE, mark("New service"), False),
    Key(Place.COUNTER, "Alt+A", Deed.LEARN, mark("Remember the word that found nothing"), False),
    Key(Place.COUNTER, "Alt+C", Deed.MISSED, mark("Unknown codes of today"), False),
    Key(Place.COUNTER, "Alt+B", Deed.RATES, mark("Today's rates"), False),
    Key(Place.COUNTER, "Alt+O", Deed.OFFERS, mark("Offers"), False),
    Key(Place.COUNTER, "Ctrl+I", Deed.CARD, mark("Card of the good"), False),
    Key(Place.COUNTER, "Alt+U", Deed.MATCH, mark("UPI to match"), False),
    Key(Place.COUNTER, "Alt+M", Deed.MONEY, mark("Money: CSC work, expenses, wallets"), False),
    Key(Place.COUNTER, "Alt+W", Deed.ACTS, mark("Who did what"), False),
    Key(Place.COUNTER, "Alt+D", Deed.CLOCK, mark("Is the date right?"), False),
    Key(Place.COUNTER, "Escape", Deed.BACK, _BACK, False),
    Key(Place.ASK, "Return", Deed.ENTER, mark("OK")),
    Key(Place.ASK, "End", Deed.CASH, mark("Cash")),
    Key(Place.ASK, "Escape", Deed.BACK, _BACK),
    Key(Place.TEACH, "Return", Deed.ENTER, mark("Next / save")),
    Key(Place.TEACH, "Down", Deed.DOWN, mark("A good there is")),
    Key(Place.TEACH, "Up", Deed.UP, mark("A new good"), False),
    Key(Place.TEACH, "F8", Deed.LEARN, mark("Learn the scanner")),
    Key(Place.TEACH, "Escape", Deed.BACK, mark("Later")),
    Key(Place.PRINTED, "1", Deed.FIRST_CHOICE, mark("First choice")),
    Key(Place.PRINTED, "2", Deed.SECOND_CHOICE, mark("Second choice")),
    Key(Place.PRINTED, "3", Deed.THIRD_CHOICE, mark("Third choice"), False),
    Key(Place.PRINTED, "4", Deed.FOURTH_CHOICE, mark("Fourth choice"), False),
    Key(Place.PRINTED, "0", Deed.ANOTHER, mark("Another MRP")),
    Key(Place.PRINTED, "Escape", Deed.BACK, _BACK),
    Key(Place.MISSED, "Return", Deed.ENTER, mark("Whose code it is")),
    Key(Place.MISSED, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.MISSED, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.MISSED, "Escape", Deed.BACK, _BACK),
    Key(Place.PAYMENT, "Return", Deed.ENTER, mark("Bill done")),
    Key(Place.PAYMENT, "Down", Deed.DOWN, mark("Next note")),
    Key(Place.PAYMENT, "Up", Deed.UP, mark("Note before"), False),
    Key(Place.PAYMENT, "C", Deed.BY_CASH, mark("Cash"), False),
    Key(Place.PAYMENT, "U", Deed.UPI, mark("UPI"), False),
    Key(Place.PAYMENT, "Ctrl+U", Deed.UPI, mark("UPI"), False),
    Key(Place.PAYMENT, "Ctrl+B", Deed.BY_KHATA, mark("Khata"), False),
    Key(Place.PAYMENT, "Ctrl+M", Deed.MIXED, mark("Mixed"), False),
    Key(Place.PAYMENT, "D", Deed.BY_CARD, mark("Card"), False),
    Key(Place.PAYMENT, "K", Deed.BY_KHATA, mark("Khata"), False),
    Key(Place.PAYMENT, "M", Deed.MIXED, mark("Mixed"), False),
    Key(Place.PAYMENT, "Tab", Deed.NEXT, mark("Next field of a mixed bill"), False),
    Key(Place.PAYMENT, "L", Deed.LET_GO, mark("Let it go")),
    Key(Place.PAYMENT, "J", Deed.KEEP_CHANGE, mark("Keep change")),
    Key(Place.PAYMENT, "T", Deed.TAKE_CREDIT, mark("Take his credit"), False),
    Key(Place.PAYMENT, "S", Deed.SWEET, mark("Sweet for the change"), False),
    Key(Place.PAYMENT, "End", Deed.CASH, mark("Exact cash")),
    Key(Place.PAYMENT, "Escape", Deed.BACK, mark("To the bill")),
    Key(Place.UPI, "Return", Deed.ENTER, mark("Money seen")),
    Key(Place.UPI, "B", Deed.LATER, mark("Match later")),
    Key(Place.UPI, "Escape", Deed.BACK, mark("To the bill")),
    Key(Place.BUYER, "Return", Deed.ENTER, mark("Next / save")),
    Key(Place.BUYER, "Down", Deed.DOWN, mark("Was here before")),
    Key(Place.BUYER, "Up", Deed.UP, mark("Choice before"), False),
    Key(Place.BUYER, "F2", Deed.ANOTHER, mark("Another person")),
    Key(Place.BUYER, "F4", Deed.REMOVE, mark("No buyer")),
    Key(Place.BUYER, "Escape", Deed.BACK, _BACK),
    Key(Place.PAST, "PageUp", Deed.OLDER, mark("Bill before")),
    Key(Place.PAST, "PageDown", Deed.NEWER, mark("Bill after")),
    Key(Place.PAST, "Ctrl+R", Deed.PAPER, mark("Print it again")),
    Key(Place.PAST, "Ctrl+W", Deed.SHARE, mark("Send by WhatsApp")),
    Key(Place.PAST, "F10", Deed.RETURN, mark("Goods back")),
    Key(Place.PAST, "Ctrl+Delete", Deed.CANCEL, mark("Cancel the bill")),
    Key(Place.PAST, "Escape", Deed.BACK, _BACK),
    Key(Place.MATCH, "Return", Deed.ENTER, mark("Money came")),
    Key(Place.MATCH, "N", Deed.NOT_COME, mark("Did not come")),
    Key(Place.MATCH, "G", Deed.GIVE, mark("Give it back")),
    Key(Place.MATCH, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.MATCH, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.MATCH, "Escape", Deed.BACK, _BACK),
    Key(
        Place.MONEY,
        f"{MONEY_LETTERS[0]}…{MONEY_LETTERS[-1]}",
        Deed.MOVE,
        mark("What is done with the money"),
        False,
    ),
    Key(Place.MONEY, "F2", Deed.PAGES, mark("Accounts, page by page")),
    Key(Place.MONEY, "Escape", Deed.BACK, _BACK),
    Key(Place.MOVE, "Return", Deed.ENTER, mark("Next / save")),
    Key(Place.MOVE, "Up", Deed.UP, mark("Choice before"), False),
    Key(Place.MOVE, "Down", Deed.DOWN, mark("Next choice"), False),
    Key(Place.MOVE, "F2", Deed.FIRST_CHOICE, mark("₹ 500")),
    Key(Place.MOVE, "F3", Deed.SECOND_CHOICE, mark("₹ 1,000")),
    Key(Place.MOVE, "F4", Deed.THIRD_CHOICE, mark("₹ 1,500")),
    Key(Place.MOVE, "F5", Deed.FOURTH_CHOICE, mark("₹ 2,000")),
    Key(Place.MOVE, "F6", Deed.FIFTH_CHOICE, mark("₹ 2,500")),
    Key(Place.MOVE, "F7", Deed.SIXTH_CHOICE, mark("₹ 3,000")),
    Key(Place.MOVE, "F8", Deed.SEVENTH_CHOICE, mark("₹ 5,000")),
    Key(Place.MOVE, "F9", Deed.EIGHTH_CHOICE, mark("₹ 10,000")),
    Key(Place.MOVE, "F10", Deed.ANOTHER, mark("Not in the list")),
    Key(Place.MOVE, "Escape", Deed.BACK, _BACK),
    Key(Place.ANSWER, "Return", Deed.ENTER, mark("This one")),
    Key(Place.ANSWER, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.ANSWER, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.ANSWER, "Escape", Deed.BACK, _BACK),
    Key(Place.ACCOUNT, "PageUp", Deed.OLDER, mark("Account before")),
    Key(Place.ACCOUNT, "PageDown", Deed.NEWER, mark("Next account")),
    Key(Place.ACCOUNT, "F4", Deed.REMOVE, mark("Take a wrong entry back")),
    Key(Place.ACCOUNT, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.ACCOUNT, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.ACCOUNT, "Escape", Deed.BACK, _BACK),
    Key(Place.FIND_BILL, "Return", Deed.ENTER, mark("Find the bill")),
    Key(Place.FIND_BILL, "PageUp", Deed.OLDER, mark("Bills that were made")),
    Key(Place.FIND_BILL, "F6", Deed.NOT_HERE, mark("Bill is not here")),
    Key(Place.FIND_BILL, "Escape", Deed.BACK, _BACK),
    Key(Place.CLOCK, "F9", Deed.RIGHT, mark("The PC is right")),
    Key(Place.CLOCK, "Return", Deed.ENTER, mark("This is the date")),
    Key(Place.CLOCK, "Escape", Deed.BACK, mark("Later")),
    Key(Place.UNBILLED, "Return", Deed.ENTER, mark("Next / take back")),
    Key(Place.UNBILLED, "Up", Deed.UP, mark("Choice before"), False),
    Key(Place.UNBILLED, "Down", Deed.DOWN, mark("Next choice"), False),
    Key(Place.UNBILLED, "F2", Deed.ANOTHER, mark("One more good")),
    Key(Place.UNBILLED, "F4", Deed.REMOVE, mark("Last one off")),
    Key(Place.UNBILLED, "F6", Deed.WAY, mark("Cash / UPI")),
    Key(Place.UNBILLED, "F7", Deed.SPOILED, mark("Spoiled")),
    Key(Place.UNBILLED, "F8", Deed.REASON, mark("Why")),
    Key(Place.UNBILLED, "Escape", Deed.BACK, _BACK),
    Key(Place.RETURN, "Return", Deed.ENTER, mark("Take back")),
    Key(Place.RETURN, "Ctrl+P", Deed.PRINT, mark("Take back and print")),
    Key(Place.RETURN, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.RETURN, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.RETURN, "F2", Deed.EVERYTHING, mark("All of it")),
    Key(Place.RETURN, "Alt+C", Deed.BY_CASH, mark("Cash"), False),
    Key(Place.RETURN, "Alt+U", Deed.UPI, mark("UPI"), False),
    Key(Place.RETURN, "Alt+K", Deed.BY_KHATA, mark("Khata"), False),
    Key(Place.RETURN, "Alt+J", Deed.KEEP_CHANGE, mark("Keep as credit"), False),
    Key(Place.RETURN, "F3", Deed.EXCHANGE, mark("Exchange"), False),
    Key(Place.RETURN, "F9", Deed.GIVE, mark("Give it anyway"), False),
    Key(Place.RETURN, "End", Deed.CASH, mark("Exact cash"), False),
    Key(Place.RETURN, "F7", Deed.SPOILED, mark("Spoiled"), False),
    Key(Place.RETURN, "F8", Deed.REASON, mark("Why"), False),
    Key(Place.RETURN, "Escape", Deed.BACK, _BACK),
    Key(Place.CANCEL, "Return", Deed.ENTER, mark("Cancel the bill")),
    Key(Place.CANCEL, "Up", Deed.UP, mark("Choice before"), False),
    Key(Place.CANCEL, "Down", Deed.DOWN, mark("Next choice"), False),
    Key(Place.CANCEL, "1", Deed.FIRST_CHOICE, mark("First choice"), False),
    Key(Place.CANCEL, "2", Deed.SECOND_CHOICE, mark("Second choice"), False),
    Key(Place.CANCEL, "3", Deed.THIRD_CHOICE, mark("Third choice"), False),
    Key(Place.CANCEL, "4", Deed.FOURTH_CHOICE, mark("Fourth choice"), False),
    Key(Place.CANCEL, "Escape", Deed.BACK, _BACK),
    Key(Place.APPROVAL, "Return", Deed.ENTER, mark("Allow it")),
    Key(Place.APPROVAL, "Up", Deed.UP, mark("Choice before"), False),
    Key(Place.APPROVAL, "Down", Deed.DOWN, mark("Next choice"), False),
    Key(Place.APPROVAL, "1", Deed.FIRST_CHOICE, mark("First choice"), False),
    Key(Place.APPROVAL, "2", Deed.SECOND_CHOICE, mark("Second choice"), False),
    Key(Place.APPROVAL, "3", Deed.THIRD_CHOICE, mark("Third choice"), False),
    Key(Place.APPROVAL, "4", Deed.FOURTH_CHOICE, mark("Fourth choice"), False),
    Key(Place.APPROVAL, "5", Deed.FIFTH_CHOICE, mark("Fifth choice"), False),
    Key(Place.APPROVAL, "6", Deed.SIXTH_CHOICE, mark("Sixth choice"), False),
    Key(Place.APPROVAL, "7", Deed.SEVENTH_CHOICE, mark("Seventh choice"), False),
    Key(Place.APPROVAL, "8", Deed.EIGHTH_CHOICE, mark("Eighth choice"), False),
    Key(Place.APPROVAL, "9", Deed.NINTH_CHOICE, mark("Ninth choice"), False),
    Key(Place.APPROVAL, "Escape", Deed.BACK, mark("Not allowed")),
    Key(Place.ESTIMATE, "Return", Deed.ENTER, mark("Make the estimate")),
    Key(Place.ESTIMATE, "C", Deed.BY_CASH, mark("Advance in cash"), False),
    Key(Place.ESTIMATE, "U", Deed.UPI, mark("Advance by UPI"), False),
    Key(Place.ESTIMATE, "A", Deed.ON_APPROVAL, mark("On approval")),
    Key(Place.ESTIMATE, "F11", Deed.BUYER, mark("Buyer")),
    Key(Place.ESTIMATE, "Alt+E", Deed.ESTIMATE, mark("Those that wait")),
    Key(Place.ESTIMATE, "Escape", Deed.BACK, _BACK),
    Key(Place.ESTIMATES, "Return", Deed.ENTER, mark("Make the bill")),
    Key(Place.ESTIMATES, "F4", Deed.REMOVE, mark("Close it")),
    Key(Place.ESTIMATES, "Ctrl+R", Deed.PAPER, mark("Its paper")),
    Key(Place.ESTIMATES, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.ESTIMATES, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.ESTIMATES, "Escape", Deed.BACK, _BACK),
    Key(Place.CLOSE_ESTIMATE, "Return", Deed.ENTER, mark("Close it")),
    Key(Place.CLOSE_ESTIMATE, "C", Deed.BY_CASH, mark("Pay back in cash")),
    Key(Place.CLOSE_ESTIMATE, "U", Deed.UPI, mark("Pay back by UPI")),
    Key(Place.CLOSE_ESTIMATE, "Up", Deed.UP, mark("Choice before"), False),
    Key(Place.CLOSE_ESTIMATE, "Down", Deed.DOWN, mark("Next choice"), False),
    Key(Place.CLOSE_ESTIMATE, "Escape", Deed.BACK, _BACK),
    Key(
        Place.TILES,
        f"{TILE_LETTERS[0]}…{TILE_LETTERS[-1]}",
        Deed.TILE,
        mark("That tile's good on the bill"),
        False,
    ),
    Key(Place.TILES, "F2", Deed.LAY, mark("Lay the marked good")),
    Key(Place.TILES, "F4", Deed.REMOVE, mark("Empty a tile")),
    Key(Place.TILES, "Escape", Deed.BACK, _BACK),
    Key(Place.KITS, "Return", Deed.ENTER, mark("Open / save the kit")),
    Key(Place.KITS, "F2", Deed.CHANGE, mark("Its goods as on the bill")),
    Key(Place.KITS, "F4", Deed.REMOVE, mark("No kit any more")),
    Key(Place.KITS, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.KITS, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.KITS, "Escape", Deed.BACK, _BACK),
    Key(Place.CATEGORIES, "Return", Deed.ENTER, mark("Change this")),
    Key(Place.CATEGORIES, "F2", Deed.ANOTHER, mark("New one")),
    Key(Place.CATEGORIES, "F4", Deed.REMOVE, mark("Not sold any more")),
    Key(Place.CATEGORIES, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.CATEGORIES, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.CATEGORIES, "Escape", Deed.BACK, _BACK),
    Key(Place.CATEGORY, "Return", Deed.ENTER, mark("Next / save")),
    Key(Place.CATEGORY, "Up", Deed.UP, mark("Unit before"), False),
    Key(Place.CATEGORY, "Down", Deed.DOWN, mark("Next unit")),
    Key(Place.CATEGORY, "Escape", Deed.BACK, _BACK),
    Key(Place.SERVICE, "Return", Deed.ENTER, mark("Next / save")),
    Key(Place.SERVICE, "Ctrl+S", Deed.SAVE, mark("Save")),
    Key(Place.SERVICE, "Escape", Deed.BACK, _BACK),
    Key(Place.HELD, "Return", Deed.ENTER, mark("Go on with it")),
    Key(Place.HELD, "F5", Deed.HOLD, mark("Next")),
    Key(Place.HELD, "Up", Deed.UP, mark("Choice before"), False),
    Key(Place.HELD, "Down", Deed.DOWN, mark("Next choice"), False),
    Key(Place.HELD, "1", Deed.FIRST_CHOICE, mark("First choice"), False),
    Key(Place.HELD, "2", Deed.SECOND_CHOICE, mark("Second choice"), False),
    Key(Place.HELD, "3", Deed.THIRD_CHOICE, mark("Third choice"), False),
    Key(Place.HELD, "Escape", Deed.BACK, _BACK),
    Key(Place.RATES, "Return", Deed.ENTER, mark("Next good")),
    Key(Place.RATES, "Ctrl+S", Deed.SAVE, mark("Save")),
    Key(Place.RATES, "F4", Deed.REMOVE, mark("Off the board")),
    Key(Place.RATES, "F6", Deed.PICTURE, mark("Picture to send")),
    Key(Place.RATES, "Ctrl+C", Deed.COPY, mark("Copy the picture")),
    Key(Place.RATES, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.RATES, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.RATES, "Escape", Deed.BACK, _BACK),
    Key(Place.OFFERS, "Return", Deed.ENTER, mark("Change this")),
    Key(Place.OFFERS, "F2", Deed.ANOTHER, mark("New offer")),
    Key(Place.OFFERS, "F4", Deed.REMOVE, mark("Stop it / again")),
    Key(Place.OFFERS, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.OFFERS, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.OFFERS, "Escape", Deed.BACK, _BACK),
    Key(Place.OFFER, "Return", Deed.ENTER, mark("Next / save")),
    Key(Place.OFFER, "Ctrl+S", Deed.SAVE, mark("Save")),
    Key(Place.OFFER, "F4", Deed.REMOVE, mark("Last good off")),
    Key(Place.OFFER, "Up", Deed.UP, mark("Field above"), False),
    Key(Place.OFFER, "Down", Deed.DOWN, mark("Field below"), False),
    Key(Place.OFFER, "1", Deed.FIRST_CHOICE, mark("First choice"), False),
    Key(Place.OFFER, "2", Deed.SECOND_CHOICE, mark("Second choice"), False),
    Key(Place.OFFER, "3", Deed.THIRD_CHOICE, mark("Third choice"), False),
    Key(Place.OFFER, "4", Deed.FOURTH_CHOICE, mark("Fourth choice"), False),
    Key(Place.OFFER, "Escape", Deed.BACK, _BACK),
    Key(Place.CARD, "Return", Deed.ENTER, mark("Next / save")),
    Key(Place.CARD, "Ctrl+S", Deed.SAVE, mark("Save")),
    Key(Place.CARD, "F4", Deed.REMOVE, mark("Not sold any more / again")),
    Key(Place.CARD, "Up", Deed.UP, mark("Field above"), False),
    Key(Place.CARD, "Down", Deed.DOWN, mark("Field below"), False),
    Key(Place.CARD, "Escape", Deed.BACK, _BACK),
    Key(Place.ACTS, "PageUp", Deed.OLDER, mark("Day before")),
    Key(Place.ACTS, "PageDown", Deed.NEWER, mark("Day after")),
    Key(Place.ACTS, "F6", Deed.WHO, mark("Next person")),
    Key(Place.ACTS, "F7", Deed.KIND, mark("Next kind")),
    Key(Place.ACTS, "Return", Deed.ENTER, mark("Its bill")),
    Key(Place.ACTS, "Ctrl+P", Deed.PRINT, mark("Print")),
    Key(Place.ACTS, "Ctrl+O", Deed.OPEN_PDF, mark("Open the PDF"), False),
    Key(Place.ACTS, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.ACTS, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.ACTS, "Escape", Deed.BACK, _BACK),
    Key(Place.PAPER, "Ctrl+P", Deed.PRINT, mark("Print")),
    Key(Place.PAPER, "Ctrl+O", Deed.OPEN_PDF, mark("Open the PDF")),
    Key(Place.PAPER, "Ctrl+W", Deed.SHARE, mark("Send by WhatsApp")),
    Key(Place.PAPER, "F6", Deed.SIZE, mark("Paper size")),
    Key(Place.PAPER, "F8", Deed.PAPER_LANGUAGE, mark("Paper language")),
    Key(Place.PAPER, "Escape", Deed.BACK, _BACK),
    Key(Place.SHARE, "Return", Deed.ENTER, mark("Send")),
    Key(Place.SHARE, "Escape", Deed.BACK, _BACK),
    Key(Place.PRINTER, "F5", Deed.RETRY, mark("Try again")),
    Key(Place.PRINTER, "F6", Deed.OPEN_PDF, mark("Look at it / PDF")),
    Key(Place.PRINTER, "F4", Deed.REMOVE, mark("Not printed any more")),
    Key(Place.PRINTER, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.PRINTER, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.PRINTER, "Escape", Deed.BACK, _BACK),
    Key(Place.HELP, "Ctrl+O", Deed.OPEN_PDF, mark("Key card")),
    Key(Place.HELP, "Escape", Deed.BACK, _BACK),
    Key(Place.PALETTE, "Return", Deed.ENTER, mark("Do it")),
    Key(Place.PALETTE, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.PALETTE, "Down", Deed.DOWN, mark("Line below")),
    Key(Place.PALETTE, "Escape", Deed.BACK, _BACK),
    Key(Place.SETTINGS, "Return", Deed.ENTER, mark("Change this")),
    Key(Place.SETTINGS, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.SETTINGS, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.SETTINGS, "PageUp", Deed.OLDER, mark("A page up"), False),
    Key(Place.SETTINGS, "PageDown", Deed.NEWER, mark("A page down"), False),
    Key(Place.SETTINGS, "Escape", Deed.BACK, _BACK),
    Key(Place.CHANGE, "Return", Deed.ENTER, mark("Save")),
    Key(Place.CHANGE, "Up", Deed.UP, mark("Choice before"), False),
    Key(Place.CHANGE, "Down", Deed.DOWN, mark("Next choice"), False),
    Key(Place.CHANGE, "1", Deed.FIRST_CHOICE, mark("First choice"), False),
    Key(Place.CHANGE, "2", Deed.SECOND_CHOICE, mark("Second choice"), False),
    Key(Place.CHANGE, "3", Deed.THIRD_CHOICE, mark("Third choice"), False),
    Key(Place.CHANGE, "Escape", Deed.BACK, _BACK),
    Key(Place.PEOPLE, "Return", Deed.ENTER, mark("Change this")),
    Key(Place.PEOPLE, "F2", Deed.ANOTHER, mark("Somebody new")),
    Key(Place.PEOPLE, "F4", Deed.REMOVE, mark("Works here no more")),
    Key(Place.PEOPLE, "Up", Deed.UP, mark("Line above"), False),
    Key(Place.PEOPLE, "Down", Deed.DOWN, mark("Line below"), False),
    Key(Place.PEOPLE, "Escape", Deed.BACK, _BACK),
    Key(Place.PERSON, "Return", Deed.ENTER, mark("Next / save")),
    Key(Place.PERSON, "Up", Deed.UP, mark("Choice before"), False),
    Key(Place.PERSON, "Down", Deed.DOWN, mark("Next choice"), False),
    Key(Place.PERSON, "1", Deed.FIRST_CHOICE, mark("First choice"), False),
    Key(Place.PERSON, "2", Deed.SECOND_CHOICE, mark("Second choice"), False),
    Key(Place.PERSON, "3", Deed.THIRD_CHOICE, mark("Third choice"), False),
    Key(Place.PERSON, "Escape", Deed.BACK, _BACK),
    Key(Place.FIRST, "Return", Deed.ENTER, mark("Next")),
    Key(Place.FIRST, "F8", Deed.SKIP, mark("Not now")),
    Key(Place.FIRST, "Escape", Deed.BACK, _BACK),
    Key(Place.FIRST, "Up", Deed.UP, mark("Choice before"), False),
    Key(Place.FIRST, "Down", Deed.DOWN, mark("Next choice"), False),
    Key(Place.FIRST, "1", Deed.FIRST_CHOICE, mark("First choice"), False),
    Key(Place.FIRST, "2", Deed.SECOND_CHOICE, mark("Second choice"), False),
    Key(Place.FIRST, "3", Deed.THIRD_CHOICE, mark("Third choice"), False),
    Key(Place.RECOVERY, "Ctrl+P", Deed.PRINT, mark("Print")),
    Key(Place.RECOVERY, "F9", Deed.WRITTEN, mark("Written down")),
    Key(Place.RECOVERY, "Escape", Deed.BACK, mark("Later")),
    Key(Place.UNLOCK, "Return", Deed.ENTER, mark("Open the books")),
    Key(Place.LOCK, "Return", Deed.ENTER, mark("Open the till")),
    Key(Place.LOCK, "F8", Deed.FORGOTTEN, mark("PIN forgotten")),
    Key(Place.LOCK, "Up", Deed.UP, mark("Choice before"), False),
    Key(Place.LOCK, "Down", Deed.DOWN, mark("Next choice"), False),
    Key(Place.LOCK, "1", Deed.FIRST_CHOICE, mark("First choice"), False),
    Key(Place.LOCK, "2", Deed.SECOND_CHOICE, mark("Second choice"), False),
    Key(Place.LOCK, "3", Deed.THIRD_CHOICE, mark("Third choice"), False),
    Key(Place.LOCK, "4", Deed.FOURTH_CHOICE, mark("Fourth choice"), False),
    Key(Place.LOCK, "5", Deed.FIFTH_CHOICE, mark("Fifth choice"), False),
    Key(Place.LOCK, "6", Deed.SIXTH_CHOICE, mark("Sixth choice"), False),
    Key(Place.LOCK, "7", Deed.SEVENTH_CHOICE, mark("Seventh choice"), False),
    Key(Place.LOCK, "8", Deed.EIGHTH_CHOICE, mark("Eighth choice"), False),
    Key(Place.LOCK, "9", Deed.NINTH_CHOICE, mark("Ninth choice"), False),
    Key(Place.LOCK, "Escape", Deed.BACK, _BACK),
    Key(Place.TROUBLE, "Return", Deed.ENTER, mark("Try again")),
)

Preset = Literal["vyapar", "tally", "gofrugal"]
MOVED: Mapping[Preset, Mapping[str, str]] = {
    "vyapar": {},
    "tally": {
        "End": "Ctrl+A",
        "Alt+1": "F8",
        "F8": "Ctrl+F8",
        "F4": "Ctrl+D",
        "Ctrl+Delete": "Alt+X",
        "Ctrl+,": "F12",
        "F12": "Ctrl+F12",
    },
    "gofrugal": {
        "End": "F2",
        "F2": "F4",
        "F4": "Shift+Delete",
        "Ctrl+U": "F3",
        "F3": "Ctrl+F9",
        "Ctrl+M": "F6",
        "F6": "Ctrl+M",
    },
}
"""What a preset calls the keys of the table, in every place alike, so that no two can meet.

Tally: accept, sales, delete a line, cancel a voucher, configure. GoFrugal: cash, UPI, split; the
line's discount stands by the bill's (F9), M is for MRP. A key that is moved away does nothing.
"""

_moved: dict[str, str] = {}
_meant: dict[str, str] = {}

_SHOWN = {
    "Return": "Enter",
    "Escape": "Esc",
    "Up": "↑",
    "Down": "↓",
    "Delete": "Del",
    "PageUp": "PgUp",
    "PageDown": "PgDn",
}


def follow(preset: Preset) -> None:
    """Put a preset in force: in the keys, the bar, the help and each sentence that names a key."""
    _moved.clear()
    _moved.update(MOVED[preset])
    _meant.clear()
    _meant.update({pressed: combo for combo, pressed in _moved.items()})
    name_keys({_written(combo): _written(pressed) for combo, pressed in _moved.items()})


def pressed(combo: str) -> str:
    """What is pressed now for a key of the table."""
    return _moved.get(combo, combo)


def shown(combo: str) -> str:
    """A key of the table as it is written on the keyboard, by the preset in force."""
    return _written(pressed(combo))


def _written(combo: str) -> str:
    held, plus, name = combo.rpartition("+")
    return held + plus + _SHOWN.get(name, name)


def named_in_table(written: str) -> str:
    """What the table calls a key that is written as on the keyboard: Esc, Enter, ↑, Del, PgUp."""
    return next((name for name, said in _SHOWN.items() if said == written), written)


def find(place: Place, combo: str) -> Key | None:
    """The row that a pressed key means in a place; the place's own row wins."""
    if combo in _moved and combo not in _meant:
        return None
    combo = _meant.get(combo, combo)
    anywhere = None
    for key in KEYS:
        if key.combo == combo:
            if key.place is place:
                return key
            if key.place is Place.ANYWHERE:
                anywhere = key
    return anywhere or _in_range(place, combo)


def _in_range(place: Place, combo: str) -> Key | None:
    """The row of a place that names a first and a last letter, as the letter that was pressed."""
    for key in KEYS:
        first, to, last = key.combo.partition("…")
        if key.place is place and to and len(combo) == 1 and first <= combo <= last:
            return key._replace(combo=combo)
    return None


def keys_of(place: Place) -> list[Key]:
    """The rows that hold in a place, those of everywhere last."""
    own = [key for key in KEYS if key.place is place]
    taken = {key.combo for key in own}
    everywhere = [k for k in KEYS if k.place is Place.ANYWHERE and k.combo not in taken]
    return own + (everywhere if place not in CLOSED else [])


CLOSED = frozenset({Place.UNLOCK, Place.LOCK, Place.TROUBLE})
"""Places without books, or with nobody: only the language can be changed there."""
