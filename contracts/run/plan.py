"""The plan: what will be judged, at most how many requests that takes, and what is left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from contracts.checks import CHECKS
from contracts.errors import ConfigError
from contracts.finding import Kind
from contracts.lawkit import Law, Provocation, Site
from contracts.lawkit.law import CALLS_PER_METHOD
from contracts.laws import LAWS
from contracts.run.api_run import ApiLaws
from contracts.run.guard import is_write
from contracts.run.law_runner import SHRINK_REQUESTS
from contracts.run.options import COVERAGE_CASES, STATEFUL_STEPS, Needs, RunOptions
from specs.bundle import Bundle
from specs.errors import nearest_name
from specs.operation import Operation

PROVOCATION_EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is judged by itself."""

    id: str
    kind: Kind
    api: str
    needs: Needs
    operation: Operation | None = None
    law: Law | None = None
    provocation: Provocation | None = None
    code: str = ""

    @property
    def label(self) -> str:
        """The operation's label, or empty."""
        return self.operation.label if self.operation is not None else ""

    @property
    def judge(self) -> str:
        """The law's id, or empty."""
        return self.law.id if self.law is not None else ""


@dataclass(frozen=True, slots=True)
class ApiPlan:
    """The items of one API."""

    bundle: Bundle
    own: ApiLaws
    items: tuple[Item, ...]


def plan_api(bundle: Bundle, own: ApiLaws, options: RunOptions) -> ApiPlan:
    """Returns the items of one API, in the order in which they run.

    Raises:
        ConfigError: An operation that is asked for does not exist.
    """
    wanted = [operation for operation in bundle.operations if _is_wanted(operation, options)]
    items = [
        *_generated(bundle, wanted, options),
        *_laws(bundle, own, wanted, options),
        *_codes(bundle, own, wanted, options),
    ]
    chosen = [item for item in items if item.kind in options.kinds]
    if options.laws:
        chosen = [item for item in chosen if item.judge in options.laws]
    if options.shard is not None:
        chosen = [item for item in chosen if _shard(item, options.shard[1]) == options.shard[0]]
    return ApiPlan(bundle, own, tuple(chosen))


def check_names(plans: Iterable[tuple[Bundle, ApiLaws]], options: RunOptions) -> None:
    """Makes sure that everything that is asked for exists somewhere.

    Raises:
        ConfigError: An operation, a law or a check is unknown.
    """
    known = list(plans)
    operations = {
        name
        for bundle, _ in known
        for operation in bundle.operations
        for name in (operation.operation_id, operation.label)
        if name is not None
    }
    laws = {law.id for law in LAWS} | {law.id for _, own in known for law in own.laws}
    for what, wanted, names in (
        ("operation", options.operations, operations),
        ("law", options.laws, laws),
        ("check", options.checks, {check.id for check in CHECKS}),
    ):
        for name in wanted:
            if name not in names:
                raise ConfigError(f"there is no {what} {name!r}", do=nearest_name(name, names))


def reason_against(item: Item, *, may_write: bool, own_mock: bool) -> str | None:
    """Returns why an item cannot be judged on a target at all, or None."""
    if item.needs.own_mock and not own_mock:
        return "inferred: judged on the kit's own mock only"
    if item.needs.writes and not may_write:
        return "write blocked"
    return None


def _is_wanted(operation: Operation, options: RunOptions) -> bool:
    names = (operation.operation_id, operation.label)
    return not options.operations or any(name in options.operations for name in names)


