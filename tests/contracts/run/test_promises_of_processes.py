"""What a run does to its machine and to its target: one door for sockets, a journal, no crash."""

import asyncio
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from contracts.run.journal import Entry, read_journal
from tests.support.judging import APIS, flawed_server, judge, server_target
from tests.support.judging import told as lines_of
from tests.support.listening import App
from tests.support.servers.kernel import Scope, Send
from tests.support.staging import ROOT, roles_of, serving, start, write_target

WATCHED = """
import json, socket, sys
seen = []
def watch(event, args):
    if event.startswith("socket."):
        frame, files = sys._getframe(1), set()
        while frame is not None:
            files.add(frame.f_code.co_filename.replace("\\\\", "/"))
            frame = frame.f_back
        if any(name.endswith("urllib3/util/connection.py") for name in files):
            return  # asks the machine for IPv6 when it is imported, and sends nothing
        door = any(name.endswith("contracts/run/transport.py") for name in files)
        local = event == "socket.__new__" and args[1] == socket.AF_UNIX
        if not local:  # the wires by which an event loop wakes itself
            seen.append([event, repr(args[1:]), door])
sys.addaudithook(watch)
from tests.support import judging
for api in sys.argv[1:]:
    name, _, url = api.partition("=")
    if url:
        from contracts.target import ApiTarget, Target
        api_target = ApiTarget(url=url, roles=judging.server_target(name).apis[name].roles)
        target = Target(name="t", apis={name: api_target}, is_exclusive=True, timeout_seconds=5)
        from contracts.run.limits import OwnLimits
        from contracts.run.options import RunOptions
        from contracts.run.suite import Setting, Suite
        setting = Setting("ck-t", judging.STARTED, lambda: 0.0, OwnLimits())
        suite = Suite([judging.bundle_of(name)], target, RunOptions(max_examples=1), setting)
        runs = [suite.run(item) for item in suite.items]
        suite.close()
        print(sum(sum(run.result.requests.values()) for run in runs))
    else:
        for server in ("correct", "mock"):
            result = judging.judge(name, server=server, max_examples=1)
            print(sum(sum(item.requests.values()) for item in result.items))
print(json.dumps(seen))
"""
"""Runs the suite in a process that tells of every socket."""


def sockets_of(*apis: str) -> tuple[list[int], list[list[Any]]]:
    """How many requests were sent, and what became of sockets in the meantime."""
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, *apis],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    *counts, seen = ran.stdout.splitlines()
    return [int(count) for count in counts], json.loads(seen)


def test_run_in_process_opens_no_socket() -> None:
    counts, seen = sockets_of(*APIS)

    assert min(counts) > 50
    assert seen == []


def test_run_over_http_opens_sockets_by_the_transport_only() -> None:
    with serving(flawed_server("criteo")) as url:
        counts, seen = sockets_of(f"criteo={url}")

    connected = [args for event, args, _ in seen if event == "socket.connect"]
    port = url.rpartition(":")[2]
    assert counts[0] > 50
    assert connected
    assert [args for args in connected if f"'127.0.0.1', {port}" not in args] == []
    assert [one for one in seen if one[2] is False] == []
    assert [one for one in seen if one[0] in ("socket.bind", "socket.sendto")] == []


class Creating:
    """Serves an API until it has created so many things; the next creation is never answered."""

    def __init__(self, app: App, path: str, count: int) -> None:
        self.app = app
        self.path = path
        self.made: list[tuple[str, Any]] = []
        self.is_enough = Event()
        self._count = count

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Hands a request on and takes down what it created."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] != self.path:
            await self.app(scope, receive, send)
            return
        body, answer = bytearray(), bytearray()

        async def heard() -> Any:
            message = await receive()
            body.extend(message.get("body", b""))
            return message

        async def kept(message: Any) -> None:
            answer.extend(message.get("body", b""))
            if message["type"] == "http.response.body" and b'"id"' in answer:
                self.made.append((body.decode("utf-8", "replace"), json.loads(answer)))
                if len(self.made) > self._count:
                    self.is_enough.set()
                    await asyncio.Event().wait()
            await send(message)

        # The answer's head waits for its end, so that the last one is not answered at all.
        await self.app(scope, heard, _whole(kept))


