"""Fixtures for tests that need a mock: `mock_server` for the run, `mock` for each test.

pytest loads this in every run of whoever has the kit installed, so the server is imported only
where a test asks for it.
"""

import os
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mockserver.testing import MockSandbox, RunningMock


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options of the fixtures."""
    group = parser.getgroup("mock", "openapi-contract-kit: a mock for the tests")
    group.addoption(
        "--mock-url",
        metavar="URL",
        help="use the mock that runs there, rather than start one; its admin token is read from"
        " MOCKSERVER_ADMIN_TOKEN",
    )
    parser.addini(
        "mock_apis",
        type="args",
        default=[],
        help="APIs that the fixture mock_server serves: bundled names, folders or OpenAPI files,"
        " relative to pytest's root; all bundled ones if there is none",
    )


@pytest.fixture(scope="session")
def mock_server(pytestconfig: pytest.Config) -> "Iterator[RunningMock]":
    """A mock for the whole run, in a thread of this process, or the one that --mock-url names."""
    with warnings.catch_warnings():
        # Connexion warns of what only its authors can mend; to some runs a warning is an error.
        warnings.simplefilter("ignore", DeprecationWarning)
        from mockserver.settings_file import placed
        from mockserver.testing import mock_at, running_mock

    url = pytestconfig.getoption("mock_url")
    apis = [placed(word, pytestconfig.rootpath) for word in pytestconfig.getini("mock_apis")]
    token = os.environ.get("MOCKSERVER_ADMIN_TOKEN")
    with _one_paragraph(), mock_at(url, token=token) if url else running_mock(*apis) as mock:
        yield mock


@pytest.fixture
def mock(request: pytest.FixtureRequest, mock_server: "RunningMock") -> "Iterator[MockSandbox]":
    """A sandbox of the test's own; it is dropped when the test is over."""
    from mockserver.testing import sandbox_name

    # A mock that somebody else runs may serve several runs at once.
    is_shared = request.config.getoption("mock_url") is not None
    name = sandbox_name(
        request.node.nodeid,
        worker=os.environ.get("PYTEST_XDIST_WORKER", ""),
        run=f"{socket.gethostname()}:{os.getpid()}" if is_shared else "",
    )
    with _one_paragraph(), mock_server.sandbox(name) as sandbox:
        yield sandbox


@contextmanager
def _one_paragraph() -> Iterator[None]:
    """Turns what the user can mend into a failure of one paragraph, without a traceback."""
    from mockserver.errors import MockserverError
    from specs.errors import SpecError

    try:
        yield
    except (MockserverError, SpecError) as error:
        pytest.fail(str(error), pytrace=False)
