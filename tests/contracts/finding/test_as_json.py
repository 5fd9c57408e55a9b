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
from tests.support.drift_runs import full_drift, shared, undecided
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


def test_drift_is_read_as_it_was_written() -> None:
    run = full_drift()

    assert run_from_json(through_text(run_to_json(run))) == run


def test_members_of_a_finding_are_what_json_has() -> None:
    written = finding_to_json(shared())

    assert through_text(written) == written
    assert len(written["touches"]) == 12
    assert written["clauses"][0]["excerpt"] == [
        "    Renewal:",
        "      enum: [day, week, year]",
    ]


def test_finding_of_an_older_run_has_no_witness() -> None:
    written = through_text(finding_to_json(lost_update()))
    for name in ("part", "witness", "touches", "unproved"):
        del written[name]
    for clause in written["clauses"]:
        del clause["excerpt"]

    assert finding_from_json(written) == lost_update()


def test_finding_without_what_every_run_tells_is_refused() -> None:
    written = through_text(finding_to_json(lost_update()))
    del written["says"]

    with pytest.raises((KeyError, TypeError)):
        finding_from_json(written)


@pytest.mark.parametrize("make", [lost_update, hostile, hang, shared, undecided])
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
