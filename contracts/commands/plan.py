"""`contracts plan`: what a test would do; sends nothing."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import click
from rich.console import Console
from rich.text import Text

from contracts.commands.outlook import Outlook, added, operations_of, outlooks, requests_of
from contracts.commands.run_suite import CLEAN, UNUSABLE
from contracts.reports.visible import counted, lasting, one_line
from contracts.run.guard import is_write
from contracts.run.opening import Asked, open_target, options_of
from contracts.run.plan import ApiPlan
from contracts.run.suite import plans_of
from contracts.target import ApiTarget, Target
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import Record

_SPANS: Final = {1.0: "second", 60.0: "minute", 3600.0: "hour"}


@dataclass(frozen=True, slots=True)
class ApiForecast:
    """What a test would do with one API."""

    api: str
    url: str
    may_write: bool
    has_credentials: bool
    outlooks: tuple[Outlook, ...]
    requests: dict[str, int]
    """At most, by method."""
    when_clean: dict[str, int]
    """At most where no law finds anything, by method."""
    writes: tuple[str, ...]
    """Labels of the operations that write and are called."""
    stays: dict[str, str]
    """What is made and cannot be removed -> the operation that makes it."""
    goes: dict[str, str]
    """What is made and can be removed -> the operation that removes it."""
    changes: tuple[str, ...]
    """Labels of the operations that write, and neither make nor remove."""

    @property
    def active(self) -> tuple[Outlook, ...]:
        """What runs, or may run."""
        return tuple(one for one in self.outlooks if one.prospect != "left out")

    @property
    def kinds(self) -> dict[str, int]:
        """How many items run, or may run, by kind."""
        return dict(Counter(one.item.kind for one in self.active))

    def reasons(self, prospect: str) -> dict[str, list[str]]:
        """Returns the ids of items by the reason that they share, the commonest first."""
        found: dict[str, list[str]] = {}
        for one in self.outlooks:
            if one.prospect == prospect:
                found.setdefault(one.reason, []).append(one.item.id)
        return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


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
        for line in _lines(forecasts, target):
            console.print(line, soft_wrap=True)
    return CLEAN if any(forecast.active for forecast in forecasts) else UNUSABLE


def seconds_at_least(requests: Mapping[str, int], target: Target) -> float | None:
    """Returns how long so many requests take at the target's rate limit; None without one."""
    if target.rate is None:
        return None
    return sum(requests.values()) * target.rate.seconds / target.rate.requests


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
    return ApiForecast(
        api=name,
        url=target.apis[name].url,
        may_write=may_write,
        has_credentials=_has_credentials(bundle, target.apis[name]),
        outlooks=found,
        requests=added(requests_of(item, bundle, may_write=may_write) for item in active),
        when_clean=added(
            requests_of(item, bundle, may_write=may_write, shrinks=False) for item in active
        ),
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
        str(operation.extensions["x-resource"]["name"]): operation.label
        for operation in bundle.operations
        if operation.label in writes and _action(operation) == "create"
    }
    removers = {
        str(operation.extensions["x-resource"]["name"]): operation.label
        for operation in bundle.operations
        if _action(operation) == "delete"
    }
    stays = {kind: label for kind, label in made.items() if kind not in removers}
    return stays, {kind: removers[kind] for kind in made if kind in removers}


def _action(operation: Operation) -> str:
    resource = operation.extensions.get("x-resource")
    return str(resource.get("action")) if isinstance(resource, dict) else ""


def _has_credentials(bundle: Bundle, api: ApiTarget) -> bool:
    needed = any(operation.security for operation in bundle.operations)
    return not needed or "caller.default" in api.roles or bool(api.headers)


def _lines(forecasts: Iterable[ApiForecast], target: Target) -> Iterator[Text]:
    forecasts = list(forecasts)
    for forecast in forecasts:
        yield Text(f"{forecast.api}  {one_line(forecast.url)}", "bold")
        kinds = ", ".join(f"{count} {kind}" for kind, count in forecast.kinds.items())
        yield Text(f"  judges      {counted(len(forecast.active), 'item')}: {kinds or 'none'}")
        yield Text(f"  sends       at most {_requests(forecast.when_clean)}")
        if not forecast.has_credentials:
            yield Text("  calls       without credentials: no role caller.default", "yellow")
        yield from _writes(forecast, target)
        for prospect, word in (("may run", "depends on"), ("left out", "left out")):
            for reason, items in forecast.reasons(prospect).items():
                yield Text(f"  {word:<10}  {counted(len(items), 'item')}: {one_line(reason, 200)}")
        yield Text()
    clean = added(forecast.when_clean for forecast in forecasts)
    total = added(forecast.requests for forecast in forecasts)
    yield Text(f"at most {_requests(clean)}", "bold")
    yield Text(f"if every law finds something: {_requests(total)}, to make the stories small")
    if target.rate is not None:
        every = _SPANS.get(target.rate.seconds, lasting(target.rate.seconds))
        takes = [_long(seconds_at_least(counts, target) or 0) for counts in (clean, total)]
        rate = f"at {target.rate.requests} requests per {every}"
        yield Text(f"{rate} that takes up to {takes[0]}, or {takes[1]}")
    else:
        yield Text("no rate limit is set; --rate-limit 100/m sets one")
    if target.max_requests is not None:
        yield Text(f"the run ends after {counted(target.max_requests, 'request')} (max_requests)")
    if not any(forecast.active for forecast in forecasts):
        yield Text("nothing would be judged; the reasons stand above", "bold yellow")


def _writes(forecast: ApiForecast, target: Target) -> Iterator[Text]:
    if not forecast.writes:
        word = "nothing" if forecast.may_write else "nothing; the target is read-only"
        yield Text(f"  writes      {word}")
        return
    yield Text(f"  writes      {', '.join(forecast.writes)}")
    if target.isolation == "reset":
        yield Text("  leaves      nothing; the target is reset before each example")
    for kind, label in forecast.stays.items():
        said = f"each {kind} that {label} makes; nothing can remove them"
        yield Text(f"  leaves      {said}", "yellow")
    for kind, label in forecast.goes.items():
        yield Text(f"  removes     each {kind} that it makes, by {label}")
    if forecast.changes:
        yield Text(f"  leaves      what {', '.join(forecast.changes)} changed", "yellow")


def _requests(requests: Mapping[str, int]) -> str:
    by_method = ", ".join(f"{number} {method}" for method, number in requests.items())
    total = counted(sum(requests.values()), "request")
    return f"{total} ({by_method})" if by_method else total


def _long(seconds: float) -> str:
    hours, rest = divmod(int(seconds), 3600)
    return f"{hours} h {rest // 60} min" if hours else lasting(seconds)


def _as_json(forecasts: Iterable[ApiForecast], target: Target) -> Record:
    forecasts = list(forecasts)
    total = added(forecast.requests for forecast in forecasts)
    return {
        "target": target.name,
        "items": sum(len(forecast.active) for forecast in forecasts),
        "requests_at_most": total,
        "requests_at_most_when_clean": added(forecast.when_clean for forecast in forecasts),
        "seconds_at_rate_limit": seconds_at_least(total, target),
        "max_requests": target.max_requests,
        "apis": {
            forecast.api: {
                "url": forecast.url,
                "safety": "writes" if forecast.may_write else "read-only",
                "kinds": forecast.kinds,
                "requests_at_most": forecast.requests,
                "requests_at_most_when_clean": forecast.when_clean,
                "writes": list(forecast.writes),
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
