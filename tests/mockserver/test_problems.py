"""Problems have stable types, and say all that the mock knows."""

from typing import get_args

import pytest

from mockserver.problems import STATUSES, TITLES, defect_problem, problem, refusal_problem
from mockserver.stubkit import Refusal, Violation
from mockserver.stubkit.call import RefusalKind
from specs.schemas import SchemaViolation
from tests.support.documents import api, operation, write_file
from tests.support.worlds import send, server

PREFIX = "urn:openapi-contract-kit:problem:"


def test_every_refusal_has_a_status_and_a_title():
    assert set(STATUSES) == set(get_args(RefusalKind))
    assert set(STATUSES) <= set(TITLES)


@pytest.mark.parametrize("kind", TITLES)
def test_a_problem_has_its_members(kind):
    reply = problem(kind, 418, "It happened.")

    assert reply.status == 418
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.body == {
        "type": PREFIX + kind,
        "title": TITLES[kind],
        "status": 418,
        "detail": "It happened.",
    }


def test_a_problem_may_have_more_members():
    assert problem("forbidden", 403, "No.", operation="GET /a").body["operation"] == "GET /a"


@pytest.mark.parametrize(("kind", "status"), STATUSES.items())
def test_a_refusal_is_worded_by_its_kind(kind, status):
    reply = refusal_problem(Refusal(kind, "Why."))

    assert (reply.status, reply.body["type"]) == (status, PREFIX + kind)


def test_a_refusal_lists_every_violation():
    violations = (
        Violation("query", "page", "", "type", "is not an integer"),
        Violation("body", "", "/total", "required", "total is missing"),
    )
    body = refusal_problem(Refusal("invalid_request", "Two faults.", violations)).body

    assert body["violations"] == [
        {
            "in": "query",
            "name": "page",
            "pointer": "",
            "keyword": "type",
            "message": "is not an integer",
        },
        {
            "in": "body",
            "name": "",
            "pointer": "/total",
            "keyword": "required",
            "message": "total is missing",
        },
    ]


@pytest.mark.parametrize(
    ("scheme", "told"),
    [
        ({"type": "http", "scheme": "basic"}, 'Basic realm="mock"'),
        ({"type": "http", "scheme": "bearer"}, 'Bearer realm="mock"'),
        ({"type": "oauth2", "flows": {}}, 'Bearer realm="mock"'),
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, 'ApiKey in="header", name="X-Key"'),
    ],
)
def test_missing_credentials_are_asked_for_by_scheme(tmp_path, scheme, told):
    document = api(
        {"/a": {"get": operation(security=[{"door": []}])}},
        components={"securitySchemes": {"door": scheme}},
    )
    found = send(server(write_file(tmp_path, document)), "GET", "/a")

    assert (found.status_code, found.headers["www-authenticate"]) == (401, told)


def test_a_defect_names_operation_and_places():
    found = (SchemaViolation("/total", "type", "is not an integer"),)
    reply = defect_problem("lying_stub", "GET /a", "It lies.", found)

    assert (reply.status, reply.body["operation"]) == (500, "GET /a")
    assert reply.body["violations"] == [
        {"pointer": "/total", "keyword": "type", "message": "is not an integer"}
    ]
