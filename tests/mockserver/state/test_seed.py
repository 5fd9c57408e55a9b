"""The starting state: times told relative to the clock, judged by the schema of the state."""

from datetime import timedelta

import pytest

from mockserver.state.seed import Seed, UntoldTime, tell_times
from specs.bundle import Bundle
from specs.errors import InvalidPart
from tests.support.documents import api, write_api
from tests.support.worlds import NOW

ORDERS = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "order": {
            "type": "object",
            "additionalProperties": {"$ref": "openapi.yaml#/components/schemas/Order"},
        }
    },
}
ORDER = {
    "type": "object",
    "required": ["total"],
    "properties": {
        "total": {"type": "integer"},
        "at": {"type": "string", "format": "date-time"},
        "pin": {"type": "string", "writeOnly": True},
    },
}


def seed(tmp_path, **parts) -> Seed:
    document = api({}, components={"schemas": {"Order": ORDER}})
    return Seed(Bundle.load(tmp_path / write_api(tmp_path, document, **parts)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("$now", "2026-01-15T12:00:00Z"),
        ("$now+90s", "2026-01-15T12:01:30Z"),
        ("$now-5m", "2026-01-15T11:55:00Z"),
        ("$now+2h", "2026-01-15T14:00:00Z"),
        ("$now-30d", "2025-12-16T12:00:00Z"),
    ],
)
def test_times_are_told_relative_to_now(text, told):
    assert tell_times(text, NOW) == told


@pytest.mark.parametrize("text", ["now", "$nowhere", "$now_", "at $now", ""])
def test_other_text_is_left_alone(text):
    assert tell_times(text, NOW) == text


@pytest.mark.parametrize("text", ["$now ", "$now+1", "$now+1w", "$now+d", "$now - 1d"])
def test_misspelt_time_is_refused(text):
    with pytest.raises(UntoldTime, match="units s, m, h, d") as caught:
        tell_times({"at": [text]}, NOW)

    assert caught.value.pointer == "/at/0"


def test_times_are_told_at_any_depth():
    told = tell_times({"a": [{"b": "$now"}], "$now": 1, "c": None}, NOW)

    assert told == {"a": [{"b": "2026-01-15T12:00:00Z"}], "$now": 1, "c": None}


def test_an_api_without_a_seed_starts_empty(tmp_path):
    assert seed(tmp_path).at(NOW) == {}


def test_a_seed_is_told_at_the_asked_instant(tmp_path):
    found = seed(tmp_path, seed={"order": {"1": {"total": 5, "at": "$now+1d"}}})

    assert found.at(NOW) == {"order": {"1": {"total": 5, "at": "2026-01-16T12:00:00Z"}}}


def test_a_seed_that_breaks_its_schema_is_refused(tmp_path):
    broken = {"order": {"1": {"total": "five"}}}

    with pytest.raises(InvalidPart, match="/order/1/total") as caught:
        seed(tmp_path, seed=broken, state_schema=ORDERS).at(NOW)

    assert caught.value.file.name == "seed.yaml"
    assert caught.value.line == 1


def test_a_refused_seed_counts_the_other_faults(tmp_path):
    broken = {"order": {"1": {"total": "five"}, "2": {}, "3": {}}}

    with pytest.raises(InvalidPart, match=r"\(2 more\)"):
        seed(tmp_path, seed=broken, state_schema=ORDERS).at(NOW)


def test_a_kind_that_the_schema_does_not_know_is_refused(tmp_path):
    with pytest.raises(InvalidPart, match="ordr is not known"):
        seed(tmp_path, seed={"ordr": {}}, state_schema=ORDERS).at(NOW)


@pytest.mark.parametrize("broken", [{"order": 5}, {"order": {"1": 5}}])
def test_a_seed_is_kind_then_id_then_record(tmp_path, broken):
    with pytest.raises(InvalidPart, match="kind -> id -> record"):
        seed(tmp_path, seed=broken).at(NOW)


def test_a_state_is_judged_without_a_seed(tmp_path):
    judge = seed(tmp_path, state_schema=ORDERS)

    assert judge.violations({"order": {"1": {"total": 5}}}) == ()
    assert [item.pointer for item in judge.violations({"order": {"1": {}}})] == ["/order/1/total"]


def test_a_state_may_hold_what_no_response_shows(tmp_path):
    judge = seed(tmp_path, state_schema=ORDERS)

    assert judge.violations({"order": {"1": {"total": 5, "pin": "1234"}}}) == ()


def test_a_broken_schema_of_the_state_is_refused(tmp_path):
    with pytest.raises(InvalidPart, match="cannot be used"):
        seed(tmp_path, state_schema={"type": "objekt"})


def test_a_state_is_judged_once_for_an_instant(tmp_path, monkeypatch):
    found = seed(tmp_path, seed={"order": {"1": {"total": 5}}})
    judged = []
    monkeypatch.setattr(Seed, "violations", lambda self, state: judged.append(state) or ())

    assert found.at(NOW) is found.at(NOW)
    assert found.at(NOW + timedelta(days=1)) == found.at(NOW)
    assert len(judged) == 3
