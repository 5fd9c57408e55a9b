"""Whatever happens between two requests, an express answer sees the newest of it."""

import asyncio
from datetime import timedelta

import pytest

from mockserver.state.store import DEFAULT
from tests.mockserver.express.asking import BIRTH, EXPRESS, LANE, ask, bodies, laned, ways
from tests.mockserver.lane.differential.messages import exchange
from tests.mockserver.lane.differential.pair import Later
from tests.support.worlds import NOW, server

READ = ask("GET", "/things/1")
LOOK = ask("GET", "/now")
SANDBOXES = pytest.mark.parametrize("sandbox", [DEFAULT, "two"])


def admin(method: str, target: str, body: object = None, *, sandbox: str = DEFAULT):
    return ask(method, f"/~{sandbox}/_mock{target}", json_body=body)


def put(number: int, *, sandbox: str = DEFAULT):
    return ask("PUT", f"/~{sandbox}/things/1", json_body={"n": number})


def read(*, sandbox: str = DEFAULT):
    return ask("GET", f"/~{sandbox}/things/1")


def look(*, sandbox: str = DEFAULT):
    return ask("GET", f"/~{sandbox}/now")


def numbers(told) -> list[object]:
    """What was found of the thing, answer by answer; None where nothing was."""
    return [
        body["found"]["n"] if "found" in body else None
        for body in bodies(told)
        if body is not None and ("found" in body or "no" in body)
    ]


def times(told) -> list[str]:
    return [body["now"] for body in bodies(told) if body is not None and "things" in body]


def after(**span: float) -> str:
    return (NOW + timedelta(**span)).isoformat()


def test_a_write_of_the_lane_is_seen_at_once_and_the_other_way_round(shop):
    by_lane = ask("PUT", "/things/1", ("Prefer", "safe"), json_body={"n": 2})

    told = shop(BIRTH, READ, by_lane, READ, put(3), ask("GET", "/things/1", ("Prefer", "safe")))

    assert ways(told) == [LANE, EXPRESS, LANE, EXPRESS, EXPRESS, LANE]
    assert numbers(told) == [1, 2, 3]


@SANDBOXES
def test_the_clock_is_the_newest(shop, sandbox):
    told = shop(
        put(1, sandbox=sandbox),
        look(sandbox=sandbox),
        Later(5),
        look(sandbox=sandbox),
        admin("PATCH", "/clock", {"advance": "1d"}, sandbox=sandbox),
        look(sandbox=sandbox),
        admin("PATCH", "/clock", {"frozen": True}, sandbox=sandbox),
        Later(60),
        look(sandbox=sandbox),
        admin("DELETE", "/clock", sandbox=sandbox),
        look(sandbox=sandbox),
    )

    assert [way for way, answer in told if b"things" in answer.body] == [EXPRESS] * 5
    assert times(told) == [
        after(),
        after(seconds=5),
        after(days=1, seconds=5),
        after(days=1, seconds=5),
        after(seconds=65),
    ]


@SANDBOXES
def test_records_that_are_replaced_are_the_newest(shop, sandbox):
    told = shop(
        put(1, sandbox=sandbox),
        read(sandbox=sandbox),
        admin("PUT", "/state/shop", {"thing": {"1": {"n": 5}}}, sandbox=sandbox),
        read(sandbox=sandbox),
        admin("PUT", "/state/shop", {}, sandbox=sandbox),
        read(sandbox=sandbox),
        look(sandbox=sandbox),
    )

    assert ways(told)[1::2] == [EXPRESS] * 3
    assert numbers(told) == [1, 5, None]
    assert bodies(told)[-1]["things"] == {}


