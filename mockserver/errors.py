"""What can go wrong in the mock server, by who must act.

MockserverError
├── ConfigError       the operator
│   ├── AddressUnusable   the host or port to listen on
│   ├── PathCollision     two operations want one path
│   ├── NoMockThere       what a command wants to talk to
│   ├── StoreUnusable     where records are to be kept
│   └── WorkersFail       one of several processes did not start
├── StoreUnreachable  whoever runs the Redis server
├── TooManySandboxes  the client that names yet another one
├── StubDefect        the author of a stub
│   ├── LyingStub         an answer that breaks the API's own description
│   └── UnsettledStub     a handler that loses every race for its records
├── WaitedInVain      (mockserver.journal) who waits for entries that do not come
└── ControlError      the caller of a control action: an id that nothing has
"""

from urllib.parse import urlsplit

from specs.errors import sentence
from specs.violations import SchemaViolation


class MockserverError(Exception):
    """Base of this package's errors. `str()` is one paragraph."""


class ConfigError(MockserverError):
    """The server cannot start or be reached as asked."""


class AddressUnusable(ConfigError):
    """The server cannot listen where it is told to."""

    def __init__(self, host: str, port: int, reason: str, do: str) -> None:
        self.host = host
        self.port = port
        super().__init__(f"Port {port} on {host} cannot be used: {reason}. {sentence(do)}")


class PathCollision(ConfigError):
    """Two operations answer one method of one path."""

    def __init__(self, *places: str, is_one_api: bool) -> None:
        self.places = places
        do = (
            "Remove one of them"
            if is_one_api
            else "Serve the APIs with --prefix, each under its own name, or one of them alone"
        )
        super().__init__(f"Two operations answer the same path: {' and '.join(places)}. {do}.")


class NoMockThere(ConfigError):
    """Nothing, or no mock, answers at a URL, or the mock refuses."""

    def __init__(self, url: str, *, reason: str = "", refusal: str = "") -> None:
        self.url = url
        if refusal:
            super().__init__(f"The mock at {url} refused: {sentence(refusal)}")
            return
        super().__init__(
            f"No mock answers at {url}: {reason}. Start one with `mockserver`, or name another"
            " with --url."
        )


class StoreUnusable(ConfigError):
    """Records cannot be kept as asked."""

    def __init__(self, wrong: str, do: str) -> None:
        self.wrong = wrong
        super().__init__(f"Records cannot be kept so: {wrong}. {sentence(do)}")


class WorkersFail(ConfigError):
    """A worker died before it answered."""

    def __init__(self, exit_code: int) -> None:
        self.exit_code = exit_code
        super().__init__(
            f"A worker ended with exit code {exit_code} before it answered; what it said stands"
            " above. Start without --workers to see it alone."
        )


class StoreUnreachable(MockserverError):
    """The records are kept elsewhere, and nobody answers there."""

    def __init__(self, url: str, reason: str) -> None:
        self.reason = reason
        place = urlsplit(url)
        # A password stands before the @, and is nobody's business.
        self.where = f"{place.scheme}://{place.netloc.rpartition('@')[2]}{place.path}"
        super().__init__(
            f"The records cannot be reached: {self.where} does not answer ({reason}). Start the"
            " Redis server, or name another with --store; nothing that was acknowledged is lost."
        )


class TooManySandboxes(MockserverError):
    """Memory is bounded: no further sandbox or snapshot can be born."""

    def __init__(self, name: str, most: int) -> None:
        self.name = name
        self.most = most
        super().__init__(
            f"There is no room for {name!r}: the mock keeps {most} sandboxes and snapshots in its"
            " memory. Drop some with DELETE /_mock/sandboxes/<name>; idle ones go by themselves."
        )


class ControlError(MockserverError):
    """A control action names something that does not exist or cannot be."""


class StubDefect(MockserverError):
    """A stub misbehaves; the fault is the stub's, not the client's."""

    def __init__(self, label: str, wrong: str) -> None:
        self.label = label
        self.wrong = wrong
        super().__init__(f"The mock's answer to {label} is wrong: {wrong}")


class LyingStub(StubDefect):
    """A stub's answer breaks the description of its operation."""

    def __init__(
        self, label: str, wrong: str, violations: tuple[SchemaViolation, ...] = ()
    ) -> None:
        self.violations = violations
        details = "; ".join(f"{item.pointer or '/'}: {item.message}" for item in violations)
        super().__init__(label, f"{wrong} {details}".strip())


class UnsettledStub(StubDefect):
    """A handler's transaction never found its records unchanged."""
