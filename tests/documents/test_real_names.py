"""The names that real shops and packets bear, on both rolls: no letter lost, no sum dropped."""

import csv
from pathlib import Path

import pytest

from estore_pos.documents import fonts
from estore_pos.documents.receipt import receipt
from estore_pos.documents.typeface import typeface
from estore_pos.domain.draft import Draft
from estore_pos.domain.gst import Treatment
from estore_pos.domain.quantity import Unit
from estore_pos.text.numbers import amount_text
from estore_pos.text.words import PaperLanguage
from tests.documents import reading
from tests.documents.samples import SHOP, bill, item

_MISSING = 0


def names(folder: Path) -> list[tuple[str, str]]:
    """Hindi and English names of a real shop's goods."""
    with (folder / "kirana_items_hindi_dev.csv").open(encoding="utf-8", newline="") as file:
        rows = [(r["name_local"].strip(), r["name_en"].strip()) for r in csv.DictReader(file)]
    return list(dict.fromkeys(row for row in rows if all(row)))


@pytest.mark.parametrize("bold", [False, True])
def test_every_letter_of_real_names_has_its_sign(estore_data: Path, bold: bool) -> None:
    said = [name for pair in names(estore_data) for name in pair]
    said += ["₹ 1,23,456.00", "क्षत्रिय ज्ञान श्रृंगार ट्रैक्टर कृष्णा द्वार बुद्धि ह्रदय फ़ॉर्म ड़ढ़"]
    face = typeface(bold)
    lost = {
        name
        for name in said
        for run in fonts.runs(name)
        if any(glyph == _MISSING for glyph, _ in face.shape(run))
    }
    assert lost == set()


@pytest.mark.slow
@pytest.mark.parametrize("width_mm", [58, 80])
@pytest.mark.parametrize("language", ["hi", "en", "both"])
def test_every_good_of_a_real_shop_and_its_sum_stand_on_the_roll(
    estore_data: Path, width_mm: int, language: PaperLanguage
) -> None:
    shelf = names(estore_data)[:120]
    draft = Draft()
    for number, (hindi, english) in enumerate(shelf, start=1):
        paise = 10_001 + 137 * number
        good = item(number, hindi, english, Unit.PIECE, paise, treatment=Treatment.NIL)
        draft = draft.add(good, 1000)
    pdf = receipt(bill(draft), SHOP, width_mm=58 if width_mm == 58 else 80, language=language)
    assert reading.faults(pdf) == []
    text = reading.text(pdf)
    assert "?" not in text.replace("https://", "")
    assert "\ufffd" not in text
    for line in draft.lines:
        assert amount_text(line.value) in text
