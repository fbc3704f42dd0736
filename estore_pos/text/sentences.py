"""What a person is told when something is refused or fails: what happened, what is safe, what next.

The code stands small at the end of the sentence where a window shows it, so that it can be read out
over the telephone; it is not part of the sentence here.
"""

from datetime import date

from estore_pos.domain.errors import RefusalCode, ShopError, TroubleCode
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.text.dates import date_text
from estore_pos.text.numbers import milli_text, money_text, percent_text, unit_text
from estore_pos.text.words import Words, mark, placeholders

SENTENCES: dict[RefusalCode | TroubleCode, str] = {
    RefusalCode.UNKNOWN_BARCODE: mark(
        "{barcode} is not in the list of goods. The bill is as it was. Type its name, then Enter."
    ),
    RefusalCode.ABOVE_MRP: mark(
        "{price} is above the printed price {mrp}, which the law forbids. The bill is as it was. "
        "Type {most} or less."
    ),
    RefusalCode.MRP_WITH_TAX: mark(
        "{name}: {price} with its tax is above the printed price {mrp}, which the law forbids. The "
        "bill is as it was. Before tax it may be {most} or less; Ctrl+I changes its price."
    ),
    RefusalCode.QUANTITY_STEP: mark(
        "{milli} {unit} cannot be sold: this is sold whole only. The bill is as it was. Type a "
        "whole number."
    ),
    RefusalCode.QUANTITY_RANGE: mark(
        "{milli} is no quantity that can be sold. The bill is as it was. Type it again."
    ),
    RefusalCode.EMPTY_BILL: mark("There is nothing on the bill yet. Scan, or type a name."),
    RefusalCode.PRICE_MISSING: mark(
        "An item has no price yet. The bill is safe. Type the price and press F7."
    ),
    RefusalCode.AMOUNT_UNPRICED: mark(
        "{name} has no price yet, so no rupees' worth of it can be sold. The bill is as it was. "
        "Type its name and press Enter: its price is asked then."
    ),
    RefusalCode.TENDER_SHORT: mark(
        "{owed} is to be paid, {given} was given. The bill is still open. Type the amount again."
    ),
    RefusalCode.MRP_LOWERED: mark(
        "{name} stands at {price}, above its MRP, which is {mrp} now. The bill is as it was. F7 "
        "sets {most} or less."
    ),
    RefusalCode.PRICES_MOVED: mark(
        "The price of {names} has changed since this bill was put aside: it is at the new one now. "
        "F7 sets another."
    ),
    RefusalCode.OFFER_NOT_ON_SUM: mark(
        "{name}: the offer counts whole goods, so it is not given on a sum: as much by quantity "
        "costs {amount} less. {milli} and F2 sell it so."
    ),
    RefusalCode.OFFER_OUTDONE: mark(
        "{name}: what was set by hand takes the offer's place, and the buyer pays {amount} more. "
        "Ctrl+Z brings the offer back."
    ),
    RefusalCode.NUMBER_UNCLEAR: mark(
        "{named} is the end of several numbers: {numbers}. No paper was made. Write one of them "
        "whole."
    ),
    RefusalCode.SUM_CHANGED: mark(
        "The bill is {owed} now and was {shown} before: a new day, an offer or the tax has changed "
        "it. Nothing is sold yet. Press the key again."
    ),
    RefusalCode.ITEM_CLOSED: mark(
        "This item is closed and not sold any more. The bill is as it was. Choose another item."
    ),
    RefusalCode.LINE_MISSING: mark(
        "There is no such line. The bill is as it was. Scan or type a name, or choose with the "
        "arrows."
    ),
    RefusalCode.BILL_UNKNOWN: mark(
        "There is no bill {named} here. The books are as they were. Look at the number again."
    ),
    RefusalCode.NOTHING_FOUND: mark(
        "Nothing is called “{typed}”. The bill is as it was. Type less of it, or choose with ↓."
    ),
    RefusalCode.FIGURES_ALONE: mark(
        "“{typed}” alone names no item. The bill is as it was. End: cash given. F2: quantity. ↓ "
        "chooses from the list."
    ),
    RefusalCode.GOOD_UNSAID: mark(
        "{many} of what? The bill is as it was. Type the name behind it or, after a count, scan "
        "the item."
    ),
    RefusalCode.UNIT_UNFIT: mark(
        "{name} is sold by the {sold_by}, not by {said}. The bill is as it was. Type {typed} 2."
    ),
    RefusalCode.AMOUNT_RANGE: mark(
        "{amount} cannot be taken. The bill is as it was. Type an amount from 0 to 1 crore."
    ),
    RefusalCode.ENTRY_UNCLEAR: mark(
        "“{typed}” was not understood. The bill is as it was. Type for example: sarso 2, aalu 50r, "
        "45.50."
    ),
    RefusalCode.APPROVAL_NEEDED: mark(
        "This needs somebody who may allow it. The bill is as it was. Let him type his PIN."
    ),
    RefusalCode.DISCOUNT_RANGE: mark(
        "{amount} is more than there is to take off. The bill is as it was. Type less."
    ),
    RefusalCode.BILL_CANCELLED: mark(
        "Bill {number} is cancelled. The books are as they were. Look for another bill."
    ),
    RefusalCode.BILL_FILED: mark(
        "The month of bill {number} is closed for the tax return. The books are as they were. "
        "Take the goods back with F10."
    ),
    RefusalCode.BILL_RETURNED: mark(
        "Something of bill {number} has come back already. The books are as they were. Take the "
        "rest back with F10."
    ),
    RefusalCode.RETURN_RANGE: mark(
        "Of this only {milli} can still come back. Nothing was taken back. Type that or less."
    ),
    RefusalCode.REFUND_WRONG: mark(
        "{owed} is to be paid back, {given} was named. Nothing was taken back. Type the amount "
        "again."
    ),
    RefusalCode.ESTIMATE_UNKNOWN: mark(
        "There is no estimate {named} here. The books are as they were. Look at the number again."
    ),
    RefusalCode.ESTIMATE_CLOSED: mark(
        "Estimate {number} is settled already. The books are as they were. Look for another one."
    ),
    RefusalCode.OFFER_WRONG: mark(
        "This offer gives nothing as it stands. Nothing was saved. Look at its goods, its figures "
        "and its days."
    ),
    RefusalCode.CATEGORY_UNKNOWN: mark(
        "There is no category {typed}. The bill is as it was. Alt+. shows those there are and "
        "makes a new one."
    ),
    RefusalCode.CATEGORY_KEY_WRONG: mark(
        "{typed} cannot be a category's key: it is letters alone. Nothing was saved. Type for "
        "example: s."
    ),
    RefusalCode.KIT_WRONG: mark(
        "{name} is no good of the list, so it cannot be in a kit. Nothing was saved. Take it off "
        "the bill (F4) and save the kit again."
    ),
    RefusalCode.KIT_WHOLE: mark(
        "{name} is a kit: each of its goods has its own price. The bill is as it was. Say how many "
        "kits, and change the lines."
    ),
    RefusalCode.KIT_SHORT: mark(
        "{name}: {left} is not sold any more and was left out. The other goods are on the bill. "
        "Alt+K, F2 saves the kit as the bill is."
    ),
    RefusalCode.SAC_WRONG: mark(
        "{sac} is no code of a service: it has six digits and begins with 99. Nothing was saved. "
        "Type it again."
    ),
    RefusalCode.RATE_UNKNOWN: mark(
        "“{typed}” is no rate of GST. Nothing was saved. Type its number, such as 5 or 18; 0, nil "
        "or non-gst where there is none."
    ),
    RefusalCode.RATE_ILLEGAL: mark(
        "No law has a GST of {points} on {day}. Nothing was saved. The rates of that day: {rates}."
    ),
    RefusalCode.HSN_WRONG: mark(
        "{hsn} is no HSN code: it has 4, 6 or 8 digits. Nothing was saved. Type it from the bill "
        "of purchase, or clear it."
    ),
    RefusalCode.NO_RETURN: mark(
        "There is no GSTR-1 for {month}: the shop was not in regular GST then. The books are as "
        "they were. Name another month with --month."
    ),
    RefusalCode.SUM_UNCLEAR: mark(
        "“{typed}” cannot be worked out. The bill is as it was. Type for example: =45*3+10, "
        "=200-10%."
    ),
    RefusalCode.DIVIDED_BY_NOTHING: mark(
        "“{typed}” divides by 0, which has no answer. The bill is as it was. Type another "
        "number there."
    ),
    RefusalCode.GOODS_EXPIRED: mark(
        "This pack expired on {day}: it must not be sold. The bill is as it was. Put it aside."
    ),
    RefusalCode.BEST_BEFORE_PAST: mark(
        "This pack was best before {day}. It is on the bill; F4 takes it off. Tell the buyer."
    ),
    RefusalCode.CHECK_DIGIT_WRONG: mark(
        "The check digit of {barcode} is not right. It is on the bill. Compare the line with the "
        "label."
    ),
    RefusalCode.CODE_TAKEN: mark(
        "{barcode} belongs to {name} already. Nothing was changed. A code is not moved at the "
        "counter."
    ),
    RefusalCode.LIST_UNCLEAR: mark(
        "“{typed}” was not understood. Nothing was saved. Write it as the last line shows."
    ),
    RefusalCode.TILE_RANGE: mark(
        "There is no tile {tile}. Nothing was saved. Type a letter from A to X, or nothing for "
        "none."
    ),
    RefusalCode.RATE_NOTHING: mark(
        "A good for nothing is no rate. No rate was saved. Type more than 0, or F4 takes it off "
        "the board."
    ),
    RefusalCode.CODE_UNIT_WRONG: mark(
        "The label {barcode} says a weight or number that {name} is not sold in. The bill is as it "
        "was. Type the name and how much."
    ),
    RefusalCode.BUYER_NEEDED: mark(
        "A khata, and change that is kept, must be somebody's. The bill is still open. Press F11 "
        "and name the buyer."
    ),
    RefusalCode.CREDIT_SHORT: mark(
        "{given} of this buyer's money is here, {owed} was to be used. The bill is still open. "
        "Take less of it, or the rest in another way."
    ),
    RefusalCode.BILL_HERE: mark(
        "Bill {number} is in these books, with what was paid for it. Nothing was taken back. Press "
        "Esc, then F10 with its number."
    ),
    RefusalCode.RETURN_BEYOND: mark(
        "Only {whole} were paid for this bill, and {amount} of it can still go back. Nothing was "
        "taken back. If it is another bill with the same number, write the year behind the number."
    ),
    RefusalCode.REFUND_BEYOND: mark(
        "Only {amount} of this bill's money is here to give back, not {given}. Nothing was taken "
        "back. K takes it off the khata; G gives it all the same."
    ),
    RefusalCode.CREDIT_SPENT: mark(
        "The change that was kept at bill {number} has been used since. The books are as they "
        "were. Take the goods back with F10."
    ),
    RefusalCode.MOVE_AMOUNT: mark(
        "{amount} cannot be moved. Nothing was saved. Type more than 0 and at most 1 crore."
    ),
    RefusalCode.REFERENCE_WRONG: mark(
        "Only the last 4 letters or digits are kept: a whole reference may be somebody's Aadhaar "
        "or account number. Nothing was saved. Type the last 4."
    ),
    RefusalCode.WHOLE_NUMBER: mark(
        "A long number stands there: it may be somebody's Aadhaar, account or telephone number, "
        "which is not kept here. Nothing was saved. Write it without that number."
    ),
    RefusalCode.MOVE_UNKNOWN: mark(
        "These books have no such entry. Nothing was saved. Press Esc and choose it again."
    ),
    RefusalCode.MOVE_OVER: mark(
        "This entry was answered already: it failed, was settled or was taken back. Nothing was "
        "saved. Take the last one back first."
    ),
    RefusalCode.PIN_WRONG: mark(
        "This is not the PIN of {name}. Nothing was done. Type it again; after {left} more he has "
        "to wait a minute."
    ),
    RefusalCode.PIN_WAIT: mark(
        "The PIN of {name} was typed wrongly 5 times. Nothing was done. Wait {seconds} s, or let "
        "somebody else type his."
    ),
    RefusalCode.PIN_SHAPE: mark("A PIN has 4 to 8 digits. Nothing was saved. Type other digits."),
    RefusalCode.PIN_TAKEN: mark(
        "Somebody here has this PIN already. Nothing was saved. Type other digits."
    ),
    RefusalCode.TILL_LOCKED: mark(
        "The till is locked. The bill is as it was. Choose who you are and type your PIN."
    ),
    RefusalCode.LAST_OWNER: mark(
        "{name} is the last owner with a PIN. Nothing was changed. Give another owner a PIN first."
    ),
    RefusalCode.OWNER_FIRST: mark(
        "The first PIN is the owner's. Nothing was saved. Choose “owner”."
    ),
    RefusalCode.NO_PINS: mark(
        "Nobody has a PIN yet, so there is nothing to lock. Selling goes on. Give PINs in the "
        "settings (Ctrl+,), under People."
    ),
    RefusalCode.GSTIN_WRONG: mark(
        "The GSTIN {gstin} is not right: one character is wrong, or it is of another State. "
        "Nothing was saved. Read the 15 characters again."
    ),
    RefusalCode.GSTIN_OWN: mark(
        "{gstin} is this shop's own GSTIN. Nothing was saved. Type the buyer's, or clear it."
    ),
    RefusalCode.UPI_ID_WRONG: mark(
        "{upi_id} is no UPI id. Nothing was saved. It looks like name@bank."
    ),
    RefusalCode.FSSAI_WRONG: mark(
        "{fssai} is no FSSAI number. Nothing was saved. It has 14 digits and begins with 1 or 2."
    ),
    RefusalCode.INTERSTATE_NOT_ALLOWED: mark(
        "The buyer's State ({place}) is another one, and only a regular GST shop may sell there. "
        "The bill is as it was. Press F11 and take the buyer off or correct his State."
    ),
    RefusalCode.BUYER_PARTICULARS: mark(
        "A bill this large needs the buyer's name and address. The bill is safe. Press F11."
    ),
    RefusalCode.GSTIN_NEEDED: mark(
        "A registered shop needs its GSTIN. Nothing was saved. Type the GSTIN, or choose “not "
        "registered”."
    ),
    RefusalCode.SHOP_NAME_NEEDED: mark(
        "The papers of a registered shop need its name. Nothing was saved. Type the shop's name "
        "first, or choose “not registered”."
    ),
    RefusalCode.MONTH_OPEN: mark(
        "That month is not over, so its GSTR-1 cannot be filed yet. Nothing was saved. Type the "
        "last month that was filed."
    ),
    RefusalCode.STATE_WRONG: mark("{state} is no State code. Nothing was saved. Bihar is 10."),
    RefusalCode.PHONE_WRONG: mark(
        "{phone} is no telephone number. Nothing was saved. Type 10 digits."
    ),
    RefusalCode.NAME_NEEDED: mark("A name is needed. Nothing was saved. Type the name."),
    RefusalCode.DATE_BEFORE_LAST: mark(
        "{typed} cannot be today: no bill is dated before {last} any more. Nothing was changed. "
        "Type today's date."
    ),
    RefusalCode.DATE_WRONG: mark(
        "{date} is no date. Nothing was saved. Type it as day-month-year, for example 01-04-2027."
    ),
    RefusalCode.MONTH_WRONG: mark(
        "“{typed}” is no month. The books are as they were. Type month-year, for example 11-2026."
    ),
    RefusalCode.PIN_CODE_WRONG: mark("{pin} is no PIN code. Nothing was saved. It has 6 digits."),
    RefusalCode.HQ_ADDRESS_WRONG: mark(
        "{address} is no address of HQ. Sales go on. Type it as it stands on HQ's letter."
    ),
    RefusalCode.HQ_CODE_WRONG: mark(
        "HQ did not accept this code: it is wrong, used or too old. Sales go on. Ask HQ for a new "
        "code."
    ),
    RefusalCode.HQ_CODE_SHAPE: mark(
        "This is no whole code, and HQ was not asked. Sales go on. Type all of the code as HQ gave "
        "it."
    ),
    RefusalCode.CODE_MASK_WRONG: mark(
        "“{mask}” is no mask. Nothing was saved. Write the label's digits, with I for the good, W "
        "weight, A amount or N number, C check digit, x for the rest: 21IIIIIWW.WWWC."
    ),
    RefusalCode.RECOVERY_CODE_WRONG: mark(
        "This recovery code does not open these books. The books are as they were. Read the code "
        "again from the slip."
    ),
    RefusalCode.NO_PRINTER: mark(
        "No printer is set up. The bill is saved. Ctrl+, then “printer” names it; Ctrl+R shows the "
        "paper."
    ),
    RefusalCode.NO_DRAWER: mark(
        "No cash drawer is set up. Nothing was changed. Ctrl+, then “drawer” names it."
    ),
    RefusalCode.NO_SCALE: mark(
        "No scale is set up. The bill is as it was. Type the weight, or Ctrl+, then “scale”."
    ),
    RefusalCode.SCALE_MOVING: mark(
        "The scale still moves. The bill is as it was. Wait until it is still and press Ctrl+Y "
        "again."
    ),
    RefusalCode.SCALE_OVERLOAD: mark(
        "Too much lies on the scale. The bill is as it was. Weigh it in two parts."
    ),
    RefusalCode.SCALE_EMPTY: mark(
        "Nothing lies on the scale. The bill is as it was. Lay it on and press Ctrl+Y again."
    ),
    RefusalCode.SCALE_BELOW_ZERO: mark(
        "The scale shows less than zero. The bill is as it was. Empty it, press its zero key and "
        "weigh again."
    ),
    TroubleCode.BOOKS_MISSING: mark(
        "The books are not in {folder}, where they were before. Nothing was made in their place. "
        "Bring the folder back (disk, pen drive, backup) and start again."
    ),
    TroubleCode.NO_BOOKS_YET: mark(
        "There are no books in {folder} yet. Nothing was made. Name the folder of the books with "
        "--books, or start the till there once."
    ),
    TroubleCode.BOOKS_NEWER: mark(
        "A newer version of this program has written these books. They are safe. Start the newer "
        "version."
    ),
    TroubleCode.BOOKS_DAMAGED: mark(
        "The file of the books is damaged. It was not touched and is kept. Copy the folder "
        "of the books to a pen drive and call the help line."
    ),
    TroubleCode.BOOKS_PART_DAMAGED: mark(
        "A part of the file of the books is damaged. Selling goes on and every new bill is "
        "written. Copy the folder to a pen drive today and call the help line."
    ),
    TroubleCode.RECORDS_LOST: mark(
        "Last entries missing: {n}. All until {until} is safe. Type later bills in from paper; "
        "remove the open bill if it was paid. Keep {kept}; call the help line."
    ),
    TroubleCode.BOOKS_IN_USE: mark(
        "The books are open in another window. They are safe. Use that window, or close it and "
        "start again."
    ),
    TroubleCode.ENGINE_UNSAFE: mark(
        "The database on this PC is an old one (version {found}) that can lose bills. The books "
        "were not opened: what was saved is safe. Delete the program's folder .venv and start "
        "again."
    ),
    TroubleCode.KEY_MISSING: mark(
        "The key of these books is not on this PC. The books are safe. Type the recovery code "
        "from the slip."
    ),
    TroubleCode.KEYS_FILE_GONE: mark(
        "The file keys.json, which the recovery code opens, is missing from {folder} or damaged. "
        "The books are safe, but cannot be opened without it. Copy the whole folder here again, or "
        "put that file back, then start again."
    ),
    TroubleCode.COMMIT_UNKNOWN: mark(
        "The disk did not say whether it was saved. What is on the screen is kept. Press the same "
        "key again: nothing is saved twice."
    ),
    TroubleCode.DISK_FULL: mark(
        "The disk is full. What was saved before is safe. Delete large files and press the key "
        "again."
    ),
    TroubleCode.FOLDER_UNWRITABLE: mark(
        "The folder of the books cannot be written. What was saved before is safe. Plug the disk "
        "in again, or choose another folder, and try again."
    ),
    TroubleCode.DRAFT_UNSAVED: mark(
        "The open bill could not be written to the disk. It stays on the screen and can be "
        "finished. Press End soon, and look at the disk."
    ),
    TroubleCode.OPENING_FAILED: mark(
        "The program met a fault of its own while it opened the books. Every saved bill is safe. "
        "Press Enter to try again; if it comes again, start the PC anew and call the help line."
    ),
    TroubleCode.FILE_UNREADABLE: mark(
        "The file {file} could not be read: {why}. No item was changed. Close it in other "
        "programs, or choose another file."
    ),
    TroubleCode.FILE_NOT_A_TABLE: mark(
        "The file {file} is no list of goods: {why}. No item was changed. Save it in Excel as "
        ".xlsx or .csv and try again."
    ),
    TroubleCode.HQ_UNREACHABLE: mark(
        "HQ could not be reached. Sales go on and bills wait here. Look at the line and the "
        "address, then press Enter again."
    ),
    TroubleCode.HQ_INTERCEPTED: mark(
        "Something between here and HQ answered in its place, mostly the login page of the Wi-Fi. "
        "Sales go on and bills wait here. Open the browser and log in to the network, look at the "
        "address, then press Enter again."
    ),
    TroubleCode.HQ_BUSY: mark(
        "HQ is busy now. Sales go on and bills wait here. Press Enter again in a few minutes."
    ),
    TroubleCode.HQ_REFUSED: mark(
        "HQ refused ({reason}). Sales go on and bills wait here. Read the code to the help line."
    ),
    TroubleCode.CLOCK_SUSPECT: mark(
        "The clock of this PC looks wrong. Sales go on with the date of the last bill. Set date "
        "and time in the PC's own settings."
    ),
    TroubleCode.CLOCK_ASKED: mark(
        "This PC says it is {today}. Is it? Alt+D answers. Sales go on; until then bills are dated "
        "{dated}."
    ),
    TroubleCode.PAPER_FAILED: mark(
        "The paper of the bill could not be made. The bill is saved. Press Ctrl+R to try again."
    ),
    TroubleCode.PRINTER_PAPER_OUT: mark(
        "The printer has no paper. Every bill is saved and its paper waits. Put a roll in: it "
        "prints by itself, marked DUPLICATE if it had begun."
    ),
    TroubleCode.PRINTER_COVER_OPEN: mark(
        "The printer's cover is open. Every bill is saved and its paper waits. Close it: it prints "
        "by itself."
    ),
    TroubleCode.PRINTER_DEAD: mark(
        "The printer does not answer. Every bill is saved and its paper waits. Look at its switch, "
        "its cable and its address: it is tried again by itself."
    ),
    TroubleCode.PRINTER_FAULT: mark(
        "The printer reports a fault. Every bill is saved and its paper waits. Switch it off and "
        "on: it prints by itself."
    ),
    TroubleCode.PRINTER_QUEUE: mark(
        "The system's printer queue does not take papers: {why}. Every bill is saved and its "
        "paper waits. Look at the queue's name in the settings."
    ),
    TroubleCode.PRINTER_SETUP: mark(
        "The printer cannot be reached as it is set: its address is missing, or it is of another "
        "system. Every bill is saved and its paper waits. Press Ctrl+, then “printer”."
    ),
    TroubleCode.DRAWER_SHUT: mark(
        "The drawer did not open: its printer is stuck or busy. Bill saved. Use the drawer's key "
        "or Ctrl+Shift+O; why: Ctrl+Shift+P."
    ),
    TroubleCode.PRINTER_UNSURE: mark(
        "The printer took a paper but does not say that it came out. Every bill is saved. The "
        "paper comes again by itself, marked DUPLICATE and counted: give the one that is whole."
    ),
    TroubleCode.PAPER_UNSURE: mark(
        "{paper}: the printer took the paper but does not say that it came out. Nothing is lost. "
        "It comes again by itself: keep the one that is whole."
    ),
    TroubleCode.SCALE_DEAD: mark(
        "The scale does not answer. The bill is as it was. Type the weight; look at its cable and "
        "its port in the settings."
    ),
    TroubleCode.SCALE_STRANGE: mark(
        "The scale says “{said}”, and no weight can be read of it. The bill is as it was. Type the "
        "weight; look at its kind and speed in the settings."
    ),
}
"""One for each code; what stands in braces is a fact that every raiser of the code gives."""

