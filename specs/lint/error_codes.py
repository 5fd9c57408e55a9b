"""Documented error codes arrive with declared statuses and are shown by examples."""

from collections.abc import Iterator
from dataclasses import dataclass

from specs.bundle import Bundle
from specs.extensions import is_valid_extension
from specs.lint.finding import LintFinding, in_document
from specs.operation import Operation, Response
from specs.values import Json, Record, find_all

_WORD = "x-error-codes"


@dataclass(frozen=True, slots=True)
class _Entry:
    value: Record
    pointer: str
    operation: Operation
    status: str | None
    """The status of the response that lists the code; None if the operation does."""


def error_code_status_is_declared(bundle: Bundle) -> Iterator[LintFinding]:
    """Each code comes with a status of its operation, or of the response that lists it."""
    rule = "error_code_status_is_declared"
    for entry in _entries(bundle):
        code, status = entry.value["code"], str(entry.value["status"])
        if entry.status is not None and status != entry.status:
            message = f"the code {code} of status {status} stands on the {entry.status} response"
            yield in_document(bundle, rule, entry.pointer + "/status", message)
        elif status not in entry.operation.responses:
            label = entry.operation.label
            message = f"the code {code} has the status {status}, which {label} does not declare"
            yield in_document(bundle, rule, entry.pointer + "/status", message)


def error_code_has_example(bundle: Bundle) -> Iterator[LintFinding]:
    """Each code that can be sent stands at its place in an example of its response."""
    for entry in _entries(bundle):
        response = entry.operation.responses.get(str(entry.value["status"]))
        if response is None or entry.value.get("reachable") is False:
            continue
        code, at = entry.value["code"], entry.value["at"]
        if not any(_same(code, shown) for shown in _shown(response, at)):
            message = (
                f"no example of the {response.status} response of {entry.operation.label}"
                f" has the code {code} at {at}"
            )
            yield in_document(bundle, "error_code_has_example", entry.pointer, message)


def _entries(bundle: Bundle) -> Iterator[_Entry]:
    for operation in bundle.operations:
        yield from _listed(bundle, operation, operation.pointer, None)
        for response in operation.responses.values():
            yield from _listed(bundle, operation, response.pointer, response.status)


def _listed(
    bundle: Bundle, operation: Operation, holder: str, status: str | None
) -> Iterator[_Entry]:
    codes = bundle.document.at(holder).get(_WORD, [])
    if codes and is_valid_extension(_WORD, codes):
        for index, value in enumerate(codes):
            yield _Entry(value, f"{holder}/{_WORD}/{index}", operation, status)


def _shown(response: Response, at: str) -> list[Json]:
    return [
        code
        for media in response.media
        for example in media.examples.values()
        for code in find_all(example, at)
    ]


def _same(code: str | int, shown: Json) -> bool:
    return type(code) is type(shown) and code == shown
