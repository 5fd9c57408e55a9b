import pytest

from contracts.checks.content_type_documented import content_type_documented
from contracts.finding import Reply, Request
from tests.support.documents import response
from tests.support.exchanges import shop, speaking, subject, verdicts
from tests.support.sessions import reply


def typed(content_type: str, body: bytes = b"{}", status: int = 200) -> Reply:
    return reply(status, body, Content_Type=content_type)


@pytest.mark.parametrize("kind", ["text/plain", "text/html; charset=utf-8", "application/xml"])
def test_other_media_type_is_found(kind: str) -> None:
    (found,) = verdicts(content_type_documented, subject("criteo", "getCampaign", typed(kind)))

    assert found.got == f"Content-Type: {kind}"


def test_missing_media_type_is_found() -> None:
    (found,) = verdicts(
        content_type_documented, subject("criteo", "getCampaign", Reply(200, (), b"{}"))
    )

    assert found.got == "no Content-Type"


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=UTF-8"])
def test_documented_media_type_is_fine(kind: str) -> None:
    assert verdicts(content_type_documented, subject("criteo", "getCampaign", typed(kind))) == []


def test_wildcard_documents_each_type_below_it() -> None:
    api = shop({"200": response({}, content_type="image/*")})

    assert verdicts(content_type_documented, subject(api, got=typed("image/png"))) == []
    assert verdicts(content_type_documented, subject(api, got=typed("text/plain"))) != []


def test_empty_body_needs_no_type() -> None:
    assert verdicts(content_type_documented, subject("criteo", "getCampaign", 200)) == []


def test_status_without_a_documented_body_is_not_judged() -> None:
    api = shop({"200": {"description": "d"}})

    assert verdicts(content_type_documented, subject(api, got=typed("text/plain"))) == []


def test_head_is_not_judged() -> None:
    head = Request("HEAD", "/marketing-solutions/campaigns/1")
    judged = subject("criteo", "getCampaign", typed("text/plain"), request=head)

    assert verdicts(content_type_documented, judged) == []


def test_error_page_is_left_to_the_check_of_internals() -> None:
    page = typed("text/html", b"<!DOCTYPE html><h1>Not found</h1>", 404)

    assert speaking(subject("criteo", "getCampaign", page)) == {"internals_stay_inside"}


def test_crash_is_left_to_the_check_of_server_errors() -> None:
    assert speaking(subject("sessionm", "optIn", typed("text/plain", b"oops", 500))) == {
        "no_server_error"
    }
