"""Recordings of every kind as exchanges."""

import gzip
import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.drift.traffic import Recorded, read_traffic, unseen
from contracts.finding import Exchange, Reply, Request
from contracts.finding.as_json import exchange_to_json
from contracts.reports.har import har_log
from mockserver.journal.entry import Entry
from mockserver.journal.har import har as mock_har
from mockserver.journal.masking import Masked, mask
from mockserver.journal.secret_names import SecretNames
from mockserver.journal.showing import detail, summary
from specs.values import ABSENT, Json
from tests.contracts.drift.traffic.conftest import har, har_entry, journal_line, read

PATHS = [f"/v1/things/{number}" for number in range(12)]
ENTRIES = [har_entry(url=f"https://api.example{path}?q=a%20b") for path in PATHS]
LINES = b"\n".join(json.dumps(journal_line(path)).encode() for path in PATHS) + b"\n"
VCR = "".join(
    f"""- id: 'a'
  request:
    uri: 'https://api.example{path}'
    method: 'GET'
    headers: {{}}
  response:
    status:
      code: '200'
      message: "OK"
    elapsed: '0.5'
    headers: {{}}
    body:
      encoding: 'utf-8'
      string: "{{\\"id\\": 1}}"
    http_version: '1.1'
"""
    for path in PATHS
)
CASSETTE = ("command: 'st run'\nhttp_interactions:\n" + VCR).rstrip("\n").encode()


def paths_of(recorded: list[Recorded]) -> list[str]:
    return [one.exchange.request.path for one in recorded]


@pytest.mark.parametrize("indent", [None, 1])
def test_an_archive_yields_its_exchanges_in_order(tmp_path: Path, indent: int | None) -> None:
    recorded, lost = read(tmp_path, har(*ENTRIES, indent=indent))

    assert (paths_of(recorded), lost) == (PATHS, [])
    assert recorded[2].entry == "recording: entry 3"
    assert recorded[2].url == "https://api.example/v1/things/2?q=a%20b"
    assert recorded[2].exchange.request.query == (("q", "a b"),)
    assert recorded[2].exchange.operation is None


