"""What one API of a target has and lacks, found out by reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from contracts.commands.connections import Connections
from contracts.commands.credentials import Credentials, try_credentials
from contracts.run.api_run import ANY_CONTROL
from contracts.run.controls import controls_of
from contracts.run.plan import ApiPlan, Item, reason_against
from contracts.run.roles import Role, resolve_roles
from contracts.target import Target

DEFAULT: Final = "caller.default"


@dataclass(frozen=True, slots=True)
class Gap:
    """A role or control that the target lacks, and what cannot be judged without it."""

    name: str
    description: str
    laws: tuple[str, ...]
    """Ids of laws."""
    codes: tuple[str, ...]
    """Error codes."""
    makes: str = ""
    """The operation with which a test will make one, if it can."""


@dataclass(frozen=True, slots=True)
class ApiExamination:
    """What one API of the target has and lacks."""

    plan: ApiPlan
    url: str
    credentials: Credentials
    roles: tuple[Role, ...]
    missing: tuple[Gap, ...]
    """Roles that something needs."""
    controls: frozenset[str]
    uncontrolled: tuple[Gap, ...]
    """Control actions that something needs."""
    left_out: dict[str, int]
    """How many items the target's safety and kind leave out, by reason."""

    @property
    def is_complete(self) -> bool:
        """Whether all that may be judged here can be judged."""
        lacks = [gap for gap in self.missing if not gap.makes]
        return self.credentials.are_usable and not (lacks or self.uncontrolled)


def examination(plan: ApiPlan, target: Target, opened: Connections) -> ApiExamination:
    """Examines one API of a target by reads.

    Args:
        plan: Everything that could be judged.
        target: Where it is.
        opened: The senders, which let nothing through that may write.
    """
    name = plan.bundle.name
    sender, may_write = opened.senders[name], target.may_write(name)
    reasons = {
        item.id: reason_against(item, may_write=may_write, own_mock=target.is_own_mock)
        for item in plan.items
    }
    judged = [item for item in plan.items if reasons[item.id] is None]
    left_out: dict[str, int] = {}
    for reason in filter(None, reasons.values()):
        left_out[reason] = left_out.get(reason, 0) + 1
    credentials = try_credentials(sender)
    is_anonymous = credentials.state == "missing"
    roles = resolve_roles(sender, target.apis[name].roles, may_make=False)
    controls = controls_of(sender)
    return ApiExamination(
        plan=plan,
        url=target.apis[name].url,
        credentials=credentials,
        roles=roles,
        missing=tuple(
            gap
            for gap in _missing(plan, judged, roles, may_write=may_write)
            if gap.name != DEFAULT or is_anonymous
        ),
        controls=controls,
        uncontrolled=tuple(_uncontrolled(judged, controls)),
        left_out=left_out,
    )


def _missing(
    plan: ApiPlan, judged: list[Item], roles: tuple[Role, ...], *, may_write: bool
) -> Iterator[Gap]:
    """Yields the missing roles that something needs, those that most needs first."""
    needs = _role_needs(plan, roles)
    gaps = []
    for role in roles:
        if role.source != "missing":
            continue
        parameters = needs.get(role.name, frozenset())
        items = [
            item
            for item in judged
            if role.name in item.needs.roles or _has_parameter(item, parameters)
        ]
        if role.name != DEFAULT and not items:
            continue
        declared = plan.bundle.roles[role.name]
        is_made = may_write and "example" in declared
        makes = str(declared.get("makes", "")) if is_made else ""
        gaps.append(_gap(role.name, role.description, items, makes))
    yield from sorted(gaps, key=lambda gap: (gap.name != DEFAULT, -len(gap.laws) - len(gap.codes)))


def _role_needs(plan: ApiPlan, roles: tuple[Role, ...]) -> dict[str, frozenset[str]]:
    """Returns the path parameters that nothing stands for, by the first role that could."""
    declared = plan.bundle.roles
    known = {
        parameter
        for role in roles
        if role.source != "missing"
        for parameter in declared[role.name].get("parameters", ())
    }
    found: dict[str, frozenset[str]] = {}
    for role in roles:
        if role.source == "missing":
            own = frozenset(declared[role.name].get("parameters", ())) - known
            found[role.name] = own
            known |= own
    return found


def _has_parameter(item: Item, parameters: frozenset[str]) -> bool:
    return item.operation is not None and any(
        parameter.place == "path" and parameter.name in parameters
        for parameter in item.operation.parameters
    )


def _uncontrolled(judged: list[Item], controls: frozenset[str]) -> Iterator[Gap]:
    if ANY_CONTROL in controls:
        return
    needed = dict.fromkeys(control for item in judged for control in item.needs.controls)
    for control in needed:
        if control not in controls:
            items = [item for item in judged if control in item.needs.controls]
            yield _gap(control, "", items)


def _gap(name: str, description: str, items: list[Item], makes: str = "") -> Gap:
    return Gap(
        name=name,
        description=" ".join(description.split()),
        laws=tuple(dict.fromkeys(item.judge for item in items if item.judge)),
        codes=tuple(dict.fromkeys(item.code for item in items if item.code)),
        makes=makes,
    )
