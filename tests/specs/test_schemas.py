from collections.abc import Callable

import pytest

from specs.document import Document
from specs.errors import InvalidSpec
from specs.schemas import Direction, SchemaSet, SchemaViolation
from specs.values import Json, Record
from tests.support.documents import THING, schema_bundle

A = "/components/schemas/A"


@pytest.fixture
def check(document: Callable[..., Document]) -> Callable[..., tuple[SchemaViolation, ...]]:
    """Judges a value by a schema, which may refer to others of the document."""

    def judge(
        schema: Json,
        value: Json,
        direction: Direction = "request",
        *,
        version="3.1.0",
        **more: Json,
    ) -> tuple[SchemaViolation, ...]:
        loaded = document(version=version, components={"schemas": {"A": schema, **more}})
        return SchemaSet(loaded).compile(A, direction).violations(value)

    return judge


Check = Callable[..., tuple[SchemaViolation, ...]]


def test_valid_value_has_no_violation(check: Check) -> None:
    assert check({"type": "integer"}, 5) == ()


def test_violation_tells_place_keyword_and_message(check: Check) -> None:
    (found,) = check({"items": {"properties": {"a": {"maximum": 3}}}}, [{"a": 1}, {"a": 4}])

    assert (found.pointer, found.keyword) == ("/1/a", "maximum")
    assert "4 is greater than" in found.message


def test_missing_and_unknown_members_are_pointed_at(check: Check) -> None:
    schema = {"properties": {}, "required": ["a/b", "c"], "additionalProperties": False}

    found = check(schema, {"x": 1, "y~": 2})

    assert {(one.pointer, one.keyword) for one in found} == {
        ("/a~1b", "required"),
        ("/c", "required"),
        ("/x", "additionalProperties"),
        ("/y~0", "additionalProperties"),
    }


def test_violations_are_cut_off(document: Callable[..., Document]) -> None:
    loaded = document(components={"schemas": {"A": {"items": {"type": "string"}}}})

    found = SchemaSet(loaded).compile(A, "request").violations([1] * 100, limit=7)

    assert len(found) == 7


def test_long_values_are_cut_in_messages(check: Check) -> None:
    (found,) = check({"type": "integer"}, "x" * 10_000)

    assert len(found.message) <= 300


def test_references_are_followed_inside_the_document(check: Check) -> None:
    ref = {"$ref": "#/components/schemas/B%20C"}

    assert check({"items": ref}, [{}], **{"B C": {"type": "string"}})[0].pointer == "/0"


def test_schema_may_contain_itself(check: Check) -> None:
    tree = {"type": "object", "properties": {"child": {"$ref": f"#{A}"}}}

    assert check(tree, {"child": {"child": {}}}) == ()
    assert check(tree, {"child": {"child": 5}})[0].pointer == "/child/child"


@pytest.mark.parametrize(
    "schema", [{"$ref": f"#{A}"}, {"allOf": [{"$ref": f"#{A}"}]}], ids=["reference", "allOf"]
)
def test_schema_that_is_only_itself_ends(schema: Record, check: Check) -> None:
    assert check(schema, {}) == ()


def test_data_is_no_schema(check: Check) -> None:
    schema = {
        "properties": {
            "example": {"type": "string"},
            "examples": {"type": "string"},
            "default": {"type": "string"},
            "value": {"type": "string"},
            "enum": {"const": {"$ref": "#/nothing", "nullable": True}},
        },
        "example": {"$ref": "#/nothing"},
        "default": {"$ref": "#/nothing"},
    }

    found = check(schema, {"example": 1, "examples": 1, "default": 1, "value": 1, "enum": 1})

    assert {one.pointer for one in found} == {
        "/example",
        "/examples",
        "/default",
        "/value",
        "/enum",
    }


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_each_side_is_asked_only_for_what_it_sends(version: str, check: Check) -> None:
    schema = {
        "required": ["id", "secret", "name"],
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "secret": {"type": "string", "writeOnly": True},
            "name": {"type": "string"},
        },
    }

    asked = {
        direction: {one.pointer for one in check(schema, {}, direction, version=version)}
        for direction in ("request", "response")
    }

    assert asked == {"request": {"/secret", "/name"}, "response": {"/id", "/name"}}


