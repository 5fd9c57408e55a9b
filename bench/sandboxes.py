"""Many sandboxes, many clients, several workers, one Redis: does anything leak or get lost?

    python -m bench.sandboxes [--sandboxes 1000] [--clients 200] [--workers 4] [--json FILE]

Each sandbox gets the same number of increments, spread over the clients so that several of them
work on one sandbox at once. In the end each counter must stand at exactly that number, and each
sandbox must hold only what was sent to it. Exit code 1 if not.
"""

import argparse
import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import httpx2

from tests.support.redis_server import redis_server

_EACH: Final = 10
"""Increments of one sandbox."""

_DOCUMENT: Final = """
openapi: 3.1.0
info: {title: Counter, version: "1"}
paths:
  /count:
    post:
      operationId: count
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [by], properties: {by: {type: string}}}
      responses:
        "200": {description: Counted., content: {application/json: {schema: {type: object}}}}
"""
_STUB: Final = """
from mockserver.stubkit import Reply, operation

@operation("count")
async def count(call, world):
    record = await world.get("counter", "1") or {"value": 0, "by": []}
    record["value"] += 1
    record["by"].append(call.body["by"])
    world.put("counter", "1", record)
    return Reply(200, record)
"""


@contextmanager
def serving(folder: Path, workers: int) -> Iterator[str]:
    """Runs the mock over a Redis of its own; gives its URL."""
    api = folder / "counter"
    api.mkdir()
    (api / "openapi.yaml").write_text(_DOCUMENT)
    (api / "stub.py").write_text(_STUB)
    with redis_server(str(folder)) as redis:
        command = [sys.executable, "-m", "mockserver", str(api), "-p", "0", "--store", redis.url]
        server = subprocess.Popen(
            [*command, "--workers", str(workers)], stdout=subprocess.PIPE, text=True
        )
        assert server.stdout is not None
        try:
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found, "the mock did not start"
            yield found[0]
        finally:
            server.terminate()
            server.wait()
            server.stdout.close()


async def load(url: str, names: list[str], clients: int) -> None:
    """Sends every increment, in an order that mixes the sandboxes."""
    work = [name for name in names for _ in range(_EACH)]
    Random(0).shuffle(work)  # noqa: S311 - reproducible by design

    async def client(mine: list[str]) -> None:
        async with httpx2.AsyncClient(base_url=url, trust_env=False, timeout=120) as caller:
            for name in mine:
                answer = await caller.post(f"/~{name}/count", json={"by": name})
                answer.raise_for_status()

    await asyncio.gather(*(client(work[number::clients]) for number in range(clients)))


async def judge(url: str, names: list[str]) -> tuple[int, int]:
    """Returns how many sandboxes hold what is not theirs, and how many increments are missing."""
    leaks = lost = 0
    async with httpx2.AsyncClient(base_url=url, trust_env=False, timeout=120) as caller:
        for name in names:
            state = (await caller.get(f"/~{name}/_mock/state/counter")).json()
            record = state["counter"]["1"]
            leaks += set(record["by"]) != {name}
            lost += abs(_EACH - record["value"]) + abs(_EACH - len(record["by"]))
    return leaks, lost


def main() -> int:
    """Runs the load and prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sandboxes", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    names = [f"w{number}" for number in range(chosen.sandboxes)]
    with TemporaryDirectory() as folder, serving(Path(folder), chosen.workers) as url:
        begun = perf_counter()
        asyncio.run(load(url, names, chosen.clients))
        seconds = perf_counter() - begun
        leaks, lost = asyncio.run(judge(url, names))
    figures = {
        "sandboxes": len(names),
        "clients": chosen.clients,
        "workers": chosen.workers,
        "requests": len(names) * _EACH,
        "seconds": round(seconds, 1),
        "leaks": leaks,
        "lost": lost,
    }
    text = json.dumps(figures)
    sys.stdout.write(text + "\n")
    if chosen.json is not None:
        chosen.json.write_text(text + "\n")
    return 1 if leaks or lost else 0


if __name__ == "__main__":
    sys.exit(main())
