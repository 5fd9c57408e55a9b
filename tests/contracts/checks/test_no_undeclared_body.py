import pytest

from contracts.checks.no_undeclared_body import no_undeclared_body
from contracts.finding import Reply, Request
from tests.support.documents import response
from tests.support.exchanges import shop, subject, verdicts

API = shop({"200": response({"type": "object"}), "204": {"description": "d"}})


@pytest.mark.parametrize("status", [204, 205, 304])
def test_body_of_an_empty_status_is_found(status: int) -> None:
    (found,) = verdicts(no_undeclared_body, subject(API, got=Reply(status, body=b"{}")))

    assert found.got == "a body of 2 bytes"
    assert verdicts(no_undeclared_body, subject(API, got=status)) == []


def test_body_of_an_answer_to_head_is_found() -> None:
    head = Request("HEAD", "/items/1")

    assert verdicts(no_undeclared_body, subject(API, got=200, body={}, request=head)) != []
    assert verdicts(no_undeclared_body, subject(API, got=200, request=head)) == []


def test_body_of_other_statuses_is_fine() -> None:
    assert verdicts(no_undeclared_body, subject(API, got=200, body={})) == []