def test_nothing_is_required_if_the_other_side_sends_it_all(check: Check) -> None:
    schema = {"required": ["id"], "properties": {"id": {"readOnly": True}}}

    assert check(schema, {}, version="3.0.3") == ()


@pytest.mark.parametrize(
    ("schema", "valid", "invalid"),
    [
        ({"type": "string", "nullable": True}, [None, "a"], [5]),
        ({"type": "string", "nullable": False}, ["a"], [None]),
        ({"type": "string", "enum": ["a"], "nullable": True}, [None, "a"], ["b"]),
        ({"$ref": "#/components/schemas/B", "nullable": True}, [5], ["a"]),
        ({"allOf": [{"$ref": "#/components/schemas/B"}], "nullable": True}, [None, 5], ["a"]),
        ({"minimum": 3, "exclusiveMinimum": True}, [4], [3]),
        ({"minimum": 3, "exclusiveMinimum": False}, [3], [2]),
        ({"maximum": 3, "exclusiveMaximum": True}, [2], [3]),
        ({"properties": {"nullable": {"type": "string"}}}, [{"nullable": "a"}], [{"nullable": 1}]),
        ({"type": "string", "format": "uuid"}, ["0a000000-0000-4000-8000-000000000001"], ["a"]),
    ],
)
def test_words_of_3_0_keep_their_meaning(
    schema: Record, valid: list[Json], invalid: list[Json], check: Check
) -> None:
    b = {"type": "integer"}

    assert [value for value in valid if check(schema, value, version="3.0.3", B=b)] == []
    assert [value for value in invalid if not check(schema, value, version="3.0.3", B=b)] == []


@pytest.mark.parametrize(
    ("schema", "valid", "invalid"),
    [
        ({"type": ["string", "null"]}, [None, "a"], [5]),
        ({"exclusiveMinimum": 3}, [4], [3]),
        ({"type": "integer"}, [5, 5.0], [5.5, True, "5"]),
        ({"type": "string", "format": "date-time"}, ["2026-01-15T12:00:00Z"], ["yesterday"]),
        ({"const": None}, [None], [0]),
        ({"prefixItems": [{"type": "string"}], "items": False}, [["a"]], [["a", 1]]),
    ],
)
def test_words_of_3_1_are_those_of_json_schema(
    schema: Record, valid: list[Json], invalid: list[Json], check: Check
) -> None:
    assert [value for value in valid if check(schema, value)] == []
    assert [value for value in invalid if not check(schema, value)] == []


@pytest.mark.parametrize(
    "broken", [{"type": "text"}, {"pattern": "("}, {"required": [5]}, {"properties": None}]
)
def test_broken_schema_is_refused_at_its_own_line(
    broken: Record, document: Callable[..., Document]
) -> None:
    schema = {"type": "object", "properties": {"a": broken}}
    loaded = document(components={"schemas": {"A": schema}})

    with pytest.raises(InvalidSpec, match="cannot be used") as caught:
        SchemaSet(loaded).compile(A, "request")

    (word,) = broken
    assert caught.value.line == loaded.line(f"{A}/properties/a/{word}")


def test_schema_is_compiled_once(document: Callable[..., Document]) -> None:
    schemas = SchemaSet(document(components={"schemas": {"A": {}}}))

    assert schemas.compile(A, "request") is schemas.compile(A, "request")


@pytest.mark.parametrize("word", [None, "readOnly", "writeOnly"])
def test_both_directions_share_a_validator_unless_one_side_only_sends_something(
    document: Callable[..., Document], word: str | None
) -> None:
    b = {"type": "object", "properties": {"id": {word: True} if word else {}}}
    schemas = SchemaSet(document(components={"schemas": {"A": {}, "B": b}}))
    is_shared = schemas.compile(A, "request") is schemas.compile(A, "response")

    assert is_shared == (word is None)


