"""Which requests a run sends: none that writes where it may not; the same ones each time."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from contracts.run.options import KINDS
from specs.bundle import Bundle
from tests.support.judging import APIS, bundle_of, flawed_server, judge, server_target, told
from tests.support.listening import SERVERS, Listening, requests_of_a_run

ROOT = Path(__file__).parents[3]
READING = ("search", "list", "read")


def loosely(path: str) -> list[str]:
    """The words of a path, whatever its case, encoding, slashes and suffixes."""
    plain = unquote(unquote(path.partition("?")[0])).lower().replace("\\", "/")
    return [part.partition(";")[0] for part in plain.split("/") if part]


def fits(template: str, path: str) -> bool:
    """Whether some server may take a path for one of a template's."""
    wanted, words = loosely(template), loosely(path)
    fixed = [word for word in wanted if "{" not in word]
    return (
        bool(words)
        and words[-1].startswith(wanted[-1])
        and all(w in words[:-1] for w in fixed[:-1])
    )


def harm(bundle: Bundle, method: str, path: str) -> bool:
    """Whether a request may change something; asking for an access token does not."""
    if method == "POST" and path in {scheme.token_url for scheme in bundle.schemes.values()}:
        return False
    if method not in ("GET", "HEAD", "OPTIONS"):
        return not any(
            operation.method == method
            and operation.extensions.get("x-resource", {}).get("action") in READING
            and not operation.extensions.get("x-side-effects")
            and loosely(operation.path) == loosely(path)
            for operation in bundle.operations
        )
    return method != "OPTIONS" and any(
        operation.extensions.get("x-side-effects") and fits(operation.path, path)
        for operation in bundle.operations
    )


@pytest.mark.parametrize("api", APIS)
def test_read_only_run_sends_nothing_that_writes(api: str) -> None:
    server = flawed_server(api)
    target = replace(server_target(api), safety="read-only")

    result = judge(api, server=server, target=target, kinds=KINDS, max_examples=10)

    log = [(method, path) for method, path in server.log if path != "/"]
    assert [request for request in log if harm(bundle_of(api), *request)] == []
    assert [line for line in told(result) if line.startswith("broken")] == []
    assert api == "spaaza" or len(log) > 100, "what reads is judged all the same"
    assert any(item.reason == "write blocked" for item in result.items)


@pytest.mark.parametrize("api", APIS)
def test_read_only_run_changes_nothing_by_control(api: str) -> None:
    listening = Listening(flawed_server(api))
    target = replace(server_target(api), safety="read-only")

    judge(api, server=listening, target=target, kinds=("law",), max_examples=2)  # type: ignore[arg-type]

    controls = [heard for heard in listening.heard if heard["path"].startswith("/_mock")]
    assert [heard for heard in controls if heard["method"] != "GET"] == []


def test_paths_with_side_effects_are_recognised() -> None:
    template = "/priv/v1/apps/{api_key}/users/{user_id}/campaigns/{campaign_id}/opt_in"

    assert fits(template, "/PRIV/v1//apps/k/users/u/campaigns/c/opt%5fin?x=1")
    assert fits(template, "/priv/v1/apps/k/users/u/campaigns/c/opt_in.json")
    assert not fits(template, "/priv/v1/apps/k/users/u/campaigns/c/progress")


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("api", APIS)
def test_run_with_the_same_seed_sends_the_same_requests(api: str, server: str) -> None:
    first = requests_of_a_run(api, server, max_examples=3)
    second = requests_of_a_run(api, server, max_examples=3)

    assert len(first) > 50
    assert different(first, second) is None
    assert len(first) == len(second)


def test_hash_seed_of_the_process_does_not_matter() -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.listening", "2"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for hash_seed in ("1", "4242")
    ]
    ended = [run.communicate(timeout=300) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], ended[0][1][-3000:]
    outputs = [[json.loads(line) for line in out.splitlines()] for out, _ in ended]

    assert {(api, server) for api, server, _ in outputs[0]} == {
        (api, server) for api in APIS for server in SERVERS
    }
    assert different(*outputs) is None
    assert len(outputs[0]) == len(outputs[1])


def different(first: list[Any], second: list[Any]) -> str | None:
    """The first place where two lists differ, in words."""
    for number, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return f"request {number} of {len(first)}:\n{one}\n{other}"
    return None
