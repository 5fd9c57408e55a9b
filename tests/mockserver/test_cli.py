"""Arguments become settings or calls of the admin API; mistakes end in one paragraph and code 2."""

import json
import sys
from pathlib import Path

import pytest

from mockserver import cli
from mockserver.commands import options, serve
from mockserver.settings import Settings
from tests.support.documents import api, write_api


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs a command line; returns its exit code, output and complaint."""

    def with_arguments(*arguments: str) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["mockserver", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return with_arguments


@pytest.fixture
def calls(monkeypatch) -> list[tuple]:
    """What is asked of the admin API."""
    seen: list[tuple] = []

    class Recorder:
        def __init__(self, url, token, *, sandbox=None):
            self.sandbox = sandbox or "default"
            self.where = (url, token) if sandbox is None else (url, token, sandbox)

        def call(self, method, path, body=None):
            seen.append((method, path, json.loads(body) if body else None, *self.where))
            return {"ok": True, "id": "fault-1", "faults": [], "sandboxes": []}

    monkeypatch.setattr(options, "Remote", Recorder)
    return seen


@pytest.fixture
def served(monkeypatch) -> list[Settings]:
    """The settings of servers that would have been started."""
    seen: list[Settings] = []

    class Stopped:
        def __init__(self, announce):
            self.announce = announce

        def run(self, sockets):
            self.announce()
            for listener in sockets:
                listener.close()

    def server_for(app, announce):
        seen.append(app.settings)
        return Stopped(announce)

    monkeypatch.setattr(serve, "server_for", server_for)
    monkeypatch.setattr(serve.gc, "freeze", lambda: None)
    return seen


@pytest.mark.parametrize("command", [(), ("serve",)])
def test_serving_is_the_default(run, served, tmp_path, command):
    folder = write_api(tmp_path, api({}))
    code, out, _ = run(*command, folder, "-p", "0", "--seed", "7", "--prefix")

    assert code == 0
    assert served == [Settings(apis=(folder,), port=0, seed=7, prefixed=True)]
    assert "shop" in out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["reset", "shop"], ("POST", "/reset?api=shop", None)),
        (["state"], ("GET", "/state", None)),
        (["state", "shop"], ("GET", "/state/shop", None)),
        (["clock"], ("GET", "/clock", None)),
        (["clock", "+31d"], ("PATCH", "/clock", {"advance": "31d"})),
        (["clock", "-90m"], ("PATCH", "/clock", {"advance": "-90m"})),
        (["clock", "--freeze"], ("PATCH", "/clock", {"frozen": True})),
        (["clock", "2026-01-15T12:00:00Z", "--run"],
         ("PATCH", "/clock", {"now": "2026-01-15T12:00:00Z", "frozen": False})),
        (["clock", "--reset"], ("DELETE", "/clock", None)),
        (["sandbox", "list", "--json"], ("GET", "/sandboxes", None)),
        (["sandbox", "drop", "w/3"], ("DELETE", "/sandboxes/w%2F3", None)),
        (["sandbox", "keep", "a"], ("PUT", "/snapshots/a", None)),
        (["sandbox", "restore", "a"], ("POST", "/snapshots/a/restore", None)),
        (["fault", "list", "--json"], ("GET", "/faults", None)),
        (["fault", "remove", "f1"], ("DELETE", "/faults/f1", None)),
        (["fault", "clear"], ("DELETE", "/faults", None)),
    ],
)  # fmt: skip
def test_a_command_asks_the_admin_api(run, calls, arguments, expected):
    code, _, _ = run(*arguments, "--url", "http://mock", "--token", "letmein")

    assert code == 0
    assert calls == [(*expected, "http://mock", "letmein")]


def test_a_sandbox_can_be_named(run, calls):
    assert run("state", "--sandbox", "w3", "--token", "letmein")[0] == 0
    assert calls[0][-1] == "w3"


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        ([], {}),
        (["--delay", "1.5", "--percent", "20"], {"delay": 1.5, "percent": 20}),
        (["POST *", "--status", "503", "--count", "2"],
         {"operation": "POST *", "status": 503, "count": 2}),
        (["--delay", '{"uniform": [0.1, 2]}'], {"delay": {"uniform": [0.1, 2]}}),
        (["getOrder", "--connection", "reset", "--skip", "1", "--api", "shop"],
         {"operation": "getOrder", "connection": "reset", "skip": 1, "api": "shop"}),
    ],
)  # fmt: skip
def test_a_fault_rule_is_told_by_options(run, calls, arguments, rule):
    run("fault", "add", *arguments)

    assert calls[0][:3] == ("POST", "/faults", rule)


def test_a_reset_of_everything_takes_the_clock_along(run, calls):
    """Records are seeded relative to the clock, so the clock goes first."""
    assert run("reset")[0] == 0
    assert [call[:2] for call in calls] == [("DELETE", "/clock"), ("POST", "/reset")]


@pytest.mark.parametrize("other", ["+1d", "--freeze", "--run"])
def test_a_clock_is_reset_or_moved_not_both(run, calls, other):
    assert run("clock", "--reset", other)[0] == 2
    assert calls == []


def test_an_answer_is_printed_as_json(run, calls):
    assert json.loads(run("state")[1])["ok"] is True


def test_new_records_are_read_from_a_file(run, calls, tmp_path):
    (tmp_path / "records.json").write_text('{"order": {}}')
    code, _, _ = run("state", "shop", "--replace", str(tmp_path / "records.json"))

    assert code == 0
    assert calls[0][:3] == ("PUT", "/state/shop", {"order": {}})


@pytest.mark.parametrize(
    "arguments",
    [
        ("critoe",),
        ("--no-such-option",),
        ("clock", "+3w"),
        ("state", "--replace", "/no/such/file"),
        ("-p", "notaport"),
        ("-p", "99999", "criteo"),
    ],
)
def test_a_mistake_ends_in_one_paragraph_and_code_two(run, calls, served, arguments):
    code, _, complaint = run(*arguments)

    assert code == 2
    assert "Error: " in complaint
    assert "Traceback" not in complaint


def test_the_nearest_name_is_suggested(run, served):
    assert "Did you mean criteo?" in run("critoe")[2]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_list_of_commands_says_what_each_of_them_says(name):
    told = cli.cli.commands[name].get_short_help_str(limit=1000)

    assert cli.COMMANDS[name] == told


def test_every_command_is_listed(run):
    modules = {path.stem for path in Path(cli.__file__).parent.glob("commands/*.py")}

    assert {*cli.COMMANDS} >= modules - {"__init__", "journal_lines", "options"}
    listed = run("--help")[1].partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == list(cli.COMMANDS)


def test_help_and_version_are_told(run):
    assert "Commands:" in run("--help")[1]
    assert "mockserver" in run("--version")[1]
