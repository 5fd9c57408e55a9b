import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.values import ABSENT, Missing, find, find_all, pointer, split_pointer


@given(st.lists(st.text()))
def test_pointer_splits_into_what_it_was_joined_from(parts: list[str]) -> None:
    assert split_pointer(pointer(*parts)) == parts


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("", {"a/b": [None, {"~": 0}]}),
        ("/a~1b/0", None),
        ("/a~1b/1/~0", 0),
        ("/a~1b/2", ABSENT),
        ("/a~1b/-1", ABSENT),
        ("/a~1b/x", ABSENT),
        ("/a~1b/1/~0/deeper", ABSENT),
        ("/missing", ABSENT),
    ],
)
def test_find_tells_null_from_nothing(where: str, found: object) -> None:
    assert find({"a/b": [None, {"~": 0}]}, where) == found


def test_find_all_takes_each_item_for_a_star() -> None:
    value = {"a": [{"b": 1}, {"c": 2}, {"b": 3}], "d": {"x": {"b": 4}, "y": 5}}

    assert find_all(value, "/a/*/b") == [1, 3]
    assert find_all(value, "/d/*/b") == [4]
    assert find_all(value, "/a/1/c") == [2]
    assert find_all(value, "/d/y/*") == []
    assert find_all(value, "") == [value]


def test_absent_is_false_and_names_itself() -> None:
    assert not ABSENT
    assert repr(ABSENT) == "ABSENT"
    assert isinstance(ABSENT, Missing)
