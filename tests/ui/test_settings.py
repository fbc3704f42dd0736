"""The settings as a hand meets them: the cursor is where something is to be done or mended."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView

from estore_pos.domain.act import ActKind
from estore_pos.domain.gst import TaxMode
from estore_pos.operations.till import Till
from estore_pos.store import device
from estore_pos.store.act import Noted
from estore_pos.store.device import Enrolled
from estore_pos.ui.keymap import Place
from estore_pos.ui.setting_rows import ROWS
from estore_pos.ui.setup.settings import SettingsScreen
from estore_pos.ui.widgets.choice import Choice
from tests.operations.shopfront import NOON
from tests.ui.counterside import CTRL, UNKNOWN_CODE, Counterside
from tests.ui.test_setup import shop_of

ENTER, ESC, F8 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F8
UP, DOWN, LEFT, RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right
SETTINGS = (Qt.Key.Key_Comma, CTRL)
GSTIN = "10AAACR5055K1ZM"


def open_setting(counter: Counterside, named: str) -> None:
    counter.press(SETTINGS)
    counter.type(named)
    counter.press(ENTER)


def choice_of(counter: Counterside) -> Choice:
    found = counter.shell.findChild(Choice, "setting_tax")
    assert isinstance(found, Choice)
    return found


def selected(counter: Counterside) -> str:
    field = counter.focused()
    assert isinstance(field, QLineEdit)
    return field.selectedText()


def goods_called(counter: Counterside, typed: str) -> list[bool]:
    """Whether each found good has a price."""
    found: list[bool] = []
    counter.work.look(
        lambda lookup: [each.item.price is not None for each in lookup.find(typed)], found.extend
    )
    counter.rest()
    return found


def test_a_shop_that_skipped_every_question_has_no_goods_and_sells(unopened: Counterside) -> None:
    unopened.stocked = False
    unopened.start()
    unopened.press(F8, F8, F8)
    assert any("F8 leaves the list empty" in text for text in unopened.texts())
    unopened.press(F8)
    unopened.qtbot.wait(50)
    unopened.press(ESC)
    assert goods_called(unopened, "aalu") == []
    unopened.scan(UNKNOWN_CODE)
    assert unopened.shell.at.place is Place.TEACH
    unopened.type("bhujiya")
    unopened.press(ENTER)
    unopened.type("20")
    unopened.press(ENTER, Qt.Key.Key_End)
    assert unopened.shell.counter.strip.tone == "ok"


def test_enter_at_the_last_question_fills_in_the_goods_without_prices(
    unopened: Counterside,
) -> None:
    unopened.stocked = False
    unopened.start()
    unopened.press(F8, F8, F8, ENTER)
    unopened.qtbot.wait(50)
    unopened.press(ESC)
    prices = goods_called(unopened, "aalu")
    assert prices
    assert not any(prices)


def test_who_brings_his_own_list_gets_no_goods_by_skipping(unopened: Counterside) -> None:
    unopened.stocked = False
    unopened.start()
    unopened.press(F8, F8, F8, Qt.Key.Key_2)
    unopened.qtbot.wait(80)
    unopened.press(F8)
    assert goods_called(unopened, "aalu") == []


def test_the_list_of_common_goods_can_be_filled_in_later(counter: Counterside) -> None:
    open_setting(counter, "common goods")
    said = counter.shell.findChild(QLineEdit, "settings_seek")
    assert said is counter.focused()
    assert any("came into the list" in text for text in counter.texts())
    assert False in goods_called(counter, "aalu")
    counter.press(ENTER)
    assert any("already" in text for text in counter.texts())


def name_shop(counter: Counterside) -> None:
    """Who is registered has a name."""
    counter.work.desk(lambda till: till.save_shop(replace(till.shop_today(), name_en="Shop")))
    counter.rest()


def test_the_tax_choice_has_the_focus_and_takes_digits_and_arrows(counter: Counterside) -> None:
    name_shop(counter)
    open_setting(counter, "GST registration")
    choice = choice_of(counter)
    assert counter.focused() is choice
    places = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, LEFT, RIGHT, UP, DOWN, Qt.Key.Key_1):
        counter.press(key)
        counter.qtbot.wait(80)
        places.append(choice.place)
    assert places == [1, 2, 1, 2, 1, 2, 0]
    marked = [f for f in counter.shell.findChildren(QLineEdit) if f.isVisible()]
    assert [field.objectName() for field in marked if field.selectedText()] == []
    counter.press(Qt.Key.Key_2)
    counter.qtbot.wait(80)
    counter.press(ENTER)
    assert counter.focused().objectName() == "setting_first"
    counter.type(GSTIN)
    counter.press(ENTER, ENTER)
    assert counter.shell.at.place is Place.SETTINGS
    shop = shop_of(counter)
    assert (shop.tax_mode, shop.gstin) == (TaxMode.REGULAR, GSTIN)
    counter.press(ENTER, Qt.Key.Key_1)
    counter.qtbot.wait(80)
    counter.press(ENTER)
    assert counter.focused().property("text") == "", "its own GSTIN is put away"
    counter.press(ENTER, ENTER)
    assert shop_of(counter).tax_mode is TaxMode.UNREGISTERED


def test_the_row_of_hq_says_which_one_was_joined(counter: Counterside) -> None:
    def said() -> str:
        counter.press(SETTINGS)
        counter.type("Join the state")
        shown = counter.shell.findChild(QListView, "settings_list")
        assert shown is not None
        model = shown.model()
        row = str(model.data(model.index(0, 0)))
        counter.press(ESC, ESC)
        return row

    assert said() == "Join the state HQ: "
    joined = Enrolled("https://hq.bihar.invalid", "D1", "S1", b"k" * 32)
    counter.work.desk(lambda till: till.write(lambda page: device.keep(page, joined)))
    counter.rest()
    assert said() == "Join the state HQ: hq.bihar.invalid"


def test_a_shop_without_a_name_is_not_registered(counter: Counterside) -> None:
    open_setting(counter, "GST registration")
    counter.press(Qt.Key.Key_2)
    counter.qtbot.wait(80)
    counter.press(ENTER)
    counter.type(GSTIN)
    counter.press(ENTER, ENTER)
    assert counter.shell.at.place is Place.CHANGE
    assert any("(R214)" in text for text in counter.texts())
    assert shop_of(counter).tax_mode is TaxMode.UNREGISTERED


def test_a_registered_shop_keeps_a_name_in_one_of_the_two_scripts(counter: Counterside) -> None:
    name_shop(counter)
    counter.work.desk(
        lambda till: till.save_shop(
            replace(till.shop_today(), tax_mode=TaxMode.REGULAR, gstin=GSTIN)
        )
    )
    open_setting(counter, "name in English")
    counter.press(Qt.Key.Key_Backspace, ENTER, ENTER)
    assert counter.shell.at.place is Place.CHANGE
    assert any("(R214)" in text for text in counter.texts())
    assert shop_of(counter).name_en == "Shop"
    counter.press(ESC, ESC, ESC)
    counter.work.desk(lambda till: till.save_shop(replace(till.shop_today(), name_hi="दुकान")))
    open_setting(counter, "name in English")
    counter.press(Qt.Key.Key_Backspace, ENTER, ENTER)
    assert (shop_of(counter).name_hi, shop_of(counter).name_en) == ("दुकान", "")


def test_a_gstin_without_a_registration_is_refused_and_stays(counter: Counterside) -> None:
    name_shop(counter)
    open_setting(counter, "GST registration")
    counter.press(ENTER)
    counter.type(GSTIN)
    counter.press(ENTER, ENTER)
    assert counter.shell.at.place is Place.CHANGE
    assert any("not registered has no GSTIN" in text for text in counter.texts())
    assert counter.focused().objectName() == "setting_first"
    assert selected(counter) == GSTIN
    counter.press(DOWN, ENTER, ENTER)
    assert shop_of(counter).gstin == GSTIN


def test_the_cursor_goes_to_the_setting_that_is_wrong(counter: Counterside) -> None:
    for named, typed in (("UPI", "no id"), ("PIN code", "12"), ("FSSAI", "99")):
        open_setting(counter, named)
        counter.type(typed)
        counter.press(ENTER, ENTER)
        assert counter.focused().objectName() == "setting_first"
        assert selected(counter) == typed
        counter.press(ESC, ESC, ESC)
    open_setting(counter, "PIN code")
    counter.type("800001")
    counter.press(ENTER)
    for typed in ("31-02-2026", "22-11-20260101010101", "2" * 5000, "22-11-99999"):
        counter.focused().setText(typed)  # type: ignore[attr-defined]
        counter.press(ENTER)
        assert "This is no day. Write it as 22-11-2026." in "\n".join(counter.texts())
        assert counter.focused().objectName() == "setting_second"
        assert selected(counter) == counter.focused().text()  # type: ignore[attr-defined]
    counter.focused().setText("22/11/2026")  # type: ignore[attr-defined]
    counter.press(ENTER)
    assert shop_of(counter).pin == "800001", "what was typed besides stands"


def test_what_is_not_found_has_no_editor(counter: Counterside) -> None:
    counter.press(SETTINGS)
    editor = counter.shell.findChild(QLineEdit, "setting_first")
    assert editor is not None
    card = editor.parentWidget()
    assert card is not None
    assert card.isVisible()
    counter.type("qqq")
    assert not card.isVisible()
    counter.press(ENTER)
    assert counter.shell.at.place is Place.SETTINGS
    counter.press(ESC)
    assert card.isVisible()


def settings_of(counter: Counterside) -> SettingsScreen:
    """The screen of the settings."""
    at = counter.shell.at
    assert isinstance(at, SettingsScreen)
    return at


def test_who_seeks_pin_finds_the_people_before_the_postal_code(counter: Counterside) -> None:
    counter.press(SETTINGS)
    counter.type("PIN")
    labels = [row.label for row in settings_of(counter).model.rows]
    assert labels[0] == "Who works here, and their PINs"
    assert "PIN code" in labels
    counter.press(ENTER)
    assert counter.shell.at.place is Place.PEOPLE


@pytest.mark.parametrize(
    ("language", "typed", "label"),
    [
        ("en", "mukhyalay", "Join the state HQ"),
        ("en", "मुख्यालय", "Join the state HQ"),
        ("hi", "mukhyalay", "Join the state HQ"),
        ("hi", "HQ", "Join the state HQ"),
        ("en", "bhasha", "Language of the screens"),
        ("en", "staff", "Who works here, and their PINs"),
        ("hi", "galla", "Cash drawer"),
    ],
)
def test_a_setting_is_found_by_a_word_of_either_language_in_either_script(
    counter: Counterside, language: str, typed: str, label: str
) -> None:
    counter.shell.set_value("language", language)
    counter.press(SETTINGS)
    if typed.isascii():
        counter.type(typed)
    else:
        counter.focused().insert(typed)  # type: ignore[attr-defined]
    rows = settings_of(counter).model.rows
    assert label in [row.label for row in rows]
    assert len(rows) < len(ROWS) / 3


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("gstin", "GST registration"),
        ("GSTIN", "GST registration"),
        ("जीएसटी", "GST registration"),
        ("print", "Receipt printer"),
        ("printer", "Receipt printer"),
        ("प्रिंटर", "Receipt printer"),
        ("छपाई", "Receipt printer"),
        ("chhaapna", "Receipt printer"),
        ("chhapai", "Receipt printer"),
        ("print the ruler", "Print the ruler"),
        ("UPI id", "UPI id"),
    ],
)
def test_what_is_called_so_itself_comes_first_and_its_group_after_it(
    counter: Counterside, language: str, typed: str, label: str
) -> None:
    counter.shell.set_value("language", language)
    counter.press(SETTINGS)
    if typed.isascii():
        counter.type(typed)
    else:
        counter.focused().insert(typed)  # type: ignore[attr-defined]
    rows = settings_of(counter).model.rows
    assert rows[0].label == label
    if label == "Receipt printer":
        assert {row for row in ROWS if row.group == "Printer"} <= set(rows)


def theme_of(counter: Counterside) -> str:
    """Light or dark, as it is now."""
    return counter.shell.settings.theme


def test_enter_goes_to_the_choice_that_was_found_and_enter_again_turns_it(
    counter: Counterside,
) -> None:
    counter.press(SETTINGS)
    screen = settings_of(counter)
    counter.type("light or dark")
    assert "Enter: this one · Enter again: next choice" in counter.texts()
    counter.press(ENTER)
    assert (theme_of(counter), screen.is_there) == ("light", True)
    assert "Enter: next choice" in counter.texts()
    counter.press(ENTER)
    assert theme_of(counter) == "dark"
    counter.press(ENTER)
    assert theme_of(counter) == "light", "it stays gone to"
    counter.type("x")
    counter.press(Qt.Key.Key_Backspace, ENTER)
    assert theme_of(counter) == "light", "what is sought anew is gone to anew"


def test_a_choice_that_a_hand_points_at_is_turned_by_the_first_enter(counter: Counterside) -> None:
    counter.press(SETTINGS)
    counter.type("size of the letters")
    counter.press(ESC)
    rows = [row.name for row in settings_of(counter).model.rows]
    counter.press(*[DOWN] * rows.index("paper_after_bill"), ENTER)
    assert counter.shell.settings.paper_after_bill == "58"


def test_the_language_is_turned_there_and_back_on_its_row(counter: Counterside) -> None:
    counter.press(SETTINGS)
    counter.type("language of the screens")
    counter.press(ENTER)
    for language in ("hi", "en"):
        counter.press(ENTER)
        assert counter.shell.language == language


def test_a_choice_that_ctrl_k_has_gone_to_is_turned_by_the_first_enter(
    counter: Counterside,
) -> None:
    counter.press((Qt.Key.Key_K, CTRL))
    counter.type("light or dark")
    counter.press(ENTER)
    assert theme_of(counter) == "light"
    counter.press(ENTER)
    assert theme_of(counter) == "dark"


def test_what_was_sought_before_gives_way_to_what_is_sought_now(counter: Counterside) -> None:
    counter.press(SETTINGS)
    counter.type("PINs")
    counter.press(Qt.Key.Key_Return)
    assert counter.shell.at.place is Place.PEOPLE
    counter.press(SETTINGS)
    counter.type("discount by a helper")
    assert [row.label for row in settings_of(counter).model.rows] == [
        "Discount by a helper, at most"
    ]


def test_a_search_that_finds_no_setting_says_so(counter: Counterside) -> None:
    counter.press(SETTINGS)
    counter.type("zzz")
    assert "No setting is called “zzz”. Esc shows them all." in counter.texts()
    assert not settings_of(counter).list.isVisible()
    counter.press(ENTER, DOWN, ESC)
    assert settings_of(counter).list.isVisible()
    assert not any("No setting" in text for text in counter.texts())


def test_a_page_of_settings_is_turned_by_a_key(counter: Counterside) -> None:
    counter.press(SETTINGS)
    screen = settings_of(counter)
    counter.press(Qt.Key.Key_PageDown)
    turned = screen.chosen
    assert 3 < turned < len(screen.model.rows) - 1
    row = screen.list.visualRect(screen.model.index(turned))
    assert screen.list.viewport().rect().contains(row), "the row that is chosen is in sight"
    counter.press(Qt.Key.Key_PageUp)
    assert screen.chosen == 0
    for _ in range(9):
        counter.press(Qt.Key.Key_PageDown)
    assert screen.chosen == len(screen.model.rows) - 1


def test_a_merchant_s_upi_id_is_told_by_enter_and_codes_bear_the_bill_s_reference(
    counter: Counterside,
) -> None:
    open_setting(counter, "merchant")
    counter.rest()
    assert not shop_of(counter).upi_merchant, "the first Enter goes to what was found"
    counter.press(ENTER)
    counter.rest()
    assert shop_of(counter).upi_merchant
    counter.press(ENTER)
    counter.rest()
    assert not shop_of(counter).upi_merchant
    counter.press(ENTER)
    counter.rest()
    assert shop_of(counter).upi_merchant
    assert "The UPI id is a merchant's: yes" in row_texts(counter)
    assert "upi_merchant" in counter.work.on_desk(changes)[-1].act.note


def row_texts(counter: Counterside) -> list[str]:
    """What the rows of the settings that are in sight say."""
    found = counter.shell.findChild(QListView, "settings_list")
    assert isinstance(found, QListView)
    model = found.model()
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def changes(till: Till) -> list[Noted]:
    """What was noted of settings."""
    return [each for each in till.acts.of_day(NOON.date()) if each.act.what is ActKind.SETTING]
