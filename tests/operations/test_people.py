"""Who works here: PINs that are kept on this PC, who may allow what, and who stands at the till."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from hypothesis.strategies import booleans, sampled_from
from typing_extensions import override

from estore_pos.base.secrets import FileSecrets
from estore_pos.domain.act import ActKind
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import OWNER, PersonId
from estore_pos.domain.person import Asked, Deed, Person, Role
from estore_pos.operations import pins
from estore_pos.operations.held import PINS_SECRET
from estore_pos.operations.pins import TRIES, WAIT_MS
from estore_pos.operations.till import Till
from estore_pos.operations.watch import THE_OWNER, Approval
from estore_pos.store import journal
from estore_pos.store.records.act import ActNoted
from tests.fully import examples
from tests.operations.shopfront import NOON, SALT, SOAP, Shopfront
from tests.operations.test_counter import refused

NEW = PersonId("")
SITA_PIN, GITA_PIN, RAM_PIN = "4071", "82640", "3917"
CHEAP = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


def staffed(till: Till) -> tuple[Person, Person, Person]:
    """Sita owns the shop, Gita sells in it, Ram helps; each has a PIN."""
    sita = till.people.save(Person(NEW, "सीता", Role.OWNER), SITA_PIN)
    leave = Approval(sita.id, SITA_PIN)
    gita = till.people.save(Person(NEW, "गीता", Role.OPERATOR), GITA_PIN, leave)
    ram = till.people.save(Person(NEW, "राम", Role.HELPER), RAM_PIN, leave)
    return sita, gita, ram


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a PIN costs is no law; that it is stretched is."""
    monkeypatch.setattr(pins, "COST", CHEAP)


def told(till: Till) -> list[journal.Entry]:
    """The journal of trade."""
    return till.write(lambda page: list(journal.records(page, "trade")))


def acts_told(till: Till) -> list[ActNoted]:
    """The acts in it."""
    return [each.record.body for each in told(till) if isinstance(each.record.body, ActNoted)]


def noted(till: Till, what: ActKind) -> list[tuple[PersonId, PersonId]]:
    """Who did it today, and who allowed it."""
    return [
        (each.who, each.act.by) for each in till.acts.of_day(NOON.date()) if each.act.what is what
    ]


def test_two_people_never_have_one_pin(till: Till) -> None:
    sita, gita, ram = staffed(till)
    leave = Approval(sita.id, SITA_PIN)
    before = told(till)
    for person in (Person(NEW, "मोहन", Role.HELPER), ram):
        with refused(RefusalCode.PIN_TAKEN) as caught:
            till.people.save(person, SITA_PIN, leave)
        assert caught.value.facts == {}, "it is not told whose it is"
    assert told(till) == before
    till.people.save(gita, GITA_PIN, leave)
    till.people.close(ram, leave)
    till.people.save(Person(NEW, "मोहन", Role.HELPER), RAM_PIN, leave)


def test_until_somebody_has_a_pin_nobody_is_asked(till: Till, shopfront: Shopfront) -> None:
    assert not till.people.is_guarded
    assert till.watch.person == THE_OWNER
    with refused(RefusalCode.NO_PINS):
        till.people.lock()
    till.acts.open_drawer()
    till.counter.add(SALT)
    assert not shopfront.reopen().watch.is_locked


def test_the_first_pin_is_an_owners_and_he_stands_at_the_till(till: Till) -> None:
    with refused(RefusalCode.OWNER_FIRST):
        till.people.save(Person(NEW, "गीता", Role.OPERATOR), GITA_PIN)
    with refused(RefusalCode.NAME_NEEDED):
        till.people.save(Person(NEW, " ", Role.OWNER), SITA_PIN)
    with refused(RefusalCode.PIN_SHAPE):
        till.people.save(Person(NEW, "सीता", Role.OWNER))
    assert till.people.everyone() == []
    sita = till.people.save(Person(NEW, "सीता", Role.OWNER), SITA_PIN)
    assert till.watch.person == sita
    assert not till.watch.is_locked
    assert till.people.is_guarded


