"""Parameters of a plainly valid request are read in one go, as the careful way reads them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.lane.fast_parameters import FastParameter, fast_path
from specs.values import ABSENT
from tests.support.documents import VERSIONS, parameter
from tests.support.reading import parameters_of, read_carefully

NUMBER = {"type": "integer"}
PAGE = {"type": "integer", "minimum": 1, "default": 1}
COLOR = {"type": "string", "enum": ["red", "green"]}
IDS = {"type": "array", "items": NUMBER}
POINT = {"type": "object", "required": ["x"], "properties": {"x": NUMBER, "tags": IDS}}


def test_what_is_not_declared_needs_no_reading():
    fast = parameters_of().fast

    assert (fast.path, fast.query, fast.header, fast.cookie) == (None, None, None, None)


def test_every_place_is_read():
    found = parameters_of(
        parameter("id", "path", NUMBER),
        parameter("page", "query", PAGE),
        parameter("X-Retry", "header", NUMBER),
        parameter("visits", "cookie", NUMBER),
        path="/echo/{id}",
    ).fast

    assert found.path(("7",)) == {"id": 7}
    assert found.query([("page", "2"), ("other", "x")]) == {"page": 2}
    assert found.header({"x-retry": "3", "host": "a"}) == {"X-Retry": 3}
    assert found.cookie({"visits": "4"}.items()) == {"visits": 4}


def test_defaults_fill_in():
    found = parameters_of(
        parameter("page", "query", PAGE), parameter("X-Page", "header", PAGE)
    ).fast

    assert (found.query([]), found.header({})) == ({"page": 1}, {"X-Page": 1})


@pytest.mark.parametrize(
    ("schema", "texts"),
    [
        (NUMBER, ["x", "", "1.5", "1_0", "\u0661"]),
        (PAGE, ["0", "x"]),
        (COLOR, ["blue", ""]),
        ({"type": "boolean"}, ["True", "1", ""]),
        ({"type": "number"}, ["x", "nan", "1e999"]),
        ({"type": "string", "maxLength": 2}, ["abc"]),
        (IDS, ["1,x"]),
    ],
)
def test_what_may_be_wrong_is_left_to_the_careful_way(schema, texts):
    found = parameters_of(
        parameter("one", "query", schema, explode=False), parameter("X-One", "header", schema)
    ).fast

    assert [found.query([("one", text)]) for text in texts] == [None] * len(texts)
    assert [found.header({"x-one": text}) for text in texts] == [None] * len(texts)


def test_what_is_missing_or_repeated_is_left_to_the_careful_way():
    found = parameters_of(
        parameter("page", "query", NUMBER, required=True),
        parameter("X-Page", "header", NUMBER, required=True),
    ).fast

    assert found.query([]) is None
    assert found.query([("page", "1"), ("page", "2")]) is None
    assert found.header({}) is None


def test_arrays_and_objects_are_read():
    found = parameters_of(
        parameter("ids", "query", IDS),
        parameter("point", "query", POINT, style="deepObject", explode=True),
    ).fast
    pairs = [("ids", "1"), ("point[x]", "5"), ("ids", "2"), ("point[tags]", "3")]

    assert found.query(pairs) == {"ids": [1, 2], "point": {"x": 5, "tags": [3]}}
    assert found.query([("point[tags]", "3")]) is None


def test_a_parameter_that_the_path_has_no_place_for_is_left_to_the_careful_way():
    one = FastParameter("id", True, ABSENT, str, None)

    assert fast_path(("name",), [one])(("7",)) is None


@pytest.mark.parametrize("version", VERSIONS)
def test_words_beside_a_reference_are_heeded(version):
    wanted = {"allOf": [{"$ref": "#/components/schemas/Name"}], "maxLength": 2}
    found = parameters_of(
        parameter("q", "query", wanted), version=version, Name={"type": "string"}
    ).fast

    assert (found.query([("q", "ab")]), found.query([("q", "abc")])) == ({"q": "ab"}, None)


def test_words_beside_a_reference_are_heeded_in_3_1():
    wanted = {"$ref": "#/components/schemas/Name", "maxLength": 2}
    found = parameters_of(parameter("q", "query", wanted), Name={"type": "string"}).fast

    assert (found.query([("q", "ab")]), found.query([("q", "abc")])) == ({"q": "ab"}, None)


TYPES = st.sampled_from(("integer", "number", "boolean", "string"))
LIMITS = st.sampled_from(
    (
        {},
        {},
        {"minimum": 2},
        {"maxLength": 2},
        {"enum": ["a", "b", 1, True, "1"]},
        {"format": "int32"},
        {"format": "uuid"},
        {"default": 1},
        {"description": "d", "x-more": 1},
    )
)
SCALARS = st.one_of(
    st.builds(lambda kind, limit: {"type": kind, **limit}, TYPES, LIMITS),
    st.sampled_from(
        (
            {},
            {"$ref": "#/components/schemas/Size"},
            {"allOf": [{"$ref": "#/components/schemas/Size"}]},
            {"anyOf": [{"type": "integer"}, {"type": "boolean"}]},
            {"enum": ["a", 1]},
        )
    ),
)
ARRAYS = st.builds(
    lambda items, more: {"type": "array", "items": items, **more},
    SCALARS,
    st.sampled_from(({}, {"minItems": 2}, {"uniqueItems": True}, {"default": [1]})),
)
OBJECTS = st.builds(
    lambda members, more: {"type": "object", "properties": members, **more},
    st.dictionaries(st.sampled_from("abc"), st.one_of(SCALARS, ARRAYS), max_size=3),
    st.sampled_from(({}, {"required": ["a"]}, {"additionalProperties": False}, {"default": {}})),
)
COMPOSED = st.builds(
    lambda word, parts: {word: parts},
    st.sampled_from(("allOf", "anyOf", "oneOf")),
    st.lists(st.one_of(SCALARS, ARRAYS, OBJECTS), min_size=1, max_size=2),
)
STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}


@st.composite
def declared(draw, version: str, place: str, name: str):
    schema = draw(st.one_of(SCALARS, SCALARS, ARRAYS, OBJECTS, COMPOSED))
    if draw(st.booleans()) and "type" in schema:
        kind = schema["type"]
        told = {"nullable": True} if version == "3.0.3" else {"type": [kind, "null"]}
        schema = {**schema, **told}
    more = {}
    if draw(st.booleans()):
        more["style"] = draw(st.sampled_from(STYLES[place]))
        more["explode"] = draw(st.booleans())
    if place != "path" and draw(st.booleans()):
        more["required"] = True
    if place == "query" and draw(st.integers(0, 5)) == 0:
        more["allowEmptyValue"] = True
    if draw(st.integers(0, 5)) == 0:
        kind = draw(st.sampled_from(("application/json", "text/plain")))
        made = parameter(name, place, schema, **more, content={kind: {"schema": schema}})
        del made["schema"]
        return made
    return parameter(name, place, schema, **more)


WORDS = st.sampled_from(
    ("", "a", "b", "abc", "1", "2", "-3", "007", "1.5", "true", "false", "null", "\u0661", "9" * 30)
) | st.text(max_size=3)
JOINED = st.lists(WORDS, max_size=4).flatmap(
    lambda words: st.sampled_from((",", ".", " ", "|", ";", "=")).map(
        lambda joint: joint.join(words)
    )
)
STYLED = st.sampled_from(
    (";a=1", ";a=1,2", ";a=1;a=2", ".1", ".1.2", ".a=1.b=2", "a=1,b=2", "a,1,b,2", ";a=1;b=2")
)
TEXTS = st.one_of(WORDS, JOINED, STYLED)
NAMES = st.sampled_from(("a", "b", "c", "a[a]", "a[b]", "b[a]", "a[]", "a[a][]", "other"))
PAIRS = st.lists(st.tuples(NAMES, TEXTS), max_size=5)


@pytest.mark.parametrize("version", VERSIONS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_read_in_one_go_is_what_the_careful_way_reads(version, data):
    """And where nothing is wrong with scalars and arrays, it is read in one go."""
    wanted = [
        data.draw(declared(version, place, name))
        for place in STYLES
        for name in data.draw(st.sets(st.sampled_from("ab"), min_size=place == "path", max_size=2))
    ]
    names = [one["name"] for one in wanted if one["in"] == "path"]
    path = "/echo" + "".join(f"/{{{name}}}" for name in names)
    found = parameters_of(*wanted, path=path, version=version, Size=NUMBER)
    for _ in range(5):
        sent = {
            "path": tuple(data.draw(TEXTS) for _ in names),
            "query": data.draw(PAIRS),
            "header": dict(data.draw(PAIRS)),
            "cookie": dict(data.draw(PAIRS)).items(),
        }
        for place, given_there in sent.items():
            fast = getattr(found.fast, place)
            if fast is None:
                assert not getattr(found, place)
                continue
            values, wrong = read_carefully(found, place, given_there)
            read = fast(given_there)
            may_be_left = any(one.get("allowEmptyValue") for one in wanted)

            assert (read is None) == bool(wrong) or (may_be_left and read is None)
            assert read is None or repr(list(read.items())) == repr(list(values.items()))
