"""Every operation has a name of its own, says what it does, and where that is documented."""

from collections.abc import Iterator

from specs.bundle import Bundle
from specs.lint.finding import LintFinding, in_document


def operation_has_id(bundle: Bundle) -> Iterator[LintFinding]:
    """Each operation has an operationId."""
    yield from _without(bundle, "operationId", "operation_has_id")


def operation_has_summary(bundle: Bundle) -> Iterator[LintFinding]:
    """Each operation has a summary."""
    yield from _without(bundle, "summary", "operation_has_summary")


def operation_has_source(bundle: Bundle) -> Iterator[LintFinding]:
    """Each operation says which section of the vendor's document describes it."""
    yield from _without(bundle, "x-source", "operation_has_source")


def operation_id_is_unique(bundle: Bundle) -> Iterator[LintFinding]:
    """No two operations have one operationId, so a stub knows which of them it answers."""
    first: dict[str, str] = {}
    for operation in bundle.operations:
        name = operation.operation_id
        if name is None:
            continue
        if name in first:
            where = operation.pointer + "/operationId"
            message = f"{operation.label} has the operationId {name}, which {first[name]} has too"
            yield in_document(bundle, "operation_id_is_unique", where, message)
        first.setdefault(name, operation.label)


def operation_declares_405(bundle: Bundle) -> Iterator[LintFinding]:
    """Each operation says how a wrong method on its path is answered."""
    for operation in bundle.operations:
        if "405" not in operation.responses:
            where = operation.pointer + "/responses"
            message = f"{operation.label} does not declare how a wrong method is answered (405)"
            yield in_document(bundle, "operation_declares_405", where, message)


def statuses_are_exact(bundle: Bundle) -> Iterator[LintFinding]:
    """Responses are declared one by one; `default` or `4XX` would excuse any status."""
    for operation in bundle.operations:
        for status in operation.responses:
            if not status.isdecimal():
                where = f"{operation.pointer}/responses/{status}"
                message = (
                    f"{operation.label} declares the response {status}, which stands for many"
                    " statuses. Expected exact ones, such as 404"
                )
                yield in_document(bundle, "statuses_are_exact", where, message)


def _without(bundle: Bundle, member: str, rule: str) -> Iterator[LintFinding]:
    for operation in bundle.operations:
        raw = bundle.document.at(operation.pointer)
        if not raw.get(member):
            message = f"{operation.label} has no {member}"
            yield in_document(bundle, rule, operation.pointer, message)
