"""Small schemas, edits of them, and all values that such schemas can tell apart."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from itertools import product
from typing import Any, Final

import jsonschema_rs
from hypothesis import strategies as st

from specs.values import Json, Record

SCALARS: Final[tuple[Json, ...]] = (
    None, True, False, -1, 0, 1, 2, 3, 4, 5, 6, 0.5, 1.5, "", "a", "b", "ab", "aa", "ba", "aaa",
    "aab", "aaaa", "aaab",
)  # fmt: skip
_FEW: Final[tuple[Json, ...]] = (0, 1, 2, "a", "b", None)
_FLAT_LISTS: Final[tuple[Json, ...]] = (
    *([list(one) for size in (0, 1, 2) for one in product(SCALARS, repeat=size)]),
    *([list(one) for one in product(_FEW, repeat=3)]),
    *([list(one) for one in product((0, 1, "a"), repeat=4)]),
)
_MISSING: Final = object()


def _objects() -> Iterator[Record]:
    choices = ((*SCALARS, _MISSING), (*SCALARS, _MISSING), (1, "a", None, _MISSING))
    for values in product(*choices):
        named = zip("abc", values, strict=True)
        yield {name: value for name, value in named if value is not _MISSING}


def _nested(leaves: tuple[Json, ...]) -> Iterator[Json]:
    for one in leaves:
        yield {"a": one}
        yield {"b": one}
        yield {"a": 1, "b": one}
        yield [one]
        yield [one, one]
        yield [one, [], {}]


_OBJECTS: Final[tuple[Json, ...]] = tuple(_objects())
_INNER: Final[tuple[Json, ...]] = (
    *([list(one) for size in (0, 1, 2) for one in product(_FEW, repeat=size)]),
    *({"a": one} for one in SCALARS),
    *({"b": one} for one in SCALARS),
    *({"c": one} for one in SCALARS),
    *({"a": one, "b": two} for one, two in product(_FEW, repeat=2)),
    [[]],
    [{}],
    [-1],
    [1, 1, 1],
)
UNIVERSE: Final[tuple[Json, ...]] = (*SCALARS, *_FLAT_LISTS, *_OBJECTS, *_nested(_INNER))
"""All values, small ones first."""

_small = st.integers(0, 3)
_patterns = st.sampled_from(("^a", "b$", "^[ab]*$", "^a+$"))
_integer = st.fixed_dictionaries(
    {"type": st.sampled_from(("integer", "number"))},
    optional={
        "minimum": st.integers(-1, 3),
        "maximum": st.integers(1, 5),
        "multipleOf": st.sampled_from((1, 2, 3, 0.5)),
    },
)
_text = st.fixed_dictionaries(
    {"type": st.just("string")},
    optional={
        "minLength": _small,
        "maxLength": _small,
        "pattern": _patterns,
    },
)
_listed = st.lists(
    st.sampled_from((None, True, 0, 1, 2, "a", "b")), min_size=1, max_size=4, unique_by=repr
).map(lambda values: {"enum": values})
_kinds = st.lists(
    st.sampled_from(("null", "boolean", "integer", "number", "string")),
    min_size=1,
    max_size=3,
    unique=True,
).map(lambda kinds: {"type": kinds})
leaves: Final[st.SearchStrategy[Json]] = st.one_of(_integer, _text, _listed, _kinds)


def _lists(items: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {"type": st.just("array"), "items": items},
        optional={"minItems": _small, "maxItems": _small, "uniqueItems": st.booleans()},
    )


@st.composite
def _records(draw: st.DrawFn, members: st.SearchStrategy[Json]) -> Json:
    names = draw(st.sampled_from((("a",), ("a", "b"), ("b",))))
    made: Record = {
        "type": "object",
        "properties": {name: draw(members) for name in names},
    }
    if needed := draw(st.lists(st.sampled_from(names), unique=True)):
        made["required"] = needed
    more = draw(st.one_of(st.none(), st.booleans(), leaves))
    if more is not None:
        made["additionalProperties"] = more
    for word in ("minProperties", "maxProperties"):
        if draw(st.integers(0, 5)) == 0:
            made[word] = draw(_small)
    return made


def _under(word: str, found: list[Json]) -> Json:
    return {word: found}


def _joined(parts: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    lists = st.lists(parts, min_size=2, max_size=3)
    return st.one_of(
        *(lists.map(partial(_under, word)) for word in ("anyOf", "oneOf")),
        st.lists(parts, min_size=1, max_size=2).map(lambda found: {"allOf": found}),
        st.tuples(leaves, leaves).map(lambda two: two[0] | {"not": two[1]}),
    )


_flat = st.one_of(leaves, _lists(leaves), _records(leaves))
schemas: Final[st.SearchStrategy[Json]] = st.one_of(
    _flat, _joined(_flat), _records(_flat), _lists(_flat)
)
"""Schemas of up to two levels."""

_Words = dict[str, st.SearchStrategy[Any]]
_Edit = Callable[[st.DrawFn, Record], None]
_MAPS: Final = ("properties",)
_LISTS: Final = ("allOf", "anyOf", "oneOf")
_SINGLE: Final = ("items", "additionalProperties", "not")


def places(schema: Json, words: tuple[str, ...] = (*_MAPS, *_LISTS, *_SINGLE)) -> list[Record]:
    """Returns a schema and those inside of it, as far as these words lead."""
    if not isinstance(schema, dict):
        return []
    found = [schema]
    for word in words:
        inner = schema.get(word)
        if word in _MAPS and inner is not None:
            inner = list(inner.values())
        for one in inner if isinstance(inner, list) else [inner]:
            found += places(one, words)
    return found


@st.composite
def edited(draw: st.DrawFn, schema: Json) -> Json:
    """A schema with one thing changed in it."""
    changed = deepcopy(schema)
    place = draw(st.sampled_from(places(changed)))
    draw(st.sampled_from([edit for may, edit in _EDITS if may(place)]))(draw, place)
    return changed


def _drop(draw: st.DrawFn, place: Record) -> None:
    del place[draw(st.sampled_from(sorted(place.keys() - {"properties"})))]


def _count(draw: st.DrawFn, place: Record) -> None:
    word = draw(st.sampled_from(sorted(word for word in place if _is_count(place[word]))))
    least = {"multipleOf": 1, "minimum": -1}.get(word, 0)
    place[word] = max(least, place[word] + draw(st.sampled_from((-1, 1))))


def _demand(draw: st.DrawFn, place: Record) -> None:
    needed = draw(st.lists(st.sampled_from(sorted(place["properties"])), unique=True))
    place.pop("required", None)
    place.update({"required": needed} if needed else {})


def _close(draw: st.DrawFn, place: Record) -> None:
    place["additionalProperties"] = draw(st.one_of(st.booleans(), leaves))


def _name(draw: st.DrawFn, place: Record) -> None:
    place["properties"][draw(st.sampled_from(("a", "b")))] = draw(leaves)


def _join(draw: st.DrawFn, place: Record) -> None:
    word = draw(st.sampled_from([word for word in _LISTS if word in place]))
    if len(place[word]) > 1 and draw(st.booleans()):
        place[word].pop(draw(st.integers(0, len(place[word]) - 1)))
    else:
        place[word].append(draw(_flat))


def _bound(draw: st.DrawFn, place: Record) -> None:
    numbers: _Words = {"minimum": st.integers(-1, 3), "maximum": st.integers(1, 5)}
    bounds: dict[str, _Words] = {
        "string": {"minLength": _small, "maxLength": _small, "pattern": _patterns},
        "array": {"minItems": _small, "maxItems": _small, "uniqueItems": st.booleans()},
        "object": {"minProperties": _small, "maxProperties": _small},
    }
    words = bounds.get(str(place["type"]), numbers)
    word = draw(st.sampled_from(sorted(words)))
    place[word] = draw(words[word])


def _replace(draw: st.DrawFn, place: Record) -> None:
    new = draw(_flat)
    place.clear()
    place.update(new)


def _is_count(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _edit_list(draw: st.DrawFn, place: Record) -> None:
    one = draw(st.sampled_from((None, True, 0, 1, 2, "a", "b", "ab")))
    values = [value for value in place["enum"] if repr(value) != repr(one)]
    place["enum"] = values if len(values) not in (0, len(place["enum"])) else [*place["enum"], one]


_EDITS: Final[tuple[tuple[Callable[[Record], bool], _Edit], ...]] = (
    (lambda place: len(place.keys() - {"properties"}) > 1, _drop),
    (lambda place: any(map(_is_count, place.values())), _count),
    (lambda place: "enum" in place, _edit_list),
    (lambda place: "properties" in place, _demand),
    (lambda place: "properties" in place, _close),
    (lambda place: "properties" in place, _name),
    (lambda place: any(word in place for word in _LISTS), _join),
    (lambda place: "type" in place, _bound),
    (lambda _: True, _replace),
)


@st.composite
def widened(draw: st.DrawFn, schema: Json) -> Json:
    """A schema that admits all that it did, and perhaps more."""
    changed = deepcopy(schema)
    inside = ("properties", "items", "additionalProperties", "allOf", "anyOf")
    place = draw(st.sampled_from(places(changed, inside)))
    droppable = sorted(place.keys() - {"properties", "items", "additionalProperties"})
    does = draw(st.sampled_from(("drop", "form", "value", "open")))
    if does == "form":
        wider = {"anyOf": [deepcopy(place), draw(leaves)]}
        place.clear()
        place.update(wider)
    elif does == "value" and "enum" in place:
        place["enum"] = [*place["enum"], "new"]
    elif does == "open" and place.get("additionalProperties") is False:
        del place["additionalProperties"]
    elif droppable:
        del place[draw(st.sampled_from(droppable))]
    return changed


@st.composite
def rewritten(draw: st.DrawFn, schema: Json) -> tuple[Json, Record]:
    """A schema written in another way, with the components that it then needs."""
    changed = deepcopy(schema)
    components: Record = {}
    for turn in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(places(changed)))
        copy = deepcopy(place)
        does = draw(st.sampled_from(("all", "any", "one", "ref", "order", "say", "type", "const")))
        if does in ("all", "any", "one"):
            place.clear()
            place[f"{does}Of"] = [copy]
        elif does == "ref":
            components[f"C{turn}"] = copy
            place.clear()
            place["$ref"] = f"#/components/schemas/C{turn}"
        elif does == "say":
            place["description"] = "Said."
        elif does == "type" and isinstance(place.get("type"), str):
            place["type"] = [place["type"]]
        elif does == "const" and len(place.get("enum", ())) == 1:
            place["const"] = place.pop("enum")[0]
        else:
            place.clear()
            place.update(_turned(copy))
    return changed, components


def _turned(schema: Record) -> Record:
    """Returns a schema with its members, and what is listed in it, in the opposite order."""
    turned = dict(reversed(schema.items()))
    for word in ("enum", "required", "type", *_LISTS):
        if isinstance(turned.get(word), list):
            turned[word] = turned[word][::-1]
    if "properties" in turned:
        turned["properties"] = dict(reversed(turned["properties"].items()))
    return turned


def is_declared(value: Json, schema: Json) -> bool:
    """Whether a value holds only what a schema names: the parts of it, and the forms it takes."""
    parts = _parts(schema, value)
    if isinstance(value, list):
        inner = [part["items"] for part in parts if "items" in part]
        return all(is_declared(item, {"allOf": inner}) for item in value)
    if not isinstance(value, dict):
        return True
    for name, member in value.items():
        named = [part["properties"][name] for part in parts if name in part.get("properties", {})]
        named += [
            part["additionalProperties"]
            for part in parts
            if name not in part.get("properties", {})
            and part.get("additionalProperties", False) is not False
        ]
        if not named or not is_declared(member, {"allOf": named}):
            return False
    return True


def _parts(schema: Json, value: Json) -> list[Record]:
    if not isinstance(schema, dict):
        return []
    forms = [one for word in ("anyOf", "oneOf") for one in schema.get(word, ())]
    taken = [one for one in forms if jsonschema_rs.Draft202012Validator(one).is_valid(value)]
    inner = [*schema.get("allOf", ()), *taken]
    return [schema, *(part for one in inner for part in _parts(one, value))]
