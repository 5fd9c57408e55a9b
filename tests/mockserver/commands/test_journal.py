"""`mockserver journal`: what it asks, what it prints, how it ends."""

import json

import httpx2
import jsonschema_rs
import pytest
from click.testing import CliRunner

from mockserver.commands import options
from mockserver.commands.journal import journal
from mockserver.errors import NoMockThere
from mockserver.journal import Lost, SecretNames, mask
from mockserver.journal.events import OPENING, event_text
from mockserver.testing import running
from tests.support.documents import api, operation, takes, write_api
from tests.support.har_schema import HAR
from tests.support.journals import entry
from tests.support.worlds import server


@pytest.fixture
def run():
    """Runs a command of the group."""
    return lambda *arguments, stdin=None: CliRunner().invoke(journal, arguments, input=stdin)


@pytest.fixture
def asked(monkeypatch):
    """Answers with what is in it; keeps what was asked."""
    seen: dict = {"calls": [], "answer": None, "streams": []}

    class Recorder:
        def __init__(self, url, token, *, sandbox=None):
            self.sandbox = sandbox

        def call(self, method, path, body=None, *, timeout_seconds=10.0):
            seen["calls"].append(
                (method, path, json.loads(body) if body else None, self.sandbox, timeout_seconds)
            )
            return seen["answer"]

        def stream(self, path, *, last=""):
            seen["calls"].append(("GET", path, last))
            if not seen["streams"]:
                raise NoMockThere("http://mock", reason="it is gone")
            yield from seen["streams"].pop(0).splitlines()

    monkeypatch.setattr(options, "Remote", Recorder)
    return seen


NOTHING = {"entries": [], "kept": 0, "newest": 0, "dropped": 0}


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ([], "/journal"),
        (["list"], "/journal"),
        (["--limit", "5"], "/journal?limit=5"),
        (["list", "--operation", "POST *", "--status", "4xx"],
         "/journal?operation=POST+%2A&status=4xx"),
        (["list", "--header", "A: 1", "--header", "B: 2"],
         "/journal?header=A%3A+1&header=B%3A+2"),
        (["list", "--body", "/item=tea", "--since", "0"],
         "/journal?since=0&body=%2Fitem%3Dtea"),
        (["list", "--api", "a", "--method", "GET", "--path", "/x", "--speaker", "stub",
          "--refusal", "*"],
         "/journal?api=a&method=GET&path=%2Fx&speaker=stub&refusal=%2A"),
    ],
)  # fmt: skip
def test_filters_become_parameters(run, asked, arguments, path):
    asked["answer"] = NOTHING
    assert run(*arguments).exit_code == 0

    method, found, *_ = asked["calls"][0]
    assert method == "GET"
    assert sorted(found.partition("?")[2].split("&")) == sorted(path.partition("?")[2].split("&"))
    assert found.partition("?")[0] == path.partition("?")[0]


def test_a_sandbox_can_be_named(run, asked):
    asked["answer"] = NOTHING
    run("list", "--sandbox", "w3")

    assert asked["calls"][0][3] == "w3"


@pytest.mark.parametrize(
    ("kept", "told"), [(0, "Nothing was asked yet."), (3, "Nothing that fits was asked.")]
)
def test_an_empty_list_says_so(run, asked, kept, told):
    asked["answer"] = {**NOTHING, "kept": kept}

    assert told in run().output


def test_a_wait_takes_as_long_as_it_is_told(run, asked):
    asked["answer"] = {"met": True, "says": "2 of 2 came.", "matched": [], "nearest": []}
    run("wait", "--operation", "x", "--count", "2", "--timeout", "60")

    ((_, path, _, _, timeout),) = asked["calls"]
    assert path == "/journal/wait?operation=x&count=2&timeout=60.0"
    assert timeout > 60


@pytest.mark.parametrize(("is_met", "code"), [(True, 0), (False, 1)])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_was_not_met_ends_with_one(run, asked, is_met, code, form):
    near = [{"number": 1, "difference": "the method is GET, not PUT"}]
    asked["answer"] = {"met": is_met, "says": "So.", "matched": [], "nearest": near}
    assert run("wait", *form).exit_code == code
    asked["answer"] = {
        "met": is_met,
        "dropped": 0,
        "verdicts": [{"met": is_met, "says": "So.", "wanted": "", "matched": [], "nearest": near}],
    }
    assert run("verify", "--exactly", "1", *form).exit_code == code


@pytest.mark.parametrize(
    ("arguments", "expectation"),
    [
        (["--operation", "x", "--exactly", "0"], {"operation": "x", "exactly": 0}),
        (["--at-least", "1", "--at-most", "2"], {"atLeast": 1, "atMost": 2}),
        (["--header", "A: b"], {"headers": {"A": "b"}}),
        (["--body", "/n=5", "--body", "/t=tea", "--body", '/u="5"'],
         {"body": {"/n": 5, "/t": "tea", "/u": "5"}}),
    ],
)  # fmt: skip
def test_options_become_one_expectation(run, asked, arguments, expectation):
    asked["answer"] = {"met": True, "dropped": 0, "verdicts": []}
    run("verify", "--json", *arguments)

    assert asked["calls"][0][:3] == ("POST", "/journal/verify", {"expectations": [expectation]})


