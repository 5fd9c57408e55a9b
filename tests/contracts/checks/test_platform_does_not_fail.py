from contracts.checks.platform_does_not_fail import platform_does_not_fail
from tests.support.exchanges import example, speaking, subject, verdicts


def test_failure_of_the_platform_is_found_as_a_warning() -> None:
    body = example("sessionm", "optIn", "500", "internal_server_error")
    judged = subject("sessionm", "optIn", 500, body)

    (found,) = verdicts(platform_does_not_fail, judged)

    assert found.got == "500 internal_server_error"
    assert platform_does_not_fail.severity == "warning"
    assert speaking(judged) == {"platform_does_not_fail"}


def test_refusal_with_a_status_of_the_server_is_fine() -> None:
    body = example("spaaza", "interactCampaign", "500", "auth_method_invalid")

    assert verdicts(platform_does_not_fail, subject("spaaza", "interactCampaign", 500, body)) == []


def test_other_statuses_are_fine() -> None:
    body = {"status": "error", "errors": {"code": "internal_server_error"}}

    assert verdicts(platform_does_not_fail, subject("sessionm", "optIn", 200, body)) == []
