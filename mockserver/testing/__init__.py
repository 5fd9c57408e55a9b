"""The mock in tests: in process over ASGI, or on a socket, with a sandbox for each test.

`running_mock` and `mock_at` give a mock whose sandboxes have verbs; under pytest the fixtures
`mock_server` and `mock` of `mockserver.pytest_plugin` use them. `asgi_app` and `running` are the
bare parts.
"""

from mockserver.testing.admin import ClockReading, NotAsExpected
from mockserver.testing.journal_query import JournalQuery
from mockserver.testing.live import RunningMock, asgi_app, mock_at, running, running_mock
from mockserver.testing.naming import sandbox_name
from mockserver.testing.sandbox import MockSandbox

__all__ = [
    "ClockReading",
    "JournalQuery",
    "MockSandbox",
    "NotAsExpected",
    "RunningMock",
    "asgi_app",
    "mock_at",
    "running",
    "running_mock",
    "sandbox_name",
]
