"""What can go wrong in the mock server, by who must act.

MockserverError
├── ConfigError       the operator: an option, the port, the name of an API
├── StubDefect        the author of a stub
│   ├── LyingStub         an answer that breaks the API's own description
│   └── UnsettledStub     a handler that loses every race for its records
└── ControlError      the caller of a control action: an id that nothing has
"""

from specs.schemas import SchemaViolation


class MockserverError(Exception):
    """Base of this package's errors. `str()` is one paragraph."""


class ConfigError(MockserverError):
    """The server cannot start or be reached as asked."""


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
