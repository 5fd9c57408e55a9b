"""Flaws that change what the wire looks like are drift; servers that are right show none."""

import json
from functools import cache
from itertools import count

import pytest

from contracts.drift.observed import Observation
from contracts.live.overhearing import overheard
from contracts.live.watching import Seen, Watch, watch_target
from contracts.run.limits import OwnLimits
from contracts.run.options import RunOptions
from contracts.run.suite import Setting, Suite
from contracts.run.transport import AsgiTransport
from contracts.target import in_process_target
from tests.support.flaw_runs import FOUND, flaws_of
from tests.support.judging import APIS, STARTED, bundle_of, flawed_server, server_target

KNOWN: dict[str, dict[str, dict[str, str]]] = json.loads(FOUND.read_text("utf-8"))
JUDGED_BY_SHAPE = {
    "body_matches_schema",
    "content_type_documented",
    "error_code_documented",
    "headers_documented",
    "refusal_status_documented",
    "status_documented",
}
EXTRAS = {
    "criteo": {"/meta", "/errors/*/source", "/warnings/*/source"},
    "sessionm": {"/locale", "/errors/user"},
    "spaaza": {"/result/api_version"},
}
"""Fields beside the documented ones that the test servers send wherever a document is silent."""
MEANING_ONLY = {
    "sessionm": {
        "second_text_names_root_offer": "the text names another offer; it stays a text",
        "template_always_promotion": "another value of the documented list",
        "payload_same_for_everybody": "the page of another customer; it stays a text",
    },
}
"""Flaws of the family `shape` in which every answer obeys the document: only a law tells them."""


def setting_of(transports=None) -> Setting:
    ticks = count()
    return Setting(
        run="ck-drift",
        started=STARTED,
        now=lambda: float(next(ticks)),
        limits=OwnLimits(),
        transports=transports,
    )


def options(seed: int = 0, max_examples: int = 20) -> RunOptions:
    return RunOptions(seed=seed, max_examples=max_examples, checks=("answers_in_time",))


def seen_in_item(api: str, flaw: str, item: str, seed: int) -> tuple[Observation, ...]:
    bundle, target = bundle_of(api), server_target(api, timeout_seconds=1.0)
    app = AsgiTransport(flawed_server(api, (flaw,)))
    with overheard([bundle], target, {api: app}) as heard:
        watching = Watch([bundle], heard)
        setting = setting_of(heard)
        looking = Setting(
            run=setting.run,
            started=setting.started,
            now=setting.now,
            limits=setting.limits,
            transports=heard,
            on_exchange=watching.look,
        )
        suite = Suite([bundle], target, options(seed), looking)
        outcomes = [suite.run(one).result for one in suite.items if one.id == item]
        app.close()
    assert [one.reason for one in outcomes if one.outcome == "broken"] == []
    return watching.observations(suite)[api]


@cache
def seen_of(api: str, server: str) -> Seen:
    bundle, few = bundle_of(api), options(max_examples=5)
    if server == "mock":
        return watch_target([bundle], in_process_target([bundle]), few, setting_of())
    app = AsgiTransport(flawed_server(api))
    try:
        return watch_target([bundle], server_target(api), few, setting_of({api: app}))
    finally:
        app.close()


def is_extra(api: str, one: Observation) -> bool:
    """A field beside the documented ones, or beside those of an error of Spaaza."""
    is_of_error = one.path.startswith("/errors/") and one.path.endswith("/extrainfo")
    is_known = one.path in EXTRAS[api] or (api == "spaaza" and is_of_error)
    return one.rule == "undocumented_field" and is_known


def told(api: str, observations: tuple[Observation, ...]) -> list[str]:
    return [
        f"{one.rule} {one.operation} {one.at}: {one.expected} | {one.got}"
        for one in observations
        if one.severity != "info"
        and one.rule != "undocumented_response_header"
        and not is_extra(api, one)
    ]


def flaws_of_shape() -> list[tuple[str, str]]:
    return [
        (api, flaw.id)
        for api in APIS
        for flaw in flaws_of(api)
        if "item" in (entry := KNOWN[api][flaw.id])
        and flaw.id not in MEANING_ONLY.get(api, {})
        and (flaw.family == "shape" or entry["judge"] in JUDGED_BY_SHAPE)
    ]


@pytest.mark.parametrize(("api", "flaw"), flaws_of_shape())
def test_flaw_that_changes_shapes_is_seen(api: str, flaw: str) -> None:
    item = KNOWN[api][flaw]["item"]

    # What is drawn depends on the modules that a process has loaded: three seeds even that out.
    runs = (told(api, seen_in_item(api, flaw, item, seed)) for seed in range(3))
    assert any(runs)


@pytest.mark.parametrize("server", ["correct", "mock"])
@pytest.mark.parametrize("api", APIS)
def test_server_that_is_right_does_not_drift(api: str, server: str) -> None:
    seen = seen_of(api, server)

    assert told(api, seen.observations[api]) == []
    assert seen.answers[api] > 300
    assert [item.id for item in seen.run.items if item.outcome == "broken"] == []


@pytest.mark.parametrize("api", APIS)
def test_mock_sends_nothing_that_its_document_does_not_name(api: str) -> None:
    assert seen_of(api, "mock").observations[api] == ()


@pytest.mark.parametrize("api", APIS)
def test_fields_beside_the_documented_ones_are_told_as_warnings(api: str) -> None:
    fields = [one for one in seen_of(api, "correct").observations[api] if is_extra(api, one)]

    assert fields
    assert {(one.rule, one.severity) for one in fields} == {("undocumented_field", None)}


def test_flaws_that_change_no_shape_are_of_the_family() -> None:
    known = {flaw.id for flaw in flaws_of("sessionm") if flaw.family == "shape"}

    assert set(MEANING_ONLY["sessionm"]) <= known
