"""Why the mock refused."""

from mockserver.journal import NotedRefusal, SecretNames, explain, mask
from mockserver.stubkit import Violation
from tests.support.journals import entry

OPERATIONS = [("POST /orders", "/orders")]
UNKNOWN = NotedRefusal("unknown_path", "No operation has the path /order.")
INVALID = NotedRefusal(
    "invalid_request", "d", (Violation("body", "", "/item", "required", "item is missing"),)
)


def explained(*entries):
    return explain([mask(one, SecretNames()) for one in entries], OPERATIONS)


def test_an_unmatched_request_is_explained_by_the_nearest_operations():
    (found,) = explained(entry(path="/order", refusal=UNKNOWN))

    assert found.why == "No operation has the path /order."
    assert [miss.operation for miss in found.nearest] == ["POST /orders"]


def test_an_invalid_request_is_explained_by_its_first_violation():
    (found,) = explained(entry(refusal=INVALID))

    assert (found.why, found.nearest) == ("body /item: item is missing", ())


def test_what_was_not_refused_needs_no_explanation():
    assert explained(entry(), entry(status=404)) == ()


def test_each_request_is_explained_for_itself():
    found = explained(
        entry(path="/order", refusal=UNKNOWN),
        entry(path="/zzz", refusal=UNKNOWN),
        entry(path="/order", refusal=UNKNOWN),
    )

    assert [len(one.nearest) for one in found] == [1, 0, 1]
