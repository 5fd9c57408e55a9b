import json
from pathlib import Path

import pytest

import specs
from specs.batch import PRESETS, BatchPolicy

PLACES = {"preset": "always-200", "items": "/data", "successes": "/done", "failures": "/failed"}


@pytest.mark.parametrize(
    ("preset", "good", "mixed", "bad"),
    [
        ("always-200", 200, 200, 200),
        ("always-207", 207, 207, 207),
        ("200-or-207", 200, 207, 207),
        ("all-or-none", 200, 400, 400),
    ],
)
def test_preset_gives_the_statuses(preset: str, good: int, mixed: int, bad: int) -> None:
    policy = BatchPolicy.read({**PLACES, "preset": preset})

    assert policy.status(succeeded=2, failed=0) == good
    assert policy.status(succeeded=1, failed=1) == mixed
    assert policy.status(succeeded=0, failed=2) == bad


def test_batch_without_items_is_all_good() -> None:
    assert BatchPolicy.read(PLACES).status(succeeded=0, failed=0) == 200


def test_own_status_overrides_the_preset() -> None:
    policy = BatchPolicy.read({**PLACES, "statuses": {"all-bad": 422}})

    assert policy.statuses == {"all-good": 200, "mixed": 200, "all-bad": 422}


def test_presets_are_those_of_the_schema() -> None:
    schema = json.loads((Path(specs.__file__).parent / "extensions.schema.json").read_text())

    assert set(schema["$defs"]["x-batch"]["properties"]["preset"]["enum"]) == set(PRESETS)


def test_reference_holds_the_zero_based_index() -> None:
    raw = {**PLACES, "reference": {"member": "instance", "template": "@data/{index}"}}
    policy = BatchPolicy.read(raw)

    assert policy.reference_member == "instance"
    assert policy.reference(0) == "@data/0"


def test_what_is_left_out_is_unknown() -> None:
    policy = BatchPolicy.read(PLACES)

    assert policy.warnings is None
    assert policy.success_members is None
    assert policy.request_identity is policy.response_identity is None
    assert policy.reference(7) == "7"


def test_success_members_may_be_none_at_all() -> None:
    assert BatchPolicy.read({**PLACES, "success-members": []}).success_members == ()
