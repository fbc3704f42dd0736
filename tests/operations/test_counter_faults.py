"""A disk that fails at the counter: no bill twice, no line lost from the screen, and the price."""

import pytest

from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Bill
from estore_pos.operations.counter_view import CounterView
from estore_pos.operations.till import Till
from estore_pos.store import check, sale
from estore_pos.store.books import Seams
from tests.operations.disk import Disk
from tests.operations.shopfront import ATTA, POTATO, SALT, SOAP, Shopfront, goods, put_item
from tests.operations.test_counter import SALT_CODE, registered_shop

WRITES = ("INSERT", "UPDATE", "DELETE", "SELECT", "WITH")


@pytest.fixture
def disk(shopfront: Shopfront) -> Disk:
    """A disk that fails when told to, under every till of the test."""
    made = Disk()
    shopfront.seams = Seams(connect=made.connect, machine=lambda _salt: "this pc")
    return made


@pytest.fixture
def till(shopfront: Shopfront, disk: Disk) -> Till:
    """A till with goods on that disk."""
    opened = shopfront.open()
    for item in goods():
        put_item(opened, item)
    return opened


def bills(till: Till) -> list[Bill]:
    """Every bill in the books, which must be whole."""
    assert till.write(check.chains) == []
    return till.write(lambda page: sale.latest(page, 99))


def failed(code: TroubleCode) -> "pytest.RaisesExc[Trouble]":
    """Expect a trouble of that code."""
    return pytest.RaisesExc(Trouble, check=lambda error: error.code is code)


def test_a_bill_whose_commit_failed_but_stands_is_returned_not_doubled(
    till: Till, disk: Disk
) -> None:
    till.counter.scan(SALT_CODE)
    disk.commits = ["after"]
    done = till.counter.finish()
    assert bills(till) == list(done.bills)
    assert till.counter.view == CounterView()
    till.counter.scan(SALT_CODE)
    assert till.counter.finish().bills[0].number.endswith("/000002")


def test_a_bill_whose_commit_failed_and_does_not_stand_is_made_by_the_next_end(
    till: Till, disk: Disk
) -> None:
    before = till.counter.scan(SALT_CODE)
    disk.commits = ["before"]
    with failed(TroubleCode.COMMIT_UNKNOWN):
        till.counter.finish()
    assert bills(till) == []
    assert till.counter.view == before
    done = till.counter.finish()
    assert bills(till) == list(done.bills)
    assert done.bills[0].number.endswith("/000001")


def test_two_papers_whose_commit_failed_are_both_returned(till: Till, disk: Disk) -> None:
    from tests.operations.test_counter import buyer, valid_gstin

    registered_shop(till)
    till.counter.set_buyer(buyer(till, gstin=valid_gstin("10AAACG1234C1Z")))
    till.counter.scan(SALT_CODE)
    till.counter.add(SOAP)
    disk.commits = ["after"]
    done = till.counter.finish(received=Money(10_000))
    assert len(done.bills) == 2
    assert list(reversed(bills(till))) == list(done.bills)
    assert done.change == Money(3700)


def test_while_the_books_cannot_be_asked_no_deed_is_done_and_then_the_bill_is_there(
    till: Till, disk: Disk
) -> None:
    till.counter.scan(SALT_CODE)
    view = till.counter.view
    disk.commits = ["after, then dead"]
    with failed(TroubleCode.COMMIT_UNKNOWN):
        till.counter.finish()
    for deed in (till.counter.finish, lambda: till.counter.scan(SALT_CODE)):
        with failed(TroubleCode.COMMIT_UNKNOWN):
            deed()
        assert till.counter.view == view
    disk.dead = False
    done = till.counter.finish()
    assert bills(till) == list(done.bills)
    assert till.counter.view == CounterView()
    with pytest.raises(Refusal) as empty:
        till.counter.finish()
    assert empty.value.code is RefusalCode.EMPTY_BILL


def test_a_scan_after_an_unknown_end_goes_on_the_next_bill(till: Till, disk: Disk) -> None:
    till.counter.scan(SALT_CODE)
    disk.commits = ["after, then dead"]
    with failed(TroubleCode.COMMIT_UNKNOWN):
        till.counter.finish()
    disk.dead = False
    view = till.counter.add(POTATO)
    assert [line.item.id for line in view.draft.lines] == [POTATO]
    assert len(bills(till)) == 1


