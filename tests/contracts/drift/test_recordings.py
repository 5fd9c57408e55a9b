"""Recordings with planted drift or none, against what is said of them."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema_rs
import pytest

from contracts.drift.observed import Observer
from contracts.drift.rules import RULES
from contracts.drift.traffic import Locator, Recorded, read_traffic
from specs.bundle import Bundle
from tests.support.drift_recordings import APIS, CLEAN, PLANTED, RECORDINGS, Recording
from tests.support.drift_recordings.judged import refused_bodies
from tests.support.har_schema import HAR

LookAt = Callable[[Recording], list[tuple[str, str]]]
UNDOCUMENTED = "undocumented_operation"
OF_BODIES = {
    "undocumented_value",
    "undocumented_null",
    "type_differs",
    "format_differs",
    "bounds_differ",
    "form_differs",
    "missing_field",
    "forbidden_field",
}
"""Rules of what a validator refuses, where it stands in a body."""
OF_OTHER_PARTS = {
    "total-in-words",
    "unknown-kind-asked-for",
    "limit-too-large",
    "since-in-words",
    "height-in-words",
}
"""Recordings that drift by such a rule in a parameter, a header, or a form."""


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bundle]:
    """The documents, by name."""
    found = {}
    for name, data in APIS.items():
        file = tmp_path_factory.mktemp(name) / f"{name}.json"
        file.write_text(json.dumps(data))
        found[name] = Bundle.load(file)
    return found


@pytest.fixture
def look_at(bundles: dict[str, Bundle], tmp_path: Path) -> LookAt:
    """Tells what drifts in a recording: rules and labels, those above info only."""

    def looked(recording: Recording) -> list[tuple[str, str]]:
        bundle = bundles[recording.api]
        observer, locator = Observer(bundle), Locator([bundle])
        found = []
        file = recording.write(tmp_path)
        exchanges = [one for one in read_traffic(file) if isinstance(one, Recorded)]
        for one in exchanges:
            locator.note(one)
        for one in exchanges:
            located = locator.locate(one)
            if located.operation is not None:
                observer.look(located.exchange, located.operation)
            elif located.is_undocumented:
                found.append((UNDOCUMENTED, ""))
        told = [
            (one.rule, one.operation)
            for one in observer.changes()
            if (one.severity or RULES[one.rule].severity) != "info"
        ]
        return sorted(found + told)

    return looked


def test_there_are_recordings_of_both_kinds(bundles: dict[str, Bundle]) -> None:
    assert len(PLANTED) >= 40
    assert len(CLEAN) >= 20
    assert len({one.id for one in RECORDINGS}) == len(RECORDINGS)
    assert all(bundle.left_out == () for bundle in bundles.values())


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda one: one.id)
def test_recording_is_har_as_the_standard_has_it(recording: Recording, tmp_path: Path) -> None:
    found = json.loads(recording.write(tmp_path).read_text())

    jsonschema_rs.validate(HAR, found)


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda one: one.id)
def test_truth_is_what_validators_say(recording: Recording, bundles: dict[str, Bundle]) -> None:
    bundle = bundles[recording.api]
    refused = [body for entry in recording.entries for body in refused_bodies(bundle, entry)]
    is_said_of_a_body = [
        rule
        for rules, operation in recording.drift
        for rule in rules.split("|")
        if rule in OF_BODIES and operation and recording.id not in OF_OTHER_PARTS
    ]

    assert bool(refused) == bool(is_said_of_a_body)


@pytest.mark.parametrize("recording", CLEAN, ids=lambda one: one.id)
def test_nothing_is_said_of_what_is_as_documented(recording: Recording, look_at: LookAt) -> None:
    assert look_at(recording) == []


@pytest.mark.parametrize("recording", PLANTED, ids=lambda one: one.id)
def test_planted_drift_is_told_and_nothing_else(recording: Recording, look_at: LookAt) -> None:
    found = look_at(recording)

    assert len(found) == len(recording.drift), found
    for rules, operation in recording.drift:
        assert any(rule in rules.split("|") and where == operation for rule, where in found), found