def test_view_is_pure_json_schema(document: Callable[..., Document]) -> None:
    schema = {"type": "string", "nullable": True, "example": "a"}
    schemas = SchemaSet(document(version="3.0.3", components={"schemas": {"A": schema}}))

    assert schemas.view("request")["components"]["schemas"]["A"] == {"type": ["string", "null"]}


FORMS = {
    "oneOf": [
        {
            "type": "object",
            "required": ["status", "item"],
            "properties": {
                "status": {"const": "ok"},
                "item": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
            },
        },
        {
            "type": "object",
            "required": ["status", "error"],
            "properties": {"status": {"const": "error"}, "error": {"enum": ["gone"]}},
        },
    ]
}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"status": "ok", "item": 1}, set()),
        ({"status": "ok"}, {("/item", "required")}),
        ({"status": "error", "item": 1}, {("/error", "required")}),
        ({"status": "error", "error": "lost"}, {("/error", "enum")}),
        ({"status": "odd", "item": 1}, {("/status", "const")}),
        ({"status": "ok", "item": "x"}, {("/item", "anyOf")}),
        (7, {("", "oneOf")}),
    ],
)
def test_nearest_form_is_meant(value: Json, found: set[tuple[str, str]]) -> None:
    schema = schema_bundle(FORMS).schemas.compile(THING, "response")

    assert {(one.pointer, one.keyword) for one in schema.nearest_violations(value)} == found


def test_value_that_fits_two_forms_is_told_as_such() -> None:
    schema = schema_bundle({"oneOf": [{"minimum": 1}, {"minimum": 2}]})

    (one,) = schema.schemas.compile(THING, "response").nearest_violations(5)

    assert "more than one of the forms" in one.message


def test_nearest_violations_are_limited() -> None:
    schema = schema_bundle({"items": {"type": "integer"}}).schemas.compile(THING, "response")

    assert len(schema.nearest_violations(["x"] * 9, limit=3)) == 3


@pytest.mark.parametrize(
    ("version", "beside", "is_shared"),
    [
        ("3.0.3", {}, True),
        ("3.0.3", {"minimum": 3}, True),
        ("3.0.3", {"nullable": True}, False),
        ("3.1.0", {"description": "B.", "example": 5}, True),
        ("3.1.0", {"minimum": 3}, False),
    ],
)
def test_schema_that_only_refers_shares_the_validator_of_its_target(
    version: str, beside: Record, is_shared: bool, document: Callable[..., Document]
) -> None:
    refers = {"$ref": "#/components/schemas/A", **beside}
    schemas = SchemaSet(document(version=version, components={"schemas": {"A": {}, "B": refers}}))

    found = [schemas.compile(f"/components/schemas/{name}", "request") for name in "AB"]

    assert (found[0] is found[1]) is is_shared


def test_schemas_below_paths_that_say_the_same_share_a_validator(
    document: Callable[..., Document],
) -> None:
    schemas = [{"type": "string", "description": text} for text in "ab"] + [{"type": "integer"}]
    parameters = [{"name": "q", "in": "query", "schema": schema} for schema in schemas]
    loaded = SchemaSet(document(paths={"/a": {"parameters": parameters}}))

    found = [
        loaded.compile(f"/paths/~1a/parameters/{index}/schema", direction)
        for index, direction in [(0, "request"), (1, "request"), (2, "request"), (0, "response")]
    ]

    assert found[0] is found[1] is found[3]
    assert found[2] is not found[0]


def test_nothing_is_compiled_before_it_is_asked_for(document: Callable[..., Document]) -> None:
    loaded = document(components={"schemas": {"A": {"pattern": "("}, "B": {}}})

    assert SchemaSet(loaded).compile("/components/schemas/B", "request").is_valid(5)


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_broken_schema_below_a_path_is_refused_at_its_own_line(
    version: str, document: Callable[..., Document]
) -> None:
    media = {"application/json": {"schema": {"items": {"maxLength": "a"}}}}
    body = {"requestBody": {"content": media}, "responses": {}}
    loaded = document(version=version, paths={"/a": {"post": body}})
    where = "/paths/~1a/post/requestBody/content/application~1json/schema"

    with pytest.raises(InvalidSpec, match="cannot be used") as caught:
        SchemaSet(loaded).compile(where, "request")

    assert caught.value.line == loaded.line(where + "/items/maxLength")