@SANDBOXES
def test_a_reset_shows_the_starting_state_as_it_is_told_by_then(shop, sandbox):
    told = shop(
        put(1, sandbox=sandbox),
        ask("DELETE", f"/~{sandbox}/things/7"),
        look(sandbox=sandbox),
        Later(3600),
        admin("POST", "/reset", sandbox=sandbox),
        look(sandbox=sandbox),
        read(sandbox=sandbox),
    )

    assert [way for way, _ in told[-2:]] == [EXPRESS, EXPRESS]
    first, second = (one["things"] for one in bodies(told) if one and "things" in one)
    assert list(first) == ["8", "1"]
    assert list(second) == ["7", "8"]
    assert second["7"]["at"] == "2026-01-14T13:00:00Z"
    assert numbers(told) == [None]


@SANDBOXES
def test_a_snapshot_that_is_restored_is_the_newest(shop, sandbox):
    told = shop(
        put(1, sandbox=sandbox),
        admin("PUT", "/snapshots/first", sandbox=sandbox),
        put(2, sandbox=sandbox),
        admin("PATCH", "/clock", {"advance": "1d"}, sandbox=sandbox),
        read(sandbox=sandbox),
        admin("POST", "/snapshots/first/restore", sandbox=sandbox),
        read(sandbox=sandbox),
        look(sandbox=sandbox),
    )

    assert [way for way, _ in told[-2:]] == [EXPRESS, EXPRESS]
    assert numbers(told) == [2, 1]
    assert times(told) == [after()]


@SANDBOXES
def test_a_dropped_sandbox_is_met_new_born(shop, sandbox):
    told = shop(
        put(1, sandbox=sandbox),
        read(sandbox=sandbox),
        ask("DELETE", f"/_mock/sandboxes/{sandbox}"),
        Later(60),
        read(sandbox=sandbox),
        look(sandbox=sandbox),
        look(sandbox=sandbox),
    )

    assert ways(told) == [LANE, EXPRESS, LANE, LANE, LANE, EXPRESS]
    assert numbers(told) == [1, None]
    at = [one["things"]["7"]["at"] for one in bodies(told) if one and "things" in one]
    assert at == ["2026-01-14T12:01:00Z"] * 2


def test_a_sandbox_that_became_idle_is_met_new_born(shop):
    two = {"sandbox": "two"}

    told = shop(
        put(1, **two),
        read(**two),
        Later(29 * 60),
        read(**two),
        Later(29 * 60),
        read(**two),
        Later(31 * 60),
        put(3, sandbox="one"),
        read(**two),
    )

    assert ways(told) == [LANE, EXPRESS, EXPRESS, EXPRESS, LANE, LANE]
    assert numbers(told) == [1, 1, 1, None]


def test_the_default_sandbox_never_becomes_idle(shop):
    told = shop(BIRTH, READ, Later(86_400), put(3, sandbox="one"), READ)

    assert ways(told) == [LANE, EXPRESS, LANE, EXPRESS]
    assert numbers(told) == [1, 1]


@SANDBOXES
def test_fault_rules_are_met_and_counted_until_they_go(shop, sandbox):
    told = shop(
        put(1, sandbox=sandbox),
        read(sandbox=sandbox),
        admin("POST", "/faults", {"status": 503, "skip": 1, "count": 1}, sandbox=sandbox),
        read(sandbox=sandbox),
        read(sandbox=sandbox),
        read(sandbox=sandbox),
        admin("DELETE", "/faults", sandbox=sandbox),
        read(sandbox=sandbox),
    )

    assert ways(told) == [LANE, EXPRESS, LANE, LANE, LANE, LANE, LANE, EXPRESS]
    assert [answer.status for _, answer in told[3:6]] == [200, 503, 200]


def test_fault_rules_of_another_sandbox_are_not_met(shop):
    rule = admin("POST", "/faults", {"status": 503}, sandbox="two")

    told = shop(BIRTH, put(1, sandbox="two"), rule, READ, read(sandbox="two"))

    assert ways(told)[-2:] == [EXPRESS, LANE]


