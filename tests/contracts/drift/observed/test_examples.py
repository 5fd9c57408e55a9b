"""A document's own examples are held against the schemas beside them."""

from pathlib import Path

import pytest

from contracts.drift.observed import broken_examples
from contracts.drift.observed.examples import RULE
from specs.discovery import discover
from specs.values import Json, Record
from tests.contracts.drift.observed.seeing import JSON, document, load

PET: Record = {
    "type": "object",
    "required": ["id", "secret", "number"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "secret": {"type": "string", "writeOnly": True},
        "number": {"type": "integer"},
    },
}
RIGHT: Record = {"id": 1, "number": 2}
PAGE = {"$ref": "#/components/schemas/Pet"}


def with_media(**media: Json) -> Record:
    made = document(PAGE, components={"schemas": {"Pet": PET}})
    made["paths"]["/pets"]["get"]["responses"]["200"]["content"][JSON] |= media
    return made


def with_parameter(**parameter: Json) -> Record:
    one = {"name": "limit", "in": "query", "schema": {"type": "integer"}, **parameter}
    return document({}, operation={"parameters": [one]})


def with_header(**header: Json) -> Record:
    made = document({})
    headers = {"X-Total": {"schema": {"type": "integer"}, **header}}
    made["paths"]["/pets"]["get"]["responses"]["200"]["headers"] = headers
    return made


def places(made: Record, folder: Path) -> list[str | None]:
    return [one.revision for one in broken_examples(load(folder, made)).changes]


MEDIA = "/paths/~1pets/get/responses/200/content/application~1json"


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (with_media(example={"id": 1, "number": 2}), []),
        (with_media(example={"id": 1, "number": "2"}), [MEDIA + "/example/number"]),
        (with_media(example={"number": 2}), [MEDIA + "/example/id"]),
        (
            with_media(examples={"bad": {"value": {**RIGHT, "id": "x"}}, "good": {"value": RIGHT}}),
            [MEDIA + "/examples/bad/value/id"],
        ),
        (with_parameter(example="x"), ["/paths/~1pets/get/parameters/0/example"]),
        (with_parameter(example=3), []),
        (
            with_parameter(examples={"odd": {"value": 1.5}}),
            ["/paths/~1pets/get/parameters/0/examples/odd/value"],
        ),
        (
            with_header(example="x"),
            ["/paths/~1pets/get/responses/200/headers/X-Total/example"],
        ),
        (with_media(schema={"type": "integer", "example": "x"}), [MEDIA + "/schema/example"]),
        (
            with_media(schema={"type": "integer", "examples": [1, "x"]}),
            [MEDIA + "/schema/examples/1"],
        ),
        (with_media(schema={"type": "integer", "x-example": "x"}), []),
        (with_media(schema={"type": "string", "format": "shoe-size", "example": "47"}), []),
        (with_media(**{"x-example": "x"}), []),
    ],
)  # fmt: skip
def test_examples_that_break_their_schemas_are_told(
    tmp_path: Path, made: Record, wanted: list[str]
) -> None:
    assert places(made, tmp_path) == wanted


def test_example_is_told_with_rule_place_and_words(tmp_path: Path) -> None:
    bundle = load(tmp_path, with_media(example={"id": 1, "number": "2"}))

    (one,) = broken_examples(bundle).changes
    assert one.rule == RULE
    assert one.at == "response body application/json, example /number"
    assert '"2" is not of type "integer"' in one.after
    assert one.revision is not None
    assert bundle.document.line(one.revision) > 1


def test_request_and_response_see_the_schema_each_in_its_own_way(tmp_path: Path) -> None:
    body = {"content": {JSON: {"schema": PAGE, "example": {"secret": "s", "number": 1}}}}
    made = document({}, method="post", operation={"requestBody": body})
    made["components"] = {"schemas": {"Pet": PET}}

    assert places(made, tmp_path) == []


@pytest.mark.parametrize(("example", "is_right"), [({"id": 1, "number": 2}, True), ({}, False)])
def test_shared_schema_is_seen_by_those_who_use_it(
    tmp_path: Path, example: Json, is_right: bool
) -> None:
    made = document(PAGE, components={"schemas": {"Pet": {**PET, "example": example}}})

    found = broken_examples(load(tmp_path, made))
    assert (found.changes == ()) == is_right


def test_example_that_stands_elsewhere_is_skipped_and_told(tmp_path: Path) -> None:
    made = with_media(examples={"far": {"externalValue": "https://example.test/pet.json"}})

    found = broken_examples(load(tmp_path, made))
    assert (found.changes, found.judged) == ((), 0)
    assert ["far" in one and "pets.yaml:" in one for one in found.skipped] == [True]


def test_examples_of_the_bundled_documents_are_right() -> None:
    for bundle in discover(()):
        found = broken_examples(bundle)

        assert found.changes == ()
        assert found.judged > 10