def test_schema_may_refer_into_a_path(document: Callable[..., Document]) -> None:
    where = "/paths/~1a/post/requestBody/content/application~1json/schema"
    body = {"content": {"application/json": {"schema": {"items": {"$ref": f"#{where}"}}}}}
    loaded = document(
        paths={"/a": {"post": {"requestBody": body, "responses": {}}}},
        components={"schemas": {"A": {"properties": {"a": {"$ref": f"#{where}"}}}}},
    )
    schemas = SchemaSet(loaded)

    assert schemas.compile(where, "request").is_valid([[[]]])
    assert schemas.compile("/components/schemas/A", "request").is_valid({"a": [[]]})


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_members_of_the_other_side_are_found_in_every_part(version: str, check: Check) -> None:
    base = {"properties": {"id": {"readOnly": True}, "at": {"$ref": "#/components/schemas/At"}}}
    schema = {
        "allOf": [{"$ref": "#/components/schemas/Base"}, {"required": ["id", "name"]}],
        "required": ["at", "name"],
    }
    more = {"Base": base, "At": {"type": "string", "readOnly": True}}

    asked = {
        direction: {one.pointer for one in check(schema, {}, direction, version=version, **more)}
        for direction in ("request", "response")
    }

    assert asked == {"request": {"/name"}, "response": {"/id", "/at", "/name"}}


def test_size_written_with_a_point_is_a_whole_number(check: Check) -> None:
    assert check({"maxLength": 2.0}, "ab", version="3.0.3") == ()
    assert check({"maxLength": 2.0}, "abc", version="3.0.3") != ()


@pytest.mark.parametrize("word", ["id", "$id", "$schema"])
def test_words_that_3_0_does_not_know_mislead_nobody(word: str, check: Check) -> None:
    schema = {word: "::no URI::", "items": {"$ref": "#/components/schemas/B"}}

    assert check(schema, [5], version="3.0.3", B={"type": "string"}) != ()


@pytest.mark.parametrize(
    ("version", "dialect"),
    [
        ("3.0.3", "http://json-schema.org/draft-04/schema#"),
        ("3.1.0", "https://json-schema.org/draft/2020-12/schema"),
    ],
)
def test_schemas_of_json_schema_itself_are_known(version: str, dialect: str, check: Check) -> None:
    schema = {"properties": {"schema": {"$ref": dialect}}}

    assert check(schema, {"schema": {"type": "string"}}, version=version) == ()
    assert check(schema, {"schema": {"type": 5}}, version=version) != ()


TREE: Record = {
    "Tree": {
        "$id": "https://a.example.test/tree",
        "$dynamicAnchor": "node",
        "properties": {"children": {"items": {"$dynamicRef": "#node"}}},
    },
    "Strict": {
        "$id": "https://a.example.test/strict",
        "$dynamicAnchor": "node",
        "$ref": "tree",
        "unevaluatedProperties": False,
    },
}


@pytest.mark.parametrize(("name", "count"), [("Tree", 0), ("Strict", 1)])
def test_dynamic_reference_is_followed_to_who_asks(
    name: str, count: int, document: Callable[..., Document]
) -> None:
    schemas = SchemaSet(document(components={"schemas": TREE}))
    value = {"children": [{"children": [{"daat": 5}]}]}

    found = schemas.compile(f"/components/schemas/{name}", "request").violations(value)

    assert len(found) == count


def test_dynamic_anchor_of_the_document_is_found(check: Check) -> None:
    schema = {
        "items": {"$dynamicRef": "#item"},
        "$defs": {"a": {"$dynamicAnchor": "item", "maximum": 3}},
    }

    assert check(schema, [3]) == ()
    assert check(schema, [4]) != ()


def test_schema_of_an_older_draft_is_read_by_its_rules(check: Check) -> None:
    old = {
        "$id": "https://a.example.test/old",
        "$schema": "https://json-schema.org/draft/2019-09/schema",
        "prefixItems": [{"type": "string"}],
    }

    assert check({"$ref": "https://a.example.test/old"}, [5], Old=old) == ()
