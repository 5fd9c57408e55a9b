"""Cassettes in YAML."""

from pathlib import Path

from contracts.drift.traffic import unseen
from contracts.finding import Reply
from tests.contracts.drift.traffic.conftest import read

INTERACTION = r"""- id: 'a1'
  status: 'FAILURE'
  generation:
    time: 5.4e-06
    mode: negative
  checks:
    - name: 'not_a_server_error'
      message: ~

  request:
    uri: 'http://127.0.0.1:1/v1/things?q=%20'
    method: 'POST'
    headers:
      "Content-Type":
      - "application/json"

    body:
      encoding: 'utf-8'
      string: "{\"a\": \"\xFC\n- b\"}"
  response:
    status:
      code: '201'
      message: "Created"
    elapsed: '0.25'
    headers:
      "set-cookie":
      - "a=1"
      - "b=2"

    body:
      encoding: 'utf-8'
      base64_string: 'W10='
    http_version: '1.0'
"""
HEAD = "command: 'st run'\nrecorded_with: 'Schemathesis 4.32.5'\nseed: 1\nhttp_interactions:\n"


def test_an_interaction_is_an_exchange(tmp_path: Path) -> None:
    recorded, lost = read(tmp_path, (HEAD + INTERACTION * 2).encode())

    assert lost == []
    assert [one.entry for one in recorded] == [
        "recording: interaction 1",
        "recording: interaction 2",
    ]
    request = recorded[0].exchange.request
    assert (request.method, request.path, request.query) == ("POST", "/v1/things", (("q", " "),))
    assert request.body == '{"a": "ü\n- b"}'.encode()
    assert recorded[0].exchange.reply == Reply(
        201, (("set-cookie", "a=1"), ("set-cookie", "b=2")), b"[]", 0.25
    )
    assert recorded[0].exchange.intent == {"mode": "negative"}


def test_an_interaction_without_an_answer_is_kept(tmp_path: Path) -> None:
    text = HEAD + INTERACTION.partition("  response:")[0] + "\n  response: null"

    recorded, lost = read(tmp_path, text.encode())

    assert lost == []
    assert recorded[0].exchange.reply is None


def test_a_cut_answer_is_lost(tmp_path: Path) -> None:
    text = HEAD + INTERACTION.replace("    http_v", "    truncated_from: 70\n    http_v")

    recorded, lost = read(tmp_path, text.encode())

    assert unseen(recorded[0].exchange) == {"response body"}
    assert [one.what for one in lost] == ["a cassette keeps a body in part only"]


def test_an_interaction_that_is_not_yaml_loses_only_itself(tmp_path: Path) -> None:
    text = HEAD + INTERACTION + INTERACTION.replace("'POST'", "'POST") + INTERACTION

    recorded, lost = read(tmp_path, text.encode())

    assert len(recorded) == 2
    assert [one.told for one in lost] == ["recording: interaction 2: an interaction is not YAML"]


def test_tags_of_objects_build_nothing(tmp_path: Path) -> None:
    tagged = INTERACTION.replace('message: "Created"', "message: !!python/name:os.getcwd ''")

    recorded, lost = read(tmp_path, (HEAD + tagged).encode())

    assert (len(recorded), lost) == (1, [])


def test_nesting_without_end_loses_only_its_interaction(tmp_path: Path) -> None:
    deep = "- request: " + "[" * 50_000 + "]" * 50_000 + "\n  response: null\n"

    recorded, lost = read(tmp_path, (HEAD + deep + INTERACTION).encode())

    assert (len(recorded), [one.what for one in lost]) == (1, ["an interaction is not YAML"])


def test_anchors_and_binary_bodies_are_followed(tmp_path: Path) -> None:
    text = """interactions:
- request: {method: GET, uri: 'http://h/x', headers: &h {a: [b]}}
  response:
    status: {code: 200}
    headers: *h
    body: {string: !!binary "/w=="}
version: 1
"""
    recorded, _ = read(tmp_path, text.encode())

    assert recorded[0].exchange.reply == Reply(200, (("a", "b"),), b"\xff")


def test_a_file_that_ends_in_an_interaction_says_so(tmp_path: Path) -> None:
    whole = (HEAD + INTERACTION + INTERACTION).rstrip("\n")
    start = len(HEAD + INTERACTION) + 4
    cuts = [whole[:end] for end in range(start, len(whole) - 1)]

    found = [read(tmp_path, cut.encode()) for cut in cuts]

    assert {len(recorded) for recorded, _ in found} == {1}
    assert all(lost for _, lost in found)


def test_cassettes_of_other_tools_are_read(tmp_path: Path) -> None:
    vcrpy = """interactions:
- request:
    body: null
    headers:
      Accept: ['*/*']
    method: GET
    uri: http://h/x
  response:
    body:
      string: '{}'
    headers: {}
    status:
      code: 200
      message: OK
version: 1
"""
    recorded, lost = read(tmp_path, vcrpy.encode())

    assert lost == []
    assert recorded[0].exchange.request.headers == (("Accept", "*/*"),)
    assert recorded[0].exchange.reply == Reply(200, (), b"{}")
