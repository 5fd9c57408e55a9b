"""What was seen of a server that answers a secret where nobody expects one."""

from contracts.drift.observed import Observation
from contracts.drift.observed.observation import Edit
from contracts.finding import Exchange, Request
from contracts.live.masking import masked

SECRET = "open-sesame-1234"


def test_a_secret_is_nowhere_in_what_is_told() -> None:
    edits = (
        Edit("put", "/a", "properties", {SECRET: {"type": "string"}}),
        Edit("admit", "/a", "enum", [SECRET, 1]),
        Edit("drop", "/a", SECRET),
    )
    one = Observation(
        rule="undocumented_field",
        operation="GET /",
        side="response",
        status="200",
        part=f"header {SECRET}",
        path=f"/{SECRET}",
        expected=f"no field {SECRET}",
        got=SECRET,
        count=1,
        sample=Exchange(Request("GET", "/"), None),
        pointer="/a",
        suggestion=edits,
    )

    found = masked(one, lambda text: text.replace(SECRET, "$TOKEN"))

    assert SECRET not in repr(found)
    assert found.path == "/$TOKEN"
    assert [edit.does for edit in found.suggestion] == ["put", "admit", "drop"]