WHY: dict[str, str] = {
    "missing": mark("there is no such file"),
    "folder": mark("it is a folder"),
    "endless": mark("it is no file but a device or a pipe, which may have no end"),
    "locked": mark("another program or a password holds it"),
    "too_big": mark("it is too big"),
    "far_cell": mark("a cell stands far away from the list; delete what is right of it and below"),
    "disk": mark("the disk gave an error"),
    "empty": mark("it is empty"),
    "kind": mark("it is another kind of file"),
    "damaged": mark("it is damaged"),
    "no_names": mark("no column has names of goods"),
    "queue_stopped": mark("it has stopped"),
    "queue_stuck": mark("the paper stays in it"),
    "queue_slow": mark("one paper has been printing for long; look whether the printer has paper"),
    "no_spooler": mark("there is none on this PC"),
    "no_queue": mark("it has none of that name"),
    "no_pdf_program": mark("no program on this PC prints a PDF"),
}
"""Why a file or a paper was refused, as it stands inside its sentence."""

SAID: dict[str, str] = {
    "weight": mark("weight"),
    "volume": mark("the litre"),
    "length": mark("the metre"),
    "pack": mark("the carton"),
    "count": mark("count"),
}
"""By what something was asked for, as it stands inside its sentence."""

PAPERS: dict[str, str] = {
    "ruler": mark("The ruler"),
    "list": mark("Who did what"),
    "list_a4": mark("Who did what"),
}
"""What is printed and belongs to no bill, as it stands before its sentence."""

_AMOUNTS = frozenset({"price", "mrp", "owed", "given", "shown", "amount", "whole", "most"})


def sentence(error: ShopError, words: Words) -> str:
    """What to tell a person of an error, in the language of `words`; amounts as shops write them.

    A fact that the raiser did not give reads "…": no error is hidden by another one.
    """
    message = SENTENCES[error.code]
    facts: dict[str, object] = dict.fromkeys(placeholders(message), "…")
    for name, value in error.facts.items():
        if name in facts:
            facts[name] = _said(name, value, words)
    return words.tr(message, **facts)


def _said(name: str, value: object, words: Words) -> object:
    match name, value:
        case _, int() if name in _AMOUNTS:
            return money_text(Money(value))
        case "milli", int():
            return milli_text(value)
        case "points", int():
            return percent_text(value)
        case "rates", tuple():
            return ", ".join(percent_text(each).removesuffix(" %") for each in value) + " %"
        case "unit", Unit():
            return unit_text(value, "hi" if "hi" in words.languages else "en")
        case "why", str() if value in WHY:
            return words.tr(WHY[value])
        case "sold_by", Unit():
            text = unit_text(value, "hi" if "hi" in words.languages else "en")
            return {"pc": "piece", "no.": "piece", "kg": "kilo"}.get(text, text)
        case "said", str() if value in SAID:
            return words.tr(SAID[value])
        case "paper", str() if value in PAPERS:
            return words.tr(PAPERS[value])
        case "name", (str(hindi), str(english)):
            return (hindi or english) if "hi" in words.languages else (english or hindi)
        case "names" | "left", tuple():
            return ", ".join(str(_said("name", each, words)) for each in value)
        case _, date():
            return date_text(value)
        case _, str() if len(value) > 60:
            return value[:60] + "…"
        case _:
            return value
