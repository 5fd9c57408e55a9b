import pytest

from contracts.finding import Reply, Request
from contracts.lawkit import Law
from contracts.laws.operation_methods import undeclared_methods_are_refused
from tests.support.documents import api, bundle_of, operation
from tests.support.exchanges import bundled
from tests.support.sessions import judged, reply

LAW: Law = undeclared_methods_are_refused


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "TRACE", "PATCH"])
def test_method_that_is_answered_is_found(method: str) -> None:
    def server(request: Request) -> Reply:
        return reply(204 if request.method == method else 405)

    (found,) = judged(LAW, bundled("sessionm"), server, operation="createCampaign")

    assert (found.cause, found.got) == (method, "204")


@pytest.mark.parametrize("status", [404, 405, 501])
def test_refusal_is_fine(status: int) -> None:
    answer = reply(status, Allow="GET")

    assert judged(LAW, bundled("criteo"), lambda _: answer, operation="getCampaign") == []


def test_documented_header_of_the_refusal_is_demanded() -> None:
    found = judged(LAW, bundled("criteo"), lambda _: reply(405), operation="getCampaign")

    assert {one.expected for one in found} == {"the header Allow with 405"}
    assert judged(LAW, bundled("sessionm"), lambda _: reply(405), operation="optIn") == []


def test_crash_is_found() -> None:
    assert judged(LAW, bundled("criteo"), lambda _: reply(500), operation="getCampaign") != []


def test_refusal_in_an_envelope_is_fine() -> None:
    refusal = reply(200, {"status": "error", "errors": {"code": "not_available"}})

    assert judged(LAW, bundled("sessionm"), lambda _: refusal, operation="optIn") == []


def test_request_is_that_of_the_documented_method() -> None:
    sent: list[Request] = []

    def server(request: Request) -> Reply:
        sent.append(request)
        return reply(405)

    judged(LAW, bundled("spaaza"), server, operation="interactCampaign")

    assert [one.method for one in sent] == ["PUT", "POST", "PATCH", "DELETE", "TRACE"]
    assert {one.path for one in sent} == {"/interact-campaign"}
    assert {dict(one.query)["campaign_id"] for one in sent} == {"701"}


def test_method_of_a_path_that_looks_alike_is_left_out() -> None:
    paths = {
        "/items/search": {"post": operation("search")},
        "/items/{id}": {
            "get": operation(
                "read",
                parameters=[
                    {"name": "id", "in": "path", "required": True, "schema": {}, "example": "7"}
                ],
            )
        },
    }
    sent: list[str] = []

    def server(request: Request) -> Reply:
        sent.append(request.method)
        return reply(405)

    judged(LAW, bundle_of(api(paths)), server, operation="search")

    assert sent == ["PUT", "PATCH", "DELETE", "TRACE"]
