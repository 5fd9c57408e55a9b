"""Which places of values were seen."""

from hypothesis import given
from hypothesis import strategies as st

from contracts.drift.usage.members import Members

VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=8,
)


def seen(*values: object) -> Members:
    members = Members()
    for value in values:
        members.see(value)
    return members


def test_items_of_lists_share_a_place() -> None:
    members = seen({"a": [{"b": 1}, {"b": 2, "c": 3}]})

    assert members.has(("a", "*", "b"))
    assert members.count(("a", "*", "b")) == 2
    assert members.count(("a", "*", "c")) == 1
    assert not members.has(("a", "b"))


def test_a_star_stands_for_any_name() -> None:
    members = seen({"prices": {"EUR": {"net": 1}}})

    assert members.has(("prices", "*", "net"))
    assert not members.has(("prices", "*", "gross"))


def test_what_an_empty_list_could_hold_is_open() -> None:
    assert seen({"a": []}).may_have(("a", "*", "b"))
    assert seen({"a": None}).may_have(("a", "b"))
    assert not seen({"a": []}, {"a": [{"c": 1}]}).may_have(("a", "*", "b"))
    assert not seen({"a": {}}).may_have(("a", "b"))


def test_unknown_values_may_hold_anything() -> None:
    members = Members(is_unknown=True)

    assert members.has(("a",))
    assert members.may_have(("a", "b"))


def test_a_dictionary_of_thousands_stays_bounded() -> None:
    members = seen({str(number): number for number in range(30_000)})

    assert len(members.places) == 20_000
    assert members.has(("no such name",)), "nobody knows"


@given(VALUES)
def test_every_place_of_a_value_is_seen(value: object) -> None:
    members = seen(value, value)

    assert members.count(()) == 2
    assert all(members.has(place) and members.may_have(place) for place in members.places)