def _shard(item: Item, count: int) -> int:
    digest = blake2b(item.id.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % count + 1


def _generated(bundle: Bundle, wanted: list[Operation], options: RunOptions) -> Iterator[Item]:
    amounts: tuple[tuple[Kind, int], ...] = (
        ("examples", 20),
        ("coverage", COVERAGE_CASES),
        ("fuzzing", options.max_examples),
    )
    for operation in wanted:
        for kind, amount in amounts:
            yield Item(
                id=f"{bundle.name}::{kind}[{operation.label}]",
                kind=kind,
                api=bundle.name,
                operation=operation,
                needs=Needs(writes=is_write(operation), at_most={operation.method: amount}),
            )
    if len(wanted) > 1 and (_has_links(bundle) or any(map(_creates, wanted))):
        steps = options.max_examples * STATEFUL_STEPS
        methods = {operation.method for operation in wanted}
        yield Item(
            id=f"{bundle.name}::stateful",
            kind="stateful",
            api=bundle.name,
            needs=Needs(at_most=dict.fromkeys(sorted(methods), steps)),
        )


def _has_links(bundle: Bundle) -> bool:
    answers = (
        bundle.document.at(response.pointer)
        for operation in bundle.operations
        for response in operation.responses.values()
    )
    return any(isinstance(answer, dict) and answer.get("links") for answer in answers)


def _creates(operation: Operation) -> bool:
    """Returns whether links from an operation may be inferred: it makes something."""
    action = operation.resource.get("action")
    return action == "create" or (action is None and operation.method == "POST")


def _laws(
    bundle: Bundle, own: ApiLaws, wanted: list[Operation], options: RunOptions
) -> Iterator[Item]:
    labels = {operation.label for operation in wanted}
    for law in (*LAWS, *own.laws):
        if law.sites is not None:
            for site in law.sites(bundle):
                if site.operation.label in labels:
                    yield _law_item(bundle, law, site, options)
            continue
        called = [operation for operation in bundle.operations if _is_called(operation, law)]
        if any(operation.label in labels for operation in called):
            yield _law_item(bundle, law, None, options, called)


def _is_called(operation: Operation, law: Law) -> bool:
    return operation.operation_id in law.operations or operation.label in law.operations


def _law_item(
    bundle: Bundle,
    law: Law,
    site: Site | None,
    options: RunOptions,
    called: Iterable[Operation] = (),
) -> Item:
    operations = [site.operation, *site.others] if site is not None else list(called)
    examples = min(law.examples or options.max_examples, options.max_examples)
    each = law.at_most or dict.fromkeys(
        sorted({operation.method for operation in operations}), CALLS_PER_METHOD
    )
    return Item(
        id=f"{bundle.name}::{law.id}" + (f"[{site.operation.label}]" if site else ""),
        kind="law",
        api=bundle.name,
        operation=site.operation if site is not None else None,
        law=law,
        needs=Needs(
            roles=law.roles,
            controls=law.controls,
            writes=law.needs_writes or any(map(is_write, operations)),
            own_mock=law.basis == "inferred",
            at_most={method: count * examples + SHRINK_REQUESTS for method, count in each.items()},
            in_one=dict(each),
        ),
    )


def _codes(
    bundle: Bundle, own: ApiLaws, wanted: list[Operation], options: RunOptions
) -> Iterator[Item]:
    by_id = {operation.operation_id: operation for operation in bundle.operations}
    for provocation in own.provocations:
        operation = by_id.get(provocation.operation)
        if operation is None or operation not in wanted:
            continue
        called = [operation, *(by_id[name] for name in provocation.operations if name in by_id)]
        # For a token, and for a method that the path has not, one of these may be needed.
        methods = sorted({*(one.method for one in called), "DELETE", "POST", "PUT"})
        yield Item(
            id=f"{bundle.name}::error_code[{operation.label}: {provocation.code}]"
            + ("" if provocation.id.endswith(provocation.code) else f"::{provocation.id}"),
            kind="error-code",
            api=bundle.name,
            operation=operation,
            provocation=provocation,
            code=provocation.code,
            needs=Needs(
                roles=provocation.roles,
                controls=provocation.controls,
                writes=any(map(is_write, called)),
                own_mock=provocation.basis == "inferred",
                at_most=dict.fromkeys(methods, CALLS_PER_METHOD * PROVOCATION_EXAMPLES),
                in_one=dict.fromkeys(methods, CALLS_PER_METHOD),
            ),
        )