@pytest.mark.parametrize("pin", ["123", "123456789", "12a4", "", "12 34"])
def test_a_pin_has_four_to_eight_digits(till: Till, pin: str) -> None:
    with refused(RefusalCode.PIN_SHAPE):
        till.people.save(Person(NEW, "सीता", Role.OWNER), pin)
    assert till.people.everyone() == []


def test_a_pin_typed_on_a_hindi_keyboard_is_the_same_pin(till: Till) -> None:
    sita = till.people.save(Person(NEW, "सीता", Role.OWNER), "४०७१")
    till.people.lock()
    assert till.people.unlock(Approval(sita.id, "4071")) == sita


def test_nothing_of_a_pin_is_in_the_books_or_to_be_read_in_its_file(
    till: Till, shopfront: Shopfront
) -> None:
    staffed(till)
    kept = FileSecrets(shopfront.root / "state" / "secrets").get(PINS_SECRET) or b""
    assert b"$argon2id$" in kept
    recorded = "".join(repr(each.record.body) for each in told(till))
    assert "गीता" in recorded
    assert "argon2" not in recorded
    for pin in (SITA_PIN, GITA_PIN, RAM_PIN):
        assert pin.encode() not in kept
        assert f"'{pin}'" not in recorded


def test_people_change_by_an_owners_pin_alone_even_when_he_is_at_the_till(till: Till) -> None:
    sita, gita, _ = staffed(till)
    changed = Person(gita.id, "गीता देवी", Role.OPERATOR)
    for wrong in (None, Approval(gita.id, GITA_PIN)):
        with refused(RefusalCode.APPROVAL_NEEDED) as caught:
            till.people.save(changed, "5050", wrong)
        assert caught.value.facts["what"] == "people"
    till.people.save(changed, None, Approval(sita.id, SITA_PIN))
    assert [each.person.name for each in till.people.everyone()] == ["सीता", "गीता देवी", "राम"]
    assert till.people.prove(Approval(gita.id, GITA_PIN)) == changed
    assert noted(till, ActKind.PEOPLE)[-1] == (sita.id, sita.id)


def test_somebody_who_leaves_can_prove_nothing_any_more(till: Till) -> None:
    sita, gita, ram = staffed(till)
    till.people.unlock(Approval(gita.id, GITA_PIN))
    till.people.close(gita, Approval(sita.id, SITA_PIN))
    assert till.watch.is_locked, "she stood at the till"
    with refused(RefusalCode.APPROVAL_NEEDED):
        till.people.unlock(Approval(gita.id, GITA_PIN))
    assert till.people.who_can_unlock() == [sita, ram]


def test_the_last_owner_stays_while_others_have_pins(till: Till) -> None:
    sita, gita, ram = staffed(till)
    leave = Approval(sita.id, SITA_PIN)
    with refused(RefusalCode.LAST_OWNER):
        till.people.close(sita, leave)
    with refused(RefusalCode.LAST_OWNER):
        till.people.save(Person(sita.id, "सीता", Role.OPERATOR), None, leave)
    for each in (gita, ram):
        till.people.close(each, leave)
    with refused(RefusalCode.LAST_OWNER):
        till.people.save(Person(sita.id, "सीता", Role.HELPER), None, leave)
    till.people.close(sita, leave)
    assert not till.people.is_guarded
    assert till.watch.person == THE_OWNER


