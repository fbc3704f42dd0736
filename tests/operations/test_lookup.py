"""Laws of finding goods, bills and customers while somebody types."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import RefusalCode
from estore_pos.domain.ids import CustomerId, ItemId
from estore_pos.domain.item import Barcode, Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.operations.lookup import Found, Lookup
from estore_pos.operations.setup import starter_goods
from estore_pos.operations.till import Till
from estore_pos.store.page import Page
from estore_pos.store.search import Search
from tests.operations.shopfront import ATTA, NIL, POTATO, SALT, SOAP, Shopfront, count, put_item
from tests.operations.test_counter import SALT_CODE, SOAP_CARTON_CODE


@pytest.fixture
def lookup(till: Till) -> Iterator[Lookup]:
    """Questions on a connection of their own."""
    made = till.lookup()
    yield made
    made.close()


def said(found: list[Found]) -> list[tuple[int, int | None, Money | None]]:
    """Item, thousandths, amount of each."""
    return [(each.item.id, each.milli, each.amount) for each in found]


def named(till: Till, name: str, pack: str = "", unit: Unit = Unit.PACKET) -> ItemId:
    """One more good."""
    return put_item(till, Item(ItemId(0), "", name, unit, NIL, Money(1000), pack=pack)).id


@pytest.mark.parametrize(
    ("typed", "item", "milli", "amount"),
    [
        ("aalu", POTATO, None, None),
        ("आलू", POTATO, None, None),
        ("aalu 2", POTATO, 2000, None),
        ("aalu 500g", POTATO, 500, None),
        ("aalu 1.5", POTATO, 1500, None),
        ("aalu 50r", POTATO, None, Money.rupees(50)),
        ("आलू ₹50", POTATO, None, Money.rupees(50)),
        ("3*salt", SALT, 3000, None),
        ("salt 2 packet", SALT, 2000, None),
        ("soap 1 dozen", SOAP, 12_000, None),
        ("#3", POTATO, None, None),
        ("#3 2", POTATO, 2000, None),
        (SALT_CODE, SALT, None, None),
        (f"3*{SALT_CODE}", SALT, 3000, None),
        (SOAP_CARTON_CODE, SOAP, 12_000, None),
        (f"2*{SOAP_CARTON_CODE}", SOAP, 24_000, None),
    ],
)
def test_what_is_typed_means_a_good_and_how_much_of_it(
    lookup: Lookup, typed: str, item: ItemId, milli: int | None, amount: Money | None
) -> None:
    assert said(lookup.find(typed))[:1] == [(item, milli, amount)]


def test_where_the_name_holds_the_number_both_readings_are_offered(
    till: Till, lookup: Lookup
) -> None:
    small, big = named(till, "7up 250 ml"), named(till, "7up 2 L")
    biscuit, plain = named(till, "Good Day 50 g"), named(till, "Good Day")
    assert said(lookup.find("7up 2"))[:3] == [
        (small, 2000, None),
        (big, None, None),
        (big, 2000, None),
    ]
    offered = said(lookup.find("good day 50"))
    assert offered[0] == (biscuit, None, None)
    assert (plain, 50_000, None) in offered
    assert (biscuit, 50_000, None) in offered
    assert (plain, None, None) not in offered


def test_a_good_that_is_called_just_so_comes_before_two_of_another(
    till: Till, lookup: Lookup
) -> None:
    plain, two = named(till, "7up"), named(till, "7up 2")
    star, five = named(till, "Star"), named(till, "5 Star", "10 g")
    assert said(lookup.find("7UP 2"))[:2] == [(two, None, None), (plain, 2000, None)]
    assert said(lookup.find("7up 3"))[0] == (plain, 3000, None)
    assert said(lookup.find("5 star"))[:2] == [(five, None, None), (star, 5000, None)]
    assert said(lookup.find("5 star 10 g"))[0] == (five, None, None)
    assert said(lookup.find("star 5"))[0] == (star, 5000, None)


@pytest.mark.parametrize(
    ("typed", "item", "code", "number"),
    [
        ("aalu 0", POTATO, RefusalCode.QUANTITY_RANGE, "0"),
        ("aalu -5", POTATO, RefusalCode.QUANTITY_RANGE, "-5"),
        ("aalu 0.0001", POTATO, RefusalCode.QUANTITY_RANGE, "0.0001"),
        ("aalu 999999999999", POTATO, RefusalCode.QUANTITY_RANGE, "999999999999"),
        ("9999999999*aalu", POTATO, RefusalCode.QUANTITY_RANGE, "9999999999"),
        ("salt 0.0001", SALT, RefusalCode.QUANTITY_STEP, "0.0001"),
        ("aalu 0r", POTATO, RefusalCode.AMOUNT_RANGE, "0r"),
    ],
)
def test_a_number_that_is_no_quantity_is_offered_with_why_not(
    lookup: Lookup, typed: str, item: ItemId, code: RefusalCode, number: str
) -> None:
    offered = lookup.find(typed)[0]
    assert (offered.item.id, offered.milli) == (item, None)
    assert offered.refusal is not None
    assert offered.refusal.code is code
    assert number in offered.refusal.facts.values()


def test_a_name_that_holds_such_a_number_is_sold_by_it(till: Till, lookup: Lookup) -> None:
    zero = named(till, "Cola 0 sugar")
    offered = lookup.find("cola 0")
    assert (offered[0].item.id, offered[0].refusal) == (zero, None)


def test_goods_not_called_by_every_word_come_last_and_say_so(till: Till, lookup: Lookup) -> None:
    foil = named(till, "Foil 99 m")
    assert [each.is_meant for each in lookup.find("aalu abc")] == [False]
    offered = lookup.find("aalu 99")
    assert (offered[0].item.id, offered[0].milli, offered[0].is_meant) == (POTATO, 99_000, True)
    assert all(not each.is_meant for each in offered if each.item.id == foil)


def refused(found: list[Found]) -> list[tuple[ItemId, str]]:
    """What is found and cannot be sold so, and by which law."""
    return [(each.item.id, each.refusal.code.value) for each in found if each.refusal]


def test_a_weight_is_not_offered_of_what_is_counted(lookup: Lookup) -> None:
    assert refused(lookup.find("salt 500g")) == [(SALT, RefusalCode.UNIT_UNFIT)]
    assert said(lookup.find("atta 500g")) == [(ATTA, 500, None)]


@pytest.mark.parametrize("typed", ["", "  ", "+", "*4", "3*", "=2+2", "%%%", "#", "#0", "ES1:B:X"])
def test_what_names_no_good_finds_none(lookup: Lookup, typed: str) -> None:
    assert lookup.find(typed) == []


def test_a_find_says_what_is_kept_in_stock(till: Till, lookup: Lookup) -> None:
    till.counter.add(POTATO, milli=2500)
    till.counter.finish()
    assert lookup.find("potato")[0].balance_milli is None, "nobody has counted it"
    count(till, POTATO, 2000)
    assert lookup.find("potato")[0].balance_milli == -500


def test_an_item_that_changed_its_name_is_found_by_the_new_one_only(
    till: Till, lookup: Lookup
) -> None:
    salt = lookup.item(SALT)
    assert salt is not None
    put_item(till, replace(salt, name_en="Tata salt", name_hi="टाटा नमक"))
    assert lookup.find("tata")[0].item.id == SALT
    put_item(till, replace(salt, closed=True))
    assert lookup.find("tata") == []


def test_a_bill_is_found_by_its_number_its_id_and_its_qr(till: Till, lookup: Lookup) -> None:
    till.counter.scan(SALT_CODE)
    bill = till.counter.finish().bills[0]
    for name in (bill.number, bill.number.lower(), bill.id, f"ES1:B:{bill.id}"):
        assert lookup.bill(name) == bill
    assert lookup.bill("MXXXX/26/000001") is None
    assert lookup.bill("1") == lookup.bill("000001") == bill
    assert lookup.bill("2") is None
    assert lookup.recent(5) == [bill]


def test_a_customer_is_found_until_he_is_erased(
    till: Till, lookup: Lookup, shopfront: Shopfront
) -> None:
    who = till.save_customer(Customer(CustomerId(""), name="मीरा देवी", phone="0000000012"))
    assert lookup.customers("मीरा") == lookup.customers("0012") == [who]
    till.counter.set_buyer(who)
    till.counter.scan(SALT_CODE)
    bill = till.counter.finish().bills[0]
    till.erase_customer(who.id)
    assert lookup.customers("मीरा") == []
    erased = lookup.customer(who.id)
    assert erased is not None
    assert erased.erased
    assert lookup.bill(bill.id) == bill


def test_a_misspelt_word_finds_a_good_recorded_since_the_sounds_were_read(
    till: Till, lookup: Lookup
) -> None:
    for _ in range(30):
        lookup.warm()
    assert lookup.find("karmchari") == []
    number = named(till, "Karamchand")
    assert [each.item.id for each in lookup.find("karmachnd")] == [number]


def test_bills_leave_the_sounds_that_were_read(
    till: Till, lookup: Lookup, monkeypatch: pytest.MonkeyPatch
) -> None:
    lookup.find("xyzzyx")
    asked: list[str] = []
    ask = Search._of

    def of(search: Search, page: Page, letter: str) -> Sequence[str]:
        known = letter in search._terms
        asked.extend([] if known else [letter])
        return ask(search, page, letter)

    monkeypatch.setattr(Search, "_of", of)
    till.counter.scan(SALT_CODE)
    till.counter.finish()
    lookup.find("xyzzyx")
    assert asked == []


@pytest.mark.parametrize(
    ("typed", "item", "milli", "amount"),
    [
        ("aalu paseri", POTATO, 5000, None),
        ("आलू सवा किलो", POTATO, 1250, None),
        ("sawa kilo aalu", POTATO, 1250, None),
        ("aalu adhpav", POTATO, 125, None),
        ("aalu aadha", POTATO, 500, None),
        ("aalu kilo", POTATO, 1000, None),
        ("aalu bees ka", POTATO, None, Money.rupees(20)),
        ("soap darjan", SOAP, 12_000, None),
        ("soap do peti", SOAP, 24_000, None),
        ("salt do packet", SALT, 2000, None),
    ],
)
def test_a_quantity_in_words_is_taken(
    lookup: Lookup, typed: str, item: ItemId, milli: int | None, amount: Money | None
) -> None:
    assert said(lookup.find(typed))[:1] == [(item, milli, amount)]


def test_a_word_of_a_good_s_own_name_is_its_name_first_and_then_a_quantity(
    till: Till, lookup: Lookup
) -> None:
    ghee, tin = named(till, "Ghee"), named(till, "Ghee Tin")
    assert said(lookup.find("ghee tin")) == [
        (tin, None, None),
        (ghee, 3000, None),
        (tin, 3000, None),
    ]
    vada = named(till, "Vada Pav", unit=Unit.PIECE)
    assert said(lookup.find("vada pav")) == [(vada, None, None)]


def test_a_good_and_a_quantity_in_words_come_before_what_only_sounds_so(
    till: Till, lookup: Lookup
) -> None:
    onion = put_item(
        till,
        Item(
            ItemId(0), "प्याज", "Onion", Unit.KILO, NIL, Money(3000), aliases=("pyaj",), step_milli=1
        ),
    ).id
    dye = put_item(
        till,
        Item(ItemId(0), "हेयर डाई", "Hair dye", Unit.PIECE, NIL, Money(3000), aliases=("baal dye",)),
    ).id
    for typed in ("प्याज ढाई", "pyaj dhai", "pyaaz dhai", "ढाई प्याज", "प्याज ढाई किलो"):
        assert said(lookup.find(typed))[0] == (onion, 2500, None), typed
        assert lookup.find(typed)[0].is_said, typed
    for typed in ("हेयर डाई", "hair dai", "baal dai"):
        assert said(lookup.find(typed))[0] == (dye, None, None), typed
    pav = put_item(till, Item(ItemId(0), "पाव", "", Unit.PIECE, NIL, Money(500))).id
    bhaji = put_item(till, Item(ItemId(0), "प्याज पाव", "", Unit.PIECE, NIL, Money(500))).id
    assert said(lookup.find("pyaj pav"))[0] == (bhaji, None, None), "a word of its own name"
    assert said(lookup.find("पाव"))[0] == (pav, None, None)


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Lookup]:
    """Questions about the shipped goods, each with its price."""
    made = Shopfront(tmp_path).open(practice=True).lookup()
    yield made
    made.close()


def test_a_unit_alone_is_one_of_the_good_that_is_named_beside_it(shipped: Lookup) -> None:
    """Nothing is sold because its size ends in that word, and no guess stands before it."""
    first = {
        "gehu kilo": ("Wheat, loose", 1000),
        "गेहूँ किलो": ("Wheat, loose", 1000),
        "chawal kilo": ("Parboiled rice, loose", 1000),
        "atta kilo": ("Wheat flour (atta), loose", 1000),
        "chana kilo": ("Whole gram, loose", 1000),
        "chini kilo": ("Sugar", 1000),
        "चीनी किलो": ("Sugar", 1000),
        "kilo chini": ("Sugar", 1000),
        "pyaz kilo": ("Onion", 1000),
        "dahi kilo": ("Curd, loose", 1000),
        "bhindi kilo": ("Okra", 1000),
        "besan kilo": ("Gram flour (besan), loose", 1000),
        "ber pav": ("Jujube", 250),
        "makhana pav": ("Fox nut (makhana), loose", 250),
        "makhana pav bhar": ("Fox nut (makhana), loose", 250),
        "doodh litre": ("Milk, loose", 1000),
        "anda piece": ("Egg", 1000),
        "अंडा पीस": ("Egg", 1000),
        "chhata piece": ("Umbrella", 1000),
        "kadahi piece": ("Iron wok", 1000),
        "gehu paseri": ("Wheat, loose", 5000),
        "बदाम किलो": ("Groundnut, raw, loose", 1000),
    }
    found = {typed: shipped.find(typed)[0] for typed in first}
    assert {typed: (one.item.name_en, one.milli) for typed, one in found.items()} == first
    assert all(one.is_said and one.refusal is None for one in found.values())
    assert shipped.find("chini kilo")[1].item.name_en == "Sugar, packed 1 kg", "the second"
    assert shipped.find("namak kilo")[0].item.name_en == "Salt 1 kg", "salt itself is no kilo"


@pytest.mark.slow
def test_a_unit_alone_leaves_first_the_good_that_its_name_finds(shipped: Lookup) -> None:
    """Of every shipped good by its Hindi name, and of what is weighed by each other name too."""
    asked = [
        (name, unit, milli, kept)
        for good in starter_goods(with_prices=True)
        for kept, names, unit, milli in (
            (Unit.KILO, (good.name_hi, *good.aliases), "kilo", 1000),
            (Unit.KILO, (good.name_hi,), "किलो", 1000),
            (Unit.KILO, (good.name_hi,), "pav", 250),
            (Unit.PIECE, (good.name_hi,), "पीस", 1000),
        )
        if good.unit is kept
        for name in names
    ]
    plain = {name: shipped.find(name)[0] for name, *_ in asked}
    sold_so = [each for each in asked if plain[each[0]].item.unit is each[3]]
    assert len(sold_so) > 1_500
    astray = []
    for name, unit, milli, _ in sold_so:
        one = shipped.find(f"{name} {unit}")[0]
        # What has the very word in its name (चना पैकेट) is one of it without saying so.
        meant = (one.item.id, one.milli or 1000, one.is_said, one.refusal)
        if meant != (plain[name].item.id, milli, True, None):
            astray.append((name, unit, one.item.name_en, one.milli))
    assert astray == []


def test_a_good_that_has_the_unit_in_its_name_is_offered_as_it_is_called(
    till: Till, lookup: Lookup
) -> None:
    chips = named(till, "Chips")
    bag = named(till, "Chips packet")
    assert said(lookup.find("chips packet"))[:2] == [(bag, None, None), (chips, 1000, None)]
    assert said(lookup.find("chips pkt"))[0] == (chips, 1000, None)


def test_a_unit_alone_is_a_pack_of_one_and_no_other(till: Till, lookup: Lookup) -> None:
    seed = named(till, "Gehu seed", "40 kg")
    assert refused(lookup.find("gehu kilo")) == [(seed, RefusalCode.UNIT_UNFIT)]
    flour = named(till, "Gehu flour", "1 kg")
    assert said(lookup.find("gehu kilo"))[0] == (flour, None, None)
    four = named(till, "Bun char piece")
    assert said(lookup.find("bun piece"))[:1] == [(four, 1000, None)], "four pieces are its size"


def test_so_many_of_a_good_are_of_the_one_that_its_name_alone_finds(shipped: Lookup) -> None:
    """बदाम is another name of groundnuts: two kilos of it are not almonds."""
    for name, good in {
        "बदाम": "Groundnut, raw, loose",
        "सरसो": "Mustard seed, loose",
        "मड़ुआ": "Finger millet flour, loose",
        "चूल्हा": "Gas stove",
    }.items():
        for typed in (name, f"{name} 2", f"3*{name}", f"{name} दो"):
            assert shipped.find(typed)[0].item.name_en == good, typed


def test_a_word_that_is_no_quantity_of_a_good_is_not_left_out(lookup: Lookup) -> None:
    for typed in ("salt paseri", "salt sawa kilo"):
        assert refused(lookup.find(typed)) == [(SALT, RefusalCode.UNIT_UNFIT)]
    assert not any(each.is_meant for each in lookup.find("aalu ser"))


def test_a_sum_finds_what_is_sold_for_it(tmp_path: Path) -> None:
    """Ten rupees' worth is asked for of what lies loose, though a packet is called so first."""
    lookup = Shopfront(tmp_path).open(practice=True).lookup()
    first = {
        "dhaniya 10 ka": "Coriander leaves",
        "haldi 10 ka": "Whole turmeric, loose",
        "मिर्च 10 का": "Green chilli",
        "chawal 20 ka": "Parboiled rice, loose",
        "gud 20 ka": "Jaggery, loose",
        "ghee 20 ka": "Ghee, loose",
        "sabun 10 ka": "Bathing soap Rs 10",
        "laung 5 ka": "Cloves 10 g",
    }
    assert {typed: lookup.find(typed)[0].item.name_en for typed in first} == first
    assert lookup.find("laung 5 ka")[0].buys_none, "nothing else is called so"
    assert lookup.find("haldi")[0].item.name_en == "Turmeric powder 100 g"
    lookup.close()


