from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.values import Json, Record

Load = Callable[..., Bundle]
Q: Record = {"name": "q", "in": "query", "schema": {}}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"in": "query"}, "this parameter has no name"),
        ({"name": "", "in": "query"}, "this parameter has no name"),
        ({"name": 5, "in": "query"}, "this parameter has no name"),
        ({"name": "q"}, "it has no `in`"),
        ({"name": "q", "in": "querystring"}, "`in` is 'querystring'"),
        ("q", "the parameter here is 'q'"),
        ({"$ref": "#/components/schemas/A"}, "this parameter has no name, where"),
    ],
)
def test_parameter_that_is_none_is_left_out(raw: Json, says: str, mended: Load) -> None:
    bundle = mended(get={"parameters": [raw, Q]}, components={"schemas": {"A": {}}})

    (told,) = bundle.left_out
    assert says in told.reason
    assert [one.name for one in bundle.operations[0].parameters] == ["q"]


@pytest.mark.parametrize(
    ("members", "left"),
    [
        ({"required": "true"}, {}),
        ({"explode": "yes"}, {}),
        ({"style": "csv"}, {}),
        ({"schema": None}, {}),
        ({"content": {}}, {"schema": {}}),
        (
            {"schema": None, "type": "integer", "minimum": 1},
            {"schema": {"type": "integer", "minimum": 1}},
        ),
    ],
)
def test_odd_member_is_left_out(members: Record, left: Record, mended: Load) -> None:
    bundle = mended(get={"parameters": [{**Q, **members}]})

    found = bundle.document.at("/paths/~1a/get/parameters/0")

    kept = {"schema": {}} if "schema" not in members else {}
    assert found == {"name": "q", "in": "query", **kept, **left}


def test_schema_beside_the_name_keeps_its_lines(mended: Load) -> None:
    raw = {"name": "q", "in": "query", "type": "array", "items": {"type": "string"}}
    document = mended(get={"parameters": [raw]}).document
    where = "/paths/~1a/get/parameters/0"

    assert document.line(where + "/schema/items/type") == document.line(where) + 4


def test_path_parameter_is_required(mended: Load) -> None:
    raw = {"name": "id", "in": "path", "schema": {}, "required": False}
    bundle = mended(paths={"/a/{id}": {"parameters": [raw], "get": {"responses": {}}}})

    assert bundle.operations[0].parameters[0].required
    assert bundle.left_out == ()
