"""A first request for any operation: examples where they are written, else values that fit."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.admin.samples import sample_of
from specs.bundle import Bundle
from tests.support.documents import api, operation, parameter, takes, write_api
from tests.support.worlds import send, server

TEXT = {"type": "string"}
ORDER = {
    "type": "object",
    "required": ["item", "count", "id"],
    "properties": {
        "item": {"type": "string", "minLength": 3},
        "count": {"type": "integer", "minimum": 2, "maximum": 4},
        "id": {"type": "string", "readOnly": True},
    },
}


@pytest.fixture
def sample(tmp_path):
    """Returns the sample of the one operation of an API."""

    def made(method: str = "post", path: str = "/orders/{id}", **said):
        folder = write_api(tmp_path, api({path: {method: operation("one", **said)}}))
        bundle = Bundle.load(Path(folder))
        return sample_of(bundle, bundle.operations[0])

    return made


def test_required_parameters_get_values(sample):
    found = sample(
        parameters=[
            parameter("id", "path", {"type": "integer", "minimum": 7, "maximum": 7}),
            parameter("page", "query", TEXT),
            parameter("X-Key", "header", {"enum": ["k"]}, required=True),
        ]
    )

    assert found["parameters"] == [
        {"name": "id", "in": "path", "example": 7},
        {"name": "X-Key", "in": "header", "example": "k"},
    ]
    assert found["body"] is None


def test_what_is_written_is_taken(sample):
    body = takes(ORDER)
    body["content"]["application/json"]["example"] = {"item": "tea"}
    found = sample(parameters=[parameter("id", "path", TEXT, example="a1")], requestBody=body)

    assert found["parameters"] == [{"name": "id", "in": "path", "example": "a1"}]
    assert found["body"] == {"contentType": "application/json", "example": {"item": "tea"}}


def test_a_body_is_made_up_as_a_client_sends_it(sample):
    found = sample(path="/orders", requestBody=takes(ORDER))["body"]

    assert found["contentType"] == "application/json"
    assert len(found["example"]["item"]) >= 3
    assert 2 <= found["example"]["count"] <= 4
    assert "id" not in found["example"]


def test_the_same_operation_always_has_the_same_sample(sample):
    assert sample(path="/orders", requestBody=takes(ORDER)) == sample(
        path="/orders", requestBody=takes(ORDER)
    )


def test_what_cannot_be_made_is_left_out(sample):
    impossible = {"type": "string", "minLength": 3, "maxLength": 2}
    found = sample(
        path="/orders",
        parameters=[parameter("q", "query", impossible, required=True)],
        requestBody=takes({"not": {}}),
    )

    assert found == {"parameters": [], "body": None}


NUMBERS = st.integers(-5, 5)
RANGES = st.builds(
    lambda low, more: {"type": "integer", "minimum": low, "maximum": low + more},
    NUMBERS,
    st.integers(0, 9),
)
CHOICES = st.builds(
    lambda values: {"enum": values}, st.lists(st.text(max_size=3), min_size=1, max_size=3)
)


@settings(deadline=None, max_examples=25)
@given(schema=RANGES | CHOICES)
def test_a_sample_is_accepted_by_the_mock(tmp_path_factory, schema):
    folder = tmp_path_factory.mktemp("api")
    body = takes({"type": "object", "required": ["a"], "properties": {"a": schema}})
    path = write_api(folder, api({"/orders": {"post": operation("one", requestBody=body)}}))
    bundle = Bundle.load(Path(path))
    found = sample_of(bundle, bundle.operations[0])

    sent = json.dumps(found["body"]["example"])
    answer = send(
        server(path),
        "POST",
        "/orders",
        content=sent,
        headers={"content-type": found["body"]["contentType"]},
    )
    assert answer.status_code == 200


def test_a_sample_is_asked_for_by_label(tmp_path):
    made = operation("one", parameters=[parameter("id", "path", TEXT, example="a1")])
    app = server(write_api(tmp_path, api({"/orders/{id}": {"get": made}})))

    found = send(app, "GET", "/_mock/apis/shop/sample", params={"operation": "GET /orders/{id}"})
    assert found.status_code == 200
    assert found.json()["parameters"] == [{"name": "id", "in": "path", "example": "a1"}]
    other = send(app, "GET", "/_mock/apis/shop/sample", params={"operation": "GET /nothing"})
    assert other.status_code == 404
    assert "GET /nothing" in other.json()["detail"]
