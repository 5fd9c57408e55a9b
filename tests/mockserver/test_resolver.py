"""A form that the stock stack parses meets the same judge and the same words as any other."""

import pytest

from tests.support.documents import (
    ECHO,
    FIELDS,
    FORM,
    MULTIPART,
    echoing,
    takes,
    write_api,
)
from tests.support.worlds import send, server


def taken(content_type=FORM, **told):
    """A form; with `tags`, how these are sent."""
    body = takes(FIELDS, content_type)
    if told:
        body["content"][content_type]["encoding"] = told
    return body


JOINED = taken(tags={"explode": False})


@pytest.fixture(params=[taken(), JOINED], ids=["lane", "stock"])
def form(ask, request):
    """Sends fields to an operation that takes a form, by the lane and by the stock stack."""
    return lambda data=None, **options: ask(requestBody=request.param, data=data, **options)


def test_an_array_may_be_sent_in_one_text(ask):
    found = ask(requestBody=JOINED, data={"size": "5", "tags": "a,b"})

    assert found.json()["body"] == {"size": 5, "tags": ["a", "b"]}


@pytest.mark.parametrize(
    ("style", "sent"), [("spaceDelimited", "a b"), ("pipeDelimited", "a|b"), ("form", "a,b")]
)
def test_an_array_may_be_sent_in_any_style(ask, style, sent):
    body = taken(tags={"style": style, "explode": False})
    found = ask(requestBody=body, data={"size": "5", "tags": sent})

    assert found.json()["body"]["tags"] == ["a", "b"]


def test_other_fields_beside_such_an_array_stay_as_they_are(ask):
    body = taken(tags={"explode": False})
    body["content"][FORM]["schema"] = {
        "type": "object",
        "properties": {**FIELDS["properties"], "ids": FIELDS["properties"]["tags"]},
    }
    found = ask(requestBody=body, data={"ids": ["a,b", "c"], "tags": "a,b", "more": ["x", "y"]})

    assert found.json()["body"] == {"ids": ["a,b", "c"], "tags": ["a", "b"], "more": ["x", "y"]}


def test_an_array_of_parts_may_be_sent_in_one_from_3_1(ask, request):
    found = ask(
        requestBody=taken(MULTIPART, tags={"explode": False}),
        data={"size": "5", "tags": "a,b"},
        files={"file": ("f", b"x")},
    )
    is_heeded = "3.1" in request.node.callspec.id

    assert found.json()["body"]["tags"] == (["a", "b"] if is_heeded else ["a,b"])
    assert found.json()["body"]["file"] == "x"


def test_another_content_type_is_refused(form):
    found = form(json={"size": 5})

    assert found.status_code == 415
    assert found.json()["type"].endswith(":unsupported_media_type")


@pytest.mark.parametrize("sent", [MULTIPART, MULTIPART + "; boundary=q"])
@pytest.mark.parametrize("told", [{}, {"tags": {"explode": False}}], ids=["lane", "stock"])
def test_a_broken_multipart_body_is_malformed(ask, sent, told):
    headers = {"content-type": sent}
    found = ask(requestBody=taken(MULTIPART, **told), content=b"zz", headers=headers)

    assert found.status_code == 400
    assert found.json()["type"].endswith(":malformed_body")
    assert found.headers["mock-answer"] == "refusal"


def test_a_form_too_large_is_refused(form, monkeypatch):
    monkeypatch.setattr("mockserver.lane.request.LIMIT_BYTES", 3)

    assert form({"size": "5"}).status_code == 413


KEY = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}


def test_authentication_comes_before_a_form_is_judged(form):
    found = form({"size": "x"}, security=[{"key": []}], components=KEY)

    assert found.status_code == 401


def test_authentication_comes_before_a_form_is_read(ask):
    found = ask(
        requestBody=takes(FIELDS, MULTIPART),
        security=[{"key": []}],
        components=KEY,
        content=b"zz",
        headers={"content-type": MULTIPART},
    )

    assert found.status_code == 401


def test_a_known_caller_may_send_a_form(form):
    found = form({"size": "5"}, security=[{"key": []}], components=KEY, headers={"x-key": "k"})

    assert found.json()["body"] == {"size": 5}


def test_a_refused_form_is_worded_by_the_stub(form):
    words = (
        "\n@refuse\ndef word(refusal):\n"
        "    wrong = [item.pointer for item in refusal.violations]\n"
        "    return Reply(200, {'error': refusal.kind, 'wrong': wrong,"
        " 'id': refusal.call.operation_id})\n"
    )
    found = form({"note": "a"}, stub=ECHO + words)

    assert found.json() == {"error": "invalid_request", "wrong": ["/size"], "id": "echo"}


def test_a_lie_about_a_form_is_not_silent(form):
    found = form({"size": "5"}, stub=ECHO.replace("Reply(200, body)", "Reply(200, [])"))

    assert (found.status_code, found.json()["operation"]) == (500, "POST /echo")


def test_apis_with_forms_share_a_base_path(tmp_path):
    def one(name: str) -> str:
        document = echoing(path=f"/{name}", method="post", requestBody=JOINED)
        return write_api(tmp_path, document, ECHO, name=name)

    app = server(one("red"), one("green"), one("blue"))
    found = [
        send(app, "POST", f"/{name}", data={"size": str(size)}).json()["body"]
        for size, name in enumerate(("red", "green", "blue"))
    ]

    assert found == [{"size": 0}, {"size": 1}, {"size": 2}]


def test_apis_with_forms_share_a_path(tmp_path):
    folders = [
        write_api(
            tmp_path,
            echoing(path="/same", method=method, requestBody=JOINED),
            ECHO,
            name=method,
        )
        for method in ("post", "put")
    ]
    app = server(*folders)

    assert send(app, "PUT", "/same", data={"size": "1"}).json()["body"] == {"size": 1}
    assert send(app, "PATCH", "/same").headers["allow"] == "POST, PUT"


def test_a_prefix_and_a_server_path_go_before_a_form(tmp_path):
    document = echoing(method="post", requestBody=JOINED)
    folder = write_api(tmp_path, {**document, "servers": [{"url": "/v1"}]}, ECHO)
    app = server(folder, prefixed=True)

    assert send(app, "POST", "/shop/v1/echo", data={"size": "1"}).json()["body"] == {"size": 1}
    assert send(app, "POST", "/echo", data={"size": "1"}).status_code == 404


def test_a_form_operation_needs_no_id(tmp_path):
    document = echoing(method="post", requestBody=JOINED, description="{{x}} {% y")
    del document["paths"]["/echo"]["post"]["operationId"]
    app = server(write_api(tmp_path, document))

    assert send(app, "POST", "/echo", data={"size": "1"}).headers["mock-answer"] == "generated"
