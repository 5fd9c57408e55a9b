"""Several workers over one Redis are one server: stories replay, a death is not noticed."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from specs.discovery import discover
from tests.support.redis_server import RedisServer
from tests.support.transcripts import Replay, transcripts_of

pytestmark = pytest.mark.services


@pytest.fixture
def workers(own_redis: RedisServer) -> Iterator[tuple[int, str]]:
    """A server of two workers: the process id of the first one, and the URL."""
    command = [sys.executable, "-m", "mockserver", "-p", "0", "--workers", "2"]
    process = subprocess.Popen(
        [*command, "--store", own_redis.url], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        yield process.pid, re.search(r"http://\S+", said)[0]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        process.stdout.close()
        assert process.returncode == 0


def client_of(url: str) -> httpx2.Client:
    """A client that keeps no connection: each request may meet another worker."""
    limits = httpx2.Limits(max_keepalive_connections=0)
    return httpx2.Client(base_url=url, limits=limits, trust_env=False, timeout=30)


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in listed.split()]


def test_every_story_replays_over_two_workers(workers: tuple[int, str]) -> None:
    with client_of(workers[1]) as client:
        for bundle in discover():
            for transcript in transcripts_of(bundle):
                Replay(client, bundle, transcript).run()


def test_a_worker_that_dies_is_replaced_and_nothing_is_forgotten(workers: tuple[int, str]) -> None:
    pid, url = workers
    state = {"campaign": {}}
    with client_of(url) as client:
        assert client.put("/~w1/_mock/state/criteo", json=state).status_code == 204
        before = children(pid)
        for child in before:
            os.kill(child, signal.SIGKILL)
        # Until they are replaced, connections wait in the socket that all workers share.
        assert client.get("/~w1/_mock/state/criteo").json() == {}

    assert len(children(pid)) == 2
    assert not set(before) & set(children(pid))


def test_without_redis_calls_are_refused_in_the_words_of_the_api(
    workers: tuple[int, str], own_redis: RedisServer
) -> None:
    path = "/marketing-solutions/campaigns/50001"
    headers = {"Authorization": "Bearer demo-token"}
    with client_of(workers[1]) as client:
        assert client.get(path, headers=headers).status_code == 200
        own_redis.kill()
        refused = client.get(path, headers=headers)
        health = client.get("/_mock/health")
        own_redis.start()

        assert refused.status_code == 503
        assert "errors" in refused.json()
        assert (health.status_code, client.get("/_mock/health").status_code) == (503, 200)
        assert client.get(path, headers=headers).status_code == 200


def test_an_acknowledged_write_survives_the_loss_of_redis(
    workers: tuple[int, str], own_redis: RedisServer
) -> None:
    path = "/~w9/marketing-solutions/campaigns"
    headers = {"Authorization": "Bearer demo-token"}
    limit = {"spendLimit": {"spendLimitAmount": 777}}
    change = {"data": [{"type": "Campaign", "id": "50001", "attributes": limit}]}
    with client_of(workers[1]) as client:
        assert client.patch(path, headers=headers, json=change).json()["data"]
        own_redis.kill()
        own_redis.start()
        found = client.get(f"{path}/50001", headers=headers).json()

    assert found["data"]["attributes"]["spendLimit"]["spendLimitAmount"] == 777


def test_a_port_that_is_taken_by_workers_is_not_had_twice(workers: tuple[int, str]) -> None:
    port = workers[1].rpartition(":")[2]
    command = [sys.executable, "-m", "mockserver", "-p", port, "--workers", "2"]

    second = subprocess.run(
        [*command, "--store", "redis://127.0.0.1:1"], capture_output=True, text=True, timeout=60
    )

    assert second.returncode == 2
    assert "in use" in second.stderr
