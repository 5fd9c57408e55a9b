"""What the bridge takes from Schemathesis for single operations."""

import os
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import orjson
import pytest

from contracts.run.bridge import CannotGenerate, Generator
from specs.values import Json
from tests.support.documents import (
    FIELDS,
    MULTIPART,
    VERSIONS,
    api,
    bundle_of,
    operation,
    parameter,
    takes,
)
from tests.support.generating import all_of, drawn, only, shop

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("version", VERSIONS)
def test_coverage_keeps_and_breaks_the_document(version: str) -> None:
    read, write = shop(version).operations
    generator = Generator(shop(version), {})

    reads = {case.request.target: case.mode for case in generator.coverage(read, 1000)}
    notes = {case.note: case for case in generator.coverage(write, 1000)}

    assert {reads[url] for url in reads if url.endswith(("?limit=1", "?limit=9"))} == {"positive"}
    assert {reads[url] for url in reads if url.endswith(("?limit=0", "?limit=10"))} == {"negative"}
    missing = notes["coverage: missing required property at /data/*/type"]
    assert missing.mode == "negative"
    assert "type" not in missing.request.json["data"][0]
    assert notes["coverage: missing request body"].request.body is None


def test_nothing_undeclared_is_called() -> None:
    bundle = shop()
    generator = Generator(bundle, {})
    cases = [case for one in bundle.operations for case in all_of(generator, one)]

    assert all(case.request.method == case.operation.method for case in cases)
    assert all(case.request.path.startswith("/things") for case in cases)
    assert {case.request.caller for case in cases} == {"default"}


def test_limit_thins_coverage_evenly() -> None:
    write = shop().operations[1]
    generator = Generator(shop(), {})
    every, some = generator.coverage(write, 1000), generator.coverage(write, 12)

    positions = [every.index(case) for case in some]
    assert len(some) == 12 < len(every)
    assert positions[0] == 0
    assert max(after - before for before, after in pairwise(positions)) <= len(every) // 12 + 1


def test_no_request_is_covered_twice() -> None:
    bundle = shop()
    generator = Generator(bundle, {"thingId": ["1"], "/data/*/id": ["1"]})

    for one in bundle.operations:
        requests = [case.request for case in generator.coverage(one, 1000)]
        assert len(requests) == len(set(requests))


def test_documented_examples_are_cases() -> None:
    named = parameter("thingId", "path", {"type": "string"}, examples={"a": {"value": "a b"}})
    body = takes({"type": "object"})
    body["content"]["application/json"]["examples"] = {"one": {"value": {"x": 1}}}
    bundle = bundle_of(
        api({"/t/{thingId}": {"post": operation("o", parameters=[named], requestBody=body)}})
    )

    (case,) = Generator(bundle, {}).examples(only(bundle))

    assert case.request.path == "/t/a%20b"
    assert case.request.json == {"x": 1}
    assert case.request.header("content-type") == "application/json"
    assert (case.phase, case.mode) == ("examples", "positive")


def test_requests_carry_only_their_own_headers() -> None:
    bundle = shop()
    generator = Generator(bundle, {})
    names = {
        name
        for one in bundle.operations
        for case in all_of(generator, one)
        for name, _ in case.request.headers
    }

    assert names == {"Content-Type"}


def test_some_random_cases_are_negative() -> None:
    write = shop().operations[1]
    modes = [case.mode for case in drawn(Generator(shop(), {}), write, count=100)]

    assert 0.05 < modes.count("negative") / len(modes) < 0.35


def test_forms_are_encoded() -> None:
    form = operation("f", requestBody=takes(FIELDS, MULTIPART))
    bundle = bundle_of(api({"/form": {"post": form}}))
    first, second = (
        [case.request for case in Generator(bundle, {}).coverage(only(bundle), 1000)]
        for _ in range(2)
    )

    kinds = [request.header("content-type") or "" for request in first]
    assert sum(kind.startswith("multipart/form-data; boundary=") for kind in kinds) > 3
    assert first == second


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"type": "strin"}, "Invalid `type` definition"),
        ({"type": "string", "minLength": "a"}, "Invalid `minLength` definition"),
    ],
)
def test_an_odd_schema_is_told(schema: Json, reason: str) -> None:
    odd = operation("odd", parameters=[parameter("q", "query", schema, required=True)])
    document = api({"/odd": {"get": odd}, "/fine": {"get": operation("fine")}})
    bundle = bundle_of(document, strict=True)
    generator = Generator(bundle, {})

    for ask in (
        lambda: generator.coverage(only(bundle), 9),
        lambda: generator.strategy(only(bundle)),
    ):
        with pytest.raises(CannotGenerate) as told:
            ask()
        assert str(told.value) == (
            f"No case can be generated for GET /odd: {reason}. "
            "Correct its schemas in the document, or leave the operation out."
        )
    assert generator.coverage(bundle.operations[1], 9) != []


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    bundle = shop()
    generator = Generator(bundle, {})

    assert all(all_of(generator, one) for one in bundle.operations)
    assert isinstance(generator.has_links(), bool)


def test_commands_that_generate_nothing_do_not_load_schemathesis() -> None:
    program = (
        "import sys, contracts.run.bridge as bridge\n"
        "bridge.Generator(None, {})\n"
        "print('schemathesis' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)

    assert ran.stdout.strip() == b"False"


PROGRAM = """
import hashlib, sys
from pathlib import Path
from tests.support.generating import drawn
from contracts.run.bridge import Generator
from specs.bundle import Bundle

def refuse(event, _arguments):
    if event.startswith("socket."):
        raise AssertionError(event)

sys.addaudithook(refuse)
for path in sorted(Path("specs").glob("*/openapi.yaml")):
    bundle = Bundle.load(path.parent)
    generator, digest = Generator(bundle, {"campaignId": ["1", "2"]}), hashlib.sha256()
    for index, operation in enumerate(bundle.operations):
        cases = generator.examples(operation) + generator.coverage(operation, 60)
        if index < 3:
            cases += drawn(generator, operation, count=10)
        for case in cases:
            digest.update(repr((case.request, case.mode, case.note)).encode())
    sent = []
    if generator.has_links():
        generator.stateful(
            lambda case: sent.append(case.request),
            seed=1, max_examples=2, max_steps=4, may_call=lambda _: True, begin=lambda: None,
        )
    print(path.parent.name, digest.hexdigest(), hashlib.sha256(repr(sent).encode()).hexdigest())
"""


def test_two_processes_generate_the_same() -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": number, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        )
        for number in ("1", "2")
    ]
    first, second = (process.communicate()[0].decode() for process in running)

    assert first == second
    assert first.count("\n") >= 3


def test_the_same_seed_draws_the_same() -> None:
    write = shop().operations[1]
    first, second = (drawn(Generator(shop(), {}), write, number=3) for _ in range(2))

    assert [case.request for case in first] == [case.request for case in second]
    assert [case.request for case in drawn(Generator(shop(), {}), write, number=4)] != [
        case.request for case in first
    ]


def test_bodies_are_json() -> None:
    write = shop().operations[1]

    for case in drawn(Generator(shop(), {}), write):
        if case.mode == "positive":
            assert orjson.loads(case.request.body or b"")["data"] is not None
