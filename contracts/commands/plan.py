"""`contracts plan`: what a test would do; sends nothing."""

import json
import os
from collections.abc import Iterable, Mapping
from typing import Any

import click
from rich.console import Console

from contracts.commands.forecast import (
    ApiForecast,
    about,
    forecast_lines,
    seconds_at_least,
)
from contracts.commands.outlook import (
    added,
    creations,
    likely,
    operations_of,
    outlooks,
    requests_of,
)
from contracts.commands.run_suite import CLEAN, UNUSABLE
from contracts.reports.layout import print_lines
from contracts.run.guard import is_write
from contracts.run.notes import has_credentials
from contracts.run.opening import Asked, open_target, options_of
from contracts.run.plan import ApiPlan
from contracts.run.suite import plans_of
from contracts.target import Target
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import Record


def print_plan(asked: Asked, given: Mapping[str, Any], console: Console, *, as_json: bool) -> int:
    """Prints the plan.

    Args:
        asked: The APIs and the target.
        given: The options that choose what is judged, by name as on the command line.
        console: Where it is printed.
        as_json: As one JSON object.

    Returns:
        0, or 2 if nothing at all would be judged.

    Raises:
        ConfigError: Something that is asked for does not exist.
        SpecError: An API cannot be read.
    """
    bundles, target = open_target(asked, os.environ)
    names = ("seed", "max_examples", "kinds", "operations", "laws", "checks", "shard")
    options = options_of(target, **{name: given[name] for name in names}, max_seconds=None)
    forecasts = [_forecast(plan, target) for plan in plans_of(bundles, target, options)]
    if as_json:
        click.echo(json.dumps(_as_json(forecasts, target), indent=2))
    else:
        print_lines(console, forecast_lines(forecasts, target))
    return CLEAN if any(forecast.active for forecast in forecasts) else UNUSABLE


def _forecast(plan: ApiPlan, target: Target) -> ApiForecast:
    bundle, name = plan.bundle, plan.bundle.name
    may_write = target.may_write(name)
    found = tuple(outlooks(plan, target))
    active = [one.item for one in found if one.prospect != "left out"]
    called = {
        operation.label for item in active for operation in operations_of(item, bundle) if may_write
    }
    writes = tuple(o.label for o in bundle.operations if o.label in called and is_write(o))
    stays, goes = ({}, {}) if target.isolation == "reset" else _made(bundle, writes)
    clean = [requests_of(item, bundle, may_write=may_write, shrinks=False) for item in active]
    made = [creations(item, bundle, stays.values(), may_write=may_write) for item in active]
    return ApiForecast(
        api=name,
        url=target.apis[name].url,
        may_write=may_write,
        has_credentials=has_credentials(bundle, target.apis[name]),
        outlooks=found,
        requests=added(requests_of(item, bundle, may_write=may_write) for item in active),
        when_clean=added(clean),
        likely=sum(likely(item, most) for item, most in zip(active, clean, strict=True)),
        lasting=sum(about for about, _ in made),
        lasting_at_most=sum(most for _, most in made),
        writes=writes,
        stays=stays,
        goes=goes,
        changes=tuple(
            operation.label
            for operation in bundle.operations
            if operation.label in writes
            and target.isolation != "reset"
            and _action(operation) not in ("create", "delete")
        ),
    )


def _made(bundle: Bundle, writes: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Returns what is made for good, and what can be removed again."""
    made = {
        str(operation.resource["name"]): operation.label
        for operation in bundle.operations
        if operation.label in writes and _action(operation) == "create"
    }
    removers = {
        str(operation.resource["name"]): operation.label
        for operation in bundle.operations
        if _action(operation) == "delete"
    }
    stays = {kind: label for kind, label in made.items() if kind not in removers}
    return stays, {kind: removers[kind] for kind in made if kind in removers}


def _action(operation: Operation) -> str:
    return str(operation.resource.get("action", ""))


def _as_json(forecasts: Iterable[ApiForecast], target: Target) -> Record:
    forecasts = list(forecasts)
    total = added(forecast.requests for forecast in forecasts)
    return {
        "target": target.name,
        "items": sum(len(forecast.active) for forecast in forecasts),
        "requests_at_most": total,
        "requests_at_most_when_clean": added(forecast.when_clean for forecast in forecasts),
        "requests_likely": about(sum(forecast.likely for forecast in forecasts)),
        "seconds_at_rate_limit": seconds_at_least(total, target),
        "max_requests": target.max_requests,
        "apis": {
            forecast.api: {
                "url": forecast.url,
                "safety": "writes" if forecast.may_write else "read-only",
                "kinds": forecast.kinds,
                "requests_at_most": forecast.requests,
                "requests_at_most_when_clean": forecast.when_clean,
                "requests_likely": about(forecast.likely),
                "writes": list(forecast.writes),
                "left_behind_likely": about(forecast.lasting),
                "left_behind_at_most": forecast.lasting_at_most,
                "left_behind": forecast.stays,
                "removed_by": forecast.goes,
                "left_changed": list(forecast.changes),
                "items": [one.item.id for one in forecast.active],
                "depends_on": forecast.reasons("may run"),
                "left_out": forecast.reasons("left out"),
            }
            for forecast in forecasts
        },
    }
