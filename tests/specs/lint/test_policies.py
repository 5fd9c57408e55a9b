from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.lint import lint
from specs.values import Record

Ids = Callable[[Callable[[Record], object]], set[str]]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("items", "/boxes"),
        ("successes", "/boxes"),
        ("failures", "/boxes"),
        ("warnings", "/boxes"),
        ("identity", {"request": "/number", "response": "/id"}),
        ("identity", {"request": "/id", "response": "/number"}),
        ("statuses", {"mixed": 418}),
    ],
)
def test_batch_that_names_nothing_is_found(
    member: str, value: object, spoiled: Callable[..., Bundle]
) -> None:
    def spoil(data: Record) -> None:
        data["paths"]["/parcels"]["patch"]["x-batch"][member] = value

    findings = lint(spoiled(spoil))

    assert {finding.id for finding in findings} == {"batch_is_placed"}
    assert any(f"/x-batch/{member}" in finding.pointer for finding in findings)


@pytest.mark.parametrize(
    ("method", "member", "value"),
    [
        ("get", "items", "/boxes"),
        ("get", "item-id", "/number"),
        ("get", "filters", {"query:colour": "/state"}),
        ("get", "filters", {"query:state": "/colour"}),
        ("get", "filters", {"/colour": "/state"}),
        ("get", "paging", {"page": "leaf"}),
        ("get", "paging", {"page": "page", "size": "number"}),
        ("get", "paging", {"page": "page", "pages": "/leaves"}),
        ("post", "id", "/number"),
        ("post", "key", "parcelId"),
    ],
)
def test_resource_that_names_nothing_is_found(
    method: str, member: str, value: object, ids: Ids
) -> None:
    def spoil(data: Record) -> None:
        data["paths"]["/parcels"][method]["x-resource"][member] = value

    assert ids(spoil) == {"resource_is_placed"}


@pytest.mark.parametrize("member", ["makes", "finds"])
def test_role_that_names_no_operation_is_found(member: str, spoiled: Callable[..., Bundle]) -> None:
    def spoil(data: Record) -> None:
        data["x-roles"]["parcel.open"][member] = "createParcell"

    (finding,) = lint(spoiled(spoil))

    assert finding.id == "role_operation_exists"
    assert finding.message.endswith("Did you mean createParcel?")
