"""The picture of today's rates: every good in both tongues beside its price, as it is drawn."""

import io
from datetime import date

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat, features

from estore_pos.base.resource import resource
from estore_pos.documents.rate_card import PIXEL, WIDTH, rate_card
from estore_pos.domain.item import Item
from estore_pos.domain.quantity import Unit
from estore_pos.operations.paper import rate_picture
from tests.documents import reading
from tests.domain.samples import good, shop

DAY = date(2026, 12, 1)
GOODS: tuple[tuple[str, str, int, Unit, str, str], ...] = (
    ("आलू", "Potato", 2450, Unit.KILO, "₹ 24.50", "किलो · kg"),
    ("प्याज", "Onion", 3600, Unit.KILO, "₹ 36", "किलो · kg"),
    ("हरी मिर्च", "Green chilli", 8000, Unit.KILO, "₹ 80", "किलो · kg"),
    ("फूल गोभी", "Cauliflower", 4000, Unit.KILO, "₹ 40", "किलो · kg"),
    ("सरसों तेल खुला", "Mustard oil, loose", 175_00, Unit.LITRE, "₹ 175", "लीटर · litre"),
    ("केला", "Banana", 5000, Unit.DOZEN, "₹ 50", "दर्जन · dozen"),
)
"""Names, paise, unit; how the price and the unit stand on the board."""
FIRST_PX, SECOND_PX, PRICE_PX = 46, 34, 56
ALIKE = 0.15
"""Part of the dots by which two drawings of one text differ at most: their edges."""


def goods() -> list[Item]:
    """What is on the board."""
    return [
        Item(made.id, hindi, english, unit, made.rates, made.price)
        for number, (hindi, english, paise, unit, _, _) in enumerate(GOODS, 1)
        for made in [good(number, paise)]
    ]


def found(page: list[reading.Box], text: str) -> reading.Box:
    """The one place where a text stands."""
    (box,) = [each for each in page if each.text == text]
    return box


def test_each_row_says_a_good_in_hindi_and_english_and_its_price_beside_it() -> None:
    (page,) = reading.boxes(rate_card(shop(), DAY, goods()))
    below = None
    for hindi, english, _, _, price, _ in GOODS:
        first, second, cost = (found(page, text) for text in (hindi, english, price))
        assert first.bottom > second.top, "Hindi stands first"
        assert max(first.right, second.right) < cost.left, "the price at the right"
        assert second.bottom < (cost.top + cost.bottom) / 2 < first.top, "on the same row"
        if below is not None:
            assert max(first.top, cost.top) < below, "below the good before it"
        below = min(second.bottom, cost.bottom)
    assert reading.faults(rate_card(shop(), DAY, goods())) == []


def test_the_units_and_the_day_stand_there_in_both_tongues() -> None:
    (page,) = reading.boxes(rate_card(shop(), DAY, goods()))
    told = [box.text for box in page]
    assert [text for text in told if " · " in text] == [unit for *_, unit in GOODS]
    assert "01-12-2026" in told
    assert any("आज का भाव" in text and "Today's rates" in text for text in told)


def ink(picture: Image.Image) -> Image.Image:
    """What is drawn, black on white, without the paper around it."""
    black = picture.convert("L").point(lambda grey: 255 * (grey < 128))
    box = black.getbbox()
    assert box is not None
    return black.crop(box)


def drawn(text: str, size: int, *, bold: bool) -> Image.Image:
    """A text as another drawer sets it: FreeType and Raqm, of the same letters."""
    weight = "Bold" if bold else "Regular"
    file = resource(f"fonts/NotoSansDevanagari-{weight}.ttf")
    letters = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.RAQM)
    paper = Image.new("L", (WIDTH, size * 3), 255)
    ImageDraw.Draw(paper).text((size, size // 2), text, font=letters, fill=0)
    return ink(paper)


def apart(one: Image.Image, other: Image.Image) -> float:
    """The part of the dots that are black in one and white in the other, laid on it as it fits."""
    if abs(one.width - other.width) > one.width // 4:
        return 1.0
    size = (max(one.width, other.width) + 4, max(one.height, other.height) + 4)
    under = Image.new("L", size, 255)
    under.paste(one, (2, 2))

    def laid(left: int, top: int) -> float:
        over = Image.new("L", size, 255)
        over.paste(other, (left, top))
        return float(ImageStat.Stat(ImageChops.difference(under, over)).mean[0] / 255)

    return min(laid(left, top) for left in range(5) for top in range(5))


@pytest.mark.slow
@pytest.mark.skipif(not features.check("raqm"), reason="no second shaper here")
def test_the_dots_of_the_picture_are_those_words_and_prices() -> None:
    (page,) = reading.boxes(rate_card(shop(), DAY, goods()))
    picture = Image.open(io.BytesIO(rate_picture(shop(), DAY, goods())))
    assert picture.width == WIDTH

    def cut(text: str) -> Image.Image:
        """Where a text stands on the picture."""
        box, high = found(page, text), picture.height
        left, right = round(box.left / PIXEL) - 3, round(box.right / PIXEL) + 3
        top, bottom = high - round(box.top / PIXEL) - 3, high - round(box.bottom / PIXEL) + 3
        return ink(picture.crop((left, top, right, bottom)))

    texts = [
        *[(hindi, FIRST_PX, True) for hindi, *_ in GOODS],
        *[(english, SECOND_PX, False) for _, english, *_ in GOODS],
        *[(price, PRICE_PX, True) for *_, price, _ in GOODS],
    ]
    for text, size, bold in texts:
        shown = cut(text)
        near = {
            other: apart(shown, drawn(other, size, bold=bold))
            for other, *told in texts
            if told == [size, bold]
        }
        assert near[text] < ALIKE
        others = [apart_by for other, apart_by in near.items() if other != text]
        assert min(others) > 1.5 * near[text], (text, near)
