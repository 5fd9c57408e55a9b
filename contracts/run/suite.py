"""A run put together: target, transports, roles and plan; then item by item; then its result."""

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from contracts.errors import ConfigError, TargetUnreachable
from contracts.finding import Exchange, Finding, ItemResult, Reply, Request, RunResult
from contracts.run.api_run import ApiLaws, ApiRun
from contracts.run.controls import controls_of
from contracts.run.coverage import Seen, cells
from contracts.run.documents import Documents
from contracts.run.guard import Guard
from contracts.run.items import ItemRun, Runner
from contracts.run.journal import Journal
from contracts.run.limits import Limits
from contracts.run.made import things_made
from contracts.run.merging import merge_findings
from contracts.run.notes import ended_by, notes_of
from contracts.run.options import RunOptions
from contracts.run.plan import ApiPlan, Item, check_names, plan_api
from contracts.run.roles import Role, resolve_roles
from contracts.run.sender import Sender
from contracts.run.transport import AsgiTransport, HttpTransport, Transport
from contracts.target import ApiTarget, Secrets, Target
from specs.bundle import Bundle
from specs.errors import nearest_name
from specs.values import Json

SERVERS: Final = "contracts.servers"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run gets from outside: nothing in it is made up by the suite itself."""

    run: str
    """Id of the run and prefix of all names."""
    started: datetime
    now: Callable[[], float]
    """Seconds that only grow."""
    limits: Limits
    journal: Path | None = None
    worker: str = "0"
    on_exchange: Callable[[Exchange], None] | None = None
    """Told of every exchange, secrets masked."""
    transports: Mapping[str, Transport] | None = None
    """By API, instead of those that the target asks for."""
    roles: Mapping[str, Mapping[str, Json]] | None = None
    """By API, if they are resolved already."""


class Suite:
    """A prepared run."""

    def __init__(
        self,
        bundles: Iterable[Bundle],
        target: Target,
        options: RunOptions,
        setting: Setting,
        *,
        plans: tuple[ApiPlan, ...] | None = None,
    ) -> None:
        """Reaches the target and resolves the roles; plans that are known are not made again."""
        self.target = target
        self.options = options
        self.setting = setting
        self.plans = plans_of(bundles, target, options) if plans is None else plans
        self.roles: dict[str, tuple[Role, ...]] = {}
        """How each role was resolved, by API; empty if they were handed in."""
        self.known_roles: dict[str, dict[str, Json]] = {}
        """What plays each role, by API."""
        self.secrets = Secrets()
        self._transports: dict[str, Transport] = {}
        self._runners = {plan.bundle.name: self._runner(plan) for plan in self.plans}

    @property
    def items(self) -> tuple[Item, ...]:
        """All items of the plan, API by API."""
        return tuple(item for plan in self.plans for item in plan.items)

    def run(self, item: Item) -> ItemRun:
        """Runs one item."""
        return self._runners[item.api].run(item)

    def result(self, runs: Iterable[ItemRun], *, interrupted: str = "") -> RunResult:
        """Returns what the run found out."""
        runs = list(runs)
        return summarise(
            self.plans,
            self.target,
            self.options,
            self.setting,
            [run.result for run in runs],
            [finding for run in runs for finding in run.findings],
            _seen(runs),
            interrupted=interrupted,
        )

    def close(self) -> None:
        """Lets go of all connections."""
        for transport in self._transports.values():
            transport.close()

    def _runner(self, plan: ApiPlan) -> Runner:
        setting, name = self.setting, plan.bundle.name
        api = self.target.apis[name]
        self.secrets.add_target(api)
        guard = Guard.of(plan.bundle, may_write=self.target.may_write(name))
        journal = Journal(
            None if self.target.isolation == "reset" else setting.journal, setting.worker
        )
        transport = self._transport(plan.bundle, api)
        sender = Sender(
            bundle=plan.bundle,
            api=api,
            transport=transport,
            guard=guard,
            limits=setting.limits,
            journal=journal,
            timeout_seconds=self.target.timeout_seconds,
            sent=lambda exchange: None,
            prefix=setting.run,
            learn=self.secrets.add,
        )
        reach(sender, self.target.name)
        controls = controls_of(sender)
        run = ApiRun(
            bundle=plan.bundle,
            target=self.target,
            api=api,
            own=plan.own,
            transport=transport,
            guard=guard,
            limits=setting.limits,
            journal=journal,
            secrets=self.secrets,
            documents=Documents(plan.bundle),
            roles=self._roles_of(sender, api, may_make=guard.may_write),
            controls=controls,
            prefix=setting.run,
            started=self._start_of(sender, controls),
            seed=self.options.seed,
        )
        return Runner(run, self.options, now=setting.now, on_exchange=setting.on_exchange)

    def _roles_of(self, sender: Sender, api: ApiTarget, *, may_make: bool) -> dict[str, Json]:
        name = sender.bundle.name
        if self.setting.roles is not None:
            known = dict(self.setting.roles[name])
        else:
            self.roles[name] = resolve_roles(sender, api.roles, may_make=may_make)
            played = [role for role in self.roles[name] if role.source != "missing"]
            known = {**api.roles, **{role.name: role.value for role in played}}
        self.known_roles[name] = known
        return known

    def _start_of(self, sender: Sender, controls: frozenset[str]) -> datetime:
        """Returns the time from which the target is judged; our own mock is stopped there."""
        if "clock" not in controls:
            return self.setting.started
        own = self.target.is_own_mock and self.target.isolation == "reset"
        if own and sender.guard.may_write:
            now = self.setting.started.strftime("%Y-%m-%dT%H:%M:%SZ")
            exchange = sender.control("PATCH", "/clock", {"now": now, "frozen": True})
        else:
            exchange = sender.control("GET", "/clock")
        told = exchange.at("/now") if exchange is not None else None
        if not isinstance(told, str):
            return self.setting.started
        return datetime.fromisoformat(told).astimezone(UTC)

    def _transport(self, bundle: Bundle, api: ApiTarget) -> Transport:
        if self.setting.transports is not None and bundle.name in self.setting.transports:
            return self.setting.transports[bundle.name]
        key = api.server or "http"
        if key not in self._transports:
            self._transports[key] = (
                AsgiTransport(server_app(api.server, [plan.bundle for plan in self.plans]))
                if api.server is not None
                else HttpTransport(self.target.tls)
            )
        return self._transports[key]


def plans_of(bundles: Iterable[Bundle], target: Target, options: RunOptions) -> tuple[ApiPlan, ...]:
    """Returns the plan of each API that a target has.

    Raises:
        ConfigError: Something that is asked for does not exist, or the target has no such API.
        InvalidPart: The laws of an API cannot be loaded.
    """
    bundles = list(bundles)
    here = [bundle for bundle in bundles if bundle.name in target.apis]
    if not here:
        names = ", ".join(bundle.name for bundle in bundles)
        raise ConfigError(
            f"the target {target.name} has none of the APIs {names}",
            do=f"Add [targets.{target.name}.apis.{bundles[0].name}] with its url",
        )
    loaded = [(bundle, ApiLaws.of(bundle)) for bundle in here]
    check_names(loaded, options)
    return tuple(plan_api(bundle, own, options) for bundle, own in loaded)


def summarise(
    plans: Iterable[ApiPlan],
    target: Target,
    options: RunOptions,
    setting: Setting,
    results: list[ItemResult],
    findings: list[Finding],
    seen: Seen,
    *,
    interrupted: str = "",
    seconds: float | None = None,
) -> RunResult:
    """Returns the result of a run from what its items left behind."""
    plans = list(plans)
    order = {item.id: number for number, item in enumerate(i for p in plans for i in p.items)}
    results = sorted(results, key=lambda result: order.get(result.id, len(order)))
    spent = sum(result.seconds for result in results) if seconds is None else seconds
    return RunResult(
        run=setting.run,
        started=setting.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=spent,
        seed=options.seed,
        target=target.name,
        urls={plan.bundle.name: target.apis[plan.bundle.name].url for plan in plans},
        options=options.as_json(),
        items=tuple(results),
        findings=merge_findings(findings),
        accepted=(),
        fixed=(),
        cells=tuple(
            cell
            for plan in plans
            for cell in cells(plan, results, seen, may_write=target.may_write(plan.bundle.name))
        ),
        created=things_made(setting.journal),
        left_out=_left_out(results),
        interrupted=interrupted or ended_by(results),
        controls=_controls(plans, target),
        notes=notes_of(plans, target, seen),
    )


def _controls(plans: Iterable[ApiPlan], target: Target) -> dict[str, str]:
    urls = {plan.bundle.name: target.apis[plan.bundle.name].control for plan in plans}
    return {name: url for name, url in urls.items() if url is not None}


def reach(sender: Sender, target: str) -> None:
    """Makes sure that something answers.

    Raises:
        TargetUnreachable: Nothing does.
    """
    probe = Request(method="GET", path="/", caller="nobody")
    got = sender.transport.send(sender.api.url, probe, sender.timeout_seconds)
    if not isinstance(got, Reply) and got == "refused":
        raise TargetUnreachable(target, sender.bundle.name, sender.api.url, "connection refused")


def server_app(name: str, bundles: list[Bundle]) -> Callable[..., Json]:
    """Returns the ASGI application of an entry point.

    Raises:
        ConfigError: There is no such entry point.
    """
    known = {point.name: point for point in entry_points(group=SERVERS)}
    if name not in known:
        raise ConfigError(
            f"there is no server {name!r} in the entry point group {SERVERS}",
            do=nearest_name(name, known) or "Install the kit, or name a target",
        )
    places = [str(bundle.folder or bundle.document.path) for bundle in bundles]
    with warnings.catch_warnings():
        # What a server's own libraries are warned of is not for those who judge it.
        warnings.simplefilter("ignore")
        app: Callable[..., Json] = known[name].load()(*places)
    return app


def _seen(runs: Iterable[ItemRun]) -> Seen:
    seen = Seen()
    for run in runs:
        seen.add(run.result.api, run.statuses, run.codes)
    return seen


def _left_out(results: Iterable[ItemResult]) -> tuple[str, ...]:
    return tuple(
        f"{result.id}: {result.reason}" for result in results if result.outcome == "not-judged"
    )