@SANDBOXES
def test_a_scenario_is_seen_once_it_is_loaded(shop, sandbox):
    told = shop(
        put(1, sandbox=sandbox),
        look(sandbox=sandbox),
        admin("POST", "/scenarios/shop/later", sandbox=sandbox),
        look(sandbox=sandbox),
        admin("POST", "/scenarios/shop/down", sandbox=sandbox),
        *[look(sandbox=sandbox)] * 3,
        admin("POST", "/reset", sandbox=sandbox),
        look(sandbox=sandbox),
    )

    assert ways(told) == [LANE, EXPRESS, LANE, EXPRESS, *[LANE] * 5, EXPRESS]
    assert [answer.status for _, answer in told[5:8]] == [503, 503, 200]
    assert bodies(told)[3]["things"]["7"]["n"] == 70
    assert times(told)[:2] == [after(), after(days=1)]


def test_a_scenario_of_a_header_is_seen_by_those_that_come_after(shop):
    entering = ask("GET", "/now", ("Mock-Scenario", "shop/later"))

    told = shop(BIRTH, LOOK, entering, LOOK)

    assert ways(told) == [LANE, EXPRESS, LANE, EXPRESS]
    assert bodies(told)[2] == bodies(told)[3]


def test_what_a_control_action_does_is_seen(shop):
    sell = admin("POST", "/control/shop/sell", {})
    make = ask("POST", "/things", json_body={"n": 1})

    told = shop(BIRTH, make, sell, make, LOOK)

    assert ways(told) == [LANE, EXPRESS, LANE, EXPRESS, EXPRESS]
    assert bodies(told)[-1]["things"]["sold"] == {"n": 3}
    assert bodies(told)[3]["id"] == "4"


def test_a_token_counts_from_when_it_is_granted_to_when_it_is_revoked(shop):
    secret = ask("GET", "/secret", ("Authorization", "Bearer ann"))
    other = ask("GET", "/secret", ("Authorization", "Bearer bob"))
    grant, revoke = ask("PUT", "/tokens/ann"), ask("DELETE", "/tokens/ann")

    told = shop(
        BIRTH,
        secret,
        grant,
        secret,
        other,
        revoke,
        secret,
        grant,
        secret,
        admin("POST", "/reset"),
        secret,
    )

    statuses = [answer.status for _, answer in told]
    assert [statuses[index] for index in (1, 3, 4, 6, 8, 10)] == [401, 200, 401, 401, 200, 401]
    assert [told[index][0] for index in (1, 3, 4, 6, 8, 10)] == [EXPRESS] * 6
    assert bodies(told)[3] == {"for": "ann"}


def test_a_token_of_one_sandbox_is_none_in_another(shop):
    lines = ("Authorization", "Bearer ann")

    told = shop(
        BIRTH,
        put(1, sandbox="two"),
        ask("PUT", "/tokens/ann"),
        ask("GET", "/secret", lines),
        ask("GET", "/~two/secret", lines),
    )

    assert [answer.status for _, answer in told[-2:]] == [200, 401]


def test_a_journal_that_was_cleared_goes_on(shop):
    told = shop(BIRTH, READ, admin("DELETE", "/journal"), READ, READ, admin("GET", "/journal"))

    assert [one["number"] for one in bodies(told)[-1]["entries"]] == [4, 3]


def test_who_listens_hears_of_express_answers(shop_folder):
    app = server(shop_folder)

    async def story() -> list[tuple[int, str]]:
        async with asyncio.timeout(10):
            await exchange(app, BIRTH)
            heard = app.journal.subscribe(DEFAULT)
            told = []
            for sent in (READ, LOOK, READ):
                listening = asyncio.ensure_future(anext(heard))
                await exchange(app, sent)
                entry = await listening
                told.append((entry.number, entry.path))
            await heard.aclose()
            return told

    with laned(app) as numbers:
        assert asyncio.run(story()) == [(2, "/things/1"), (3, "/now"), (4, "/things/1")]
    assert numbers == {0}
