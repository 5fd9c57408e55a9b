"""The laws of Spaaza: what they cover, that they are quiet where they must be, and the draw."""

import json
from collections.abc import Callable
from itertools import cycle
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.finding import Exchange, Reply, Request
from contracts.lawkit import NotJudged
from specs.spaaza.laws import LAWS, PROVOCATIONS
from specs.spaaza.laws.replies import codes, is_done, is_warned, says_redeemed, told
from specs.spaaza.laws.rewards import draws_needed, draws_reach_every_eligible_reward
from tests.support.judging import judge
from tests.support.judging import told as found_in

MODEL = {f"LP{number}" for number in range(1, 18)}
OUT_OF_REACH = {"LP17"}
"""Two equal histories need two starts, which one example has not; test_rewards.py holds it."""


def answer(status: int, body: str) -> Exchange:
    return Exchange(Request("GET", "/interact-campaign"), Reply(status, body=body.encode()))


def test_every_law_of_the_model_is_judged() -> None:
    assert MODEL - {held for law in LAWS for held in law.holds} == OUT_OF_REACH


def test_every_code_is_provoked() -> None:
    assert len({provocation.code for provocation in PROVOCATIONS}) == 22


def test_ids_are_unique() -> None:
    ids = [one.id for one in (*LAWS, *PROVOCATIONS)]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("seed", [0, 1])
def test_every_law_is_judged_and_quiet_on_the_mock(seed: int) -> None:
    result = judge("spaaza", server="mock", kinds=["law", "error-code"], seed=seed, max_examples=8)

    assert found_in(result) == []
    own = {f"spaaza::{law.id}" for law in LAWS}
    assert {item.id for item in result.items if item.outcome == "passed"} >= own
    assert [item.id for item in result.items if item.outcome == "broken"] == []


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_no_law_accuses_a_server_that_reads_silences_otherwise(seed: int) -> None:
    result = judge("spaaza", kinds=["law", "error-code"], seed=seed, max_examples=10)

    assert found_in(result) == []
    outcomes = {item.judge: item.outcome for item in result.items}
    for law in LAWS:
        assert outcomes[law.id] == ("not-judged" if law.basis == "inferred" else "passed"), law.id


class Wheel:
    """A session on a campaign that draws by a given chooser."""

    is_exclusive = True

    def __init__(self, choose: Callable[[], str], eligible: str) -> None:
        self.choose = choose
        self.methods = [{"name": name, "eligible": True, "stock": None} for name in eligible]
        self.issued: list[dict[str, str]] = []

    def role(self, name: str) -> str:
        return name

    def need(self, condition: bool, what: str) -> None:
        if not condition:
            raise NotJudged(what)

    def control(self, action: str, /, **body: str) -> object:
        assert action == "ledger"
        if "user" in body:
            return {"user": {"id": body["user"], "points": 0, "issued": list(self.issued)}}
        campaign = {"id": body["campaign"], "stock": None, "type": "random_draw", "point_cost": 0}
        return {"campaign": {**campaign, "reward_methods": self.methods}}

    def call(self, operation: str, *, query: dict[str, str], **rest: object) -> Exchange:
        self.issued.append({"campaign": query["campaign_id"], "reward_method": self.choose()})
        return answer(200, '{"result": {"code": 1}, "results": {"success": true}}')


def verdict(choose: Callable[[], str], eligible: str = "abc") -> list[str]:
    wheel = Wheel(choose, eligible)
    return [one.cause for one in draws_reach_every_eligible_reward.judge(wheel, None)]


def test_a_draw_that_is_always_the_same_is_found() -> None:
    assert verdict(lambda: "a") == ["never drawn"]


def test_a_draw_that_leaves_one_out_is_found() -> None:
    assert verdict(_by(0, "ab")) == ["never drawn"]


def test_a_draw_of_what_is_not_eligible_is_found() -> None:
    assert verdict(_by(0, "abcx")) == ["not eligible"]


def test_a_draw_in_turns_is_not_accused() -> None:
    assert verdict(cycle("abc").__next__) == []


@pytest.mark.parametrize("seed", range(60))
def test_a_fair_draw_is_not_accused(seed: int) -> None:
    assert verdict(_by(seed, "abc")) == []
    assert verdict(_by(seed, "ab"), "ab") == []
    assert verdict(_by(seed, "a" * 6 + "b" * 5 + "c")) == []


@pytest.mark.parametrize("rewards", [2, 3, 4])
def test_a_fair_draw_is_accused_next_to_never(rewards: int) -> None:
    missed = rewards * (1 - 1 / rewards) ** draws_needed(rewards)
    favoured = rewards * (1 - 0.25 / rewards) ** draws_needed(rewards)

    assert missed < favoured < 1e-9


def _by(seed: int, names: str) -> Callable[[], str]:
    source = Random(seed)
    return lambda: source.choice(names)


@pytest.mark.parametrize(
    "body",
    [
        '{"error": {"code": 449, "name": "campaign_not_active"}}',
        '{"errors": {"449": {"name": "campaign_not_active"}}}',
        '{"errors": [{"code": 449, "name": "campaign_not_active"}]}',
    ],
)
def test_codes_are_read_in_every_shape(body: str) -> None:
    assert codes(answer(400, body)) == {449}
    assert told(answer(400, body)) == "400 with code 449 campaign_not_active"


def test_a_warning_is_no_success_of_its_own() -> None:
    warned = answer(200, '{"results": {"success": true}, "warnings": [{"code": 450}]}')
    other = answer(200, '{"results": {"success": true}, "warnings": [{"code": 1203}]}')

    assert is_warned(warned)
    assert says_redeemed(warned)
    assert not is_done(warned)
    assert is_done(other)
    assert not is_warned(other)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_no_body_is_too_odd_to_read(value: object) -> None:
    for body in (value, {"error": value}, {"errors": value}, {"warnings": value}):
        exchange = answer(200, json.dumps(body))
        assert isinstance(told(exchange), str)
        assert not is_warned(exchange)