def test_a_till_that_died_at_an_unknown_end_comes_back_with_the_bill_made(
    till: Till, disk: Disk, shopfront: Shopfront
) -> None:
    till.counter.scan(SALT_CODE)
    disk.commits = ["after, then dead"]
    with failed(TroubleCode.COMMIT_UNKNOWN):
        till.counter.finish()
    disk.dead = False
    again = shopfront.reopen()
    assert again.counter.view == CounterView()
    assert len(bills(again)) == 1


@pytest.mark.parametrize("plan", ["before", "after"])
def test_a_line_that_could_not_be_kept_stays_painted_and_is_kept_by_the_next_deed(
    till: Till, disk: Disk, shopfront: Shopfront, plan: str
) -> None:
    till.counter.scan(SALT_CODE)
    disk.commits = [plan]
    with failed(TroubleCode.DRAFT_UNSAVED):
        till.counter.add(ATTA, milli=500)
    assert till.counter.view.count == 2
    assert shopfront.painted[-1] == till.counter.view
    till.counter.add(POTATO, milli=250)
    view = till.counter.view
    assert shopfront.reopen().counter.view == view


def test_a_full_disk_leaves_the_bill_on_the_screen_and_idle_keeps_it_later(
    till: Till, disk: Disk, shopfront: Shopfront
) -> None:
    till.counter.scan(SALT_CODE)
    disk.full = True
    with failed(TroubleCode.DRAFT_UNSAVED):
        till.counter.add(ATTA, milli=500)
    with failed(TroubleCode.DISK_FULL):
        till.counter.finish()
    view = till.counter.view
    assert view.count == 2
    disk.full = False
    till.idle()
    assert shopfront.reopen().counter.view == view


def test_damage_older_than_the_last_records_is_noticed_when_the_desk_first_rests(
    till: Till, shopfront: Shopfront
) -> None:
    till.load_starter(with_prices=True)
    till.write(
        lambda page: page.connection.execute(
            "UPDATE journal SET bytes = replace(bytes, 'Salt', 'Silt') WHERE seq = 3"
        )
    )
    again = shopfront.reopen()
    with failed(TroubleCode.BOOKS_DAMAGED):
        again.idle()
    again.idle()


def test_a_line_taken_off_while_the_disk_failed_stays_off(
    till: Till, disk: Disk, shopfront: Shopfront
) -> None:
    till.counter.scan(SALT_CODE)
    till.counter.add(ATTA)
    disk.commits = ["before"]
    with failed(TroubleCode.DRAFT_UNSAVED):
        till.counter.remove(0)
    till.counter.remove(0)
    assert till.counter.view.count == 0
    assert shopfront.reopen().counter.view == CounterView()


def test_a_scan_costs_four_statements_and_one_commit_at_most(till: Till, disk: Disk) -> None:
    registered_shop(till)
    for code in (SALT_CODE, "89010308", SALT_CODE, SALT_CODE):
        disk.statements.clear()
        till.counter.scan(code)
        assert disk.statements.count("COMMIT") == 1
        assert sum(1 for each in disk.statements if each.startswith(WRITES)) <= 4
        assert {each for each in disk.statements if not each.startswith(WRITES)} == {
            "BEGIN IMMEDIATE",
            "COMMIT",
        }


def test_so_many_of_one_scan_are_one_commit(till: Till, disk: Disk) -> None:
    disk.statements.clear()
    till.counter.scan(SALT_CODE, 3000)
    assert till.counter.view.draft.lines[0].quantity.milli == 3000
    assert disk.statements.count("COMMIT") == 1
    assert sum(1 for each in disk.statements if each.startswith(WRITES)) <= 4


def test_naming_the_buyer_keeps_the_line_that_a_failing_disk_did_not(
    shopfront: Shopfront, till: Till, disk: Disk
) -> None:
    disk.commits = ["before"]
    with failed(TroubleCode.DRAFT_UNSAVED):
        till.counter.scan(SALT_CODE)
    till.counter.set_buyer(None)
    view = till.counter.view
    assert view.count == 1
    assert shopfront.reopen().counter.view == view


def test_end_is_one_commit_and_painting_asks_the_disk_nothing(till: Till, disk: Disk) -> None:
    till.counter.scan(SALT_CODE)
    till.counter.add(SOAP)
    disk.statements.clear()
    till.counter.select(0)
    assert disk.statements == []
    till.counter.finish()
    assert disk.statements.count("COMMIT") == 1
    assert disk.statements.count("BEGIN IMMEDIATE") == 1


def test_a_refused_deed_writes_nothing(till: Till, disk: Disk) -> None:
    till.counter.scan(SALT_CODE)
    disk.statements.clear()
    with pytest.raises(Refusal):
        till.counter.add(SALT, milli=500)
    assert "COMMIT" not in disk.statements
