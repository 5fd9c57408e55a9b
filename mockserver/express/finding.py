"""Which operation a request is for, if the express may answer it at all."""

import re
from typing import Final, NamedTuple
from urllib.parse import unquote

from mockserver.errors import MockserverError
from mockserver.express.head import Head
from mockserver.express.operation import ExpressOperation
from mockserver.lane.address import PREFIX
from mockserver.lane.operation import CompiledOperation
from mockserver.lane.served import ServedApis, Target
from mockserver.lane.way import way_of
from mockserver.state import DEFAULT
from mockserver.state.sandboxes import NAME
from specs.errors import SpecError

LIMIT_BYTES: Final = 64 * 1024
"""The largest body that is read on the express."""

_PREFERENCE: Final = re.compile(rb"(?:_|%5[Ff]){2}")
"""What the name of a preference begins with, in a query."""


class Found(NamedTuple):
    """A request that the express may answer, as far as its head tells."""

    operation: ExpressOperation
    values: tuple[str, ...]
    """Decoded path parameters in the order of the template."""
    sandbox: str
    """The name of the sandbox that it meets."""
    method: str
    path: str
    """Percent-encoded; a sandbox's prefix is taken off."""
    query_string: bytes
    head: Head


class Finding:
    """Finds operations, each compiled when it is first called."""

    def __init__(self, apis: ServedApis) -> None:
        self._apis = apis
        self._known: dict[Target, ExpressOperation | None] = {}

    def find(self, method: str, raw_path: bytes, query_string: bytes, head: Head) -> Found | None:
        """Returns what a request is for; None leaves it to the lane.

        Args:
            method: In upper case.
            raw_path: As sent, percent-encoded, without the query.
            query_string: Without the question mark.
            head: The headers.
        """
        if head.is_left or head.body_bytes > LIMIT_BYTES or not raw_path.isascii():
            return None
        if query_string and _PREFERENCE.search(query_string):
            return None
        name = head.sandbox
        if raw_path.startswith(PREFIX):
            prefix, _, rest = raw_path.removeprefix(PREFIX).partition(b"/")
            name, raw_path = unquote(prefix), b"/" + rest
        if name is not DEFAULT and not NAME.fullmatch(name):
            return None
        path = raw_path.decode()
        match = self._apis.match(path, method)
        if match is None:
            return None
        target, values = match
        try:
            operation = self._known[target]
        except KeyError:
            operation = self._learn(target)
        if operation is None or operation.is_given_up:
            return None
        return Found(operation, values, name, method, path, query_string, head)

    def _learn(self, target: Target) -> ExpressOperation | None:
        found = None
        if isinstance(target, CompiledOperation) and way_of(target.parts).word == "express":
            try:
                found = ExpressOperation(target)
            except (SpecError, MockserverError):
                # The lane tells of a broken description with each call.
                found = None
        self._known[target] = found
        return found
