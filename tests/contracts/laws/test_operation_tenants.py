import pytest

from contracts.finding import Reply, Request
from contracts.lawkit import Law, NotJudged
from contracts.laws.operation_tenants import other_callers_see_nothing
from tests.support.exchanges import bundled, example
from tests.support.sessions import judged, reply

LAW: Law = other_callers_see_nothing
CAMPAIGN = example("criteo", "getCampaign", "200", "documented")
UNKNOWN = example("criteo", "getCampaign", "404", "unknown")
DENIED = {"status": "error", "errors": {"code": "access_denied"}}
OPTED_IN = {"status": "ok", "campaigns": {"tiles": [], "promotions": []}}


def listing(*ids: str) -> Reply:
    return reply(200, {"data": [{**CAMPAIGN["data"], "id": one} for one in ids]})


def test_thing_that_another_application_reads_is_found() -> None:
    (found,) = judged(
        LAW, bundled("criteo"), lambda _: reply(200, CAMPAIGN), operation="getCampaign"
    )

    assert found.expected == "a refusal for another application"
    assert found.exchange is not None
    assert found.exchange.request.caller == "other_application"


@pytest.mark.parametrize("status", [403, 404])
def test_refusal_of_another_application_is_fine(status: int) -> None:
    def server(request: Request) -> Reply:
        is_own = request.caller == "default"
        return reply(200, CAMPAIGN) if is_own else reply(status, UNKNOWN)

    assert judged(LAW, bundled("criteo"), server, operation="getCampaign") == []


def test_list_that_holds_another_application_s_thing_is_found() -> None:
    both = listing("1", "99999")

    found = judged(LAW, bundled("criteo"), lambda _: both, operation="searchCampaigns")

    assert {one.got for one in found} == {"99999 is in the list"}


def test_each_documented_way_to_ask_is_tried() -> None:
    def server(request: Request) -> Reply:
        is_asked = b"campaignIds" in (request.body or b"")
        return listing("99999") if request.caller == "default" or is_asked else listing("7")

    (found,) = judged(LAW, bundled("criteo"), server, operation="searchCampaigns")

    assert found.exchange is not None
    assert b"99999" in (found.exchange.request.body or b"")


def test_list_of_its_own_is_fine() -> None:
    def server(request: Request) -> Reply:
        return listing("99999") if request.caller == "default" else listing("7", "8")

    assert judged(LAW, bundled("criteo"), server, operation="searchCampaigns") == []


@pytest.mark.parametrize("ids", [(), ("4711",)])
def test_list_without_a_known_thing_is_not_judged(ids: tuple[str, ...]) -> None:
    with pytest.raises(NotJudged):
        judged(LAW, bundled("criteo"), lambda _: listing(*ids), operation="searchCampaigns")


def test_change_by_another_application_is_found_and_its_refusal_fine() -> None:
    served = judged(LAW, bundled("sessionm"), lambda _: reply(200, OPTED_IN), operation="optIn")
    refused = judged(LAW, bundled("sessionm"), lambda _: reply(200, DENIED), operation="optIn")

    assert len(served) == 1
    assert refused == []


def test_api_without_another_application_has_no_sites() -> None:
    assert LAW.sites is not None
    assert list(LAW.sites(bundled("spaaza"))) == []
