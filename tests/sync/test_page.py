"""HQ's page says of each figure what it is, as of when, and of how many stores."""

import random
import re
import time
from datetime import datetime
from pathlib import Path

import pytest

from sync.server.figures import HEARD_HOURS, FigureDesk, Figures
from sync.server.pages.dashboard import render
from tests.sync.histories import Hq
from tests.sync.hq import HqServer
from tests.sync.shop import Shop
from tests.sync.test_intake import send

AS_OF = datetime.fromisoformat("2026-11-22T14:07:09+05:30")
FIGURES = Figures(
    as_of_ms=int(AS_OF.timestamp() * 1000),
    practice=False,
    registered=1_234,
    active=1_100,
    orders=0,
    customers=0,
    bills=45_678,
    value_paise=1_23_45_678_90,
    heard=1_198,
    aside=0,
)
SAID = {
    "hi": {
        "as of": "समय <time",
        "coverage": "1,234 में से 1,198 दुकानों ने पिछले 24 घंटे में भेजा।",
        "floor": "आँकड़े कम-से-कम इतने हैं: जिन दुकानों ने नहीं भेजा, उनकी बिक्री बाद में जुड़ेगी।",
    },
    "en": {
        "as of": "As of <time",
        "coverage": "1,198 of 1,234 stores sent within the last 24 hours.",
        "floor": "The figures are a floor: what the other stores sold is added when they send it.",
    },
}
SECTIONS = {
    "hi": [
        ("दर्ज eStore", "1,234", "चालू 1,100", "कम-से-कम एक काउंटर कोड से जुड़ा", "पिछले 30 दिन में"),
        ("ऑर्डर", "0", "0, क्योंकि इस संस्करण में ऑर्डर नहीं लिए जाते"),
        ("ग्राहक", "0", "0, क्योंकि ग्राहक अभी गिने नहीं जाते"),
        ("लेन-देन", "₹1,23,45,678.90", "₹1.23 करोड़", "बिल 45,678", "रद्द बिल और वापस लिया माल घटाकर"),
    ],
    "en": [
        ("eStores registered", "1,234", "1,100 active", "enrolled with a code", "last 30 days"),
        ("Orders", "0", "0, because this version takes no orders"),
        ("Customers", "0", "0, because customers are not counted yet"),
        (
            *("Transaction value", "₹1,23,45,678.90", "₹1.23 crore", "bills 45,678"),
            "less cancelled bills and goods taken back",
        ),
    ],
}
"""The four figures in their order: title, figure, what stands beside it, how it is defined."""


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_figures_are_a_floor_as_of_an_instant_and_of_so_many_stores(language: str) -> None:
    page = render(FIGURES, language)
    for said in SAID[language].values():
        assert said in page
    assert 'datetime="2026-11-22T14:07:09+05:30">22-11-2026 14:07:09<' in page


@pytest.mark.parametrize("language", ["hi", "en"])
def test_each_of_the_four_figures_stands_with_its_definition(language: str) -> None:
    sections = re.findall(r"<section.*?</section>", render(FIGURES, language), re.DOTALL)
    assert len(sections) == 4
    for section, parts in zip(sections, SECTIONS[language], strict=True):
        title, figure, *definition = parts
        assert f">{title}</h2>" in section
        assert f'<p class="figure">{figure}</p>' in section
        beside = section.partition('class="figure"')[2]
        assert [each for each in definition if each not in beside] == []


def test_hindi_comes_first_and_english_for_whoever_asks_for_it(hq: HqServer) -> None:
    """As a browser gets it from a running HQ, with its own clock."""
    page = hq.get("/")
    assert '<html lang="hi">' in page
    assert page.index("दर्ज eStore") < page.index("ऑर्डर") < page.index("ग्राहक")
    assert 'href="/?lang=en"' in page
    shown = re.search(r'<time datetime="([^"]+)">', page)
    assert shown is not None
    at = datetime.fromisoformat(shown[1])
    assert abs(at.timestamp() - time.time()) < 60
    assert str(at.utcoffset()) == "5:30:00"
    figures = hq.figures()
    counted = f"{figures['heard']} of {figures['registered']} stores sent"
    assert counted in hq.get("/?lang=en")


def test_a_store_that_was_silent_for_a_day_is_not_among_those_that_sent(tmp_path: Path) -> None:
    hq = Hq(tmp_path / "hq.db")
    shops = [Shop(random.Random(seed)) for seed in (1, 2)]
    for shop in shops:
        shop.sell()
        send(hq, shop)
    assert coverage(hq) == "2 of 2 stores sent within the last 24 hours."
    hq.now_ms += HEARD_HOURS * 3_600_000 + 1
    assert coverage(hq) == "0 of 2 stores sent within the last 24 hours."
    shops[0].sell()
    send(hq, shops[0])
    assert coverage(hq) == "1 of 2 stores sent within the last 24 hours."
    hq.store.close()


def coverage(hq: Hq) -> str:
    """How many of how many stores the page says have sent."""
    figures = FigureDesk(hq.store, lambda: hq.now_ms, practice=False).figures()
    said = re.search(r"\d+ of \d+ stores sent[^.]*\.", render(figures, "en"))
    assert said is not None
    return said[0]
