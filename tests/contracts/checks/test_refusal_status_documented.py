import pytest

from contracts.checks.refusal_status_documented import refusal_status_documented
from tests.support.documents import response
from tests.support.exchanges import shop, subject, verdicts


def test_it_is_a_warning() -> None:
    assert refusal_status_documented.severity == "warning"


@pytest.mark.parametrize("status", [401, 404, 405, 406, 413, 414, 415, 429, 431])
def test_refusal_that_http_explains_is_found_unless_documented(status: int) -> None:
    silent = shop({"200": response({"type": "object"})})
    open_ = shop({"200": response({"type": "object"}), "4XX": response({"type": "object"})})

    assert len(verdicts(refusal_status_documented, subject(silent, got=status, body={}))) == 1
    assert verdicts(refusal_status_documented, subject(open_, got=status, body={})) == []


def test_documented_refusal_is_fine() -> None:
    judged = subject("sessionm", "getCampaignInfo", 405, {})

    assert verdicts(refusal_status_documented, judged) == []


@pytest.mark.parametrize("status", [200, 302, 400, 409, 422, 500])
def test_other_statuses_are_left_to_other_checks(status: int) -> None:
    judged = subject("spaaza", "interactCampaign", status, {})

    assert verdicts(refusal_status_documented, judged) == []
