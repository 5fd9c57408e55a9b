"""A run put together from its parts, and summed up."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from contracts.errors import ConfigError, TargetUnreachable
from contracts.finding import Exchange, Request
from contracts.run import facts
from contracts.run import suite as suite_module
from contracts.run.codes import documented_codes
from contracts.run.limits import OwnLimits
from contracts.run.options import RunOptions
from contracts.run.suite import Setting, Suite, plans_of
from contracts.run.transport import AsgiTransport
from contracts.target import ApiTarget, Target, in_process_target
from specs.operation import Operation
from tests.support.judging import STARTED, bundle_of, flawed_server, server_target
from tests.support.targets import FakeTransport

LAWS = RunOptions(laws=("reads_are_pure",), max_examples=2)


def setting(**more: Any) -> Setting:
    ticks = count()
    plain: dict[str, Any] = {"run": "ck-1", "started": STARTED, "limits": OwnLimits()}
    return Setting(now=lambda: float(next(ticks)), **{**plain, **more})


@pytest.fixture
def transport() -> Any:
    made = AsgiTransport(flawed_server("criteo"))
    yield made
    made.close()


def suite(transport: Any, *, target: Target | None = None, **more: Any) -> Suite:
    options = more.pop("options", LAWS)
    made = setting(transports={"criteo": transport}, **more)
    return Suite([bundle_of("criteo")], target or server_target("criteo"), options, made)


def test_result_tells_of_every_item_in_the_order_of_the_plan(transport: Any) -> None:
    made = suite(transport)

    runs = [made.run(item) for item in reversed(made.items)]
    result = made.result(runs)

    assert [item.id for item in result.items] == [item.id for item in made.items]
    assert (result.run, result.seed, result.target) == ("ck-1", 0, "test-criteo")
    assert result.started == "2026-01-15T12:00:00Z"
    assert result.urls == {"criteo": "asgi://test"}
    assert result.cells
    assert result.seconds > 0


def test_what_was_left_out_stands_in_the_result_with_its_reason(transport: Any) -> None:
    made = suite(transport, options=RunOptions(kinds=("error-code",)), target=bare_target())

    result = made.result([made.run(item) for item in made.items])

    left_out = [item for item in result.items if item.outcome == "not-judged"]
    assert left_out
    assert len(result.left_out) == len(left_out)
    assert all(": " in line for line in result.left_out)


def bare_target() -> Target:
    target = server_target("criteo")
    bare = replace(target.apis["criteo"], roles={}, control=None)
    return replace(target, apis={"criteo": bare}, safety="read-only")


def test_roles_are_resolved_once_and_may_be_handed_in(transport: Any) -> None:
    first = suite(transport)
    handed = suite(transport, roles=first.known_roles)

    assert {role.source for role in first.roles["criteo"]} <= {"configured", "found", "missing"}
    assert handed.roles == {}
    assert handed.known_roles == first.known_roles


def test_nothing_is_there_is_told_with_the_url() -> None:
    refused = FakeTransport(lambda _: "refused")
    target = server_target("criteo")

    with pytest.raises(TargetUnreachable, match="asgi://test"):
        suite(refused, target=target)


@pytest.mark.parametrize("failure", ["timeout", "broken"])
def test_odd_first_answer_does_not_stop_a_run(failure: Any) -> None:
    made = suite(FakeTransport(lambda _: failure), target=bare_target())

    assert made.items


def test_unknown_server_of_this_process_is_told() -> None:
    target = in_process_target([bundle_of("criteo")])
    odd = replace(target.apis["criteo"], server="mok")

    with pytest.raises(ConfigError, match="mock"):
        Suite([bundle_of("criteo")], replace(target, apis={"criteo": odd}), LAWS, setting())


def test_mock_in_process_is_judged_at_the_time_of_the_run() -> None:
    made = Suite([bundle_of("criteo")], in_process_target([bundle_of("criteo")]), LAWS, setting())
    try:
        result = made.result([made.run(item) for item in made.items])
    finally:
        made.close()

    assert {item.outcome for item in result.items} == {"passed"}
    assert made._runners["criteo"]._run.started == STARTED


def test_two_apis_of_one_target_are_one_run() -> None:
    bundles = [bundle_of("criteo"), bundle_of("spaaza")]
    made = Suite(bundles, in_process_target(bundles), LAWS, setting())
    try:
        result = made.result([made.run(item) for item in made.items])
    finally:
        made.close()

    assert {cell.api for cell in result.cells} == {"criteo", "spaaza"}
    assert set(result.urls) == {"criteo", "spaaza"}


def test_exchanges_are_told_masked(transport: Any) -> None:
    told: list[Exchange] = []
    made = suite(transport, on_exchange=told.append)

    made.run(made.items[0])

    assert told
    assert all("birch-all" not in repr(exchange) for exchange in told)


def test_plain_result_says_why_it_ended(transport: Any) -> None:
    made = suite(transport)

    assert made.result([]).interrupted == ""
    assert made.result([], interrupted="a signal came").interrupted == "a signal came"


def test_spent_budget_is_why_a_run_ended(transport: Any) -> None:
    made = suite(transport, limits=OwnLimits(budget=0))

    result = made.result([made.run(item) for item in made.items])

    assert "budget" in result.interrupted


def test_journal_is_not_kept_where_everything_is_reset(transport: Any, tmp_path: Any) -> None:
    made = suite(transport, journal=tmp_path / "j", options=RunOptions(max_examples=1))

    for item in made.items[:8]:
        made.run(item)

    assert not (tmp_path / "j").exists()


def test_journal_is_kept_where_things_stay(transport: Any, tmp_path: Any) -> None:
    target = replace(server_target("criteo"), isolation="names")
    options = RunOptions(max_examples=1, operations=("createCampaign",))
    made = suite(transport, journal=tmp_path / "j", options=options, target=target)

    result = made.result([made.run(item) for item in made.items])

    assert result.created
    assert {one.api for one in result.created} == {"criteo"}


def test_probe_carries_no_credentials() -> None:
    transport = FakeTransport()
    api = ApiTarget("asgi://fake", roles=server_target("criteo").apis["criteo"].roles)

    suite(transport, target=Target("t", {"criteo": api}, safety="read-only"))

    probe: Request = transport.sent[0]
    assert (probe.method, probe.header("authorization")) == ("GET", None)


def test_documents_are_asked_for_codes_once_and_not_for_each_item(
    transport: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(operation: Operation, *more: Any) -> Any:
        asked.append(operation.label)
        return documented_codes(operation, *more)

    monkeypatch.setattr(facts, "documented_codes", counted)
    made = suite(transport)

    for _ in range(3):
        made.run(made.items[0])

    assert sorted(asked) == sorted(one.label for one in bundle_of("criteo").operations)


def test_plans_that_are_known_are_not_made_again(
    transport: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = server_target("criteo")
    plans = plans_of([bundle_of("criteo")], target, LAWS)
    monkeypatch.setattr(suite_module, "plans_of", None)

    made = Suite(
        [bundle_of("criteo")],
        target,
        LAWS,
        setting(transports={"criteo": transport}),
        plans=plans,
    )

    assert made.plans is plans