def test_who_may_be_asked_is_who_may_allow_it(till: Till) -> None:
    sita, gita, ram = staffed(till)

    def asked(*what: Deed) -> list[Person]:
        return till.people.who_may_allow([Asked(each) for each in what])

    till.people.unlock(Approval(ram.id, RAM_PIN))
    assert asked(Deed.OPEN_DRAWER) == asked(Deed.RETURN) == asked(Deed.CANCEL) == [sita, gita]
    assert asked(Deed.DISCOUNT) == asked(Deed.LET_GO) == [sita, gita], "her cap is higher than his"
    assert asked(Deed.UNDER_FLOOR) == asked(Deed.PEOPLE) == [sita]
    assert asked(Deed.RETURN, Deed.UNDER_FLOOR) == [sita], "who is asked for all may allow all"
    till.people.unlock(Approval(gita.id, GITA_PIN))
    assert asked(Deed.DISCOUNT) == asked(Deed.UNDER_FLOOR) == [sita]


def test_where_the_money_goes_is_the_owners_to_say(till: Till) -> None:
    sita, gita, _ = staffed(till)
    till.people.unlock(Approval(gita.id, GITA_PIN))
    shop = replace(till.shop_today(), name_en="Maa Sharda", upi_id="thief@invalid")
    for leave in (None, Approval(gita.id, GITA_PIN)):
        with refused(RefusalCode.APPROVAL_NEEDED) as caught:
            till.save_shop(shop, leave)
        assert caught.value.facts["what"] == "shop"
    assert till.shop_today().upi_id == ""
    till.save_shop(replace(shop, upi_id="sita@invalid"), Approval(sita.id, SITA_PIN))
    assert till.shop_today().upi_id == "sita@invalid"
    assert noted(till, ActKind.SETTING) == [(gita.id, sita.id)]
    assert acts_told(till)[-1].note == "name_en upi_id"


def test_a_locked_till_does_nothing_and_loses_nothing(till: Till, shopfront: Shopfront) -> None:
    _, gita, _ = staffed(till)
    till.counter.add(SALT)
    till.people.lock()
    for deed in (
        lambda: till.counter.scan("8901030865278"),
        lambda: till.counter.remove(0),
        lambda: till.counter.finish(),
        lambda: till.acts.open_drawer(),
        lambda: till.returns.undo_last(),
    ):
        with refused(RefusalCode.TILL_LOCKED):
            deed()
    again = shopfront.reopen()
    assert again.watch.is_locked
    assert again.counter.view.count == 1
    with refused(RefusalCode.TILL_LOCKED):
        again.counter.add(SOAP)
    again.people.unlock(Approval(gita.id, GITA_PIN))
    again.counter.add(SOAP)
    assert again.counter.finish().bills[0].by == gita.id


def test_five_wrong_pins_wait_a_minute_which_a_restart_does_not_shorten(
    till: Till, shopfront: Shopfront
) -> None:
    sita, gita, _ = staffed(till)
    for left in (4, 3, 2, 1):
        with refused(RefusalCode.PIN_WRONG) as caught:
            till.people.unlock(Approval(gita.id, "0001"))
        assert caught.value.facts["left"] == left
    till = shopfront.reopen()
    with refused(RefusalCode.PIN_WAIT):
        till.people.unlock(Approval(gita.id, "0001"))
    assert noted(till, ActKind.PIN_WRONG) == [(sita.id, gita.id)] * 4, "each as it was tried"
    assert [each.note for each in acts_told(till)[-5:]] == ["1", "2", "3", "4", "5 locked"]
    assert noted(till, ActKind.LOCK_FAILED) == [(OWNER, gita.id)]
    shopfront.clock.move(20_000)
    till = shopfront.reopen()
    with refused(RefusalCode.PIN_WAIT) as caught:
        till.people.unlock(Approval(gita.id, GITA_PIN))
    assert caught.value.facts["seconds"] == 40
    assert till.people.unlock(Approval(sita.id, SITA_PIN)) == sita, "others need not wait"
    shopfront.clock.move(40_000)
    assert till.people.unlock(Approval(gita.id, GITA_PIN)) == gita


