"""Scenario files are read as they are written, or refused with file and line."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mockserver.scenarios.reading import api_named_in, read_scenario, scenarios_of
from mockserver.scenarios.scenario import ClockMove, ControlStep
from mockserver.scenarios.state_plan import Series
from specs.bundle import Bundle
from specs.errors import InvalidPart, UnreadableFile
from tests.support.documents import api, operation, write_api, write_file

FULL = """\
title: Rush hour
description: Many at once.
api: shop
clock: {now: "2026-02-01T12:00:00Z", advance: 90m, frozen: true}
state:
  mode: merge
  without: {item: all, order: ["1"]}
  records: {order: {"7": {at: $now}}}
  series:
    - {kind: item, count: 2, record: {n: $number}}
controls:
  - {action: pay, json: {order: "7"}}
faults:
  - {operation: listOrders, status: 503, count: 2}
  - {id: slow, delay: 1}
  - {delay: 2}
"""


@pytest.fixture
def bundle(tmp_path):
    document = api({"/orders": {"get": operation("listOrders")}})
    return Bundle.load(Path(write_api(tmp_path, document)))


def written(folder: Path, text: str, *, name: str = "rush_hour") -> Path:
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_scenario_is_what_its_file_says(tmp_path, bundle):
    scenario = read_scenario(written(tmp_path, FULL), bundle)

    assert (scenario.api, scenario.name, scenario.title) == ("shop", "rush_hour", "Rush hour")
    assert scenario.clock == ClockMove(
        datetime(2026, 2, 1, 12, tzinfo=UTC), timedelta(minutes=90), frozen=True
    )
    assert scenario.state.mode == "merge"
    assert scenario.state.without == {"item": None, "order": ("1",)}
    assert scenario.state.records == {"order": {"7": {"at": "$now"}}}
    assert scenario.state.series == (Series("item", 1, 2, "$number", {"n": "$number"}),)
    assert scenario.controls == (ControlStep("pay", {"order": "7"}),)


def test_its_rules_name_the_api_and_have_ids(tmp_path, bundle):
    rules = read_scenario(written(tmp_path, FULL), bundle).faults

    assert [rule.id for rule in rules] == ["rush_hour-1", "slow", "rush_hour-2"]
    assert {rule.api for rule in rules} == {"shop"}


def test_what_is_not_said_stays_as_it_is(tmp_path, bundle):
    text = "title: Slow\nfaults: [{delay: 1}]\n"

    scenario = read_scenario(written(tmp_path, text), bundle)

    assert (scenario.clock, scenario.state, scenario.controls) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "title: A\nfaults:\n  - {delay: 1}\n  - {stattus: 5}\n",
            4,
            "at /faults/1/stattus: .* status",
        ),
        (
            "title: A\nstate:\n  records:\n    order:\n      a: 5\n",
            5,
            "at /state/records/order/a: ",
        ),
        ("title: A\n", 1, "at /: the scenario changes nothing"),
        ("title: A\nstate: {}\nstatee: {}\n", 3, "at /statee: "),
        ("title: A\nfaults: [{}, {}]\n", 2, r"at /faults/0: .* \(1 more\)"),
        ("- title\n", 1, "at /: "),
    ],
)
def test_a_wrong_file_is_refused_at_its_line(tmp_path, bundle, text, line, said):
    with pytest.raises(InvalidPart, match=said) as caught:
        read_scenario(written(tmp_path, text), bundle)

    assert (caught.value.file.name, caught.value.line) == ("rush_hour.yaml", line)


@pytest.mark.parametrize("name", ["rush hour", "-rush", "ruß", "r" * 49])
def test_a_scenario_has_a_name_that_can_be_typed(tmp_path, bundle, name):
    with pytest.raises(InvalidPart, match=r"cannot be called .* Rename the file"):
        read_scenario(written(tmp_path, FULL, name=name), bundle)


@pytest.mark.parametrize("text", [None, "title: [", "title: !!python/name:os.system\n"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, bundle, text):
    path = tmp_path / "gone.yaml" if text is None else written(tmp_path, text)

    with pytest.raises(UnreadableFile):
        read_scenario(path, bundle)


def test_the_scenarios_of_an_api_stand_in_its_folder(bundle):
    for name in ("b", "a"):
        written(bundle.folder / "scenarios", FULL, name=name)

    assert [scenario.name for scenario in scenarios_of(bundle)] == ["a", "b"]


def test_one_wrong_file_refuses_them_all(bundle):
    written(bundle.folder / "scenarios", FULL, name="a")
    written(bundle.folder / "scenarios", "title: B\n", name="b")

    with pytest.raises(InvalidPart, match=r"b\.yaml:1: "):
        scenarios_of(bundle)


def test_an_api_may_have_none(tmp_path, bundle):
    bare = Bundle.load(Path(write_file(tmp_path, api({}))))

    assert scenarios_of(bundle) == scenarios_of(bare) == ()


@pytest.mark.parametrize(
    ("text", "named"), [(FULL, "shop"), ("title: A\n", None), ("- a\n", None), ("api: 5\n", None)]
)
def test_a_file_of_ones_own_names_its_api(tmp_path, text, named):
    assert api_named_in(written(tmp_path, text)) == named
