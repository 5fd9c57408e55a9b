import pytest

from contracts.checks.no_server_error import no_server_error
from specs.values import Json
from tests.support.documents import response
from tests.support.exchanges import example, shop, speaking, subject, verdicts
from tests.support.sessions import reply

OBJECT = {"type": "object"}
MISSING_APP = example("spaaza", "interactCampaign", "500", "myprice_app_not_found")


def test_undocumented_failure_is_found() -> None:
    judged = subject("criteo", "getCampaign", 503, {"message": "busy"})

    (found,) = verdicts(no_server_error, judged)

    assert found.got == '503 {"message":"busy"}'
    assert speaking(judged) == {"no_server_error"}


def test_default_documents_no_failure() -> None:
    api = shop({"200": response(OBJECT), "default": response(OBJECT)})

    assert verdicts(no_server_error, subject(api, got=500, body={})) != []


@pytest.mark.parametrize("declared", ["500", "5XX"])
def test_documented_failure_is_fine(declared: str) -> None:
    api = shop({"200": response(OBJECT), declared: response(OBJECT)})

    assert verdicts(no_server_error, subject(api, got=500, body={})) == []


@pytest.mark.parametrize(
    "body",
    [
        MISSING_APP,
        {"result": MISSING_APP["result"], "errors": [MISSING_APP["error"]]},
        {"result": MISSING_APP["result"], "errors": {"238": MISSING_APP["error"]}},
    ],
)
def test_documented_code_excuses_its_status(body: Json) -> None:
    assert speaking(subject("spaaza", "interactCampaign", 500, body)) == set()


@pytest.mark.parametrize(
    "body", [{}, {"message": "Internal Server Error"}, {"error": {"code": 1}}, b"", b"oops"]
)
def test_other_body_of_a_documented_status_is_a_crash(body: Json) -> None:
    judged = subject("spaaza", "interactCampaign", reply(500, body))

    (found,) = verdicts(no_server_error, judged)

    assert found.expected == "with 500, one of the codes 228, 238, 68"
    assert speaking(judged) == {"no_server_error"}


def test_broken_connection_is_found() -> None:
    judged = subject("criteo", "getCampaign", None, failure="broken")

    assert [one.cause for one in verdicts(no_server_error, judged)] == ["broken"]


def test_refused_connection_and_timeout_are_left_to_others() -> None:
    for failure in ("refused", "timeout"):
        judged = subject("criteo", "getCampaign", None, failure=failure)
        assert verdicts(no_server_error, judged) == []


@pytest.mark.parametrize("status", [200, 404])
def test_other_statuses_are_fine(status: int) -> None:
    assert verdicts(no_server_error, subject("criteo", "getCampaign", status, {})) == []
