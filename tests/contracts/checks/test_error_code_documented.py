from copy import deepcopy

import pytest

from contracts.checks.error_code_documented import error_code_documented
from specs.values import Json, Record
from tests.support.exchanges import bundled, example, speaking, subject, verdicts

CHECK = "campaign--campaign-update-check--"


def spaaza(code: int, name: str) -> Record:
    error = {"code": code, "name": name, "description": "d"}
    return {"result": {"code": 2, "status": "error"}, "error": error}


def failed(code: str) -> Record:
    return {"status": "error", "errors": {"code": code}}


def update(code: str, place: str = "errors") -> Record:
    problem = {"type": "validation", "code": code, "title": "t", "instance": "@data/0"}
    return {"data": [], place: [problem]}


SPAAZA = ("spaaza", "interactCampaign")
UPDATE = ("criteo", "updateCampaigns")
PROGRESS = ("sessionm", "getProgress")


@pytest.mark.parametrize(
    ("called", "status", "body", "cause", "pointer"),
    [
        (SPAAZA, 404, spaaza(154, "user_id_invalid"), "154 status", "/error/code"),
        (SPAAZA, 404, spaaza(246, "user_not_found"), "246 name", "/error/name"),
        (SPAAZA, 400, spaaza(999, "odd"), "unknown code", "/error/code"),
        (PROGRESS, 200, failed("lost"), "unknown code", "/errors/code"),
        (PROGRESS, 200, failed("user_not_found"), "user_not_found status", "/errors/code"),
        (PROGRESS, 404, failed("no_campaign_found"), "no_campaign_found status", "/errors/code"),
        (UPDATE, 200, update(f"{CHECK}odd"), "unknown code", "/errors/0/code"),
    ],
)
def test_code_that_is_not_documented_so_is_found_once(
    called: tuple[str, str], status: int, body: Json, cause: str, pointer: str
) -> None:
    judged = subject(*called, status, body)

    (found,) = verdicts(error_code_documented, judged)

    assert (found.cause, found.pointer) == (cause, pointer)
    assert speaking(judged) == {"error_code_documented"}


def test_message_lists_what_is_documented() -> None:
    (found,) = verdicts(
        error_code_documented, subject("sessionm", "getProgress", 404, failed("gone"))
    )

    assert found.expected == "a code that is documented for 404: user_not_found"
    assert found.got == "gone"


def test_warning_among_the_errors_is_found() -> None:
    code = f"{CHECK}new-spend-limit-amount-will-take-place-at-the-next-period-start"

    assert speaking(subject("criteo", "updateCampaigns", 200, update(code))) == {
        "error_code_documented"
    }
    assert speaking(subject("criteo", "updateCampaigns", 200, update(code, "warnings"))) == set()


def test_update_code_of_another_status_is_found() -> None:
    code = f"{CHECK}spend-limit-does-not-exist"
    body = {"errors": [{"type": "validation", "code": code, "title": "t"}]}

    (found,) = verdicts(error_code_documented, subject("criteo", "updateCampaigns", 400, body))

    assert found.expected == f"the code {code} with status 200"


@pytest.mark.parametrize("code", ["campaign-not-found", "quota-used-up", "invalid"])
def test_general_codes_are_no_closed_list(code: str) -> None:
    assert speaking(subject("criteo", "updateCampaigns", 200, update(code))) == set()


def test_codes_whose_place_is_assumed_may_come_elsewhere() -> None:
    body = {"errors": [{"type": "validation", "code": "invalid", "title": "t"}]}

    assert speaking(subject("criteo", "createCampaign", 403, body)) == set()


@pytest.mark.parametrize("code", ["User_not_found", "user_not_found"])
def test_both_documented_spellings_are_fine(code: str) -> None:
    assert speaking(subject("sessionm", "listCustomerCampaigns", 200, failed(code))) == set()


def test_second_name_that_examples_never_show_is_not_demanded() -> None:
    body = {"status": "error", "errors": {"code": "access_denied", "name": "Access denied"}}

    assert speaking(subject("sessionm", "getProgress", 401, body)) == set()


@pytest.mark.parametrize("api", ["criteo", "sessionm", "spaaza"])
def test_documented_answers_are_fine(api: str) -> None:
    for operation in bundled(api).operations:
        for status, response in operation.responses.items():
            for media in response.media:
                for body in media.examples.values():
                    judged = subject(api, operation.operation_id or "", int(status), body)
                    allowed = {"headers_documented", "platform_does_not_fail"}
                    assert speaking(judged) - allowed == set(), (operation.label, status, body)


def test_other_shapes_of_an_error_are_fine() -> None:
    single = example("spaaza", "interactCampaign", "404", "user_not_found")
    error = deepcopy(single["error"])

    for errors in ([error], {"270": error}):
        body = {"result": single["result"], "errors": errors}
        assert speaking(subject("spaaza", "interactCampaign", 404, body)) == set()
