"""Whether the default caller's credentials are good, by a read that costs little."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote

import orjson

from contracts.finding import Request
from contracts.run.guard import is_write
from contracts.run.limits import OutOfBudget
from contracts.run.roles import find_all_example
from contracts.run.sender import Blocked, Sender
from contracts.target.in_process import declared_roles
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
    if not sender.credentials("default", None) and not sender.api.headers:
        return Credentials("missing", "the target names no role caller.default")
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
        if 200 <= exchange.status < 300:
            return Credentials("good", told)
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
        path = _path(sender, operation)
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


def _path(sender: Sender, operation: Operation) -> str | None:
    """Returns the path with known things in it, or None if something is unknown."""
    path = operation.path
    for parameter in operation.parameters:
        if parameter.place != "path":
            continue
        value = next(
            (
                sender.api.roles[name]
                for name, role in declared_roles(sender.bundle).items()
                if parameter.name in role.get("parameters", ()) and name in sender.api.roles
            ),
            None,
        )
        if value is None:
            return None
        path = path.replace(f"{{{parameter.name}}}", quote(str(value), safe=""))
    return path