def test_a_clock_that_is_moved_back_shortens_no_wait_and_makes_none_longer(
    till: Till, shopfront: Shopfront
) -> None:
    _, gita, _ = staffed(till)
    for _ in range(TRIES):
        with pytest.raises(Refusal):
            till.people.unlock(Approval(gita.id, "0001"))
    shopfront.clock.at = NOON.replace(year=2025)
    with refused(RefusalCode.PIN_WAIT):
        till.people.unlock(Approval(gita.id, GITA_PIN))
    till = shopfront.reopen()
    assert till.pins.waits_s(gita.id) == 60
    shopfront.clock.move(WAIT_MS)
    assert till.people.unlock(Approval(gita.id, GITA_PIN)) == gita


def test_what_was_compared_beforehand_counts_once_and_for_that_pin_alone(till: Till) -> None:
    sita, gita, _ = staffed(till)
    till.pins.compare(Approval(gita.id, GITA_PIN))
    with refused(RefusalCode.PIN_WRONG):
        till.people.unlock(Approval(gita.id, "0001"))
    till.pins.compare(Approval(gita.id, GITA_PIN))
    till.people.save(gita, "5917", Approval(sita.id, SITA_PIN))
    with refused(RefusalCode.PIN_WRONG):
        till.people.unlock(Approval(gita.id, GITA_PIN))
    assert till.people.unlock(Approval(gita.id, "5917")) == gita


def test_the_recovery_code_gives_an_owner_another_pin(shopfront: Shopfront) -> None:
    till = shopfront.open()
    code = till.recovery_code
    assert code is not None
    sita, _, _ = staffed(till)
    till = shopfront.reopen()
    for _ in range(2):
        with refused(RefusalCode.RECOVERY_CODE_WRONG):
            till.people.reset(code[:-1] + "*", sita, "5050")
    assert [each.note for each in acts_told(till)[-1:]] == ["code locked"]
    assert noted(till, ActKind.PIN_WRONG) == [(OWNER, sita.id)], "once a minute"
    shopfront.clock.move(60_000)
    with refused(RefusalCode.RECOVERY_CODE_WRONG):
        till.people.reset(code[:-1] + "*", sita, "5050")
    assert len(noted(till, ActKind.PIN_WRONG)) == 2
    for _ in range(TRIES):
        with pytest.raises(Refusal):
            till.people.unlock(Approval(sita.id, "0001"))
    assert till.people.reset(code, sita, "5050") == sita
    till.acts.open_drawer()
    till.people.lock()
    assert till.people.unlock(Approval(sita.id, "5050")) == sita


def test_the_code_of_other_books_opens_nothing(shopfront: Shopfront) -> None:
    other = shopfront.open(folder="other", state="elsewhere")
    code = other.recovery_code
    assert code is not None
    till = shopfront.open()
    sita, _, _ = staffed(till)
    (shopfront.root / "books" / "keys.json").write_bytes(
        (shopfront.root / "other" / "keys.json").read_bytes()
    )
    with refused(RefusalCode.RECOVERY_CODE_WRONG):
        till.people.reset(code, sita, "5050")


def test_who_deletes_the_pins_finds_a_locked_till(shopfront: Shopfront) -> None:
    till = shopfront.open()
    code = till.recovery_code
    assert code is not None
    sita, _, _ = staffed(till)
    shopfront.close()
    FileSecrets(shopfront.root / "state" / "secrets").delete(PINS_SECRET)
    till = shopfront.open()
    assert till.watch.is_locked
    assert till.people.who_can_unlock() == []
    till.people.reset(code, sita, "5050")
    assert not shopfront.reopen().people.unlock(Approval(sita.id, "5050")).closed


def test_a_pin_is_of_one_pc(shopfront: Shopfront) -> None:
    till = shopfront.open()
    code = till.recovery_code
    sita, _, _ = staffed(till)
    shopfront.close()
    till = shopfront.open(state="another pc", recovery_code=code)
    assert not till.watch.is_locked, "whoever has the code has the books"
    till.people.save(sita, "5050")
    assert till.watch.person == sita


