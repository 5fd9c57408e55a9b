"""Callbacks and webhooks: calls in which the server sends and the client answers."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass

from contracts.drift.change import Change
from contracts.drift.comparison.calls import callbacks_of, webhooks_of
from contracts.drift.comparison.lifetimes import compare_lifetimes
from contracts.drift.comparison.messages import compare_messages
from contracts.drift.comparison.pair import Pair, verdict_of
from contracts.drift.comparison.part import Part
from contracts.drift.comparison.security import compare_callback_security
from contracts.drift.comparison.sides import Sides
from specs.operation import Operation


@dataclass(frozen=True, slots=True)
class _Call:
    """One operation of a callback or webhook."""

    name: str
    expression: str
    words: str
    operation: Operation


def compare_callbacks(pair: Pair) -> Iterator[Change]:
    """Yields the changes of the calls that an operation makes the server do later."""
    old, new = pair.parts
    gone = _callbacks(old, pair.sides.base_calls)
    added = _callbacks(new, pair.sides.revision_calls)
    for keys in (_exactly, _by_expression):
        for one, heir in _matched(gone, added, keys):
            yield from _compare(pair.sides, one, heir, pair.label)
    for one, heir in _matched(gone, added, _by_name):
        yield _told("callback_removed", pair.label, one, heir)
    for one in gone:
        yield _told("callback_removed", pair.label, one, None)
    for one in added:
        yield _told("callback_added", pair.label, None, one)


def compare_webhooks(sides: Sides) -> Iterator[Change]:
    """Yields the changes of the calls that the server makes by itself."""
    gone = _webhooks(webhooks_of(sides.base.document), sides.base_calls)
    added = _webhooks(webhooks_of(sides.revision.document), sides.revision_calls)
    for one, heir in _matched(gone, added, _exactly):
        yield from _compare(sides, one, heir, webhook_label(heir.operation.method, heir.name))
    for one in gone:
        label = webhook_label(one.operation.method, one.name)
        yield _told("webhook_removed", label, one, None)
    for one in added:
        label = webhook_label(one.operation.method, one.name)
        yield _told("webhook_added", label, None, one)


def webhook_label(method: str, name: str) -> str:
    """Returns how a webhook is named where operations have their labels."""
    return f"{method} webhook {name}"


def _callbacks(operation: Part, calls: Mapping[str, tuple[Operation, ...]]) -> list[_Call]:
    return [
        _Call(one.name, one.expression, one.words, call)
        for one in callbacks_of(operation)
        for call in calls.get(one.item, ())
    ]


def _webhooks(items: Mapping[str, str], calls: Mapping[str, tuple[Operation, ...]]) -> list[_Call]:
    return [
        _Call(name, "", f"webhook {name}", call)
        for name, item in items.items()
        for call in calls.get(item, ())
    ]


def _matched(
    gone: list[_Call], new: list[_Call], key: Callable[[_Call], Hashable]
) -> list[tuple[_Call, _Call]]:
    """Takes the calls out of both lists that have a key in common, and returns them in pairs."""
    known = {key(one): one for one in reversed(new)}
    found = []
    for one in list(gone):
        heir = known.pop(key(one), None)
        if heir is not None:
            gone.remove(one)
            new.remove(heir)
            found.append((one, heir))
    return found


def _exactly(call: _Call) -> Hashable:
    return call.name, *_key(call)


def _by_expression(call: _Call) -> Hashable:
    return _key(call)


def _by_name(call: _Call) -> Hashable:
    return call.name, call.operation.method


def _key(call: _Call) -> tuple[str, str]:
    expression = call.expression
    if expression.startswith("{$") and expression.find("}") == len(expression) - 1:
        expression = expression[1:-1]  # the same with braces and without
    return expression, call.operation.method


def _compare(sides: Sides, base: _Call, revision: _Call, label: str) -> Iterator[Change]:
    pair = Pair(
        sides,
        base.operation,
        revision.operation,
        label,
        within=f"{revision.words} ",
        caller="server",
    )
    yield from compare_lifetimes(pair)
    yield from compare_callback_security(pair)
    yield from compare_messages(pair)


def _told(rule: str, label: str, base: _Call | None, revision: _Call | None) -> Change:
    words = [one.words if one is not None else "" for one in (base, revision)]
    places = [one.operation.pointer if one is not None else None for one in (base, revision)]
    return Change(
        rule,
        at=words[0] or words[1],
        before=words[0],
        after=words[1],
        base=places[0],
        revision=places[1],
        operation=label,
        verdict=verdict_of(rule),
    )
