"""What was seen is told once for each cause: a shared place of the document is one."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from contracts.drift.observed import Observation
from contracts.drift.reporting import Occasion, Places, observed_findings, seen_report
from contracts.finding import Exchange, Finding, Reply, Request
from specs.bundle import Bundle

SHOP = """\
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /things: {get: {responses: {"200": {description: ok}}}}
  /thing: {get: {responses: {"200": {description: ok}}}}
components: {schemas: {Thing: {type: object, properties: {state: {enum: [new]}}}}}
"""
SHARED = "/components/schemas/Thing/properties/state/enum"
INLINE = "/paths/~1things/get/responses/200"
ONE = Observation(
    rule="undocumented_value",
    operation="GET /things",
    side="response",
    status="200",
    part="body",
    path="/*/state",
    expected="one of new",
    got='"lost"',
    count=2,
    sample=Exchange(Request("GET", "/things"), Reply(200)),
    pointer=SHARED,
)
OTHER = replace(ONE, operation="GET /thing", path="/state", got='"found"', count=3)


def found(folder: Path, *observations: Observation) -> tuple[Finding, ...]:
    file = folder / "shop.yaml"
    file.write_text(SHOP)
    places = Places(Bundle.load(file), lambda path: path.name)
    return observed_findings(observations, api="shop", places=places, severities={})


def test_a_shared_place_is_one_finding_with_all_that_it_touches(tmp_path: Path) -> None:
    (one,) = found(tmp_path, ONE, OTHER, replace(ONE, status="201"))

    assert (one.operation, one.touches) == ("", ("GET /things", "GET /thing"))
    assert (one.seen, one.got) == (7, '"lost", "found"')
    assert one.part == "response 200 body /*/state and 2 more"


def test_its_fingerprint_is_the_same_whatever_operation_shows_it(tmp_path: Path) -> None:
    prints = {
        found(tmp_path, *seen)[0].fingerprint for seen in ((ONE,), (OTHER,), (OTHER, ONE), (ONE,))
    }

    assert len(prints) == 1


def test_other_causes_stay_apart(tmp_path: Path) -> None:
    assert len(found(tmp_path, ONE, replace(OTHER, side="request"))) == 2
    assert len(found(tmp_path, ONE, replace(OTHER, path="/other"))) == 2
    assert len(found(tmp_path, ONE, replace(OTHER, rule="type_differs"))) == 2
    assert len(found(tmp_path, ONE, replace(OTHER, severity="info"))) == 2


def test_a_place_of_one_operation_is_told_for_each(tmp_path: Path) -> None:
    first, second = found(tmp_path, *(replace(one, pointer=INLINE) for one in (ONE, OTHER)))

    assert (first.operation, first.pointer, first.touches) == ("GET /things", "/*/state", ())
    assert (second.operation, second.pointer) == ("GET /thing", "/state")
    assert first.fingerprint != second.fingerprint


def test_two_servers_are_compared_operation_by_operation(tmp_path: Path) -> None:
    told = found(tmp_path, *(replace(one, rule="mock_differs") for one in (ONE, OTHER)))

    assert [one.operation for one in told] == ["GET /things", "GET /thing"]


def test_only_documented_operations_are_items_of_their_own(tmp_path: Path) -> None:
    stranger = replace(ONE, rule="undocumented_operation", operation="PUT /x", pointer=None)
    told = found(tmp_path, ONE, OTHER, stranger)
    noon = Occasion("ck-1", datetime(2026, 1, 15, 12, tzinfo=UTC))

    result = seen_report(
        "a.har",
        {"shop": {"GET /things": 2, "GET /thing": 3}},
        told,
        occasion=noon,
        options={},
    )

    assert [(item.operation, item.outcome, item.examples) for item in result.items] == [
        ("GET /things", "failed", 2),
        ("GET /thing", "failed", 3),
        ("", "failed", 0),
    ]
    assert [len(item.findings) for item in result.items] == [1, 1, 1]