def _whole(send: Any) -> Any:
    head: list[Any] = []

    async def later(message: Any) -> None:
        head.append(message)
        if message["type"] == "http.response.body":
            for one in head:
                await send(one)

    return later


KILLED = {
    "criteo": ("/marketing-solutions/campaigns", "createCampaign", ("data", "id")),
    "sessionm": (None, "createCampaign", ("campaign", "id")),
}


def killed(folder: Path, api: str) -> tuple[Creating, tuple[Entry, ...]]:
    """What a run had made when it was killed, and its journal."""
    path, operation, _ = KILLED[api]
    roles = roles_of(api)
    where = path or f"/priv/v1/apps/{roles['app.key']}/management/campaigns"
    creating = Creating(flawed_server(api), where, 8)
    with serving(creating) as url:
        write_target(folder, api, url, roles, safety="writes", timeout=60)
        process = start(
            folder, "test", api, "--target", "lab", "--run-id", "ck-killed",
            "--include-operation-id", operation,
        )  # fmt: skip
        try:
            while not creating.is_enough.wait(0.2) and process.poll() is None:
                pass
        finally:
            process.kill()
            _, told = process.communicate(timeout=60)
    assert creating.is_enough.is_set(), told[-3000:]
    journal = folder / ".contracts" / "runs" / "ck-killed" / "journal.jsonl"
    return creating, read_journal(journal)


@pytest.mark.parametrize("api", sorted(KILLED))
def test_killed_run_leaves_a_journal_of_all_it_made(tmp_path: Path, api: str) -> None:
    _, _, (outer, inner) = KILLED[api]

    creating, entries = killed(tmp_path, api)

    *answered, (last_body, _) = creating.made
    told_ids = {str(entry.id) for entry in entries}
    ids = [str(answer[outer][inner]) for _, answer in answered]
    assert [made for made in ids if made not in told_ids] == []
    assert len([entry for entry in entries if not entry.is_settled]) == 1
    assert last_body


@pytest.mark.parametrize("api", sorted(KILLED))
def test_all_that_a_run_makes_carries_its_prefix(tmp_path: Path, api: str) -> None:
    creating, entries = killed(tmp_path, api)

    assert [body for body, _ in creating.made if "ck-killed" not in body] == []
    made = [entry for entry in entries if not entry.is_gone]
    assert [entry for entry in made if not entry.name.startswith("ck-killed")] == []


class Silent:
    """Never answers requests to one path."""

    def __init__(self, app: App, part: str, method: str) -> None:
        self.app = app
        self.part = part
        self.method = method

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Hands all others on."""
        if scope["type"] == "http" and (scope["method"], True) == (
            self.method,
            self.part in scope["path"],
        ):
            await asyncio.Event().wait()
        await self.app(scope, receive, send)


@pytest.mark.parametrize(
    ("api", "method", "part", "label"),
    [
        ("criteo", "POST", "/search", "POST /marketing-solutions/campaigns/search"),
        ("sessionm", "GET", "/info", "GET /priv/v1/apps/{api_key}/campaigns/{campaign_id}/info"),
        ("spaaza", "GET", "/interact-campaign", "GET /interact-campaign"),
    ],
)
def test_hang_is_a_finding_and_no_crash(api: str, method: str, part: str, label: str) -> None:
    server = Silent(flawed_server(api), part, method)

    target = replace(server_target(api), timeout_seconds=0.05)
    result = judge(
        api,
        target=target,
        server=server,
        kinds=("examples", "law", "error-code"),
        max_examples=1,  # type: ignore[arg-type]
    )

    late = [found for found in result.findings if found.judge == "answers_in_time"]
    assert label in {found.operation for found in late}
    assert all(found.story[-1].failure == "timeout" for found in late)
    assert [line for line in lines_of(result) if line.startswith("broken")] == []
    assert {found.judge for found in result.findings} == {"answers_in_time"}
