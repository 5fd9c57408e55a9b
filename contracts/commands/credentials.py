"""Whether the default caller's credentials are good, by a read that costs little."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import orjson

from contracts.finding import Exchange, Request
from contracts.run.guard import is_write
from contracts.run.limits import OutOfBudget
from contracts.run.notes import has_credentials
from contracts.run.roles import find_all_example, known_path
from contracts.run.sender import Blocked, Sender
from specs.operation import Operation
from specs.values import ABSENT

State = Literal["good", "bad", "not needed", "missing", "untried", "unproven"]
"""untried: nothing can be read without changing something; unproven: no answer tells."""

_TRIES: Final = 3
"""Operations that are tried until one tells."""
_REFUSED: Final = (401, 403)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is known of the default caller's credentials."""

    state: State
    why: str

    @property
    def are_usable(self) -> bool:
        """Whether nothing speaks against them."""
        return self.state in ("good", "not needed", "untried")


def try_credentials(sender: Sender) -> Credentials:
    """Reads something as the default caller and says what the answer tells."""
    guarded = [operation for operation in sender.bundle.operations if operation.security]
    if not guarded:
        return Credentials("not needed", "the document asks for none")
    if not has_credentials(sender.bundle, sender.api):
        return Credentials("missing", "give them by --auth or -H, or name caller.default")
    told = ""
    for operation, request in list(_reads(sender, guarded))[:_TRIES]:
        try:
            exchange = sender.send(request, operation, note="are the credentials good?")
        except (Blocked, OutOfBudget) as stop:
            told = str(stop)
            continue
        if exchange.reply is None:
            return Credentials("unproven", f"{operation.label} gave no answer ({exchange.failure})")
        told = f"{operation.label} answered {exchange.status}"
        if 200 <= exchange.status < 300 and _is_as_documented(exchange, operation):
            return Credentials("good", told)
        if 200 <= exchange.status < 300:
            kind = exchange.reply.content_type or "no content type"
            told += f" with {kind}, which it does not document; is this the right URL?"
            continue
        if exchange.status in _REFUSED:
            return Credentials("bad", f"{told}; correct caller.default of {sender.bundle.name}")
    if not told:
        return Credentials("untried", "no operation can be read without changing something")
    return Credentials("unproven", told)


def _reads(sender: Sender, operations: list[Operation]) -> Iterator[tuple[Operation, Request]]:
    """Yields reads that can be made with what is known, those with the fewest needs first."""
    for operation in sorted(operations, key=lambda one: (one.method != "GET", len(one.parameters))):
        if is_write(operation):
            continue
        path = known_path(sender, operation)
        needs_query = any(p.required and p.place == "query" for p in operation.parameters)
        if path is None or needs_query:
            continue
        body = find_all_example(operation)
        yield (
            operation,
            Request(
                method=operation.method,
                path=path,
                headers=() if body is ABSENT else (("Content-Type", "application/json"),),
                body=None if body is ABSENT else orjson.dumps(body),
            ),
        )


def _is_as_documented(exchange: Exchange, operation: Operation) -> bool:
    """Returns whether an answer may come from the API, rather than from a login page."""
    documented = operation.response(exchange.status)
    wants_json = documented is not None and any("json" in m.content_type for m in documented.media)
    return not wants_json or exchange.json is not ABSENT
