"""A mock at its starting state, for tests that treat it badly."""

import httpx2
import pytest

NOW = "2026-01-15T12:00:00Z"


@pytest.fixture
def mock(mock_client: httpx2.Client) -> httpx2.Client:
    mock_client.patch("/_mock/clock", json={"now": NOW, "frozen": True}).raise_for_status()
    mock_client.post("/_mock/reset").raise_for_status()
    return mock_client
