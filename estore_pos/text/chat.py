"""Links that open a chat of WhatsApp with a text in it. A link can carry no file."""

from urllib.parse import quote

LINK_MAX = 2000
"""What Windows hands on of a link; each Devanagari letter takes nine of it."""
TEXT_ROOM = 1900
"""What a text may take of a link."""
_INDIA = "91"


def taken(text: str) -> int:
    """How much of a link a text takes."""
    return len(quote(text, safe=""))


def app_link(phone: str, text: str) -> str:
    """Opens the program; `phone` is ten digits, or "" for whom one then chooses there."""
    to = f"phone={_INDIA}{phone}&" if phone else ""
    return f"whatsapp://send?{to}text={quote(text, safe='')}"


def web_link(phone: str, text: str) -> str:
    """Opens the page of it, where this PC has no such program."""
    to = f"{_INDIA}{phone}" if phone else ""
    return f"https://wa.me/{to}?text={quote(text, safe='')}"
