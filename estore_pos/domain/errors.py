"""What can go wrong in the shop, as codes that can be read out over the telephone.

    ShopError
    ├── Refusal   a law of the shop or of the land says no; nothing was changed
    └── Trouble   the world failed us: a disk, a file, a line; says what is safe

Anything else that is raised is a fault of the program and goes to the crash file. The sentence a
person reads is made in `ui` and `documents` from the code and its facts, never here.
"""

from enum import StrEnum


class RefusalCode(StrEnum):
    """Stable codes of refusals: 1xx selling, 2xx tax and papers, 3xx settings, 4xx devices."""

    UNKNOWN_BARCODE = "R101"
    ABOVE_MRP = "R102"
    QUANTITY_STEP = "R103"
    QUANTITY_RANGE = "R104"
    EMPTY_BILL = "R105"
    PRICE_MISSING = "R106"
    TENDER_SHORT = "R107"
    ITEM_CLOSED = "R108"
    LINE_MISSING = "R109"
    BILL_UNKNOWN = "R110"
    NOTHING_FOUND = "R111"
    AMOUNT_RANGE = "R112"
    ENTRY_UNCLEAR = "R113"
    APPROVAL_NEEDED = "R114"
    DISCOUNT_RANGE = "R115"
    BILL_CANCELLED = "R116"
    BILL_FILED = "R117"
    BILL_RETURNED = "R118"
    RETURN_RANGE = "R119"
    REFUND_WRONG = "R120"
    ESTIMATE_UNKNOWN = "R121"
    ESTIMATE_CLOSED = "R122"
    OFFER_WRONG = "R123"
    CATEGORY_UNKNOWN = "R124"
    CATEGORY_KEY_WRONG = "R125"
    KIT_WRONG = "R126"
    SAC_WRONG = "R127"
    SUM_UNCLEAR = "R129"
    DIVIDED_BY_NOTHING = "R130"
    GOODS_EXPIRED = "R131"
    BEST_BEFORE_PAST = "R132"
    CHECK_DIGIT_WRONG = "R133"
    CODE_TAKEN = "R134"
    CODE_UNIT_WRONG = "R135"
    CREDIT_SHORT = "R136"
    CREDIT_SPENT = "R137"
    REFUND_BEYOND = "R138"
    BILL_HERE = "R139"
    RETURN_BEYOND = "R140"
    LIST_UNCLEAR = "R141"
    TILE_RANGE = "R142"
    RATE_NOTHING = "R143"
    AMOUNT_UNPRICED = "R144"
    KIT_WHOLE = "R145"
    KIT_SHORT = "R146"
    SUM_CHANGED = "R147"
    BUYER_NEEDED = "R148"
    GOOD_UNSAID = "R149"
    UNIT_UNFIT = "R150"
    MRP_LOWERED = "R158"
    PRICES_MOVED = "R159"
    OFFER_NOT_ON_SUM = "R160"
    OFFER_OUTDONE = "R161"
    NUMBER_UNCLEAR = "R162"
    PIN_TAKEN = "R163"
    FIGURES_ALONE = "R164"
    MOVE_AMOUNT = "R165"
    REFERENCE_WRONG = "R166"
    WHOLE_NUMBER = "R167"
    MOVE_UNKNOWN = "R168"
    MOVE_OVER = "R169"
    DATE_BEFORE_LAST = "R170"
    MRP_WITH_TAX = "R175"
    PIN_WRONG = "R151"
    PIN_WAIT = "R152"
    PIN_SHAPE = "R153"
    TILL_LOCKED = "R154"
    LAST_OWNER = "R155"
    OWNER_FIRST = "R156"
    NO_PINS = "R157"
    GSTIN_WRONG = "R201"
    UPI_ID_WRONG = "R202"
    FSSAI_WRONG = "R203"
    INTERSTATE_NOT_ALLOWED = "R204"
    BUYER_PARTICULARS = "R205"
    GSTIN_NEEDED = "R206"
    STATE_WRONG = "R207"
    PHONE_WRONG = "R208"
    GSTIN_OWN = "R209"
    RATE_UNKNOWN = "R210"
    RATE_ILLEGAL = "R211"
    HSN_WRONG = "R212"
    NO_RETURN = "R213"
    SHOP_NAME_NEEDED = "R214"
    MONTH_OPEN = "R215"
    NAME_NEEDED = "R301"
    DATE_WRONG = "R302"
    PIN_CODE_WRONG = "R303"
    HQ_ADDRESS_WRONG = "R304"
    HQ_CODE_WRONG = "R305"
    RECOVERY_CODE_WRONG = "R306"
    HQ_CODE_SHAPE = "R309"
    CODE_MASK_WRONG = "R307"
    MONTH_WRONG = "R308"
    NO_PRINTER = "R401"
    NO_DRAWER = "R402"
    NO_SCALE = "R403"
    SCALE_MOVING = "R411"
    SCALE_OVERLOAD = "R412"
    SCALE_EMPTY = "R413"
    SCALE_BELOW_ZERO = "R414"


class TroubleCode(StrEnum):
    """Stable codes of troubles.

    1xx books, 2xx files, 3xx the line to HQ, 4xx clock, 5xx papers, 6xx devices.
    """

    BOOKS_MISSING = "T101"
    BOOKS_NEWER = "T102"
    BOOKS_DAMAGED = "T103"
    BOOKS_IN_USE = "T104"
    ENGINE_UNSAFE = "T105"
    KEY_MISSING = "T106"
    KEYS_FILE_GONE = "T107"
    COMMIT_UNKNOWN = "T108"
    DISK_FULL = "T109"
    FOLDER_UNWRITABLE = "T110"
    DRAFT_UNSAVED = "T111"
    NO_BOOKS_YET = "T112"
    OPENING_FAILED = "T113"
    BOOKS_PART_DAMAGED = "T114"
    RECORDS_LOST = "T115"
    FILE_UNREADABLE = "T201"
    FILE_NOT_A_TABLE = "T202"
    HQ_UNREACHABLE = "T301"
    HQ_REFUSED = "T302"
    HQ_INTERCEPTED = "T303"
    HQ_BUSY = "T304"
    CLOCK_SUSPECT = "T401"
    CLOCK_ASKED = "T402"
    PAPER_FAILED = "T501"
    PRINTER_PAPER_OUT = "T601"
    PRINTER_COVER_OPEN = "T602"
    PRINTER_DEAD = "T603"
    PRINTER_FAULT = "T604"
    PRINTER_QUEUE = "T605"
    PRINTER_SETUP = "T606"
    DRAWER_SHUT = "T607"
    PRINTER_UNSURE = "T608"
    PAPER_UNSURE = "T609"
    SCALE_DEAD = "T611"
    SCALE_STRANGE = "T612"


class ShopError(Exception):
    """A failure with a code and facts; never a sentence."""

    def __init__(self, code: RefusalCode | TroubleCode, **facts: object) -> None:
        super().__init__(code.value, facts)
        self.code = code
        self.facts = facts


class Refusal(ShopError):
    """A law of the shop says no; nothing was changed."""

    def __init__(self, code: RefusalCode, **facts: object) -> None:
        super().__init__(code, **facts)


class Trouble(ShopError):
    """The world failed us; the facts say what is safe."""

    def __init__(self, code: TroubleCode, **facts: object) -> None:
        super().__init__(code, **facts)
