"""Whether what a fault rule names is there: an API, an operation, a documented error."""

from collections.abc import Iterable

from mockserver.faults import FaultRule
from mockserver.replies.forced.documented import documented_errors, named
from specs.bundle import Bundle
from specs.errors import nearest_name
from specs.schemas import SchemaViolation


def target_violations(rule: FaultRule, bundles: Iterable[Bundle]) -> tuple[SchemaViolation, ...]:
    """Returns which of the things that a rule names are not there; empty if all are.

    Args:
        rule: The rule.
        bundles: All APIs that it may mean.
    """
    bundles = tuple(bundles)
    meant = [bundle for bundle in bundles if rule.api in ("", bundle.name)]
    if not meant:
        known = [bundle.name for bundle in bundles]
        return (_unknown("api", rule.api, known, "there is no API {}"),)
    hit = [
        (bundle, operation)
        for bundle in meant
        for operation in bundle.operations
        if rule.matches(operation, bundle.name)
    ]
    if not hit:
        names = [
            name
            for bundle in meant
            for operation in bundle.operations
            for name in (operation.label, operation.operation_id)
            if name
        ]
        return (_unknown("operation", rule.operation, names, "{} names no operation"),)
    code = rule.outcome.error if rule.outcome is not None else None
    if code is None:
        return ()
    errors = [error for pair in hit for error in documented_errors(*pair)]
    if named(errors, code):
        return ()
    known = list(dict.fromkeys(str(error.code) for error in errors))
    return (_unknown("error", code, known, "no such operation documents the error {}"),)


def _unknown(member: str, name: str, known: list[str], wrong: str) -> SchemaViolation:
    nearest = nearest_name(name, known).rstrip(".")
    message = f"{wrong.format(repr(name))}. {nearest}" if nearest else wrong.format(repr(name))
    return SchemaViolation(f"/{member}", "unknown", message)
