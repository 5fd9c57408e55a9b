import pytest

from contracts.checks.status_documented import status_documented
from tests.support.documents import response
from tests.support.exchanges import shop, subject, verdicts

OBJECT = {"type": "object"}


def test_unknown_success_is_found() -> None:
    (found,) = verdicts(status_documented, subject("criteo", "getCampaign", 202, {}))

    assert found.got == "202"
    assert found.expected == "a documented status: 200, 401, 403, 404, 405"


@pytest.mark.parametrize("status", [200, 404, 405])
def test_exact_status_is_documented(status: int) -> None:
    assert verdicts(status_documented, subject("criteo", "getCampaign", status, {})) == []


@pytest.mark.parametrize("declared", ["4XX", "4xx", "default"])
def test_range_and_default_document_a_status(declared: str) -> None:
    api = shop({"200": response(OBJECT), declared: response(OBJECT)})

    assert verdicts(status_documented, subject(api, got=409, body={})) == []


def test_range_documents_no_other_hundred() -> None:
    api = shop({"2XX": response(OBJECT)})

    assert verdicts(status_documented, subject(api, got=302, body={})) != []


@pytest.mark.parametrize("status", [401, 404, 413, 500, 503])
def test_statuses_of_other_checks_are_left_to_them(status: int) -> None:
    api = shop({"200": response(OBJECT)})

    assert verdicts(status_documented, subject(api, got=status, body={})) == []


def test_unknown_404_of_a_path_without_parameters_is_found() -> None:
    api = shop({"200": response(OBJECT)}, path="/items")

    assert verdicts(status_documented, subject(api, got=404, body={})) != []
