from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.lint import lint
from specs.lint.examples import example_is_valid
from specs.values import Record

Ids = Callable[[Callable[[Record], object]], set[str]]
JSON = "application/json"


def post(data: Record) -> Record:
    found: Record = data["paths"]["/parcels"]["post"]
    return found


def test_request_without_a_named_example_is_found(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        media = post(data)["requestBody"]["content"][JSON]
        media["example"] = media.pop("examples")["plain"]["value"]

    assert ids(spoil) == {"media_has_example"}


def test_response_without_a_named_example_is_found(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        post(data)["responses"]["201"]["content"][JSON].pop("examples")

    assert ids(spoil) == {"media_has_example"}


def test_example_that_breaks_its_schema_is_found(spoiled: Callable[..., Bundle]) -> None:
    def spoil(data: Record) -> None:
        post(data)["responses"]["201"]["content"][JSON]["examples"]["plain"]["value"]["state"] = "x"

    (finding,) = lint(spoiled(spoil))

    assert finding.id == "example_is_valid"
    assert finding.pointer.endswith("/examples/plain/value/state")
    assert finding.message == "the example plain is not valid at /state: 'x' is none of open, gone"


def test_member_that_only_the_server_sends_is_missed_in_a_response(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        del post(data)["responses"]["201"]["content"][JSON]["examples"]["plain"]["value"]["id"]

    assert ids(spoil) == {"example_is_valid"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data["paths"]["/parcels"]["get"]["parameters"][0].update(example="lost"),
        lambda data: data["paths"]["/parcels"]["get"]["parameters"][1]["schema"].update(
            examples=[0]
        ),
        lambda data: data["components"]["schemas"]["State"].update(examples=["lost"]),
        lambda data: data["components"]["schemas"]["Parcel"].update(examples=[{"id": "p1"}]),
        lambda data: data["components"]["responses"]["WrongMethod"]["headers"]["Allow"].update(
            example=5
        ),
    ],
    ids=["parameter", "inline_schema", "schema", "both_directions", "header"],
)
def test_examples_of_every_kind_are_judged(
    spoil: Callable[[Record], object], spoiled: Callable[..., Bundle]
) -> None:
    found = {finding.id for finding in lint(spoiled(spoil))}

    assert found == {"example_is_valid"}


def test_example_behind_a_reference_is_judged(bundle: Callable[..., Bundle]) -> None:
    media = {
        "schema": {"type": "integer"},
        "examples": {"bad": {"$ref": "#/components/examples/Bad"}},
    }
    get = {"responses": {"200": {"description": "Yes.", "content": {JSON: media}}}}

    findings = example_is_valid(
        bundle(paths={"/a": {"get": get}}, components={"examples": {"Bad": {"value": "x"}}})
    )

    assert [finding.pointer for finding in findings] == ["/components/examples/Bad/value"]


def test_text_that_spells_another_format_is_left_alone(bundle: Callable[..., Bundle]) -> None:
    media = {"schema": {"type": "object"}, "examples": {"xml": {"value": "<a/>"}}}
    get = {"responses": {"200": {"description": "Yes.", "content": {"application/xml": media}}}}

    assert list(example_is_valid(bundle(paths={"/a": {"get": get}}))) == []


def test_plain_text_is_judged_as_the_text_that_it_is(bundle: Callable[..., Bundle]) -> None:
    media = {"schema": {"type": "string", "maxLength": 3}, "example": "too long"}
    get = {"responses": {"200": {"description": "Yes.", "content": {"text/plain": media}}}}

    (finding,) = example_is_valid(bundle(paths={"/a": {"get": get}}))

    assert finding.pointer.endswith("/text~1plain/example")
