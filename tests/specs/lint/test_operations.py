from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.lint import lint
from specs.values import Record

Ids = Callable[[Callable[[Record], object]], set[str]]


def operation(data: Record) -> Record:
    found: Record = data["paths"]["/parcels/{parcelId}"]["get"]
    return found


@pytest.mark.parametrize(
    ("member", "rule"),
    [
        ("operationId", "operation_has_id"),
        ("summary", "operation_has_summary"),
        ("x-source", "operation_has_source"),
    ],
)
def test_member_that_every_operation_has_is_missed(member: str, rule: str, ids: Ids) -> None:
    assert ids(lambda data: operation(data).pop(member)) == {rule}


def test_operation_id_that_stands_twice_is_found(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        operation(data)["operationId"] = "listParcels"

    assert ids(spoil) == {"operation_id_is_unique", "is_valid_openapi"}


def test_operation_without_405_is_found(ids: Ids) -> None:
    assert ids(lambda data: operation(data)["responses"].pop("405")) == {"operation_declares_405"}


@pytest.mark.parametrize("status", ["default", "4XX"])
def test_response_for_many_statuses_is_found(status: str, spoiled: Callable[..., Bundle]) -> None:
    def spoil(data: Record) -> None:
        operation(data)["responses"][status] = {"description": "Any."}

    (finding,) = lint(spoiled(spoil))

    assert finding.id == "statuses_are_exact"
    assert finding.pointer.endswith(f"/responses/{status}")
