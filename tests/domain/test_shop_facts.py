"""The shop's dated facts: each holds from its day until that one is changed, in whatever order."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.gst import TaxMode
from estore_pos.domain.shop import Shop, changed, facts_of, from_day_on, in_force
from tests.domain.samples import GSTIN

FIRST = Shop(date(2026, 11, 22), name_en="Maa Sharda", phone="1", upi_id="old@invalid")
DAYS = [FIRST.from_day + timedelta(days=each) for each in range(9)]
NAMES = ("phone", "upi_id", "footer_en")
GSTIN_UP = "09AAACR5055K1Z5"
REGISTRATIONS: tuple[dict[str, Any], ...] = (
    {"tax_mode": TaxMode.UNREGISTERED, "gstin": ""},
    {"tax_mode": TaxMode.REGULAR, "gstin": GSTIN, "state": "10"},
    {"tax_mode": TaxMode.COMPOSITION, "gstin": GSTIN, "state": "10"},
    {"tax_mode": TaxMode.REGULAR, "gstin": GSTIN_UP, "state": "09"},
)
days = st.sampled_from(DAYS)
told_facts = st.lists(st.tuples(days, st.sets(st.sampled_from(NAMES), min_size=1)), max_size=10)


def tell(versions: tuple[Shop, ...], day: date, facts: Mapping[str, object]) -> tuple[Shop, ...]:
    """The versions after one more telling."""
    return *versions, *changed(versions, day, facts)


@given(told_facts)
def test_each_fact_on_each_day_is_the_one_told_for_the_latest_day_up_to_it(
    told: list[tuple[date, set[str]]],
) -> None:
    versions: tuple[Shop, ...] = (FIRST,)
    held = {name: {FIRST.from_day: getattr(FIRST, name)} for name in NAMES}
    for number, (day, names) in enumerate(told):
        facts = {name: f"{name} {number}" for name in sorted(names)}
        versions = tell(versions, day, facts)
        for name, fact in facts.items():
            held[name][day] = fact
    for day in DAYS:
        shop = in_force(versions, day)
        for name in NAMES:
            latest = max(each for each in held[name] if each <= day)
            assert getattr(shop, name) == held[name][latest]
        assert shop.name_en == "Maa Sharda"


@given(st.lists(st.tuples(days, st.sampled_from(NAMES), st.sampled_from("12")), max_size=10))
def test_what_is_told_as_it_holds_already_is_no_change_and_takes_back_the_day_s(
    told: list[tuple[date, str, str]],
) -> None:
    versions: tuple[Shop, ...] = (FIRST,)
    held = {name: {FIRST.from_day: getattr(FIRST, name)} for name in NAMES}
    for day, name, fact in told:
        versions = tell(versions, day, {name: fact})
        changes = held[name]
        changes[day] = fact
        was = None
        for each in sorted(changes):
            if changes[each] == was:
                del changes[each]
            else:
                was = changes[each]
    for day in DAYS:
        for name in NAMES:
            latest = max(each for each in held[name] if each <= day)
            assert getattr(in_force(versions, day), name) == held[name][latest]


@given(
    st.lists(
        st.tuples(days, st.sampled_from((*REGISTRATIONS, {"phone": "2"}, {"phone": "3"}))),
        max_size=8,
    )
)
def test_the_number_and_the_state_go_with_the_registration(
    told: list[tuple[date, dict[str, Any]]],
) -> None:
    versions: tuple[Shop, ...] = (FIRST,)
    for day, facts in told:
        for shop in changed(versions, day, facts):
            shop.check()
            is_registered = shop.tax_mode is not TaxMode.UNREGISTERED
            assert bool(shop.gstin) is is_registered
        versions = tell(versions, day, facts)
        now = in_force(versions, day)
        assert {name: getattr(now, name) for name in facts} == facts


@given(told_facts, days, st.sampled_from(REGISTRATIONS[1:]))
def test_a_change_that_is_taken_back_leaves_no_trace(
    told: list[tuple[date, set[str]]], day: date, registration: dict[str, Any]
) -> None:
    versions: tuple[Shop, ...] = (FIRST,)
    for number, (each, names) in enumerate(told):
        versions = tell(versions, each, dict.fromkeys(names, f"{number}"))
    ahead = tell(versions, day + timedelta(days=1), registration)
    back = tell(ahead, day + timedelta(days=1), REGISTRATIONS[0])
    for each in DAYS:
        assert facts_of(in_force(back, each)) == facts_of(in_force(versions, each))


def test_who_leaves_the_register_for_some_days_has_its_number_again() -> None:
    first, later, last = DAYS[1], DAYS[4], DAYS[6]
    versions = tell((FIRST,), first, REGISTRATIONS[2])
    versions = tell(versions, later, REGISTRATIONS[1])
    versions = tell(versions, last, {"phone": "2"})
    versions = tell(versions, DAYS[2], REGISTRATIONS[0])
    held = [in_force(versions, day) for day in (first, DAYS[2], later, last)]
    assert [each.tax_mode.value for each in held] == list("CURR")
    assert [each.gstin for each in held] == [GSTIN, "", GSTIN, GSTIN]


def test_a_later_snapshot_that_takes_nothing_over_is_not_written_again() -> None:
    versions = tell((FIRST,), DAYS[3], {"phone": "2"})
    assert len(changed(versions, DAYS[1], {"phone": "3"})) == 1
    own, carried = DAYS[1], DAYS[3]
    told = changed(versions, own, {"upi_id": "new@invalid"})
    assert [each.from_day for each in told] == [carried, own], "the day's own is the last"
    assert told[0] == replace(versions[1], upi_id="new@invalid")


def test_what_holds_and_what_is_to_come_stand_in_the_order_of_their_days() -> None:
    versions: tuple[Shop, ...] = (FIRST,)
    for day in (DAYS[5], DAYS[2], DAYS[0]):
        versions = tell(versions, day, {"phone": day.isoformat()})
    found = from_day_on(versions, DAYS[1])
    assert [each.from_day for each in found] == [DAYS[0], DAYS[2], DAYS[5]]
    assert [each.phone for each in found] == [each.from_day.isoformat() for each in found]
