"""What a run writes can be read again, whole."""

import json
from dataclasses import replace

import pytest

from contracts.finding import Exchange, Reply, Request
from contracts.finding.as_json import (
    exchange_from_json,
    exchange_to_json,
    finding_from_json,
    finding_to_json,
    run_from_json,
    run_to_json,
)
from specs.values import Json
from tests.support.runs import clean_run, hang, hostile, interrupted_run, lost_update, rich_run


def through_text(value: Json) -> Json:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("make", [clean_run, interrupted_run], ids=["clean", "interrupted"])
def test_run_is_read_as_it_was_written(make: Json) -> None:
    run = make()

    read = run_from_json(through_text(run_to_json(run)))

    assert read == replace(run, seconds=round(run.seconds, 3))


def test_run_with_foreign_words_is_read_as_it_was_written() -> None:
    run = rich_run()

    assert run_from_json(through_text(run_to_json(run))) == run


@pytest.mark.parametrize("make", [lost_update, hostile, hang])
def test_finding_is_read_as_it_was_written(make: Json) -> None:
    written = through_text(finding_to_json(make()))

    assert finding_from_json(written) == make()
    assert written["fingerprint"] == make().fingerprint


@pytest.mark.parametrize("body", [b"", b"text", b"\xff\x00", "é".encode()])
def test_bodies_are_kept_to_the_byte(body: bytes) -> None:
    exchange = Exchange(Request("POST", "/", body=body), Reply(200, (), body))

    assert exchange_from_json(through_text(exchange_to_json(exchange))) == exchange


def test_missing_body_is_not_an_empty_one() -> None:
    exchange = Exchange(Request("POST", "/"), None, "broken")

    read = exchange_from_json(through_text(exchange_to_json(exchange)))

    assert read.request.body is None
    assert (read.reply, read.failure) == (None, "broken")


def test_another_version_is_refused() -> None:
    with pytest.raises(TypeError, match="version 99"):
        run_from_json({**run_to_json(clean_run()), "version": 99})


def test_something_else_is_refused() -> None:
    with pytest.raises((KeyError, TypeError)):
        run_from_json({"version": 1, "run": "x"})
