"""The Spaaza test server: right by the description, and wrong in one way per flaw."""

import re
from collections import Counter
from json import loads
from pathlib import Path
from typing import Any, Final

import pytest

from specs.bundle import Bundle
from tests.support.servers.spaaza import FLAWS, ROLES, server
from tests.support.servers.spaaza.codes import CODES
from tests.support.servers.spaaza.stories import (
    DRAW,
    EACH,
    LIMITED,
    STATE,
    Step,
    admin,
    again,
    bare,
    control,
    credentials,
    ledger,
    token,
    user,
)
from tests.support.servers.spaaza.stories_of_refusals import STORIES
from tests.support.servers.spaaza.telling import HUNG, Reply, tell

FOLDER: Final = Path(__file__).parents[3] / "specs" / "spaaza"
QUOTAS: Final = {"state": 14, "auth": 8, "status-and-code": 16, "wire": 4, "robustness": 6}
CALLERS: Final = {
    "caller.default",
    "caller.user",
    "caller.other_user",
    "caller.admin",
    "caller.expired_user",
    "caller.blind_admin",
    "caller.other_chain_token",
    "caller.inactive_token",
    "caller.odd_method",
}
HOSTILE: Final = (
    "",
    " ",
    "0",
    "-3",
    "01",
    "1.5",
    "+1",
    "1e3",
    "٣",
    "'",
    "\x00",
    "\U0001f36a",
    "9" * 5000,
)


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return Bundle.load(FOLDER)


def strict(text: bytes) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), "a member comes twice"
        return dict(pairs)

    return loads(text.decode(), object_pairs_hook=once)


def check(bundle: Bundle, reply: Reply) -> Any:
    status, headers, content = reply
    response = bundle.operations[0].response(status)
    assert response is not None, reply
    assert headers["content-type"].split(";")[0] == "application/json"
    for header in response.headers:
        assert not header.required or header.name.lower() in {n.lower() for n in headers}
    body = strict(content)
    schema = response.media[0].schema
    assert schema is not None
    assert not bundle.schemas.compile(schema, "response").violations(body), body
    return body


def code_of(body: Any) -> int | None:
    errors = body.get("errors")
    if isinstance(errors, list):
        return errors[0]["code"]
    return int(next(iter(errors))) if errors else None


def test_roles_are_those_of_the_description(bundle: Bundle) -> None:
    assert set(ROLES) == set(bundle.document.data["x-roles"]) | CALLERS
    seeds = {name: role["seed"] for name, role in bundle.document.data["x-roles"].items()}
    assert not [name for name, seed in seeds.items() if ROLES[name] == seed]


@pytest.mark.parametrize("flaw", sorted(STORIES))
def test_the_correct_server_answers_every_story_by_the_description(
    bundle: Bundle, flaw: str
) -> None:
    steps = STORIES[flaw]
    for step, reply in zip(steps, tell(server(), steps), strict=True):
        if step.path.startswith("/_mock"):
            assert reply[0] == 200
        else:
            check(bundle, reply)


@pytest.mark.parametrize("value", HOSTILE)
def test_the_correct_server_survives_hostile_values(bundle: Bundle, value: str) -> None:
    names = (
        "user_id",
        "member_number",
        "authentication_point_identifier",
        "chain_id",
        "auth_method",
    )
    steps = [token(value), user(value), admin(value), *(token(DRAW, **{n: value}) for n in names)]
    steps += [user(DRAW, **{name: value}) for name in names]
    steps += [bare(DRAW, {"authorization": a}) for a in ("Bearer", f"Bearer {value}", ":", value)]
    for reply in tell(server(), steps):
        body = check(bundle, reply)
        assert reply[0] < 500 or code_of(body) == 228


def test_each_code_is_reached_with_its_status(bundle: Bundle) -> None:
    story = [step for steps in STORIES.values() for step in steps if step.body is None]
    story += [
        user(DRAW, app=""),
        user(DRAW, app="stray.shops.example"),
        token(""),
        token(DRAW, chain_id="x"),
    ]
    seen = {}
    for reply in tell(server(), story):
        code = code_of(check(bundle, reply))
        if code is not None:
            seen[code] = reply[0]
    assert seen == {number: code.status for number, code in CODES.items()}
    described = {
        entry["code"]: int(status)
        for status, response in bundle.document.data["paths"]["/interact-campaign"]["get"][
            "responses"
        ].items()
        for entry in response.get("x-error-codes", ())
        if entry["severity"] == "error"
    }
    assert seen == described


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "BREW"]
)
def test_other_methods_are_refused_and_change_nothing(bundle: Bundle, method: str) -> None:
    before, refused, after = tell(server(), [ledger(), token(DRAW, method=method), ledger()])
    assert refused[0] == 405
    assert refused[1]["Allow"] == "GET"
    assert before == after
    if method != "HEAD":
        check(bundle, refused)


