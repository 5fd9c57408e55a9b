"""Values are changed at the place that a pointer names."""

import pytest

from mockserver.replies.resources.records import put_at, remove_at, set_in, text_of


def test_objects_on_the_way_are_made():
    value = {"a": 1}

    assert put_at(value, "/b/c", 2)
    assert value == {"a": 1, "b": {"c": 2}}


def test_nothing_is_put_through_what_is_no_object():
    assert not put_at({"a": 1}, "/a/b", 2)


@pytest.mark.parametrize(
    ("where", "is_there"), [("/a/0", True), ("/a/2", False), ("/b", True), ("/c/d", False)]
)
def test_an_item_is_set_where_it_is(where, is_there):
    assert set_in({"a": [1, 2]}, where, 9) is is_there


@pytest.mark.parametrize(
    ("where", "left"),
    [("/a/0", {"a": [2]}), ("/a", {}), ("/b", {"a": [1, 2]}), ("/a/7", {"a": [1, 2]})],
)
def test_what_is_removed_is_gone(where, left):
    value = {"a": [1, 2]}

    assert remove_at(value, where) == (left != {"a": [1, 2]})
    assert value == left


@pytest.mark.parametrize("value", [None, True, [], {}])
def test_only_texts_and_numbers_are_ids(value):
    assert text_of(value) is None
