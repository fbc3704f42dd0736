"""Values are what dataclass(frozen=True, slots=True) would make of them."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from estore_pos.domain.frozen import frozen


@frozen
class Parcel:
    """A thing that is weighed."""

    name: str
    grams: int = 500
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """A parcel weighs something."""
        if self.grams <= 0:
            raise ValueError(self.grams)


@frozen
class Crate:
    """Another thing that is weighed."""

    name: str
    grams: int = 500
    tags: tuple[str, ...] = ()


@frozen
class Label:
    """A thing of one field."""

    text: str


def test_a_value_takes_its_fields_by_place_by_name_and_by_default() -> None:
    parcel = Parcel("salt", tags=("new",))
    assert (parcel.name, parcel.grams, parcel.tags) == ("salt", 500, ("new",))
    assert Parcel("salt", 500, ("new",)) == parcel
    with pytest.raises(TypeError, match=r"Parcel\.__init__\(\) missing 1 required"):
        Parcel()  # type: ignore[call-arg]


def test_a_value_is_checked_as_it_is_made_and_as_it_is_replaced() -> None:
    with pytest.raises(ValueError, match="0"):
        Parcel("salt", 0)
    with pytest.raises(ValueError, match="-1"):
        replace(Parcel("salt"), grams=-1)
    assert replace(Parcel("salt"), grams=250) == Parcel("salt", 250)


@pytest.mark.parametrize("name", ["grams", "colour"])
def test_a_value_cannot_be_changed(name: str) -> None:
    parcel = Parcel("salt")
    with pytest.raises(FrozenInstanceError, match=name):
        setattr(parcel, name, 1)
    with pytest.raises(FrozenInstanceError, match=name):
        delattr(parcel, name)
    assert not hasattr(parcel, "__dict__")


def test_values_are_equal_by_class_and_by_what_they_hold() -> None:
    assert Parcel("salt") == Parcel("salt")
    assert Parcel("salt") != Parcel("salt", 250)
    others: list[object] = [Crate("salt"), "salt"]
    assert Parcel("salt") not in others
    assert Label("a") == Label("a")
    assert len({Parcel("salt"), Parcel("salt"), Parcel("rice"), Label("a"), Label("a")}) == 3


def test_a_value_shows_what_it_holds_as_a_dataclass_does() -> None:
    @dataclass(frozen=True, slots=True)
    class Plain:
        name: str
        grams: int

    plain = repr(Plain("salt", 500)).partition("(")[2]
    assert repr(Parcel("salt")) == f"Parcel({plain[:-1]}, tags=())"


def test_a_value_is_known_as_a_dataclass_and_matched_by_place() -> None:
    assert [field.name for field in fields(Parcel)] == ["name", "grams", "tags"]
    match Parcel("salt", 250):
        case Parcel(name, 250):
            assert name == "salt"
        case _:
            pytest.fail("not matched")


def test_a_value_is_copied_and_pickled_whole() -> None:
    parcel = Parcel("salt", 250, ("new",))
    assert copy.deepcopy(parcel) == parcel
    assert pickle.loads(pickle.dumps(parcel)) == parcel


def test_a_value_whose_field_is_more_than_a_plain_default_is_refused() -> None:
    with pytest.raises(AssertionError, match="tags has no plain default"):

        @frozen
        class Made:
            """Has a default that is made anew for each."""

            tags: list[str] = field(default_factory=list)

    with pytest.raises(AssertionError, match="grams is not as the others"):

        @frozen
        class Apart:
            """Has a field that does not count."""

            grams: int = field(default=1, compare=False)
