"""A server is started on a free port, waited for, and ended with all that it started."""

import os
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench.peers.asking import ask
from bench.peers.catalogue import Server, catalogue
from bench.peers.installed import Installed
from bench.peers.measuring import WrongAnswer, settle
from bench.peers.processors import Places, cpu_seconds, family, memory_mib, places
from bench.peers.started import NotStarted, started
from bench.peers.work import GET, PATCH

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells")

ANYWHERE = Places(None, None)
BARE = catalogue(Installed(Path("nowhere")))[0]
WITH_A_CHILD = """
import subprocess, sys, uvicorn
child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
from bench.peers.servers.hello import app
uvicorn.run(app, port=int(sys.argv[1]), log_level="error")
"""


def answers(url: str) -> bool:
    address = urlsplit(url)
    with socket.socket() as client:
        return client.connect_ex((address.hostname, address.port)) == 0


def is_running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_server_answers_and_is_gone_afterwards(tmp_path: Path) -> None:
    with started(BARE, tmp_path, ANYWHERE) as one:
        assert one.ask(GET).status == 200
        assert one.seconds > 0
        assert one.memory_mib > 1

    assert not answers(one.url)


def test_what_a_server_started_is_ended_with_it(tmp_path: Path) -> None:
    server = Server(
        "parent",
        "Parent",
        (sys.executable, "-c", WITH_A_CHILD, "{port}"),
        environment={"PYTHONPATH": str(Path(__file__).parents[3])},
    )

    with started(server, tmp_path, ANYWHERE) as one:
        pids = one.family
        assert len(pids) == 2

    assert [pid for pid in pids if is_running(pid)] == []


def test_a_server_that_ends_at_once_is_told_with_its_last_words(tmp_path: Path) -> None:
    server = Server("broken", "Broken", (sys.executable, "-c", "exit('no such option')"))

    with (
        pytest.raises(NotStarted, match="broken ended with 1; it said: no such option"),
        started(server, tmp_path, ANYWHERE),
    ):
        pass


def test_a_server_is_ended_if_the_measurement_fails(tmp_path: Path) -> None:
    running = started(BARE, tmp_path, ANYWHERE)
    url = running.__enter__().url

    assert running.__exit__(ZeroDivisionError, ZeroDivisionError(), None) is not True

    assert not answers(url)


def test_files_for_a_server_are_made_once(tmp_path: Path) -> None:
    made = []
    server = Server(
        BARE.name, BARE.title, BARE.command, prepare=lambda spec, work: made.append((spec, work))
    )

    for _ in range(2):
        with started(server, tmp_path, ANYWHERE):
            pass

    assert len(made) == 1


def test_a_server_that_does_other_work_is_refused(tmp_path: Path) -> None:
    honest = Server("honest", "Honest", BARE.command)

    with started(honest, tmp_path, ANYWHERE) as one, pytest.raises(WrongAnswer) as refused:
        settle(one)

    assert refused.value.request == PATCH.name


def test_the_bare_server_may_answer_the_same_bytes(tmp_path: Path) -> None:
    with started(BARE, tmp_path, ANYWHERE) as one:
        settle(one)


def test_an_answer_that_is_not_json_has_no_body(tmp_path: Path) -> None:
    with started(BARE, tmp_path, ANYWHERE) as one:
        answer = ask(one.url, "POST", "/", "text", media_type="text/plain")

    assert answer.body["data"]["id"] == "99999"
    assert type(answer)(200, "<html>", "").body is None


def test_this_process_uses_time_and_memory() -> None:
    assert family(os.getpid())[0] == os.getpid()
    assert cpu_seconds([os.getpid()]) > 0
    assert memory_mib([os.getpid()]) > 1


def test_a_process_that_is_gone_costs_nothing() -> None:
    gone = 2**22 + 1

    assert (cpu_seconds([gone]), memory_mib([gone])) == (0, 0)


def test_nothing_is_pinned_where_that_is_not_wanted() -> None:
    assert places(free=True) == Places(None, None)
