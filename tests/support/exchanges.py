"""Exchanges made by hand, for tests of checks."""

from functools import cache
from typing import Any

from contracts.checks import CHECKS, Check, Subject
from contracts.finding import Exchange, Reply, Request, Violation
from specs.bundle import Bundle
from specs.discovery import BUNDLED
from specs.operation import Operation
from specs.values import ABSENT, Json, Record
from tests.support.documents import api, bundle_of, operation
from tests.support.sessions import reply


@cache
def bundled(name: str) -> Bundle:
    """A bundled API, loaded once."""
    return Bundle.load(BUNDLED / name)


def operation_of(bundle: Bundle, operation_id: str = "") -> Operation:
    """The operation of an id, or the first."""
    return next(one for one in bundle.operations if operation_id in ("", one.operation_id))


def shop(responses: Record, *, method: str = "get", path: str = "/items/{id}") -> Bundle:
    """A small API with one operation that has these responses."""
    return bundle_of(api({path: {method: operation("it", responses=responses)}}))


def subject(
    bundle: Bundle | str,
    operation_id: str = "",
    got: Reply | int | None = 200,
    body: Json = ABSENT,
    *,
    request: Request | None = None,
    failure: Any = None,
    limit_seconds: float = 30,
) -> Subject:
    """One exchange with what its API documents; a status and a body make a JSON answer."""
    api = bundled(bundle) if isinstance(bundle, str) else bundle
    called = operation_of(api, operation_id)
    return Subject(
        exchange=Exchange(
            request=request or Request(called.method, called.path),
            reply=reply(got, body) if isinstance(got, int) else got,
            failure=failure,
            operation=called.label,
            api=api.name,
        ),
        operation=called,
        bundle=api,
        limit_seconds=limit_seconds,
    )


def example(bundle: Bundle | str, operation_id: str, status: str, name: str) -> Json:
    """A documented example of an answer."""
    api = bundled(bundle) if isinstance(bundle, str) else bundle
    return operation_of(api, operation_id).responses[status].media[0].examples[name]


def verdicts(check: Check, judged: Subject) -> list[Violation]:
    """What one check says."""
    return list(check.judge(judged))


def speaking(judged: Subject) -> set[str]:
    """The checks that say something."""
    has_answer = judged.exchange.reply is not None
    return {
        check.id
        for check in CHECKS
        if has_answer or not check.needs_answer
        for _ in check.judge(judged)
    }
