"""A fault rule: which calls go wrong, how often, and how."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from mockserver.faults.latency import Latency
from specs.operation import Operation
from specs.values import ABSENT, Json, Missing, Record

Connection = Literal["reset", "truncate", "garble", "drip", "hang"]

_RETRY_AFTER: Final = "retry-after"
_METHOD: Final = re.compile(r"^[a-z]+(?= )")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer that a rule gives instead of the real one."""

    status: int | None = None
    """None where the error says it."""
    error: str | None = None
    """A documented error code, for whoever knows how the API words it."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """As they are sent, `retry_after` among them."""
    body: Json | Missing = ABSENT
    """Any JSON; `ABSENT` leaves the words to the API."""


@dataclass(frozen=True, slots=True)
class FaultRule:
    """One rule as it was given."""

    id: str = ""
    """Empty until one is given."""
    operation: str = ""
    """A label, an operationId, or a pattern with `*`; empty for all."""
    api: str = ""
    """Empty for all."""
    percent: float = 100
    skip: int = 0
    count: int | None = None
    """None: without end."""
    delay: Latency | None = None
    outcome: Outcome | None = None
    """None: the real answer."""
    retry_after: int | None = None
    """Seconds; the outcome's headers say it."""
    connection: Connection | None = None

    @classmethod
    def from_record(cls, record: Record) -> "FaultRule":
        """Reads a record that `rule_violations` finds nothing wrong with."""
        # JSON has one kind of number: 503.0 is an integer as well.
        plain: Record = {name: int(record[name]) for name in _WHOLE if name in record}
        plain.update({name: record[name] for name in _PLAIN if name in record})
        has_outcome = "status" in record or "error" in record
        return cls(
            **plain,
            delay=Latency.from_record(record["delay"]) if "delay" in record else None,
            outcome=_outcome(record) if has_outcome else None,
        )

    def to_record(self) -> Record:
        """Returns the rule as JSON; what is as it is without being said is left out."""
        plain = {name: getattr(self, name) for name in (*_PLAIN, *_WHOLE)}
        record = {name: said for name, said in plain.items() if said != getattr(_BLANK, name)}
        if self.delay is not None:
            record["delay"] = self.delay.to_record()
        if self.outcome is not None:
            record.update(_outcome_record(self.outcome, without="retry_after" in record))
        return record

    def matches(self, operation: Operation, api: str) -> bool:
        """Returns whether a call of an operation of an API is meant."""
        if self.api not in ("", api):
            return False
        if not self.operation:
            return True
        # A method may be written in lower case.
        pattern = _METHOD.sub(lambda method: method[0].upper(), self.operation, count=1)
        return _stands_for(pattern, operation.label) or (
            operation.operation_id is not None and _stands_for(pattern, operation.operation_id)
        )

    @property
    def is_counted(self) -> bool:
        """Whether what it does depends on the calls before."""
        return (
            self.skip > 0
            or self.count is not None
            or self.percent < 100
            or (self.delay is not None and self.delay.is_drawn)
            or self.connection in ("truncate", "garble", "drip")
        )


_PLAIN: Final = ("id", "operation", "api", "percent", "connection")
_WHOLE: Final = ("skip", "count", "retry_after")
_BLANK: Final = FaultRule()


def read_rules(records: Iterable[Record]) -> tuple[FaultRule, ...]:
    """Reads records that nothing is wrong with."""
    return tuple(map(FaultRule.from_record, records))


def named(
    rules: Iterable[FaultRule], *, stem: str = "fault", taken: Iterable[str] = ()
) -> tuple[FaultRule, ...]:
    """Returns the rules; one without an id is given `<stem>-<number>`, which no other has.

    Args:
        rules: The rules, in order.
        stem: What the new ids begin with.
        taken: Ids of other rules.
    """
    rules = tuple(rules)
    used = {*taken, *(rule.id for rule in rules)}
    found = []
    number = 0
    for rule in rules:
        name = rule.id
        while not name or (name in used and not rule.id):
            number += 1
            name = f"{stem}-{number}"
        used.add(name)
        found.append(rule if rule.id else replace(rule, id=name))
    return tuple(found)


def _outcome(record: Record) -> Outcome:
    headers = dict(record.get("headers", {}))
    if "retry_after" in record:
        headers = {name: text for name, text in headers.items() if name.lower() != _RETRY_AFTER}
        headers[_RETRY_AFTER] = str(int(record["retry_after"]))
    status = int(record["status"]) if "status" in record else None
    error = str(record["error"]) if "error" in record else None
    return Outcome(status, error, headers, record.get("body", ABSENT))


def _outcome_record(outcome: Outcome, *, without: bool) -> Record:
    """Returns the members of an answer, without the header that a member of its own tells."""
    shown = {
        name: text for name, text in outcome.headers.items() if not without or name != _RETRY_AFTER
    }
    said: Record = {"status": outcome.status, "error": outcome.error, "headers": shown or None}
    record = {name: value for name, value in said.items() if value is not None}
    if outcome.body is not ABSENT:
        record["body"] = outcome.body
    return record


def _stands_for(pattern: str, text: str) -> bool:
    """Returns whether a text is a pattern with something, or nothing, for each `*`.

    >>> _stands_for("POST */items", "POST /orders/{id}/items")
    True
    """
    first, *middle = pattern.split("*")
    if not middle:
        return pattern == text
    last = middle.pop()
    if len(text) < len(first) + len(last) or not text.startswith(first):
        return False
    rest = text[len(first) : len(text) - len(last)]
    for part in middle:
        _, found, rest = rest.partition(part) if part else ("", "*", rest)
        if not found:
            return False
    return text.endswith(last)
