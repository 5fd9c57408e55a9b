"""Whatever a thing has become, what is shown of it is valid and as near to it as can be."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.replies.resources.fitting import CannotFit, Fitter
from specs.resources import Shapes
from tests.support.documents import THING, schema_bundle

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
CLOSED = {
    "type": "object",
    "required": ["id", "name", "inner"],
    "additionalProperties": False,
    "properties": {
        "id": NUMBER,
        "name": {"type": "string", "minLength": 1, "maxLength": 5},
        "tags": {"type": "array", "items": TEXT, "maxItems": 2},
        "secret": {"type": "string", "writeOnly": True},
        "inner": {
            "type": "object",
            "required": ["size"],
            "properties": {"size": {"type": "integer", "minimum": 1}, "note": TEXT},
        },
    },
}
EITHER = {
    "oneOf": [
        {"type": "object", "required": ["id", "a"], "properties": {"id": NUMBER, "a": TEXT}},
        {"type": "object", "required": ["id", "b"], "properties": {"id": NUMBER, "b": NUMBER}},
    ]
}
SCHEMAS = {"closed": CLOSED, "either": EITHER}
FITTERS = {}
for _name, _schema in SCHEMAS.items():
    _bundle = schema_bundle(_schema)
    FITTERS[_name] = Fitter(_bundle, Shapes(_bundle.document))

LEAVES = st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=7)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["size", "note", "id", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
THINGS = st.dictionaries(
    st.sampled_from(["id", "name", "tags", "secret", "inner", "a", "b", "x"]), VALUES, max_size=6
)


def fit(value, *, name="closed", **more):
    return FITTERS[name].fit(THING, value, Random(1), **more)


@pytest.mark.parametrize("name", SCHEMAS)
@given(value=THINGS, key=st.integers(0, 5))
def test_what_is_shown_is_always_valid_and_keeps_its_id(name, value, key):
    before = {**value, "id": key}
    shown = fit(before, name=name, fixed=("/id",))

    assert FITTERS[name].is_valid(THING, shown)
    assert shown["id"] == key
    assert before == {**value, "id": key}


@given(value=THINGS)
def test_what_is_valid_is_shown_as_it_is(value):
    shown = fit(value)

    assert fit(shown) == shown
    assert "secret" not in shown


def test_what_is_wrong_is_mended_and_the_rest_is_kept():
    value = {"id": 1, "name": "Rex", "tags": [1], "inner": {"note": "x"}, "other": 2}
    shown = fit(value)

    assert (shown["id"], shown["name"], shown["inner"]["note"]) == (1, "Rex", "x")
    assert shown["inner"]["size"] >= 1
    assert "other" not in shown


def test_of_several_forms_the_nearest_is_taken():
    assert fit({"id": 1, "b": 2}, name="either") == {"id": 1, "b": 2}
    assert fit({"id": 1, "a": "x", "b": "no"}, name="either")["a"] == "x"


def test_what_must_not_change_and_cannot_stay_is_told():
    with pytest.raises(CannotFit):
        fit({"id": "one", "name": "a", "inner": {"size": 1}}, fixed=("/id",))
