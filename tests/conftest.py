"""Fixtures that every test may use."""

import os
from collections.abc import Iterator
from inspect import Parameter, signature

import httpx2
import pytest
from hypothesis import settings

from mockserver.settings import Settings
from mockserver.testing import asgi_app, running

# How long an example takes depends on what else the machine does.
settings.register_profile("kit", deadline=None)
settings.load_profile("kit")

_ABOUT_DEFAULTS = ("test_settings.py", "test_settings_file.py")
"""Files that hold what is set by default, which the option below changes."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-compile",
        action="store_true",
        help="Let every mock that says nothing else answer by its plain lane only.",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "compiled: holds the compiled pipeline itself")
    if config.getoption("--no-compile"):
        # The first reaches the mocks of this process, the second those of the command line.
        _set_by_default("compile", False)
        os.environ["MOCKSERVER_COMPILE"] = "false"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--no-compile"):
        return
    for item in items:
        if item.get_closest_marker("compiled") or item.path.name in _ABOUT_DEFAULTS:
            item.add_marker(pytest.mark.skip(reason="says what is so without --no-compile"))


def _set_by_default(name: str, value: object) -> None:
    """Gives a member of the settings another default, for all that is made from now on."""
    known = signature(Settings.__init__).parameters.values()
    optional = {one.name: one.default for one in known if one.default is not Parameter.empty}
    assert name in optional
    Settings.__init__.__defaults__ = tuple({**optional, name: value}.values())


@pytest.fixture(scope="session")
def mock_url() -> Iterator[str]:
    """A mock of all bundled APIs on a real socket; tests that share it reset it first."""
    with running(asgi_app()) as url:
        yield url


@pytest.fixture(scope="session")
def mock_client(mock_url: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=mock_url, trust_env=False, timeout=30) as client:
        yield client
