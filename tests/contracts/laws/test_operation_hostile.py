import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.finding import Reply, Request, Violation
from contracts.laws.operation_hostile import hostile_input_is_survived
from specs.values import Json
from tests.support.exchanges import bundled, example
from tests.support.sessions import FakeSession, judged, reply

LAW = hostile_input_is_survived
CAMPAIGN = example("criteo", "getCampaign", "200", "documented")
NAME = ("json", "/data/attributes/name")


class Server:
    """Dies of one word, or never."""

    def __init__(self, poison: bytes = b"never") -> None:
        self.poison = poison
        self.is_dead = False
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> Reply:
        self.asked.append(request)
        is_hit = self.poison in (request.body or b"") or self.poison in request.target.encode()
        self.is_dead = self.is_dead or is_hit
        return reply(500) if self.is_dead else reply(200, CAMPAIGN)

    def bodies(self) -> list[bytes]:
        return [one.body or b"" for one in self.asked[1:-1]]


def told(server: Server, place: Json, operation: str = "createCampaign") -> list[Violation]:
    return judged(LAW, bundled("criteo"), server, operation=operation, draws=[place])


@pytest.mark.parametrize("poison", [b"[[[[[[", b"null", b"1e999", b"\\ud800", b"it's", b"x" * 9000])
def test_server_that_answers_no_more_is_found(poison: bytes) -> None:
    (found,) = told(Server(poison), NAME)

    assert found.got == "500"
    assert found.expected == "200, as before the hostile requests"


def test_server_that_lives_on_is_fine() -> None:
    assert told(Server(), NAME) == []


def test_server_that_was_dead_before_is_not_accused() -> None:
    assert told(Server(b"/"), NAME) == []


def test_rest_of_the_body_stays_valid() -> None:
    server = Server()

    told(server, NAME)

    names = {"goal", "name", "advertiserId", "spendLimit"}
    assert {b"null", b"[]", b"true", b"1e999"} <= {
        raw.partition(b'"name": ')[2].partition(b",")[0] for raw in server.bodies()
    }
    for raw in server.bodies():
        assert all(name.encode() in raw for name in names)


def test_value_replaces_the_whole_body() -> None:
    server = Server()

    told(server, ("json", ""))

    assert {b"true", b"null", b"1e999", b"[]", b"{}"} <= set(server.bodies())


def test_value_reaches_the_path() -> None:
    server = Server()

    told(server, ("path", "campaignId"), "getCampaign")

    assert any("%F0%9F%98%80" in one.path for one in server.asked)


def test_spoiled_required_parameter_keeps_the_optional_ones() -> None:
    server = Server()

    judged(LAW, bundled("spaaza"), server, draws=[("query", "campaign_id")])

    assert {tuple(dict(one.query)) for one in server.asked} == {("campaign_id", "user_id")}


def test_spoiled_query_leaves_other_optional_parameters_out() -> None:
    server = Server()

    draws = [("query", "member_number")]
    judged(LAW, bundled("spaaza"), server, draws=draws)

    spoiled = [[name for name, _ in one.query] for one in server.asked]
    assert ["campaign_id", "member_number"] in spoiled
    assert ["campaign_id", "member_number", "member_number"] in spoiled


@settings(max_examples=30, database=None, deadline=None)
@given(data=st.data(), api=st.sampled_from(["criteo", "sessionm", "spaaza"]))
def test_every_draw_can_be_sent(data: st.DataObject, api: str) -> None:
    bundle = bundled(api)
    assert LAW.sites is not None
    site = data.draw(st.sampled_from([one.operation for one in LAW.sites(bundle)]))
    session = FakeSession(bundle, lambda _: reply(200, {}), site)

    assert list(LAW.judge(session, data.draw)) == []
    assert LAW.at_most is not None
    assert len(session.sent) <= LAW.at_most[site.method]
    for one in session.sent:
        assert len(one.request.target.encode("ascii")) < 8_000


def test_site_names_the_operation_that_reads_afterwards() -> None:
    assert LAW.sites is not None
    others = {
        site.operation.operation_id: [one.operation_id for one in site.others]
        for site in LAW.sites(bundled("criteo"))
    }

    assert others["createCampaign"] == ["getCampaign"]
    assert others["getCampaign"] == []
