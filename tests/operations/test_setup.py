"""Laws of how books begin, are opened again, and are refused."""

import shutil
from collections.abc import Callable

import pytest

from estore_pos.base.secrets import FileSecrets
from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.ids import CustomerId
from estore_pos.operations import health, setup
from estore_pos.operations.health import Finding
from estore_pos.operations.held import WRAPPED_SECRET
from estore_pos.operations.till import Till
from tests.operations.shopfront import SALT, Shopfront
from tests.operations.test_counter import SALT_CODE


def test_new_books_sell_at_once_and_say_that_nobody_named_the_shop(shopfront: Shopfront) -> None:
    till = shopfront.open()
    assert till.is_new
    assert not till.practice
    assert till.shop_today().name_hi == ""
    till.save_shop(till.shop_today())
    assert not shopfront.tills[-1].is_new
    assert not shopfront.reopen().is_new


def test_the_recovery_code_is_shown_until_somebody_has_seen_it(shopfront: Shopfront) -> None:
    code = shopfront.open().recovery_code
    assert code is not None
    assert shopfront.reopen().recovery_code == code
    shopfront.tills[-1].recovery_code_seen()
    assert shopfront.tills[-1].recovery_code is None
    assert shopfront.reopen().recovery_code is None


def test_a_copy_opens_on_another_pc_with_the_code_alone(till: Till, shopfront: Shopfront) -> None:
    code = till.recovery_code
    who = till.save_customer(Customer(CustomerId(""), name="मीरा देवी"))
    till.counter.scan(SALT_CODE)
    first = till.counter.finish().bills[0]
    shopfront.close()
    shutil.copytree(shopfront.root / "books", shopfront.root / "pendrive")
    with pytest.raises(Trouble) as missing:
        shopfront.open(folder="pendrive", state="other-pc")
    assert missing.value.code is TroubleCode.KEY_MISSING
    with pytest.raises(Refusal) as wrong:
        shopfront.open(folder="pendrive", state="other-pc", recovery_code="1" * 25)
    assert wrong.value.code is RefusalCode.RECOVERY_CODE_WRONG
    other = shopfront.open(folder="pendrive", state="other-pc", recovery_code=code)
    other.counter.set_buyer(who)
    other.counter.scan(SALT_CODE)
    second = other.counter.finish().bills[0]
    assert second.number[:5] != first.number[:5], "another PC numbers in another series"
    shopfront.close()
    assert shopfront.open(folder="pendrive", state="other-pc").counter.add(SALT).count == 1


def _flipped(content: bytes) -> bytes:
    at = content.index(b'"wrapped": "') + 40
    return content[:at] + (b"0" if content[at : at + 1] != b"0" else b"1") + content[at + 1 :]


@pytest.mark.parametrize(
    "damaged",
    [lambda content: None, lambda content: b"\0" * 300, lambda content: b"{}", _flipped],
    ids=["gone", "zeros", "empty", "one digit"],
)
def test_wrapped_keys_that_are_lost_are_put_back_and_the_old_code_opens_a_copy(
    shopfront: Shopfront, damaged: Callable[[bytes], bytes | None]
) -> None:
    code = shopfront.open().recovery_code
    shopfront.tills[-1].recovery_code_seen()
    shopfront.close()
    file = shopfront.root / "books" / "keys.json"
    left = damaged(file.read_bytes())
    file.unlink() if left is None else file.write_bytes(left)
    assert [each.name for each in _unwell(shopfront)] == ["keys"]
    till = shopfront.open()
    assert till.recovery_code is None, "nothing new must be written down"
    shopfront.close()
    assert _unwell(shopfront) == []
    shutil.copytree(shopfront.root / "books", shopfront.root / "pendrive")
    shopfront.open(folder="pendrive", state="other-pc", recovery_code=code)


