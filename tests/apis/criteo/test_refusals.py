"""What the mock itself refuses, in Criteo's envelope."""

import pytest

from mockserver.stubkit import Refusal, Violation


def refuse(desk, kind, *violations, detail="That will not do."):
    return desk.stub.refuse(Refusal(kind, detail, violations))


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("unauthenticated", 401, "authorization-token-invalid"),
        ("unknown_path", 404, "not-found"),
        ("unknown_method", 405, "method-not-allowed"),
        ("malformed_body", 400, "invalid-syntax"),
        ("unsupported_media_type", 415, "unsupported-media-type"),
        ("body_too_large", 413, "payload-too-large"),
    ],
)
def test_every_kind_has_its_status_and_code(desk, kind, status, code):
    reply = refuse(desk, kind)

    assert reply.status == status
    assert reply.body["warnings"] == []
    (entry,) = reply.body["errors"]
    assert (entry["code"], entry["detail"]) == (code, "That will not do.")


def test_invalid_request_names_each_place_once_and_missing_ones_first(desk):
    reply = refuse(
        desk,
        "invalid_request",
        Violation("body", "", "/data/type", "const", "no"),
        Violation("body", "", "/data/type", "type", "no"),
        Violation("body", "", "/data/id", "required", "id is missing"),
        Violation("body", "", "", "required", "the body is missing"),
        Violation("query", "page", "", "repeated", "given twice"),
    )

    assert reply.status == 400
    assert [(entry["code"], entry["instance"]) for entry in reply.body["errors"]] == [
        ("required-field", "@data/id"),
        ("required-field", "@"),
        ("invalid", "@data/type"),
        ("invalid", "@page"),
    ]


def test_same_refusal_has_the_same_trace(desk):
    first, second, other = (
        refuse(desk, "malformed_body", detail=detail) for detail in ("a", "a", "b")
    )

    assert first == second
    assert first.body["errors"][0]["traceIdentifier"] != other.body["errors"][0]["traceIdentifier"]
