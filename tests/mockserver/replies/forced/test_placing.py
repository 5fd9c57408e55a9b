"""A code stands at its place, whatever stood there before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.replies.forced.placing import codes_at, is_placed, placements
from mockserver.stubkit import WantedError
from specs.values import find_all

_NAMES = st.sampled_from(["e", "code", "c", "a/b", "0"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3),
    max_leaves=8,
)


def error(at, code="gone", name=None):
    return WantedError(code, name, 404, "error", at)


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [
        ("/code", {"code": "x", "a": 1}, {"code": "gone", "a": 1}),
        ("/e/code", {"e": {"code": 1, "name": "x"}}, {"e": {"code": "gone", "name": "GONE"}}),
        ("/e/code", {"e": None}, {"e": {"code": "gone"}}),
        ("/e/*/code", {"e": [{"code": "x", "a": 1}, {}]}, {"e": [{"code": "gone", "a": 1}]}),
        ("/e/*/code", {"e": []}, {"e": [{"code": "gone"}]}),
        ("/e/*/code", {}, {"e": [{"code": "gone"}]}),
        ("/e/*/code", {"e": {"k": {"code": "x"}}}, {"e": {"k": {"code": "gone"}}}),
        ("/e/0", {"e": ["x", "y"]}, {"e": ["gone", "y"]}),
        ("/e/5", {"e": ["x"]}, {"e": ["x", "gone"]}),
        ("", {"a": 1}, "gone"),
        ("/code", {"status": 1, "code": "x"}, {"status": 404, "code": "gone"}),
    ],
)
def test_a_code_is_put_at_its_place(at, before, after):
    assert next(placements(error(at, name="GONE"), before)) == after


def test_siblings_are_left_alone_in_the_end():
    first, last = placements(error("/code", name="GONE"), {"code": "x", "name": "X"})

    assert first == {"code": "gone", "name": "GONE"}
    assert last == {"code": "gone", "name": "X"}


@given(_VALUES, st.sampled_from(["", "/code", "/e/code", "/e/*/code", "/*/c", "/0/c", "/a~1b"]))
def test_any_body_can_carry_a_code(body, at):
    wanted = error(at)

    for placed in placements(wanted, body):
        assert is_placed(wanted, placed)
        assert find_all(placed, at) == ["gone"]


@given(_VALUES)
def test_the_body_that_is_filled_in_stays_as_it_is(body):
    before = repr(body)
    list(placements(error("/e/*/code"), body))

    assert repr(body) == before


def test_a_second_name_stands_for_the_code():
    assert is_placed(error("/c", "Gone", "gone"), {"c": "gone"})
    assert not is_placed(error("/c", "Gone"), {"c": "gone"})
    assert not is_placed(error("/c", 1), {"c": True})
    assert not is_placed(error("/c"), {"c": None})


def test_codes_beside_the_wanted_one_are_counted():
    shown = {"e": [{"c": "gone"}, {"c": "other"}]}

    assert codes_at(error("/e/*/c"), shown) == 2
    assert codes_at(error("/e/*/c", "else"), shown) == 0
    assert codes_at(error("/e/*/c"), {"e": []}) == 0
