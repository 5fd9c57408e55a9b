"""The errors that an operation documents, as `x-error-codes` has them."""

from collections.abc import Iterable
from typing import Final

from mockserver.stubkit import WantedError
from specs.batch import BatchPolicy
from specs.bundle import Bundle
from specs.extensions import is_valid_extension
from specs.operation import Operation
from specs.values import Record

_WORD: Final = "x-error-codes"


def documented_errors(bundle: Bundle, operation: Operation) -> tuple[WantedError, ...]:
    """Returns every error of an operation, its own list first, then those of its responses."""
    lists = [operation.extensions.get(_WORD)]
    for response in operation.responses.values():
        raw = bundle.document.at(response.pointer)
        lists.append(raw.get(_WORD) if isinstance(raw, dict) else None)
    readable = [listed for listed in lists if listed and is_valid_extension(_WORD, listed)]
    return tuple(dict.fromkeys(_read(raw) for listed in readable for raw in listed))


def named(errors: Iterable[WantedError], text: str) -> tuple[WantedError, ...]:
    """Returns the errors of a code; if none has it, those that have it as their second name."""
    known = tuple(errors)
    by_code = tuple(error for error in known if str(error.code) == text)
    return by_code or tuple(error for error in known if error.name == text)


def fails_items(error: WantedError, policy: BatchPolicy) -> bool:
    """Whether an error is one of single items of a batch, not of the whole request."""
    statuses = (policy.statuses["mixed"], policy.statuses["all-bad"])
    return (
        error.severity == "error"
        and error.status in statuses
        and error.at.startswith(policy.failures + "/*/")
    )


def warns_of_items(error: WantedError, policy: BatchPolicy) -> bool:
    """Whether a warning is about single items of a batch."""
    return (
        error.severity == "warning"
        and policy.warnings is not None
        and error.at.startswith(policy.warnings + "/*/")
    )


def _read(raw: Record) -> WantedError:
    return WantedError(
        code=raw["code"],
        name=raw.get("name"),
        status=raw["status"],
        severity=raw.get("severity", "error"),
        at=raw["at"],
    )