def test_wrapped_keys_that_nobody_kept_are_made_anew_and_the_new_code_opens_a_copy(
    shopfront: Shopfront,
) -> None:
    old = shopfront.open().recovery_code
    shopfront.tills[-1].recovery_code_seen()
    shopfront.close()
    FileSecrets(shopfront.root / "state" / "secrets").delete(WRAPPED_SECRET)
    (shopfront.root / "books" / "keys.json").unlink()
    till = shopfront.open()
    new = till.recovery_code
    assert till.is_code_anew
    assert new not in (None, old)
    assert shopfront.reopen().recovery_code == new, "it is shown until somebody has seen it"
    shopfront.tills[-1].recovery_code_seen()
    till = shopfront.reopen()
    assert (till.recovery_code, till.is_code_anew) == (None, False)
    shopfront.close()
    shutil.copytree(shopfront.root / "books", shopfront.root / "pendrive")
    with pytest.raises(Refusal) as wrong:
        shopfront.open(folder="pendrive", state="other-pc", recovery_code=old)
    assert wrong.value.code is RefusalCode.RECOVERY_CODE_WRONG
    shopfront.open(folder="pendrive", state="other-pc", recovery_code=new)


def _unwell(shopfront: Shopfront) -> list[Finding]:
    found = health.pc(shopfront.root / "books", FileSecrets(shopfront.root / "state" / "secrets"))
    return [each for each in found if not each.well]


def test_books_that_stood_and_are_gone_are_refused_not_replaced(shopfront: Shopfront) -> None:
    shopfront.open()
    shopfront.close()
    shutil.rmtree(shopfront.root / "books")
    with pytest.raises(Trouble) as gone:
        shopfront.open()
    assert gone.value.code is TroubleCode.BOOKS_MISSING
    assert not (shopfront.root / "books").exists()


def test_a_missing_file_among_the_books_is_refused(shopfront: Shopfront) -> None:
    shopfront.open()
    shopfront.close()
    (shopfront.root / "books" / "books.db").unlink()
    with pytest.raises(Trouble) as gone:
        shopfront.open()
    assert gone.value.code is TroubleCode.BOOKS_MISSING


def test_a_second_till_on_the_same_books_is_refused(shopfront: Shopfront) -> None:
    shopfront.open()
    with pytest.raises(Trouble) as used:
        shopfront.open()
    assert used.value.code is TroubleCode.BOOKS_IN_USE


def test_a_start_that_was_cut_before_the_books_stood_begins_anew(shopfront: Shopfront) -> None:
    secrets = FileSecrets(shopfront.root / "state" / "secrets")
    secrets.put("books-new", b"x" * 64)
    till = shopfront.open()
    assert till.recovery_code is not None
    assert secrets.get("books-new") is None


def test_a_start_that_was_cut_after_the_books_stood_opens_them(shopfront: Shopfront) -> None:
    code = shopfront.open().recovery_code
    shopfront.close()
    secrets = FileSecrets(shopfront.root / "state" / "secrets")
    held = secrets.get("books")
    assert held is not None
    secrets.put("books-new", held)
    secrets.delete("books")
    assert shopfront.open().recovery_code == code
    assert secrets.get("books") == held


def test_a_practice_shop_has_a_name_goods_and_prices_and_asks_for_nothing(
    shopfront: Shopfront,
) -> None:
    till = shopfront.open(practice=True)
    assert till.practice
    assert not till.is_new
    assert till.recovery_code is None
    assert till.shop_today().upi_id == ""
    lookup = till.lookup()
    found = lookup.find("नमक")[0]
    lookup.close()
    till.counter.add(found.item.id)
    assert till.counter.finish().bills[0].totals.payable.paise > 0


def test_starter_goods_come_once_and_without_prices(till: Till) -> None:
    shipped = setup.starter_goods(with_prices=False)
    assert len(shipped) >= 600
    assert all(item.price is None and item.mrp is None for item in shipped)
    came = till.load_starter(with_prices=False)
    assert came == len(shipped) - 1 + 3, "the shop has its potatoes"
    assert till.load_starter(with_prices=False) == 0
    assert till.counter.add(SALT).draft.lines[0].item.name_en == "Salt"


def test_a_folder_that_cannot_be_made_is_refused(shopfront: Shopfront) -> None:
    (shopfront.root / "books").write_text("a file, not a folder")
    with pytest.raises(Trouble) as blocked:
        shopfront.open()
    assert blocked.value.code is TroubleCode.FOLDER_UNWRITABLE
