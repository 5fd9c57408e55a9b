import pytest

from contracts.finding import Reply, Request
from contracts.lawkit import Law, NotJudged
from contracts.laws.operation_credentials import credentials_are_required
from specs.values import Record
from tests.support.documents import api, bundle_of, operation
from tests.support.exchanges import bundled, example
from tests.support.sessions import judged, reply

LAW: Law = credentials_are_required
CAMPAIGN = example("criteo", "getCampaign", "200", "documented")
REFUSED = example("criteo", "getCampaign", "401", "missing")
PROGRESS = {"status": "ok", "campaign": {"state": "qualified", "behaviors": []}}
DENIED = {"status": "error", "errors": {"code": "access_denied"}}


def serves(*callers: str, data: Record, refusal: Reply):
    """A server that serves these callers."""
    return lambda request: reply(200, data) if request.caller in callers else refusal


@pytest.mark.parametrize("caller", ["nobody", "wrong"])
def test_caller_who_is_served_without_good_credentials_is_found(caller: str) -> None:
    server = serves("default", caller, data=CAMPAIGN, refusal=reply(401, REFUSED))

    (found,) = judged(LAW, bundled("criteo"), server, operation="getCampaign")

    assert found.cause == caller
    assert found.exchange is not None
    assert found.exchange.request.caller == caller


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_any_refusal_is_fine(status: int) -> None:
    server = serves("default", data=CAMPAIGN, refusal=reply(status, REFUSED))

    assert judged(LAW, bundled("criteo"), server, operation="getCampaign") == []


@pytest.mark.parametrize("status", [200, 401])
def test_refusal_in_an_envelope_is_fine(status: int) -> None:
    server = serves("default", data=PROGRESS, refusal=reply(status, DENIED))

    assert judged(LAW, bundled("sessionm"), server, operation="getProgress") == []


def test_data_beside_a_refusal_is_found() -> None:
    both = reply(200, {**DENIED, "campaign": PROGRESS["campaign"]})
    server = serves("default", data=PROGRESS, refusal=both)

    assert len(judged(LAW, bundled("sessionm"), server, operation="getProgress")) == 2


def test_call_that_never_succeeds_is_not_judged() -> None:
    with pytest.raises(NotJudged):
        judged(LAW, bundled("criteo"), lambda _: reply(404, REFUSED), operation="getCampaign")


def test_call_that_changes_state_is_made_without_credentials_only() -> None:
    callers = []

    def server(request: Request) -> Reply:
        callers.append(request.caller)
        return reply(401, DENIED)

    assert judged(LAW, bundled("sessionm"), server, operation="optIn") == []
    assert callers == ["nobody", "wrong"]


def test_open_operations_are_no_sites() -> None:
    schemes = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}
    paths = {
        "/open": {"get": operation("open")},
        "/either": {"get": operation("either", security=[{"key": []}, {}])},
        "/shut": {"get": operation("shut", security=[{"key": []}])},
    }
    bundle = bundle_of(api(paths, components=schemes))

    assert LAW.sites is not None
    assert [site.operation.operation_id for site in LAW.sites(bundle)] == ["shut"]