@pytest.mark.parametrize(
    "text",
    [
        "- {operation: x, status: 4xx}\n- {exactly: 0}\n",
        '[{"operation": "x", "status": "4xx"}, {"exactly": 0}]',
        "expectations: [{operation: x, status: 4xx}, {exactly: 0}]",
    ],
)
def test_a_file_has_several_expectations(run, asked, text):
    asked["answer"] = {"met": True, "dropped": 0, "verdicts": []}
    run("verify", "-", "--json", stdin=text)

    assert asked["calls"][0][2] == {
        "expectations": [{"operation": "x", "status": "4xx"}, {"exactly": 0}]
    }


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (["verify"], None),
        (["verify", "-", "--operation", "x"], "[]"),
        (["verify", "-"], "a: [b"),
        (["verify", "-"], "just words"),
        (["verify", "-"], "{expectations: 5}"),
        (["verify", "-"], "- 5"),
        (["show"], None),
        (["show", "x"], None),
        (["nonsense"], None),
    ],
)
def test_a_mistake_in_use_ends_with_two(run, asked, arguments, stdin):
    assert run(*arguments, stdin=stdin).exit_code == 2
    assert asked["calls"] == []


def told(number: int) -> str:
    return event_text(mask(entry(number=number), SecretNames()))


def test_following_prints_entries_and_comes_back_where_it_was(run, asked):
    asked["streams"] = [OPENING + told(1) + told(2), OPENING + told(3)]
    result = run("follow")

    assert [line.split()[0] for line in result.stdout.splitlines()] == ["1", "2", "3"]
    assert [last for *_, last in asked["calls"]] == ["", "2", "3"]
    assert isinstance(result.exception, NoMockThere)


def test_following_may_begin_in_the_past(run, asked):
    run("follow", "--since", "0")

    assert asked["calls"] == [("GET", "/journal/events", "0")]


def test_following_prints_json_lines(run, asked):
    asked["streams"] = [told(1) + told(2)]
    lines = run("follow", "--json").stdout.splitlines()

    assert [json.loads(line)["number"] for line in lines] == [1, 2]


def test_following_tells_of_what_was_lost(run, asked):
    asked["streams"] = [event_text(Lost(5))]

    assert "5 entries came too fast to be told." in run("follow").output


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A running mock that was asked two things."""
    item = {"type": "object", "required": ["item"]}
    paths = {"/orders": {"post": operation("createOrder", requestBody=takes(item))}}
    folder = write_api(tmp_path_factory.mktemp("apis"), api(paths))
    with running(server(folder)) as found:
        headers = {"Authorization": "Bearer sesame"}
        httpx2.post(f"{found}/orders", json={"item": "tea"}, headers=headers, trust_env=False)
        httpx2.post(f"{found}/order", json={"item": "tea"}, trust_env=False)
        yield found


def test_the_newest_entry_is_listed_last(run, url):
    lines = run("--url", url).stdout.splitlines()

    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert "unknown_path" in lines[1]


def test_an_entry_is_shown(run, url):
    first, second = run("show", "1", "--url", url).stdout, run("show", "2", "--url", url).stdout

    assert "authorization: Bearer ***" in first
    assert '"item": "tea"' in first
    assert "Nearest: POST /orders: segment 1 is `order`, the operation has `orders`." in second


def test_facts_are_printed_as_json(run, url):
    assert json.loads(run("list", "--json", "--url", url).stdout)["newest"] == 2
    assert json.loads(run("show", "1", "--json", "--url", url).stdout)["number"] == 1


def test_what_came_is_awaited_and_verified(run, url):
    assert run("wait", "--operation", "createOrder", "--url", url).exit_code == 0
    assert run("wait", "--method", "PUT", "--timeout", "0", "--url", url).exit_code == 1
    assert (
        run("verify", "--operation", "createOrder", "--exactly", "1", "--url", url).exit_code == 0
    )
    surplus = run("verify", "--operation", "createOrder", "--exactly", "2", "--url", url)
    assert surplus.exit_code == 1
    assert "Expected exactly 2, received 1." in surplus.output


def test_the_archive_is_printed_or_written(run, url, tmp_path):
    judge = jsonschema_rs.Draft202012Validator(HAR)
    printed = json.loads(run("har", "--url", url).stdout)
    run("har", "--status", "404", "--output", str(tmp_path / "a.har"), "--url", url)
    written = json.loads((tmp_path / "a.har").read_text())

    assert judge.is_valid(printed)
    assert judge.is_valid(written)
    assert [len(found["log"]["entries"]) for found in (printed, written)] == [2, 1]


def test_the_journal_of_one_sandbox_is_cleared(run, url):
    httpx2.get(f"{url}/~w9/orders", trust_env=False)

    def kept(*sandbox: str) -> int:
        return json.loads(run("list", "--json", "--url", url, *sandbox).stdout)["kept"]

    assert kept("--sandbox", "w9") == 1
    assert run("clear", "--url", url, "--sandbox", "w9").exit_code == 0
    assert (kept("--sandbox", "w9"), kept()) == (0, 2)