class Guarded(RuleBasedStateMachine):
    """Whatever is typed, in whatever order: a right PIN that need not wait opens, nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.cheap = pytest.MonkeyPatch()
        self.cheap.setattr(pins, "COST", CHEAP)
        self.folder = TemporaryDirectory()
        self.front = Shopfront(Path(self.folder.name))
        self.till = self.front.open()
        self.staff = dict(zip(staffed(self.till), (SITA_PIN, GITA_PIN, RAM_PIN), strict=True))
        self.at = next(iter(self.staff))
        self.is_locked = False
        self.locked = 0
        self.wrong = dict.fromkeys(self.staff, 0)
        self.until_ms = dict.fromkeys(self.staff, 0)
        self.since = dict.fromkeys(self.staff, self.front.clock.at)

    @rule(who=sampled_from(range(3)), ahead=booleans())
    def right(self, who: int, ahead: bool) -> None:
        """Somebody types his own PIN."""
        person = list(self.staff)[who]
        approval = Approval(person.id, self.staff[person])
        if ahead:
            self.till.pins.compare(approval)
        if self._waits(person):
            with refused(RefusalCode.PIN_WAIT):
                self.till.people.unlock(approval)
        else:
            self.till.people.unlock(approval)
            self.at, self.is_locked, self.wrong[person] = person, False, 0

    @rule(who=sampled_from(range(3)), other=booleans(), ahead=booleans())
    def wrong_pin(self, who: int, other: bool, ahead: bool) -> None:
        """Somebody types a PIN that is not his; perhaps another's."""
        person = list(self.staff)[who]
        pin = self.staff[list(self.staff)[who - 1]] if other else "000000"
        approval = Approval(person.id, pin)
        if ahead:
            self.till.pins.compare(approval)
        waited = self._waits(person)
        code = RefusalCode.PIN_WRONG
        if not waited:
            self.wrong[person] += 1
        if waited or self.wrong[person] == TRIES:
            code = RefusalCode.PIN_WAIT
        with refused(code):
            self.till.people.unlock(approval)
        if not waited and self.wrong[person] == TRIES:
            self.wrong[person], self.locked = 0, self.locked + 1
            self.until_ms[person] = self.front.clock.gone_ms + WAIT_MS
            self.since[person] = self.front.clock.at

    @rule()
    def lock(self) -> None:
        """Whoever stands there goes."""
        self.till.people.lock()
        self.is_locked = True

    @rule(seconds=sampled_from([1, 25, 60]))
    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.front.clock.move(seconds * 1000)

    @rule()
    def turn_the_clock_back(self) -> None:
        """Somebody hopes to shorten a wait, or to lengthen another's."""
        self.front.clock.at -= timedelta(hours=1)

    @rule()
    def restart(self) -> None:
        """The program, or the power."""
        self.till = self.front.reopen()
        self.is_locked = True
        for person in self.staff:
            gone = self.front.clock.at - self.since[person]
            if self.until_ms[person] and gone < timedelta():
                self.until_ms[person] = self.front.clock.gone_ms + WAIT_MS

    def _waits(self, person: Person) -> bool:
        return self.front.clock.gone_ms < self.until_ms[person]

    @invariant()
    def it_is_locked_or_who_proved_himself_stands_there(self) -> None:
        """The till knows what the model knows."""
        assert self.till.watch.is_locked == self.is_locked
        if not self.is_locked:
            assert self.till.watch.person == self.at

    @invariant()
    def each_lock_stands_in_the_journal(self) -> None:
        """Once each, and nothing that was typed."""
        told = [each for each in acts_told(self.till) if each.what == "lock_failed"]
        assert len(told) == self.locked

    @override
    def teardown(self) -> None:
        self.front.close()
        self.folder.cleanup()
        self.cheap.undo()


TestGuarded = Guarded.TestCase
TestGuarded.settings = settings(max_examples=examples(12), stateful_step_count=25, deadline=None)
