from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.values import Json, Record

Load = Callable[..., Bundle]


@pytest.fixture
def parameter(swagger: Load) -> Callable[..., Record]:
    """Converts one query parameter."""

    def convert(**members: Json) -> Record:
        raw = {"name": "q", "in": "query", **members}
        found: Record = swagger(get={"parameters": [raw]}).document.at(
            "/paths/~1a/get/parameters/0"
        )
        return found

    return convert


def test_what_is_said_of_the_value_is_a_schema(parameter: Callable[..., Record]) -> None:
    found = parameter(type="integer", minimum=3, default=4, description="Q.", required=True)

    assert found == {
        "name": "q",
        "in": "query",
        "description": "Q.",
        "required": True,
        "schema": {"type": "integer", "minimum": 3, "default": 4},
    }


@pytest.mark.parametrize(
    ("form", "style"),
    [
        (None, {"explode": False}),
        ("csv", {"explode": False}),
        ("multi", {"explode": True}),
        ("ssv", {"style": "spaceDelimited", "explode": False}),
        ("pipes", {"style": "pipeDelimited", "explode": False}),
    ],
)
def test_collection_format_is_a_style(
    form: str | None, style: Record, parameter: Callable[..., Record]
) -> None:
    given = {} if form is None else {"collectionFormat": form}

    found = parameter(type="array", items={"type": "string"}, **given)

    assert found.pop("schema") == {"type": "array", "items": {"type": "string"}}
    assert found == {"name": "q", "in": "query", **style}


@pytest.mark.parametrize("form", ["tsv", "odd", 5])
def test_collection_format_that_3_0_cannot_say_is_told(form: Json, swagger: Load) -> None:
    raw = {"name": "q", "in": "query", "type": "array", "collectionFormat": form}

    (told,) = swagger(get={"parameters": [raw]}, strict=False).left_out

    assert told.reason == f"OpenAPI 3 cannot say the collectionFormat {form!r}; commas are read"
    assert (told.what, told.line) == ("GET /a", 12)


def test_value_of_a_path_has_no_explode(swagger: Load) -> None:
    raw = {"name": "a", "in": "path", "required": True, "type": "array", "items": {}}
    bundle = swagger(paths={"/{a}": {"parameters": [raw], "get": {"responses": {}}}})

    (found,) = bundle.operations[0].parameters

    assert (found.style, found.explode) == ("simple", False)


def test_null_is_allowed_by_the_word_for_it(parameter: Callable[..., Record]) -> None:
    schema = parameter(type="string", **{"x-nullable": True})["schema"]

    assert schema["nullable"] is True


def test_example_is_kept(parameter: Callable[..., Record]) -> None:
    assert parameter(type="string", **{"x-example": "a"})["example"] == "a"
