"""Services that the tests in this folder need: a real Redis server."""

from collections.abc import Iterator

import pytest

from tests.support.redis_server import RedisServer, redis_server


@pytest.fixture(scope="session")
def redis(tmp_path_factory) -> Iterator[RedisServer]:
    """A Redis server; tests that share it take prefixes of their own."""
    with redis_server(str(tmp_path_factory.mktemp("redis"))) as server:
        yield server


@pytest.fixture
def own_redis(tmp_path) -> Iterator[RedisServer]:
    """A Redis server that a test may kill."""
    with redis_server(str(tmp_path)) as server:
        yield server
