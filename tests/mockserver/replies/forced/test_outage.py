"""A status that nothing describes is told in the API's own envelope."""

from dataclasses import replace

import pytest

from mockserver.replies.forced.outage import undeclared_reply, with_demanded_headers
from mockserver.stubkit import ABSENT, Reply, Stub
from specs.operation import SecurityScheme
from tests.support.documents import operation, response
from tests.support.outcomes import bench

PROBLEM = "application/problem+json"


def undeclared(status, responses, stub=None, **more):
    made = bench(responses, **more)
    return undeclared_reply(status, made.call(), stub=stub or Stub(), maker=made.maker)


def demanded(reply, call, made, stub=None):
    return with_demanded_headers(reply, call, bundle=made.bundle, stub=stub or Stub())


def refuse(refusal):
    return Reply(400, {"told": refusal.kind, "detail": refusal.detail, "status": refusal.status})


@pytest.mark.parametrize(
    ("status", "phrase"), [(503, "Service Unavailable."), (499, "Status 499.")]
)
def test_the_stub_words_an_outage(status, phrase):
    found = undeclared(status, {"200": response()}, Stub(refuse=refuse))

    assert found.status == status
    assert found.body == {"told": "outage", "detail": phrase, "status": status}


def test_the_nearest_documented_error_lends_its_body():
    responses = {
        "200": response({}, example={"code": "fine"}),
        "400": response({}, example={"code": "bad", "status": 400}),
        "500": response({}, example={"code": "crash", "status": 500}, content_type=PROBLEM),
    }
    found = undeclared(503, responses)

    assert found == Reply(503, {"code": "crash", "status": 503}, {"content-type": PROBLEM})
    assert undeclared(409, responses).body == {"code": "bad", "status": 409}
    assert undeclared(503, {**responses, "500": response()}).body["code"] == "bad"


def test_without_any_error_it_is_a_problem():
    found = undeclared(503, {"200": response({}, example={"code": "fine"}), "500": response({})})

    assert (found.status, found.headers["content-type"]) == (503, PROBLEM)
    assert (found.body["status"], found.body["detail"]) == (503, "Service Unavailable.")


@pytest.mark.parametrize("status", [201, 204, 302, 304])
def test_what_is_no_error_has_no_body(status):
    assert undeclared(status, {"200": response()}, Stub(refuse=refuse)) == Reply(status)


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (429, {"retry-after": "1"}),
        (503, {"retry-after": "1"}),
        (401, {"www-authenticate": 'Basic realm="mock"'}),
        (405, {"allow": "DELETE, GET"}),
        (404, {}),
    ],
)
def test_a_status_has_the_headers_that_http_demands(status, headers):
    others = {"get": operation(), "delete": operation()}
    made = bench({"200": response()}, others=others)
    door = {"door": SecurityScheme("door", "http", "basic")}
    secured = replace(made.operation, security=({"door": ()},), schemes=door)
    call = replace(made.call(), operation=secured)

    assert demanded(Reply(status), call, made).headers == headers


def test_headers_that_are_there_stay():
    made = bench({"200": response()})
    reply = Reply(503, ABSENT, {"Retry-After": "30"})

    assert demanded(reply, made.call(), made) is reply


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"type": "integer"}, "1"),
        ({"type": "string"}, "1"),
        ({"minimum": 30, "type": "integer"}, None),
    ],
)
def test_a_described_header_is_told_only_as_described(schema, told):
    made = bench({"503": response(headers={"Retry-After": {"schema": schema}})})
    found = demanded(Reply(503), made.call(), made)

    assert found.headers.get("retry-after") == told


def test_a_stub_says_by_itself_how_to_show_credentials():
    made = bench({"200": response()})

    assert demanded(Reply(401), made.call(), made, Stub(refuse=refuse)).headers == {}
