"""`contracts drift --mock --target`: the same reads to the mock and to a server."""

import os
from dataclasses import replace

from contracts.commands.drift.ending import Ending
from contracts.commands.drift.request import DriftRequest
from contracts.commands.drift.servers import clock, live_request, setting_of
from contracts.commands.drift.settings import Settings
from contracts.drift.observed import Observation
from contracts.drift.reporting import Occasion, Places, observed_findings, seen_report
from contracts.drift.reporting.findings import item_of
from contracts.drift.sources.names import Names
from contracts.finding import Finding, ItemResult
from contracts.live import Compared, Differing, compare_servers
from contracts.pytest_suite.work import asked_as_json
from contracts.run.opening import open_target
from specs.bundle import Bundle

_RULE = "mock_differs"


def mock_against_server(request: DriftRequest, settings: Settings, ending: Ending) -> int:
    """Compares the shapes of both answers, and returns the exit code.

    Raises:
        ConfigError: Something that is asked for does not exist, or the mock is not installed.
        SpecError: A document cannot be used.
        TargetUnreachable: Nothing answers.
    """
    live = live_request(request)
    asked = asked_as_json(live.asked)
    _, target = open_target(live.asked, os.environ)
    setting, began = setting_of(request, target, asked), clock()
    compared = compare_servers(live, setting, os.environ)
    seconds = clock() - began
    result = seen_report(
        f"the mock and {target.name}",
        _seen(compared),
        [
            finding
            for bundle in compared.bundles
            for finding in _findings(compared, bundle, settings)
        ],
        occasion=Occasion(setting.run, setting.started, seconds),
        options={"drift": "mock", "target": target.name},
    )
    urls = {name: api.url for name, api in target.apis.items()}
    items = _with_gaps(result.items, compared)
    return ending.of(replace(result, items=items, urls=urls, left_out=compared.left_out), asked)


def _seen(compared: Compared) -> dict[str, dict[str, int]]:
    """Returns how many answers of each operation were compared."""
    seen: dict[str, dict[str, int]] = {bundle.name: {} for bundle in compared.bundles}
    for api, operation, _ in compared.compared:
        seen[api][operation] = compared.answers.get((api, operation), 1)
    return seen


def _with_gaps(items: tuple[ItemResult, ...], compared: Compared) -> tuple[ItemResult, ...]:
    """Returns the items with those of operations that were not compared, or broke."""
    known = {(one.api, one.operation): one for one in items}
    for key, reason in compared.unreached.items():
        known.setdefault(key, _unjudged(key, reason))
    for key, reason in compared.broken.items():
        known[key] = replace(
            known.get(key) or _unjudged(key, reason), outcome="broken", reason=reason
        )
    return tuple(known.values())


def _unjudged(key: tuple[str, str], reason: str) -> ItemResult:
    return ItemResult(
        id=item_of(*key),
        kind="drift",
        api=key[0],
        operation=key[1],
        judge="",
        outcome="not-judged",
        reason=reason,
        seconds=0.0,
        requests={},
        examples=0,
        findings=(),
    )


def _findings(compared: Compared, bundle: Bundle, settings: Settings) -> list[Finding]:
    differing = [one for one in compared.differing if one.api == bundle.name]
    places = Places(bundle, Names().shown)
    findings: list[Finding] = []
    for one in differing:
        found = observed_findings(
            [_observation(one)],
            api=bundle.name,
            places=places,
            severities=settings.severities,
        )
        findings += (replace(each, story=(one.mock_sample, one.live_sample)) for each in found)
    return findings


def _observation(one: Differing) -> Observation:
    return Observation(
        rule=_RULE,
        operation=one.operation,
        side="response",
        status=one.status,
        part="body" if one.path else "",
        path=one.path,
        expected=f"the mock: {one.mock}",
        got=f"the server: {one.live}",
        count=1,
        sample=one.live_sample,
        pointer=one.pointer,
    )
