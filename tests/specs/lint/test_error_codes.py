from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.lint import lint
from specs.values import Record

Ids = Callable[[Callable[[Record], object]], set[str]]


def post(data: Record) -> Record:
    found: Record = data["paths"]["/parcels"]["post"]
    return found


def codes(data: Record) -> list[Record]:
    found: list[Record] = post(data)["responses"]["400"]["x-error-codes"]
    return found


def test_status_of_another_response_is_found(ids: Ids) -> None:
    assert ids(lambda data: codes(data)[2].update(status=201)) == {"error_code_status_is_declared"}


def test_status_that_the_operation_lacks_is_found(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        post(data)["x-error-codes"] = [{**codes(data)[0], "status": 409}]

    assert ids(spoil) == {"error_code_status_is_declared"}


@pytest.mark.parametrize(
    "change", [{"code": "no_such"}, {"code": "17"}, {"at": "/errors/code"}, {"at": "/code"}]
)
def test_code_that_no_example_shows_is_found(
    change: Record, spoiled: Callable[..., Bundle]
) -> None:
    bundle = spoiled(lambda data: codes(data)[1].update(change))

    (finding,) = lint(bundle)

    assert finding.id == "error_code_has_example"
    assert finding.line == bundle.document.line(finding.pointer)


def test_operation_lists_codes_of_its_responses(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        post(data)["x-error-codes"] = post(data)["responses"]["400"].pop("x-error-codes")

    assert ids(spoil) == set()


def test_code_that_is_never_sent_needs_no_example(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        codes(data)[0].update(code="never", reachable=False, why="It is only reserved.")

    assert ids(spoil) == set()
