"""What is shown of a value is what its schema shows, however deep."""

from hypothesis import given
from hypothesis import strategies as st

from mockserver.replies.resources.cutting import Cuts
from mockserver.replies.resources.records import is_hidden
from specs.resources import Shapes
from tests.support.documents import THING, schema_bundle

TEXT = {"type": "string"}
TREE = {
    "type": "object",
    "required": ["a", "d"],
    "properties": {
        "a": TEXT,
        "b": {"type": "string", "writeOnly": True},
        "c": {"type": "array", "items": {"$ref": f"#{THING}"}},
        "e": {"$ref": f"#{THING}"},
        "f": {"type": "object"},
        "g": {"type": "array"},
    },
}
SHAPES = {
    is_open: Shapes(schema_bundle({**TREE, "additionalProperties": is_open}).document)
    for is_open in (True, False)
}

values = st.recursive(
    st.none() | st.integers(0, 2),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*"abcdefgh", "$note", "$ref"]), inner, max_size=6)
    ),
    max_leaves=12,
)


def shown(shapes, where, value, *, is_all):
    """The plain definition."""
    shape = shapes.at(where)
    if isinstance(value, list) and shape.items is not None:
        return [shown(shapes, shape.items, item, is_all=is_all) for item in value]
    if not isinstance(value, dict):
        return value
    is_open = is_all or shape.is_free or shape.is_open
    made = {}
    for name, item in value.items():
        member = shape.members.get(name)
        if member is not None and not member.is_write_only:
            made[name] = shown(shapes, member.where, item, is_all=is_all)
        elif member is None and ((is_open and not is_hidden(name)) or name in shape.required):
            made[name] = item
    return made


@given(values, st.booleans(), st.booleans())
def test_what_is_shown_is_what_the_shapes_say(value, is_all, is_open):
    shapes = SHAPES[is_open]
    cuts = Cuts(shapes, is_all=is_all)

    for _ in range(2):
        told = cuts.at(THING)(value)
        assert told == shown(shapes, THING, value, is_all=is_all)
        assert str(told) == str(shown(shapes, THING, value, is_all=is_all))


@given(st.dictionaries(st.sampled_from("abce"), values, max_size=4))
def test_the_value_stays_as_it_is(value):
    before = str(value)

    told = Cuts(SHAPES[False], is_all=False).at(THING)(value)
    told["a"] = "changed"

    assert str(value) == before
