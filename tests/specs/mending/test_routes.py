from collections.abc import Callable

from specs.bundle import Bundle
from specs.values import Record

Load = Callable[..., Bundle]


def get(**members: object) -> Record:
    return {"get": {"responses": {}, **members}}


def path(name: str) -> Record:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "integer"}}


def test_second_of_two_that_answer_the_same_is_left_out(mended: Load) -> None:
    bundle = mended(
        paths={
            "/a/{b}": get(parameters=[path("b")]),
            "/a/{c}": {
                **get(parameters=[path("c")]),
                "put": {"responses": {}, "parameters": [path("c")]},
            },
        }
    )

    (told,) = bundle.left_out
    assert [one.label for one in bundle.operations] == ["GET /a/{b}", "PUT /a/{c}"]
    assert told.what == "GET /a/{c}"
    assert told.reason == "the requests for it are those for GET /a/{b}, which answers them"


def test_path_that_repeats_another_is_left_out_whole(mended: Load) -> None:
    bundle = mended(
        paths={"/a/{b}": get(parameters=[path("b")]), "/a/{c}": {"$ref": "#/paths/~1a~1{b}"}}
    )

    assert [one.label for one in bundle.operations] == ["GET /a/{b}"]
    assert len(bundle.left_out) == 1


def test_repeated_operation_ids_are_told_and_kept(mended: Load) -> None:
    bundle = mended(paths={"/a": get(operationId="x"), "/b": get(operationId="x")})

    (told,) = bundle.left_out
    assert [one.operation_id for one in bundle.operations] == ["x", "x"]
    assert told.reason == "the operationId x is that of GET /a too; both are served"


def test_path_parameter_that_is_missing_is_any_text(mended: Load) -> None:
    bundle = mended(paths={"/a/{b}/{c}": {**get(), "parameters": [path("c")]}})

    (told,) = bundle.left_out
    found = {
        one.name: bundle.document.at(one.schema or "") for one in bundle.operations[0].parameters
    }
    assert found == {"b": {"type": "string"}, "c": {"type": "integer"}}
    assert told.reason == "the path parameter b is not described; it is read as any text"


def test_path_parameter_that_no_path_names_is_left_out(mended: Load) -> None:
    size = {"name": "size", "in": "query", "schema": {}}
    bundle = mended(paths={"/a": {"parameters": [path("b"), size], **get(parameters=[path("c")])}})

    (operation,) = bundle.operations
    assert [one.name for one in operation.parameters] == ["size"]
    assert bundle.document.origins.written(operation.parameters[0].pointer) == size
    assert [one.reason for one in bundle.left_out] == [
        "the path does not name the path parameter b",
        "the path does not name the path parameter c",
    ]