def test_a_priced_good_of_its_own_name_comes_before_what_is_called_so_besides(
    till: Till, lookup: Lookup
) -> None:
    till.load_starter(with_prices=False)
    assert lookup.find("lux")[0].item.name_en == "Bathing soap 100 g"
    own = Item(ItemId(0), "लक्स साबुन", "Lux soap", Unit.PIECE, NIL, Money(3500))
    untold = put_item(till, replace(own, name_en="Lux soap white", price=None))
    lux = put_item(till, own)
    for typed in ("lux", "लक्स", "lux 2"):
        first, second, *_ = (each.item.id for each in lookup.find(typed))
        assert (first, second) == (lux.id, untold.id), typed
    assert any(each.item.name_en == "Bathing soap 100 g" for each in lookup.find("lux"))
    assert lookup.find("chawal")[0].item.name_hi.endswith("चावल"), "rice, not its flour"


def test_the_very_word_comes_before_a_priced_good_that_is_only_said_so(
    till: Till, lookup: Lookup
) -> None:
    pen = Item(ItemId(0), "पेन", "Ball pen", Unit.PIECE, NIL, Money(500))
    put_item(till, pen)
    balm = named(till, "Pain balm")
    bhujia = put_item(till, replace(pen, name_hi="भुजिया", name_en="Aloo bhujia")).id
    potato = put_item(till, replace(pen, name_hi="गोल", name_en="Round", aliases=("अल्लू",))).id
    assert lookup.find("pain")[0].item.id == balm
    assert lookup.find("अल्लू")[0].item.id == potato
    assert [each.item.id for each in lookup.find("aloo")][:2] == [POTATO, bhujia]


