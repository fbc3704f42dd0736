"""The codes with which HQ refuses a request, and the HTTP status of each."""

from enum import StrEnum


class Code(StrEnum):
    """Stable: a till of any age reads them, and people read them out over the phone."""

    BAD_REQUEST = "BAD_REQUEST"  # a header is missing or no such thing can be
    BAD_BODY = "BAD_BODY"  # cut short or changed on the way; nothing stored
    UNKNOWN_DEVICE = "UNKNOWN_DEVICE"  # never enrolled here
    BAD_SIGNATURE = "BAD_SIGNATURE"  # not signed by the device it names
    REVOKED = "REVOKED"  # the device was reported lost; its records are kept aside
    OTHER_STORE = "OTHER_STORE"  # the stream belongs to another store
    UNKNOWN_STREAM = "UNKNOWN_STREAM"  # not opened here, or HQ fell back behind its opening
    GAP = "GAP"  # records before these are missing; nothing stored
    FORK = "FORK"  # HQ has other records under these numbers; nothing stored
    TOO_BIG = "TOO_BIG"  # beyond a bound of the batch
    NOT_SPOKEN = "NOT_SPOKEN"  # a compression HQ does not know
    BAD_CHAIN = "BAD_CHAIN"  # the records do not lead to the declared head; nothing stored
    SLOW_DOWN = "SLOW_DOWN"  # too many tries
    BUSY = "BUSY"  # come back later
    BAD_CODE = "BAD_CODE"  # no such one-time code was issued
    CODE_USED = "CODE_USED"  # by another till; HQ has been alarmed
    CODE_EXPIRED = "CODE_EXPIRED"  # after 72 hours


STATUS: dict[Code, int] = {
    Code.BAD_REQUEST: 400,
    Code.BAD_BODY: 400,
    Code.UNKNOWN_DEVICE: 401,
    Code.BAD_SIGNATURE: 401,
    Code.REVOKED: 403,
    Code.OTHER_STORE: 403,
    Code.UNKNOWN_STREAM: 404,
    Code.BAD_CODE: 404,
    Code.GAP: 409,
    Code.FORK: 409,
    Code.CODE_USED: 409,
    Code.CODE_EXPIRED: 410,
    Code.TOO_BIG: 413,
    Code.NOT_SPOKEN: 415,
    Code.BAD_CHAIN: 422,
    Code.SLOW_DOWN: 429,
    Code.BUSY: 503,
}
