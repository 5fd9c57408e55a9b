"""Fixtures that every test may use."""

from collections.abc import Iterator

import httpx2
import pytest
from hypothesis import settings

from mockserver.testing import asgi_app, running

# How long an example takes depends on what else the machine does.
settings.register_profile("kit", deadline=None)
settings.load_profile("kit")


@pytest.fixture(scope="session")
def mock_url() -> Iterator[str]:
    """A mock of all bundled APIs on a real socket; tests that share it reset it first."""
    with running(asgi_app()) as url:
        yield url


@pytest.fixture(scope="session")
def mock_client(mock_url: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=mock_url, trust_env=False, timeout=30) as client:
        yield client
