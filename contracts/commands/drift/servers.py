"""`contracts drift --target`: what a server answers is held against the documents."""

import os
import time
from dataclasses import replace

from contracts.commands.drift.ending import Ending
from contracts.commands.drift.looked import looked_result
from contracts.commands.drift.patches import write_patches
from contracts.commands.drift.request import DriftRequest
from contracts.commands.drift.settings import Settings
from contracts.drift.observed import Observation
from contracts.drift.reporting import Places, observed_findings
from contracts.drift.sources import Opened
from contracts.drift.sources.names import Names
from contracts.finding import Finding
from contracts.live import LiveRequest, watch_target
from contracts.live.watching import options_for
from contracts.pytest_suite.work import asked_as_json
from contracts.run.folder import RunFolder, new_run_id, now
from contracts.run.limits import OwnLimits
from contracts.run.opening import Asked, open_target
from contracts.run.suite import Setting
from contracts.target import Target
from specs.bundle import Bundle
from specs.values import Record


def server_against_spec(request: DriftRequest, settings: Settings, ending: Ending) -> int:
    """Holds what a target answers against the documents, and returns the exit code.

    Raises:
        ConfigError: Something that is asked for does not exist.
        SpecError: A document cannot be used.
        TargetUnreachable: Nothing answers.
    """
    live = live_request(request)
    asked = asked_as_json(live.asked)
    bundles, target = open_target(live.asked, os.environ)
    began = time.monotonic()
    seen = watch_target(
        bundles, target, options_for(live, target), setting_of(request, target, asked)
    )
    findings = [
        finding
        for bundle in seen.bundles
        for finding in _findings(seen.observations.get(bundle.name, ()), bundle, settings)
    ]
    if request.patch is not None:
        documents = {one.name: Opened(one, Names().shown, one.name) for one in seen.bundles}
        found = seen.observations
        for line in write_patches(request.patch, documents, found, settings.severities):
            ending.tell(line)
    result = looked_result(seen.run, seen.bundles, findings, mode="target", answered=seen.statuses)
    return ending.of(replace(result, seconds=time.monotonic() - began), asked)


def clock() -> float:
    """Returns seconds of a clock that never goes back."""
    return time.monotonic()


def live_request(request: DriftRequest) -> LiveRequest:
    """Returns what is asked of a server: reads only, unless writing is allowed."""
    return LiveRequest(
        asked=Asked(
            apis=request.words,
            target=request.target,
            headers=request.headers,
            auth=request.auth,
            own_mock=request.own_mock,
            rate_limit=request.rate_limit,
            read_only=not request.writes,
        ),
        seed=request.seed,
        max_examples=request.max_examples,
        operations=request.operations,
        max_seconds=request.max_seconds,
    )


def setting_of(request: DriftRequest, target: Target, asked: Record) -> Setting:
    """Returns what a run gets from outside; its folder is there before anything is sent."""
    folder = RunFolder(request.run_home, new_run_id())
    folder.make()
    folder.write_asked(asked)
    ends_at = None
    if request.max_seconds is not None:
        ends_at = time.monotonic() + request.max_seconds
    return Setting(
        run=folder.run,
        started=now(),
        now=time.monotonic,
        limits=OwnLimits(rate=target.rate, budget=target.max_requests, ends_at=ends_at),
        journal=folder.journal,
    )


def _findings(
    observations: tuple[Observation, ...], bundle: Bundle, settings: Settings
) -> tuple[Finding, ...]:
    return observed_findings(
        observations,
        api=bundle.name,
        places=Places(bundle, Names().shown),
        severities=settings.severities,
    )
