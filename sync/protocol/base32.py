"""Crockford's base32: how ids and codes are written so that they can be read over the phone."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ID_LENGTH = 26
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def encode(number: int, length: int) -> str:
    """Write a number that is not negative in exactly `length` characters, leading zeros kept.

    Raises OverflowError if it does not fit.
    """
    if number < 0 or number >> (5 * length):
        raise OverflowError(f"{number} does not fit {length} base32 characters")
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(length)))


def decode(text: str) -> int:
    """The number that strict upper-case text stands for; "" is 0.

    Raises ValueError on any other character (lower case, I, L, O, U included).
    """
    number = 0
    for letter in text:
        value = _VALUE.get(letter)
        if value is None:
            raise ValueError(f"not a base32 character: {letter!r}")
        number = number << 5 | value
    return number


def tidy(text: str) -> str:
    """What a person meant to type: upper case, O is 0, I and L are 1, no blanks or hyphens."""
    return text.upper().translate(_MISREAD)


def is_id(text: str) -> bool:
    """True for 26 upper-case characters that hold 128 bits (so the first is 0 to 7)."""
    return len(text) == ID_LENGTH and text[0] <= "7" and not text.strip(ALPHABET)


def id_text(raw: bytes) -> str:
    """16 bytes as the 26 characters of an id. Raises ValueError on any other length."""
    if len(raw) != 16:
        raise ValueError(f"an id is 16 bytes, not {len(raw)}")
    return encode(int.from_bytes(raw, "big"), ID_LENGTH)


def check_letter(text: str) -> str:
    """The letter that shows up one wrong letter, or any two exchanged (up to 30 letters).

    A weighted sum in the field of 32 elements (x^5 + x^2 + 1): letter n weighs x^(n+1).
    Raises ValueError on a character outside the alphabet.
    """
    total = 0
    for letter in reversed(text):
        total = _times_x(total ^ decode(letter))
    return ALPHABET[total]


def _times_x(element: int) -> int:
    """The element multiplied by x in the field of 32 elements."""
    doubled = element << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled
