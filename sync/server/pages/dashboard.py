"""The dashboard: the four figures as one small page with nothing to fetch besides."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment

from sync.server.figures import Figures
from sync.server.pages.words import grouped, in_large, rupees, words

RENEW_PRACTICE_S = 3
RENEW_S = 60

_INDIA = timezone(timedelta(hours=5, minutes=30))
_FOLDER = files("sync.server.pages")
_STYLE = _FOLDER.joinpath("dashboard.css").read_text(encoding="utf-8").strip()
_PAGE = Environment(autoescape=True).from_string(
    _FOLDER.joinpath("dashboard.html").read_text(encoding="utf-8")
)

# Fetched only by a browser that has no Hindi letters of its own.
FONT = Path(__file__).parents[3] / "resources" / "fonts" / "NotoSansDevanagari-Regular.ttf"
FONT_PATH = "/devanagari.ttf"

# The page may do nothing but show itself: no script, no picture, no other host.
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "font-src 'self'; "
    f"style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
)


def render(figures: Figures, lang: str) -> str:
    """The page in Hindi, or in English for "en"."""
    said = words(lang)
    instant = datetime.fromtimestamp(figures.as_of_ms // 1000, UTC).astimezone(_INDIA)
    return _PAGE.render(
        w=said,
        f=figures,
        n=grouped,
        style=_STYLE,
        renew_s=RENEW_PRACTICE_S if figures.practice else RENEW_S,
        iso=instant.isoformat(),
        shown=instant.strftime("%d-%m-%Y %H:%M:%S"),
        coverage=said.coverage.format(m=grouped(figures.heard), n=grouped(figures.registered)),
        amount=rupees(figures.value_paise),
        large=in_large(figures.value_paise, said),
    )