def test_issuing_follows_the_campaign() -> None:
    steps = [
        *again(token(DRAW), 30),
        token(EACH),
        *again(token(LIMITED), 4),
        ledger("user.own", LIMITED),
    ]
    replies = tell(server(), steps)
    assert [reply[0] for reply in replies[31:35]] == [200, 200, 200, 400]
    shown = strict(replies[-1][2])
    got = [(issue["campaign"], issue["reward_method"]) for issue in shown["user"]["issued"]]
    assert {name for campaign, name in got if campaign == ROLES[DRAW]} == {"jam", "tea", "extra"}
    assert Counter(campaign for campaign, _ in got) == {
        ROLES[DRAW]: 30,
        ROLES[EACH]: 3,
        ROLES[LIMITED]: 3,
    }
    assert shown["campaign"]["stock"] == 0


@pytest.mark.parametrize(("span", "status"), [("6d", 400), ("7d", 200), ("29d", 200), ("30d", 400)])
def test_a_campaign_keeps_its_dates(span: str, status: int) -> None:
    app = server()
    app.clock.advance(span)
    assert tell(app, [token("campaign.scheduled")])[0][0] == status


def test_redeeming_ends_the_interactions() -> None:
    redeem = control("redeem", user="user.own", campaign=EACH)
    replies = tell(server(), [redeem, token(EACH), ledger(), redeem, token(EACH), ledger()])
    assert [reply[0] for reply in replies] == [422, 200, 200, 200, 200, 200]
    assert [warning["code"] for warning in strict(replies[4][2])["warnings"]] == [1203, 450]
    assert replies[2] == replies[5]


def test_reset_goes_back_to_the_start() -> None:
    app = server()
    story = [ledger("user.own", LIMITED), *again(token(LIMITED), 2), ledger("user.own", LIMITED)]
    first = tell(app, story)
    assert first[0] != first[-1]
    tell(app, [Step("/_mock/reset", "POST")])
    assert tell(app, story) == first


@pytest.mark.parametrize(
    "step",
    [
        control("points", user="nobody", points=1),
        control("points", user="user.own", points=-1),
        control("points", user="user.own"),
        control("stock", campaign=DRAW),
        control("stock", campaign=DRAW, stock=1, reward_method="none"),
        control("ledger", campaign="none"),
    ],
)
def test_senseless_controls_are_refused(step: Step) -> None:
    assert tell(server(), [step])[0][0] == 422


def test_the_catalogue_keeps_its_quotas() -> None:
    assert len({flaw.id for flaw in FLAWS}) == len(FLAWS)
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", flaw.id) for flaw in FLAWS)
    families = Counter(flaw.family for flaw in FLAWS)
    assert all(families[family] >= least for family, least in QUOTAS.items())
    assert families["shape"] <= 8
    assert set(STORIES) == {flaw.id for flaw in FLAWS}
    assert set(STATE) == {flaw.id for flaw in FLAWS if flaw.family == "state"}


def test_a_flaw_breaks_what_is_documented() -> None:
    rules = {f"R{number}" for number in range(170, 213)} | {f"LP{n}" for n in range(1, 18)}
    inferred = {"LP2", "LP5", "LP9", "LP14", "LP17"}
    for flaw in FLAWS:
        named = {word for word in flaw.breaks if re.match(r"(R|LP)\d", word)}
        assert named <= rules, flaw.id
        assert set(flaw.breaks) - inferred, flaw.id


@pytest.mark.parametrize("flaw", [flaw.id for flaw in FLAWS])
def test_each_flaw_changes_an_answer(flaw: str) -> None:
    assert tell(server(), STORIES[flaw]) != tell(server({flaw}), STORIES[flaw])


def test_all_flaws_together_still_answer() -> None:
    app = server({flaw.id for flaw in FLAWS} - {"long_identifier_hangs"})
    steps = [step for story in STORIES.values() for step in story]
    assert HUNG not in tell(app, steps)


def test_an_unknown_flaw_is_refused() -> None:
    with pytest.raises(ValueError, match="no such flaw: nonsense"):
        server({"nonsense"})


def test_a_session_beside_a_token_counts() -> None:
    stale = credentials("caller.expired_user") | credentials("caller.default")
    good = credentials("caller.user") | credentials("caller.default")
    steps = [bare(DRAW, headers, user_id=ROLES["user.own"]) for headers in (stale, good)]
    assert [reply[0] for reply in tell(server(), steps)] == [401, 200]
