"""Where some small value tells two random schemas apart, a witness is found."""

from itertools import combinations, product

import jsonschema_rs
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from contracts.drift.witnesses import Form, find_witness
from specs.values import ABSENT, Json, find

SCALARS: list[Json] = [
    None,
    True,
    False,
    0,
    1,
    2,
    3,
    5,
    -1,
    0.5,
    1.5,
    "",
    "a",
    "b",
    "ab",
    "abc",
    "1",
]
NAMES = ["a", "b", "c"]


def universe() -> list[Json]:
    few: list[Json] = [0, 1, None, "a", "ab", 0.5, True, 5]
    found = [*SCALARS, [], [[]], [{}], [{"a": 0}], {"a": []}, {"a": {}}, {"a": {"a": 0}}]
    found += [list(items) for size in (1, 2) for items in product(few, repeat=size)]
    found += [[0, 0, 0], [0, 1, 2], {"a": [0, 0]}, {"a": {"b": "a"}}]
    for size in (0, 1, 2, 3):
        for names in combinations(NAMES, size):
            values = product(few if size < 3 else few[:4], repeat=size)
            found += [dict(zip(names, row, strict=True)) for row in values]
    return found


UNIVERSE = universe()
SIZES = st.integers(0, 3)
NUMBERS = st.sampled_from([-1, 0, 0.5, 1, 2, 3, 5])
TYPES = st.sampled_from(["string", "integer", "number", "object", "array", "boolean", "null"])

LEAVES: dict[str, SearchStrategy[Json]] = {
    "type": st.one_of(TYPES, st.lists(TYPES, min_size=1, max_size=3, unique=True)),
    "enum": st.lists(st.sampled_from(SCALARS[3:]), min_size=1, max_size=4, unique_by=repr),
    "const": st.sampled_from([*SCALARS, [], {}, {"a": 0}]),
    **dict.fromkeys(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], NUMBERS),
    "multipleOf": st.sampled_from([1, 2, 3, 0.5]),
    **dict.fromkeys(["minLength", "maxLength", "minItems", "maxItems"], SIZES),
    **dict.fromkeys(["minProperties", "maxProperties"], SIZES),
    "pattern": st.sampled_from(["^a", "b$", "^[a-c]+$", r"^\d+$", "a|b", "^.{2}$", "^(?!a)"]),
    "uniqueItems": st.just(True),
    "required": st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
    "dependentRequired": st.dictionaries(st.sampled_from(NAMES), st.just(["b"]), max_size=1),
    "propertyNames": st.sampled_from([{"enum": ["a", "b"]}, {"pattern": "^[a-b]"}]),
}


def branch(inner: SearchStrategy[Json]) -> SearchStrategy[Json]:
    one_to_three = st.lists(inner, min_size=1, max_size=3)
    named = st.dictionaries(st.sampled_from(NAMES), inner, min_size=1, max_size=2)
    deep = {
        "properties": named,
        "patternProperties": st.dictionaries(st.sampled_from(["^a", "^[bc]$"]), inner, max_size=1),
        "dependentSchemas": named,
        "prefixItems": one_to_three,
        **dict.fromkeys(["allOf", "anyOf", "oneOf"], one_to_three),
        **dict.fromkeys(["items", "contains", "additionalProperties", "not"], inner),
        **dict.fromkeys(["if", "then", "else", "unevaluatedProperties"], inner),
        "minContains": st.integers(0, 2),
        "maxContains": st.integers(1, 2),
        "$ref": st.just("#/$defs/shared"),
    }
    return schemas(LEAVES | deep)


def schemas(words: dict[str, SearchStrategy[Json]]) -> SearchStrategy[Json]:
    some = st.sets(st.sampled_from(sorted(words)), max_size=3)
    return some.flatmap(
        lambda chosen: st.fixed_dictionaries({name: words[name] for name in chosen})
    )


SIMPLE = schemas(LEAVES)
DEEP = st.recursive(SIMPLE, branch, max_leaves=6).filter(lambda one: isinstance(one, dict))


def form(schema: Json, shared: Json) -> Form:
    root = {**schema, "$defs": {"shared": shared}}
    validator = jsonschema_rs.Draft202012Validator(root)
    return Form(root, lambda name: find(root, name[1:]), validator.is_valid)


@settings(deadline=None, max_examples=200)
@given(DEEP, DEEP, SIMPLE, st.booleans())
@example({}, {"not": {}}, {}, False)
@example({"oneOf": [{"minimum": 1}, {"type": "integer"}]}, {"multipleOf": 1}, {}, False)
def test_witness_is_found_where_there_is_a_small_one(
    one: Json, other: Json, shared: Json, are_joined: bool
) -> None:
    inner, outer = form(one, shared), form({**one, **other} if are_joined else other, shared)
    known = [value for value in UNIVERSE if inner.is_valid(value) and not outer.is_valid(value)]

    found = find_witness(inner, outer, undeclared=True)

    if found is ABSENT:
        assert known == []
    else:
        assert inner.is_valid(found)
        assert not outer.is_valid(found)
