from collections.abc import Callable

import pytest

from specs.document import Document
from specs.operation import Operation
from specs.operation_reader import read_operations
from specs.values import Record

YES: Record = {"200": {"description": "Yes."}}


def test_response_is_exact_or_a_range_or_the_default(get: Callable[..., Operation]) -> None:
    said = {"description": "Said."}
    found = get(responses={"200": said, "4xx": said, "default": said, "x-note": 1})

    assert list(found.responses) == ["200", "4XX", "default"]
    assert [found.response(status).status for status in (200, 404, 500)] == [
        "200",
        "4XX",
        "default",
    ]
    assert get().response(404) is None


@pytest.mark.parametrize(("method", "changes"), [("get", False), ("head", False), ("post", True)])
def test_unsafe_methods_have_side_effects(
    method: str, changes: bool, document: Callable[..., Document]
) -> None:
    (found,) = read_operations(document(paths={"/a": {method: {"responses": YES}}}))

    assert found.has_side_effects is changes


def test_get_may_declare_side_effects(get: Callable[..., Operation]) -> None:
    assert get(**{"x-side-effects": True}).has_side_effects
