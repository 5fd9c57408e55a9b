"""One item of the plan, run: its outcome, its reason, and what it found."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from contracts.checks import CHECKS
from contracts.finding import Exchange, Request, Violation
from contracts.lawkit import Draw, Law, NotJudged, Provocation, Session
from contracts.run.api_run import ApiLaws, ApiRun
from contracts.run.items import ItemRun, Runner, known_values
from contracts.run.limits import OwnLimits
from contracts.run.options import RunOptions
from contracts.run.plan import Item, plan_api
from specs.bundle import Bundle
from tests.support.documents import api, bundle_of, operation, parameter
from tests.support.sessions import reply
from tests.support.targets import FakeTransport, api_run, shop

Judge = Callable[[Session, Draw], Iterator[Violation]]


def law(judge: Judge, **more: Any) -> Law:
    said: dict[str, Any] = {"says": "It holds.", "basis": "documented", "operations": ("list",)}
    return Law(id="it_holds", judge=judge, **{**said, **more})


def provocation(provoke: Any, **more: Any) -> Provocation:
    return Provocation("code_on_list", "E7", "list", provoke, **more)


def runner(own: ApiLaws, transport: FakeTransport, **more: Any) -> tuple[Runner, ApiRun]:
    options = more.pop("options", RunOptions(max_examples=4))
    told = more.pop("on_exchange", None)
    bundle: Bundle = more.pop("bundle", None) or shop()
    run = api_run(transport, bundle, own=own, **more)
    ticks = count()
    return Runner(run, options, now=lambda: float(next(ticks)), on_exchange=told), run


def items(run: ApiRun, **options: Any) -> dict[str, Item]:
    plan = plan_api(run.bundle, run.own, RunOptions(max_examples=4, **options))
    return {item.id.removeprefix(f"{run.bundle.name}::"): item for item in plan.items}


def judged(judge: Judge, transport: FakeTransport | None = None, **more: Any) -> ItemRun:
    said = {name: more.pop(name) for name in ("roles_needed", "basis") if name in more}
    made = law(judge, **({"basis": said["basis"]} if "basis" in said else {}))
    if "roles_needed" in said:
        made = law(judge, roles=said["roles_needed"])
    own = ApiLaws(laws=(made,))
    runs, run = runner(own, transport or FakeTransport(), **more)
    return runs.run(items(run)["it_holds"])


def listing(session: Session, draw: Draw) -> Iterator[Violation]:
    session.call("list")
    return iter(())


def accusing(session: Session, draw: Draw) -> Iterator[Violation]:
    session.call("list")
    yield Violation(expected="a", got="b")


def test_law_that_holds_passes() -> None:
    run = judged(listing)

    assert (run.result.outcome, run.result.reason, run.findings) == ("passed", "", ())
    assert (run.result.examples, run.result.requests) == (1, {"GET": 1})
    assert (run.result.judge, run.result.kind) == ("it_holds", "law")
    assert run.result.seconds > 0


def test_law_that_accuses_fails_with_its_story() -> None:
    run = judged(accusing)

    (found,) = [one for one in run.findings if one.judge == "it_holds"]
    assert run.result.outcome == "failed"
    assert found.fingerprint in run.result.findings
    assert [exchange.request.path for exchange in found.story] == ["/items"]


def test_law_that_says_nothing_is_not_judged() -> None:
    def law_(session: Session, draw: Draw) -> Iterator[Violation]:
        raise NotJudged("no second page")

    run = judged(law_)

    assert (run.result.outcome, run.result.reason) == ("not-judged", "no second page")


def test_law_that_fails_itself_is_broken_with_a_traceback() -> None:
    def law_(session: Session, draw: Draw) -> Iterator[Violation]:
        raise KeyError("campaign")

    run = judged(law_)

    assert run.result.outcome == "broken"
    assert "KeyError: 'campaign'" in run.result.reason
    assert run.findings == ()


def test_secret_in_a_traceback_is_masked() -> None:
    def law_(session: Session, draw: Draw) -> Iterator[Violation]:
        raise KeyError("hush-hush")

    runs, run = runner(ApiLaws(laws=(law(law_),)), FakeTransport())
    run.secrets.add("hush-hush", "TOKEN")

    assert "hush-hush" not in runs.run(items(run)["it_holds"]).result.reason


def test_law_without_its_roles_is_not_tried() -> None:
    transport = FakeTransport()

    run = judged(listing, transport, roles_needed=("item.red",))

    assert (run.result.outcome, run.result.reason) == ("not-judged", "no role item.red")
    assert transport.sent == []


def test_law_of_our_own_reading_judges_our_own_mock_only() -> None:
    foreign = judged(listing, basis="inferred")
    own = judged(listing, basis="inferred", is_own_mock=True)

    assert (foreign.result.outcome, own.result.outcome) == ("not-judged", "passed")


def test_spent_budget_is_the_reason() -> None:
    run = judged(listing, limits=OwnLimits(budget=0))

    assert run.result.outcome == "not-judged"
    assert "budget" in run.result.reason


def test_checks_judge_every_exchange_of_a_law() -> None:
    run = judged(listing, FakeTransport(lambda _: reply(503, {})))

    assert run.result.outcome == "failed"
    assert "no_server_error" in {found.judge for found in run.findings}


def test_cause_that_is_known_fails_the_first_item_only() -> None:
    own = ApiLaws(laws=(law(listing),))
    runs, run = runner(own, FakeTransport(lambda _: reply(503, {})))
    item = items(run)["it_holds"]

    first, second = runs.run(item), runs.run(item)

    assert (first.result.outcome, second.result.outcome) == ("failed", "passed")
    assert first.result.findings == second.result.findings


def test_own_verdict_of_a_law_fails_it_each_time() -> None:
    runs, run = runner(ApiLaws(laws=(law(accusing),)), FakeTransport())
    item = items(run)["it_holds"]

    assert [runs.run(item).result.outcome for _ in range(2)] == ["failed", "failed"]


def test_checks_can_be_chosen() -> None:
    run = judged(
        listing,
        FakeTransport(lambda _: reply(503, {})),
        options=RunOptions(checks=("status_documented",)),
    )

    assert {found.judge for found in run.findings} <= {"status_documented"}


def test_exchanges_are_told_with_secrets_masked() -> None:
    told: list[Exchange] = []
    runs, run = runner(ApiLaws(laws=(law(listing),)), FakeTransport(), on_exchange=told.append)
    run.secrets.add("openapi-contract-kit", "AGENT")

    runs.run(items(run)["it_holds"])

    assert [exchange.request.header("user-agent") for exchange in told] == ["$AGENT"]


def test_hang_is_a_finding_of_the_item() -> None:
    run = judged(listing, FakeTransport(lambda _: "timeout"))

    assert run.result.outcome == "failed"
    assert [found.judge for found in run.findings] == ["answers_in_time"]
    assert "no answer" in run.result.reason


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ({"code": "E7"}, "passed"),
        ({"errors": {"e7": "x"}}, "passed"),
        ({"code": "E8"}, "failed"),
        ({}, "failed"),
    ],
)
def test_provocation_wants_its_code(body: Any, outcome: str) -> None:
    own = ApiLaws(provocations=(provocation(lambda session, draw: session.call("list")),))
    runs, run = runner(own, FakeTransport(lambda _: reply(200, body)))

    done = runs.run(items(run)["error_code[GET /items: E7]::code_on_list"])

    assert done.result.outcome == outcome
    assert {f.judge for f in done.findings} == (
        {"documented_error_code_is_given"} if outcome == "failed" else set()
    )


def test_provocation_calls_only_what_it_names() -> None:
    def provoke(session: Session, draw: Draw) -> Exchange:
        return session.call("create", json={})

    runs, run = runner(ApiLaws(provocations=(provocation(provoke),)), FakeTransport())

    done = runs.run(items(run)["error_code[GET /items: E7]::code_on_list"])

    assert done.result.outcome == "broken"
    assert "does not say so" in done.result.reason


def generating() -> Bundle:
    number = parameter("n", "query", {"type": "integer"}, required=True, example=3)
    return bundle_of(api({"/items": {"get": operation("list", parameters=[number])}}))


@pytest.mark.parametrize("kind", ["examples", "coverage", "fuzzing"])
def test_generated_cases_are_sent_and_judged(kind: Any) -> None:
    transport = FakeTransport(lambda _: reply(503, {}))
    runs, run = runner(ApiLaws(), transport, bundle=generating())

    done = runs.run(items(run)[f"{kind}[GET /items]"])

    assert done.result.outcome == "failed"
    assert done.result.examples == len(transport.sent) > 0
    assert "no_server_error" in {found.judge for found in done.findings}


@pytest.mark.parametrize("kind", ["coverage", "fuzzing"])
def test_case_that_is_blocked_is_passed_over(kind: Any) -> None:
    hidden = parameter("_method", "query", {"type": "string"}, required=True)
    bundle = bundle_of(api({"/items": {"get": operation("list", parameters=[hidden])}}))
    transport = FakeTransport()
    runs, run = runner(ApiLaws(), transport, bundle=bundle, may_write=False)

    done = runs.run(items(run)[f"{kind}[GET /items]"])

    assert done.result.outcome in ("passed", "not-judged")
    assert [one for one in transport.sent if "_method" in dict(one.query)] == []


def test_target_that_hangs_is_given_up_soon() -> None:
    transport = FakeTransport(lambda _: "timeout")
    bundle = generating()
    runs, run = runner(ApiLaws(), transport, bundle=bundle, options=RunOptions(max_examples=50))

    for kind in ("coverage", "fuzzing"):
        runs.run(items(run)[f"{kind}[GET /items]"])

    assert len(transport.sent) <= 12


def test_same_seed_sends_the_same_cases_in_any_order() -> None:
    def sent(*kinds: str, seed: int = 5) -> dict[str, list[Request]]:
        found = {}
        transport = FakeTransport()
        options = RunOptions(seed=seed, max_examples=4)
        runs, run = runner(ApiLaws(), transport, bundle=generating(), options=options)
        for kind in kinds:
            transport.sent.clear()
            runs.run(items(run)[f"{kind}[GET /items]"])
            found[kind] = list(transport.sent)
        return found

    forth, back = sent("coverage", "fuzzing"), sent("fuzzing", "coverage")

    assert forth == back
    assert forth["fuzzing"] != sent("fuzzing", seed=6)["fuzzing"]


def test_known_values_are_the_roles_by_their_parameters() -> None:
    _, run = runner(ApiLaws(), FakeTransport(), roles={"item.own": "7", "other": "x"})

    assert known_values(run) == {"id": ["7"]}


def test_all_checks_are_used_unless_some_are_chosen() -> None:
    runs, _ = runner(ApiLaws(), FakeTransport())

    assert runs._checks == tuple(CHECKS)
