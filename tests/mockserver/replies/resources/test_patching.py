"""Patches change a value as their documents say, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.replies.resources.patching import BadPatch, merged, patched

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("target", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": "foo"}, "bar", "bar"),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_a_merge_patch_is_merged_as_rfc_7396_says(target, patch, result):
    assert merged(target, patch) == result


@given(VALUES, VALUES)
def test_a_merge_patch_does_the_same_twice(target, patch):
    once = merged(target, patch)

    assert merged(once, patch) == once


@pytest.mark.parametrize(
    ("steps", "result"),
    [
        ([{"op": "add", "path": "/b", "value": 2}], {"a": [1, 2], "b": 2}),
        ([{"op": "add", "path": "/a/1", "value": 9}], {"a": [1, 9, 2]}),
        ([{"op": "add", "path": "/a/-", "value": 9}], {"a": [1, 2, 9]}),
        ([{"op": "remove", "path": "/a/0"}], {"a": [2]}),
        ([{"op": "replace", "path": "/a", "value": None}], {"a": None}),
        ([{"op": "replace", "path": "", "value": {"c": 1}}], {"c": 1}),
        ([{"op": "move", "from": "/a/0", "path": "/b"}], {"a": [2], "b": 1}),
        ([{"op": "copy", "from": "/a", "path": "/b"}], {"a": [1, 2], "b": [1, 2]}),
        ([{"op": "test", "path": "/a/0", "value": 1}], {"a": [1, 2]}),
        ([], {"a": [1, 2]}),
    ],
)
def test_a_json_patch_is_applied_step_by_step(steps, result):
    assert patched({"a": [1, 2]}, steps) == result


@pytest.mark.parametrize(
    "steps",
    [
        {"op": "add"},
        [{"op": "grow", "path": "/a"}],
        [{"op": "add", "path": "/b"}],
        [{"op": "remove", "path": "/b"}],
        [{"op": "remove", "path": ""}],
        [{"op": "replace", "path": "/b", "value": 1}],
        [{"op": "add", "path": "/a/3", "value": 1}],
        [{"op": "add", "path": "/a/01", "value": 1}],
        [{"op": "add", "path": "/b/c", "value": 1}],
        [{"op": "add", "path": "b", "value": 1}],
        [{"op": "add", "path": 1, "value": 1}],
        [{"op": "move", "from": "/a", "path": "/a/b"}],
        [{"op": "move", "from": "/b", "path": "/c"}],
        [{"op": "test", "path": "/a/0", "value": 2}],
        ["add"],
    ],
)
def test_a_patch_that_cannot_be_applied_changes_nothing(steps):
    target = {"a": [1, 2]}

    with pytest.raises(BadPatch):
        patched(target, steps)
    assert target == {"a": [1, 2]}
