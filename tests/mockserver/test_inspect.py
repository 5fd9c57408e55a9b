"""Each operation is told by what it will answer from and which way requests take, and why."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from mockserver.inspect import inspect_bundle, render
from specs.bundle import Bundle
from specs.discovery import bundled_names, discover
from tests.support.documents import FORM, api, bundle_of, operation, response, takes, write_api
from tests.support.thing_documents import TEXT, things_api

NEVER = {"allOf": [{"type": "string"}, {"type": "integer"}]}
PRICE = {"type": "object", "properties": {"price": {"type": "integer"}}}
OTHERS = {
    "/price": {
        "get": operation(
            "price", responses={"200": response(PRICE, examples={"high": {"value": {"price": 9}}})}
        )
    },
    "/made": {"get": operation("made", TEXT)},
    "/never": {"get": operation("never", NEVER)},
    "/wrong": {
        "get": operation(
            "wrong", responses={"200": response(PRICE, examples={"bad": {"value": {"price": "x"}}})}
        )
    },
}


def told(document, **more):
    return {one.operation_id: one for one in inspect_bundle(bundle_of(document), **more).operations}


def test_every_source_is_told():
    found = told(things_api(others=OTHERS))

    assert {name: one.source for name, one in found.items()} == {
        "list": "state",
        "make": "state",
        "read": "state",
        "replace": "state",
        "change": "state",
        "remove": "state",
        "price": "example",
        "made": "generated",
        "never": "nothing",
        "wrong": "generated",
    }
    assert (found["list"].resource, found["list"].action) == ("things", "list")
    assert found["price"].example == "high"


def test_every_reason_is_told():
    found = told(things_api(others=OTHERS))

    assert found["read"].reason == "reads one of the things; the id is `id`"
    assert found["made"].reason.startswith("has no state: ")
    assert "no valid value" in found["never"].reason


def test_a_handler_of_a_stub_comes_first(tmp_path):
    stub = "@operation('read')\nasync def read(call, world):\n    return Reply(200, {})\n"
    found = inspect_bundle(Bundle.load(Path(write_api(tmp_path, things_api(), stub))))
    sources = {one.operation_id: one.source for one in found.operations}

    assert sources["read"] == "stub"
    assert sources["list"] == "state"
    assert found.counts == {"stub": 1, "state": 5}


@pytest.mark.parametrize("name", bundled_names())
def test_stubs_handle_all_of_a_bundled_api(name):
    (bundle,) = discover([name])

    assert {one.source for one in inspect_bundle(bundle).operations} == {"stub"}


def test_examples_that_are_not_used_are_noted():
    found = inspect_bundle(bundle_of(things_api(others=OTHERS)))

    assert len(found.notes) == 1
    assert "the example bad" in found.notes[0]
    assert "GET /wrong" in found.notes[0]


def test_what_was_left_out_is_told():
    document = api({"/a": {"get": operation()}, "/b": {"get": {"parameters": 5, "responses": {}}}})
    found = inspect_bundle(bundle_of(document))

    assert "GET /a" in [one.operation for one in found.operations]
    assert any("/b" in line for line in found.left_out)


def test_an_inspection_is_json():
    record = inspect_bundle(bundle_of(things_api(others=OTHERS))).to_record()

    assert json.loads(json.dumps(record)) == record
    assert record["counts"] == {"state": 6, "example": 1, "generated": 2, "nothing": 1}
    assert record["ways"] == {"express": 10}
    assert record["operations"][0] == {
        "operation": "GET /things",
        "operation_id": "list",
        "source": "state",
        "resource": "things",
        "action": "list",
        "example": None,
        "reason": "lists the things; the id is `id`",
        "way": "express",
        "way_reason": "",
    }


JOINED = takes({"type": "object", "properties": {"ids": {"type": "array"}}}, FORM)
JOINED["content"][FORM]["encoding"] = {"ids": {"explode": False}}
MIXED = api(
    {
        "/a": {"post": operation(requestBody=JOINED)},
        "/b": {"post": operation(requestBody=takes({}))},
    }
)


def test_what_is_left_to_the_stock_stack_is_told():
    record = inspect_bundle(bundle_of(MIXED)).to_record()

    assert record["ways"] == {"stock": 1, "express": 1}
    assert [one["way"] for one in record["operations"]] == ["stock", "express"]
    assert record["operations"][0]["way_reason"].startswith("takes a form whose `encoding`")


def test_a_terminal_shows_what_is_left_to_the_stock_stack():
    console = Console(width=120, record=True, file=StringIO())
    console.print(render(inspect_bundle(bundle_of(MIXED))))
    text = console.export_text()

    assert "Left to the stock stack" in text
    assert "POST /a takes a form whose `encoding` sends `ids` in one text" in text
    assert "1 stock, 1 express" in text


def test_a_terminal_shows_a_table():
    console = Console(width=120, record=True, file=StringIO())
    console.print(render(inspect_bundle(bundle_of(things_api(others=OTHERS)))))
    text = console.export_text()

    assert "GET /things/{id}" in text
    assert "10 express" in text
    assert "stock stack" not in text
    assert "state: read things" in text
    assert "example: high" in text
    assert "6 state, 1 example, 2 generated, 1 nothing" in text
    assert "Examples that are not used" in text


def test_without_operations_that_is_said():
    console = Console(width=80, record=True, file=StringIO())
    console.print(render(inspect_bundle(bundle_of(api({})))))

    assert "no operations" in console.export_text()
