"""Each example is found once, with its value and the schema that it is to agree with."""

from specs.lint.example_places import examples
from specs.values import ABSENT, Record
from tests.support.documents import api, bundle_of, operation

WORD = {"type": "string"}
ANSWER = "/paths/~1users/get/responses/200/content"


def found(content: Record, **components: Record) -> list[tuple[str, str, object]]:
    answer = {"200": {"description": "d", "content": content}}
    users = operation("users", responses=answer)
    document = bundle_of(api({"/users": {"get": users}}, components=components)).document
    return [(one.where, one.name, one.value) for one in examples(document)]


def test_an_example_is_found_where_its_value_stands() -> None:
    named = {"a/b": {"value": "x"}, "far": {"$ref": "#/components/examples/shared"}}

    assert found(
        {"application/json": {"schema": WORD, "examples": named}},
        examples={"shared": {"value": "y"}},
    ) == [
        (f"{ANSWER}/application~1json/examples/a~1b/value", "a/b", "x"),
        ("/components/examples/shared/value", "shared", "y"),
    ]


def test_a_schema_lists_its_examples() -> None:
    assert found({}, schemas={"Word": {**WORD, "example": "x", "examples": ["y"]}}) == [
        ("/components/schemas/Word/example", "example", "x"),
        ("/components/schemas/Word/examples/0", "0", "y"),
    ]


def test_an_example_that_stands_elsewhere_has_no_value() -> None:
    far = {"far": {"externalValue": "https://example.test/user.json"}}

    assert found({"application/json": {"schema": WORD, "examples": far}}) == [
        (f"{ANSWER}/application~1json/examples/far", "far", ABSENT)
    ]


def test_what_no_schema_judges_is_left_out() -> None:
    content = {
        "application/json": {"example": "no schema"},
        "application/xml": {"schema": {"type": "object"}, "example": "<user/>"},
        "text/csv": {"schema": {"type": "array"}, "example": ["a", "b"]},
    }

    assert found(content) == [(f"{ANSWER}/text~1csv/example", "example", ["a", "b"])]
