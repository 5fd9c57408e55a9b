"""Which fault a call meets: the first rule that matches and still fires."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from mockserver.faults.fault import Effect, Fault, draw_effect
from mockserver.faults.rule import FaultRule
from mockserver.state import World
from mockserver.state.identity import random_source
from specs.operation import Operation
from specs.values import Record

FAULTS: Final = "$faults"
"""The kind of record that counts, by id of the rule, the calls that each rule has met."""


class Count(NamedTuple):
    """The calls of one API that a rule has met."""

    seen: int = 0
    """Calls that it matched, until it was spent."""
    fired: int = 0
    """Those of them that it hit."""


async def decide(
    rules: Sequence[FaultRule], operation: Operation, *, api: str, world: World
) -> Fault | None:
    """Returns what a call meets, None if no rule fires.

    What is counted is put into the world, so it counts if the call's transaction is committed,
    and once, however often that is run. Draws depend on the world's seed, the API, the rule and
    the number of calls that it has matched, and on nothing else: no other draw shifts.

    Args:
        rules: The rules in the order in which they are tried; each has an id.
        operation: What is called.
        api: The API of the operation; calls are counted apart for each.
        world: The world of that API.
    """
    for rule in rules:
        if rule.matches(operation, api):
            fault = await _met(rule, api, world)
            if fault is not None:
                return fault
    return None


async def count_of(rule: FaultRule, world: World) -> Count:
    """Returns the calls that a rule has met; rules that depend on none are not counted."""
    record = await world.get(FAULTS, rule.id)
    return Count(record["seen"], record["fired"]) if record is not None else Count()


def forget(rule_id: str, world: World) -> None:
    """Lets a rule begin anew."""
    world.delete(FAULTS, rule_id)


async def _met(rule: FaultRule, api: str, world: World) -> Fault | None:
    if not rule.is_counted:
        return _constant(rule)
    count = await count_of(rule, world)
    if rule.count is not None and count.fired >= rule.count:
        return None
    source = random_source(world.seed, f"{FAULTS}/{api}/{rule.id}", count.seen)
    # Drawn for each call alike, so that a rule's percentage does not move its other draws.
    is_hit = source.random() * 100 < rule.percent and count.seen >= rule.skip
    world.put(FAULTS, rule.id, _record(Count(count.seen + 1, count.fired + is_hit)))
    if not is_hit:
        return None
    delay = rule.delay.draw(source) if rule.delay is not None else 0.0
    effect = draw_effect(rule.connection, source) if rule.connection is not None else None
    return Fault(rule.id, delay, rule.outcome, effect)


def _constant(rule: FaultRule) -> Fault:
    """Returns what a rule does that leaves nothing to chance or to the calls before."""
    delay = rule.delay.first if rule.delay is not None else 0.0
    effect: Effect | None = None
    if rule.connection is not None:
        effect = draw_effect(rule.connection, random_source(0, FAULTS, 0))
    return Fault(rule.id, delay, rule.outcome, effect)


def _record(count: Count) -> Record:
    return dict(count._asdict())
