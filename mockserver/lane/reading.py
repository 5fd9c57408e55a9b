"""What a request says to one operation: read, typed, and judged by its description."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mockserver.lane.bodies import UnreadableBody
from mockserver.lane.parameters import texts_by_name
from mockserver.lane.parts import OperationParts
from mockserver.lane.request import Request
from mockserver.lane.security import cookies
from mockserver.stubkit import Call, Refusal, Violation
from specs.values import ABSENT, Json, Missing


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What the request says, as far as it could be read."""

    call: Call
    violations: tuple[Violation, ...] = ()
    unreadable: UnreadableBody | None = None

    def refusal(self, call: Call) -> Refusal | None:
        """Returns why the request is refused; None if nothing is wrong with it.

        Args:
            call: The call as it is known by now.
        """
        if self.unreadable is not None:
            return Refusal(self.unreadable.kind, self.unreadable.detail, call=call)
        if self.violations:
            return Refusal("invalid_request", _tell(self.violations), self.violations, call)
        return None


class RequestReader:
    """Reads the requests for one operation."""

    def __init__(self, parts: OperationParts) -> None:
        self._parts = parts

    def bare_call(self, request: Request, values: tuple[str, ...]) -> Call:
        """Returns the call before anything is judged: every value is text."""
        return Call(
            operation=self._parts.operation,
            method=request.method,
            url_path=request.scope["path"],
            path=dict(zip(self._parts.parameters.path_names, values, strict=True)),
            query={name: texts[-1] for name, texts in texts_by_name(request.query).items()},
            header={},
            cookie={},
            body=ABSENT,
            raw_query=request.query,
            raw_headers=request.headers,
            sandbox=request.sandbox.name,
        )

    def read(self, request: Request, bare: Call, raw: bytes) -> ReadRequest:
        """Returns the request with parameters and JSON body read and judged."""
        violations: list[Violation] = []
        call = self.read_parameters(request, bare, violations)
        if self._parts.body is None:
            return ReadRequest(call, tuple(violations))
        return self.read_json(request, call, raw, violations)

    def read_parameters(self, request: Request, bare: Call, violations: list[Violation]) -> Call:
        """Returns the call with typed parameters; appends what is wrong with them."""
        parameters = self._parts.parameters
        return replace(
            bare,
            path=parameters.path.read(_listed(bare.path), violations),
            query=parameters.query.read(texts_by_name(request.query), violations),
            header=self._header_values(request.headers, violations) if parameters.header else {},
            cookie=parameters.cookie.read(_listed(cookies(request)), violations)
            if parameters.cookie
            else {},
        )

    def read_json(
        self, request: Request, call: Call, raw: bytes, violations: list[Violation]
    ) -> ReadRequest:
        """Returns the request with its JSON body read and judged."""
        body = self._parts.body
        assert body is not None
        content_type = request.headers.get("content-type")
        encoding = request.headers.get("content-encoding")
        try:
            value = body.read(raw, content_type, encoding)
        except UnreadableBody as unreadable:
            return ReadRequest(call, tuple(violations), unreadable)
        violations.extend(body.violations(value, content_type))
        return ReadRequest(replace(call, body=value), tuple(violations))

    def _header_values(
        self, headers: Mapping[str, str], violations: list[Violation]
    ) -> dict[str, Json]:
        parameters = self._parts.parameters.header
        given = {
            name: [headers[name.lower()]] for name in parameters.names if name.lower() in headers
        }
        return parameters.read(given, violations)


def _listed(values: Mapping[str, str | Json | Missing]) -> dict[str, list[str]]:
    return {name: [str(text)] for name, text in values.items()}


def _tell(violations: tuple[Violation, ...]) -> str:
    shown = [
        f"{item.place} {item.name or item.pointer or 'value'}: {item.message}"
        for item in violations[:3]
    ]
    more = f" ({len(violations) - 3} more)" if len(violations) > 3 else ""
    return "; ".join(shown) + more + "."
