"""What is wrong with a scenario: its form, its records, and whatever it names that is not there."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

import jsonschema_rs

from mockserver.faults import FaultRule, rule_violations
from mockserver.known_keys import with_known_keys
from mockserver.scenarios.schema import SCENARIO_SCHEMA
from mockserver.scenarios.state_plan import StatePlan
from mockserver.scenarios.targets import target_violations
from mockserver.state.clock import YEARS
from mockserver.state.instants import parse_instant
from mockserver.state.seed import Seed, UntoldTime
from mockserver.state.spans import parse_span
from mockserver.state.state_schema import STATE_SCHEMA
from mockserver.stubkit import Control
from specs.bundle import Bundle
from specs.errors import nearest_name
from specs.schemas import SchemaViolation, violations
from specs.values import Json, Record, pointer, split_pointer
from specs.yaml_reader import read_text

JUDGED_AT: Final = datetime(2026, 1, 15, 12, tzinfo=UTC)
"""The time at which records are judged whose scenario names none."""

_MOST_VALUES: Final = 500_000
"""Values that the series of a scenario may stand for; making them takes a second or two."""

# Rules are judged apart, for they have better words for what is wrong with them.
_FORM: Final = jsonschema_rs.Draft202012Validator(
    {**SCENARIO_SCHEMA, "$defs": {"rule": {}}}, validate_formats=True
)


def scenario_violations(
    value: Json, bundle: Bundle, *, seed: Seed, controls: Mapping[str, Control] | None = None
) -> tuple[SchemaViolation, ...]:
    """Returns what is wrong with a scenario, each with its place in the file.

    Args:
        value: What the file says.
        bundle: The API that it is for.
        seed: The starting state of that API.
        controls: The control actions of the API by name; None leaves them unjudged.
    """
    found = violations(_FORM, value)
    if found:
        # A misspelt key comes first: what else is wrong often follows from it.
        found = tuple(sorted(found, key=lambda one: one.keyword != "additionalProperties"))
        return tuple(_in_words(one) for one in with_known_keys(found, SCENARIO_SCHEMA))
    now, late = told_at(value.get("clock", {}))
    return (
        *late,
        *_foreign(value, bundle),
        *_rules(value.get("faults", ()), bundle),
        *(() if late else _state(value.get("state"), bundle, seed, now)),
        *(() if controls is None else _steps(value.get("controls", ()), controls)),
    )


def told_at(clock: Record) -> tuple[datetime, tuple[SchemaViolation, ...]]:
    """Returns the time at which a scenario's records are judged, and why it cannot be."""
    now = JUDGED_AT
    where = "/clock/now"
    try:
        if "now" in clock:
            now = parse_instant(clock["now"].upper())
        if "advance" in clock:
            where = "/clock/advance" if now.year in YEARS else where
            now += parse_span(clock["advance"])
    except (ValueError, OverflowError):
        now = datetime.max.replace(tzinfo=UTC)
    if now.year in YEARS:
        return now, ()
    wrong = f"the clock keeps to the years {YEARS.start} to {YEARS.stop - 1}"
    return JUDGED_AT, (SchemaViolation(where, "clock", wrong),)


def _in_words(one: SchemaViolation) -> SchemaViolation:
    if one.keyword != "anyOf" or one.pointer:
        return one
    wrong = "the scenario changes nothing: give it clock, state, controls or faults"
    return SchemaViolation("", one.keyword, wrong)


def _foreign(value: Record, bundle: Bundle) -> Iterator[SchemaViolation]:
    api = value.get("api", bundle.name)
    if api != bundle.name:
        yield SchemaViolation("/api", "api", f"this scenario is one of {api}, not of {bundle.name}")
    for name in value.get("roles", ()):
        if name not in bundle.roles:
            wrong = f"there is no role {name!r}"
            yield _unknown("/roles" + pointer(name), wrong, name, bundle.roles)


def _rules(records: list[Json], bundle: Bundle) -> Iterator[SchemaViolation]:
    ids: set[str] = set()
    for place, record in enumerate(records):
        found = rule_violations(record)
        if not found:
            rule = FaultRule.from_record({"api": bundle.name, **record})
            found = target_violations(rule, [bundle])
            if rule.id in ids:
                found = (*found, SchemaViolation("/id", "id", f"another rule has the id {rule.id}"))
            ids |= {rule.id} - {""}
        for one in found:
            yield SchemaViolation(f"/faults/{place}{one.pointer}", one.keyword, one.message)


def _state(
    record: Record | None, bundle: Bundle, seed: Seed, now: datetime
) -> Iterator[SchemaViolation]:
    if record is None:
        return
    made = sum(int(one["count"]) * _values_in(one["record"]) for one in record.get("series", ()))
    if made > _MOST_VALUES:
        wrong = f"the series stand for {made} values; {_MOST_VALUES} may be made"
        yield SchemaViolation("/state/series", "series", wrong)
        return
    plan = StatePlan.from_record(record)
    base = seed.at(now) if plan.mode != "replace" else {}
    if plan.mode != "merge":
        yield from _without(plan, base)
    try:
        changes = list(plan.changes(now))
    except UntoldTime as error:
        yield SchemaViolation("/state" + error.pointer, "time", str(error))
        return
    found = seed.violations(plan.over(base, changes))
    places = {(change.kind, change.id): change.pointer for change in changes} if found else {}
    for one in with_known_keys(found, _schema_of(bundle)) if found else ():
        kind, id_, *_ = (*split_pointer(one.pointer), "", "")
        place = places.get((kind, id_))
        path = one.pointer.split("/")[3:]
        where = "/".join([place, *path]) if place else f"/records{one.pointer}"
        yield SchemaViolation("/state" + where, one.keyword, one.message)


def _without(
    plan: StatePlan, base: Mapping[str, Mapping[str, Record]]
) -> Iterator[SchemaViolation]:
    for kind, ids in plan.without.items():
        if kind not in base:
            yield _unknown("/state/without" + pointer(kind), f"there is no {kind!r}", kind, base)
        for place, id_ in enumerate(ids or ()):
            if kind in base and id_ not in base[kind]:
                where = "/state/without" + pointer(kind, place)
                yield _unknown(where, f"there is no {kind} {id_!r}", id_, base[kind])


def _steps(steps: list[Json], controls: Mapping[str, Control]) -> Iterator[SchemaViolation]:
    for place, step in enumerate(steps):
        control = controls.get(step["action"])
        where = f"/controls/{place}"
        if control is None:
            name = step["action"]
            yield _unknown(f"{where}/action", f"there is no action {name!r}", name, controls)
            continue
        judge = jsonschema_rs.Draft202012Validator(control.schema, validate_formats=True)
        for one in with_known_keys(violations(judge, step["json"]), control.schema):
            yield SchemaViolation(f"{where}/json{one.pointer}", one.keyword, one.message)


def _values_in(value: Json) -> int:
    """Returns how many values there are in a value, itself included."""
    if not isinstance(value, dict | list):
        return 1
    return 1 + sum(map(_values_in, value.values() if isinstance(value, dict) else value))


def _schema_of(bundle: Bundle) -> Record:
    path = bundle.file(STATE_SCHEMA)
    schema: Record = read_text(path).value if path is not None else {}
    return schema


def _unknown(where: str, wrong: str, name: str, known: Mapping[str, object]) -> SchemaViolation:
    nearest = nearest_name(name, known).rstrip(".")
    return SchemaViolation(where, "unknown", f"{wrong}. {nearest}" if nearest else wrong)
