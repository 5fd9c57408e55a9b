"""Forms, text and deep objects arrive typed and are judged like anything else."""

import pytest

from tests.support.documents import (
    FIELDS,
    FORM,
    JSON,
    MULTIPART,
    parameter,
    takes,
)

FILTER = parameter(
    "filter",
    "query",
    {
        "type": "object",
        "required": ["color"],
        "properties": {"color": {"type": "string"}, "size": {"type": "integer"}},
    },
    style="deepObject",
    explode=True,
)


def faults(found) -> list[tuple[str, str, str, str]]:
    assert found.status_code == 400, found.text
    assert found.json()["type"].endswith(":invalid_request")
    assert found.headers["mock-answer"] == "refusal"
    return [
        (item["in"], item["name"], item["pointer"], item["keyword"])
        for item in found.json()["violations"]
    ]


def test_a_form_arrives_typed(form):
    found = form({"size": "5", "note": "a b"})

    assert found.json()["body"] == {"size": 5, "note": "a b"}
    assert found.headers["mock-answer"] == "stub"


def test_an_array_in_a_form_is_sent_by_repeating(form):
    assert form({"size": "5", "tags": ["a", "b"]}).json()["body"]["tags"] == ["a", "b"]


def test_every_fault_of_a_form_is_told(form):
    found = form({"size": "five", "note": "too long", "extra": "1"})

    assert sorted(faults(found)) == [
        ("body", "", "/extra", "additionalProperties"),
        ("body", "", "/note", "maxLength"),
        ("body", "", "/size", "type"),
    ]


def test_a_missing_field_is_told(form):
    assert faults(form({"note": "a"})) == [("body", "", "/size", "required")]


def test_a_missing_form_is_told(form):
    assert faults(form()) == [("body", "", "", "required")]


def test_multipart_fields_and_files_arrive(ask):
    found = ask(
        requestBody=takes(FIELDS, MULTIPART), data={"size": "5"}, files={"file": ("a", b"hey")}
    )

    assert found.json()["body"] == {"size": 5, "file": "hey"}


def test_every_fault_of_a_multipart_body_is_told(ask):
    found = ask(
        requestBody=takes(FIELDS, MULTIPART), data={"size": "x"}, files={"extra": ("a", b"hey")}
    )

    assert sorted(faults(found)) == [
        ("body", "", "/extra", "additionalProperties"),
        ("body", "", "/size", "type"),
    ]


def test_plain_text_arrives_as_it_is(ask):
    body = takes({"type": "string", "maxLength": 5}, "text/plain")
    found = ask(requestBody=body, content="äb".encode(), headers={"content-type": "text/plain"})

    assert found.json()["body"] == "äb"


def test_plain_text_is_judged(ask):
    body = takes({"type": "string", "maxLength": 5}, "text/plain")
    found = ask(requestBody=body, content=b"abcdef", headers={"content-type": "text/plain"})

    assert faults(found) == [("body", "", "", "maxLength")]


def test_a_missing_text_is_told(ask):
    found = ask(requestBody=takes({"type": "string"}, "text/plain"))

    assert faults(found) == [("body", "", "", "required")]


def test_a_form_or_json_is_read_by_its_content_type(ask):
    either = takes(FIELDS, FORM)
    either["content"][JSON] = {"schema": FIELDS}

    assert ask(requestBody=either, data={"size": "5"}).json()["body"] == {"size": 5}
    assert ask(requestBody=either, json={"size": 5}).json()["body"] == {"size": 5}
    assert faults(ask(requestBody=either, json={})) == [("body", "", "/size", "required")]


def test_malformed_json_beside_a_form_is_malformed(ask):
    either = takes(FIELDS, FORM)
    either["content"][JSON] = {"schema": FIELDS}
    found = ask(requestBody=either, content=b"{", headers={"content-type": JSON})

    assert (found.status_code, found.json()["type"][-15:]) == (400, ":malformed_body")


def test_a_deep_object_arrives_typed(ask):
    found = ask(FILTER, path="/echo?filter[color]=red&filter%5Bsize%5D=5", method="get")

    assert found.json()["query"] == {"filter": {"color": "red", "size": 5}}


def test_a_deep_object_is_judged(ask):
    found = ask(FILTER, path="/echo?filter[size]=big", method="get")

    assert sorted(faults(found)) == [
        ("query", "filter", "/color", "required"),
        ("query", "filter", "/size", "type"),
    ]


def test_an_absent_deep_object_has_no_key(ask):
    assert ask(FILTER, method="get").json()["query"] == {}


NUMBER = {"type": "integer"}
BESIDE = [
    parameter("pet-id", "path", NUMBER),
    parameter("page", "query", NUMBER),
    parameter("X-Retry", "header", NUMBER),
    parameter("visits", "cookie", NUMBER),
]


def test_other_parameters_beside_a_form_arrive_typed(ask):
    found = ask(
        *BESIDE,
        requestBody=takes(FIELDS, FORM),
        template="/echo/{pet-id}",
        path="/echo/7?page=2",
        data={"size": "5"},
        headers={"x-retry": "3", "cookie": "visits=4"},
    )

    assert found.json() == {
        "path": {"pet-id": 7},
        "query": {"page": 2},
        "header": {"X-Retry": 3},
        "cookie": {"visits": 4},
        "body": {"size": 5},
    }


def test_other_faults_beside_a_form_are_told(ask):
    found = ask(
        *BESIDE,
        requestBody=takes(FIELDS, FORM),
        template="/echo/{pet-id}",
        path="/echo/a%2Fb?page=1&page=2",
        data={"size": "5"},
        headers={"x-retry": "often", "cookie": "visits=many"},
    )

    assert sorted(faults(found)) == [
        ("cookie", "visits", "", "type"),
        ("header", "X-Retry", "", "type"),
        ("path", "pet-id", "", "type"),
        ("query", "page", "", "repeated"),
    ]


@pytest.mark.parametrize(("style", "sent"), [("label", ".7"), ("matrix", ";id=7")])
def test_other_path_styles_are_read(ask, style, sent):
    wanted = parameter("id", "path", NUMBER, style=style)
    found = ask(wanted, template="/echo/{id}", path=f"/echo/{sent}", method="get")

    assert found.json()["path"] == {"id": 7}


def test_a_json_parameter_is_read_and_judged(ask):
    schema = {"type": "object", "required": ["a"]}
    wanted = {"name": "q", "in": "query", "content": {JSON: {"schema": schema}}}

    assert ask(wanted, path="/echo?q=%7B%22a%22:1%7D", method="get").json()["query"] == {
        "q": {"a": 1}
    }
    assert faults(ask(wanted, path="/echo?q=%7B%7D", method="get")) == [
        ("query", "q", "/a", "required")
    ]