def test_of_equals_a_good_with_a_price_comes_before_all_without(till: Till, lookup: Lookup) -> None:
    for number in range(12):
        put_item(till, Item(ItemId(0), "", f"Bhujia {number}", Unit.PACKET, NIL))
    priced = named(till, "Bhujia own")
    assert lookup.find("bhujia")[0].item.id == priced
    assert len(lookup.find("bhujia")) == 8


def test_packs_and_loose_stock_of_one_good_are_one_good(till: Till, lookup: Lookup) -> None:
    sugar = put_item(
        till,
        Item(
            ItemId(0),
            "चीनी",
            "Sugar",
            Unit.KILO,
            NIL,
            Money.rupees(44),
            barcodes=(Barcode("8900000000098", 5000), Barcode("8900000000081", 1000)),
            step_milli=1,
        ),
    ).id
    for typed, milli in (
        ("chini 2 packet", 10_000),
        ("chini teen packet", 15_000),
        ("चीनी पेटी", 5000),
        ("chini 237g", 237),
        ("8900000000098", 5000),
        ("2*8900000000098", 10_000),
    ):
        assert said(lookup.find(typed))[:1] == [(sugar, milli, None)], typed
    till.counter.scan("8900000000098")
    view = till.counter.scan("8900000000081")
    assert [line.quantity.milli for line in view.draft.lines] == [6000]
    assert view.owed == Money.rupees(264)


def test_of_goods_that_are_called_alike_the_one_that_sells_comes_first(
    till: Till, lookup: Lookup
) -> None:
    first, second = named(till, "Bhujia red"), named(till, "Bhujia blue")
    assert [each.item.id for each in lookup.find("bhujia")] == [first, second]
    till.counter.add(second)
    till.counter.finish()
    assert [each.item.id for each in lookup.find("bhujia")] == [first, second], "it is read in rest"
    lookup.warm()
    assert [each.item.id for each in lookup.find("bhujia")] == [second, first]
    for _ in range(2):
        till.counter.add(first)
        till.counter.finish()
    for _ in range(25):
        till.counter.add(POTATO)
        till.counter.finish()
    lookup.warm()
    assert [each.item.id for each in lookup.find("bhujia")] == [first, second]