@pytest.mark.parametrize("text", [har(*ENTRIES), LINES, CASSETTE], ids=["har", "lines", "vcr"])
@pytest.mark.parametrize("twentieth", range(2, 20))
def test_what_is_whole_of_a_cut_file_is_used(tmp_path: Path, text: bytes, twentieth: int) -> None:
    cut = text[: len(text) * twentieth // 20]
    recorded, lost = read(tmp_path, cut)

    whole = sum(cut.count(f"{path}".encode()) for path in PATHS[:-2])
    assert paths_of(recorded) == PATHS[: len(recorded)]
    assert len(recorded) >= min(whole, 10) - 3
    assert lost or cut.endswith(b"\n")


def test_entries_before_a_cut_all_come(tmp_path: Path) -> None:
    text = har(*ENTRIES)
    cut = text[: text.index(b"/v1/things/7")]

    recorded, lost = read(tmp_path, cut)

    assert paths_of(recorded) == PATHS[:7]
    assert [one.told for one in lost] == [
        f"recording: the file ends early, at byte {len(cut):,}, after entry 7; what came after"
        " that one is lost"
    ]


def test_a_cut_archive_that_is_packed_says_both(tmp_path: Path) -> None:
    packed = gzip.compress(har(*[har_entry(answer=str(number)) for number in range(3000)]))

    recorded, lost = read(tmp_path, packed[: len(packed) // 2])

    assert recorded
    assert [one.what.partition(",")[0] for one in lost] == [
        "the file ends early",
        "the gzip file ends early",
    ]


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_is_read(tmp_path: Path, name: str) -> None:
    text = json.dumps(json.loads(har(har_entry(answer="Zoë 😀"))), ensure_ascii=False)

    recorded, lost = read(tmp_path, text.encode(name))

    assert ([one.exchange.json for one in recorded], lost) == (["Zoë 😀"], [])


def test_a_packed_archive_is_unpacked(tmp_path: Path) -> None:
    halves = har(*ENTRIES)[:900], har(*ENTRIES)[900:]

    recorded, lost = read(tmp_path, b"".join(map(gzip.compress, halves)))

    assert (paths_of(recorded), lost) == (PATHS, [])


def test_an_entry_that_cannot_be_read_loses_only_itself(tmp_path: Path) -> None:
    entries = [
        json.dumps(ENTRIES[0]).encode(),
        json.dumps(ENTRIES[1]).encode().replace(b"12.5", b"NaN"),
        json.dumps(ENTRIES[2]).encode().replace(b'"GET"', b"GET"),
        b"7",
        json.dumps(ENTRIES[3]).encode().replace(b"*/*", b"\xff\\ud800\x01"),
        json.dumps(ENTRIES[4]).encode().replace(b'"method"', b'"method": "PUT", "method"'),
    ]

    recorded, lost = read(tmp_path, b'{"log": {"entries": [' + b", ".join(entries) + b"]}}")

    assert paths_of(recorded) == [PATHS[0], PATHS[1], PATHS[3], PATHS[4]]
    assert recorded[1].exchange.reply is not None
    assert recorded[1].exchange.reply.seconds == 0.0
    assert recorded[3].exchange.request.method == "GET"
    assert [one.told for one in lost] == [
        "recording: entry 3: an entry is not JSON",
        "recording: entry 4: an entry is no object",
    ]


def test_a_line_that_cannot_be_read_loses_only_itself(tmp_path: Path) -> None:
    lines = LINES.split(b"\n")
    lines[3] = b"2 entries came too fast to be told."

    recorded, lost = read(tmp_path, b"\r\n".join(lines))

    assert paths_of(recorded) == PATHS[:3] + PATHS[4:]
    assert "recording: line 4: an entry is not JSON" in [one.told for one in lost]


def test_a_journal_line_without_messages_says_so_once(tmp_path: Path) -> None:
    recorded, lost = read(tmp_path, LINES)

    assert paths_of(recorded) == PATHS
    assert [one.count for one in lost] == [12]
    assert "`mockserver journal har`" in lost[0].told
    assert "response body" in unseen(recorded[0].exchange)


def test_the_list_of_a_journal_is_read(tmp_path: Path) -> None:
    listed = {"entries": [journal_line(path) for path in PATHS], "kept": 12}

    recorded, _ = read(tmp_path, json.dumps(listed, indent=2).encode())

    assert paths_of(recorded) == PATHS


def test_one_entry_shown_of_a_journal_is_read(tmp_path: Path) -> None:
    body = {"contentType": "application/json", "cut": False, "encoding": "text", "text": "[1]"}
    shown = journal_line(
        request={"headers": [], "body": None}, answer={"headers": [], "body": body}
    )

    recorded, lost = read(tmp_path, json.dumps(shown, indent=2).encode())

    assert ([one.exchange.json for one in recorded], lost) == ([[1]], [])


def test_the_suites_own_archive_is_read(tmp_path: Path) -> None:
    request = Request("POST", "/things", body=b"\xff\x00", headers=(("a", "b"),))
    given = Exchange(request, Reply(201, (("x", "y"),), b"\xfe", 0.5), operation="POST /things")
    none = Exchange(Request("GET", "/things"), None, failure="timeout")
    timed = [(given, "2026-01-15T12:00:00Z"), (none, "2026-01-15T12:00:01Z")]

    recorded, lost = read(tmp_path, har_log(timed, {"": "http://127.0.0.1:1/v1"}).encode())

    assert lost == []
    assert (recorded[0].exchange.request.body, recorded[0].exchange.reply) == (
        b"\xff\x00",
        given.reply,
    )
    assert recorded[0].exchange.intent == {"mode": "negative"}
    assert (recorded[1].exchange.reply, recorded[1].exchange.failure) == (None, "timeout")


def test_the_suites_own_lines_are_read(tmp_path: Path) -> None:
    exchange = Exchange(Request("GET", "/things"), Reply(200, (), b"{}"), operation="GET /things")
    line = {"at": "2026-01-15T12:00:00Z", "exchange": exchange_to_json(exchange)}

    recorded, lost = read(tmp_path, (json.dumps(line) + "\n").encode() * 3)

    assert (paths_of(recorded), lost) == (["/things"] * 3, [])
    assert recorded[0].exchange.operation is None


def test_an_engines_lines_are_read(tmp_path: Path) -> None:
    cases = {"a": {"value": {"meta": {"generation": {"mode": "negative"}}}}}
    request = {"method": "POST", "uri": "http://h/x", "headers": {}, "body": {"$base64": "e30="}}
    response = {"status_code": 200, "headers": {"a": ["1", "2"]}, "content": {"$base64": "W10="}}
    told = {"cases": cases, "interactions": {"a": {"request": request, "response": response}}}
    lines = [{"Initialize": {}}, {"ScenarioFinished": {"recorder": told}}, {"EngineFinished": {}}]

    recorded, lost = read(tmp_path, "\n".join(map(json.dumps, lines)).encode())

    assert (lost, len(recorded)) == ([], 1)
    assert recorded[0].exchange.request.body == b"{}"
    assert recorded[0].exchange.reply == Reply(200, (("a", "1"), ("a", "2")), b"[]")
    assert recorded[0].exchange.intent["mode"] == "negative"


def test_a_long_body_is_cut_out_and_its_exchange_kept(tmp_path: Path) -> None:
    long = har_entry(
        response={"content": {"mimeType": "application/json", "text": '"é' * 5_000_000}}
    )
    file = tmp_path / "long.har"
    file.write_bytes(har(long, har_entry()))
    del long
    tracemalloc.start()
    found = list(read_traffic(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [type(one).__name__ for one in found] == ["Recorded", "Recorded", "Loss"]
    assert isinstance(found[0], Recorded)
    assert unseen(found[0].exchange) == {"response body"}
    assert getattr(found[2], "what", "") == "a body is too long to be judged"
    assert peak < 48 << 20


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "many.har"
    file.write_bytes(har(*[har_entry(answer="x" * 20_000)] * 1500))
    tracemalloc.start()
    count = sum(1 for _ in read_traffic(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 1500
    assert file.stat().st_size > 30_000_000
    assert peak < 8 << 20


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
HEADERS = st.lists(st.tuples(st.from_regex(r"\A[a-z][a-z-]{0,8}\Z"), TEXTS), max_size=4)
REPLIES = st.builds(
    lambda status, headers, body: Reply(status, (("x-a", ""), *headers), body),
    st.sampled_from([200, 201, 404, 500]),
    HEADERS.map(tuple),
    st.binary(max_size=30).filter(lambda body: not body.startswith(b"\x1f\x8b")),
)
REQUESTS = st.builds(
    Request,
    method=st.sampled_from(["GET", "POST", "PATCH"]),
    path=st.from_regex(r"\A(/[a-z0-9%]{0,5}){1,4}\Z").filter(
        lambda path: not path.startswith("//")
    ),
    query=st.lists(st.tuples(TEXTS.filter(bool), TEXTS), max_size=3).map(tuple),
    headers=HEADERS.map(lambda some: tuple(pair for pair in some if pair[0] != "content-length")),
    body=st.none() | st.binary(min_size=1, max_size=30).filter(lambda one: one[:2] != b"\x1f\x8b"),
)


@given(st.lists(st.builds(Exchange, REQUESTS, REPLIES), max_size=4))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, exchanges: list[Exchange]
) -> None:
    written = har_log([(one, "2026-01-15T12:00:00Z") for one in exchanges], {"": "http://h/"})

    recorded, lost = read(tmp_path_factory.getbasetemp(), written.encode())

    assert lost == []
    assert [(one.exchange.request, one.exchange.reply) for one in recorded] == [
        (one.request, one.reply) for one in exchanges
    ]


def mocked(body: bytes, **more: Json) -> Masked:
    entry = Entry(
        at=datetime(2026, 1, 15, tzinfo=UTC),
        sandbox="default",
        method="POST",
        path="/v1/things",
        query=b"q=a%20b",
        headers=((b"host", b"127.0.0.1:8080"), (b"authorization", b"Bearer abcdef")),
        body=body,
        status=201,
        answer_headers=((b"content-type", b"application/json"),),
        answer_body=b'{"id": 1}',
        seconds=0.5,
        api="shop",
        **more,
    )
    return mask(entry, SecretNames())


def test_the_mocks_archive_is_read(tmp_path: Path) -> None:
    archive = mock_har([mocked(b"\xff"), mocked(b"ab", body_bytes=900), mocked(b"", fault="slow")])

    recorded, lost = read(tmp_path, json.dumps(archive).encode())

    assert [one.what for one in lost] == ["a body is recorded in part only"]
    exchanges = [one.exchange for one in recorded]
    assert [one.request.body for one in exchanges] == [b"\xff", None, None]
    assert [unseen(one) for one in exchanges] == [set(), {"request body"}, set()]
    assert [one.json for one in exchanges] == [{"id": 1}, {"id": 1}, ABSENT]
    assert (exchanges[0].api, exchanges[0].request.query) == ("shop", (("q", "a b"),))
    assert exchanges[0].request.header("authorization") == "Bearer ***"


def test_what_the_mock_prints_of_an_entry_is_read(tmp_path: Path) -> None:
    shown = json.dumps(detail(mocked(b"ab"))), json.dumps(summary(mocked(b"ab")))

    recorded, lost = read(tmp_path, "\n".join(shown).encode())

    assert [one.entry for one in recorded] == ["recording: line 1", "recording: line 2"]
    assert [one.exchange.json for one in recorded] == [{"id": 1}, ABSENT]
    assert [one.first for one in lost] == ["recording: line 2"]
