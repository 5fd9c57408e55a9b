"""The plan: everything that will be judged, by ids that stay, and never more than it says."""

from dataclasses import replace
from typing import Any

import pytest

from contracts.errors import ConfigError
from contracts.lawkit import law
from contracts.run.api_run import ApiLaws
from contracts.run.options import KINDS, RunOptions
from contracts.run.plan import ApiPlan, Item, check_names, plan_api, reason_against
from contracts.run.suite import plans_of
from tests.support.judging import APIS, bundle_of, flawed_server, judge, server_target
from tests.support.targets import shop


def planned(api: str, **options: Any) -> ApiPlan:
    bundle = bundle_of(api)
    return plan_api(bundle, ApiLaws.of(bundle), RunOptions(**options))


def ids(api: str, **options: Any) -> list[str]:
    return [item.id for item in planned(api, **options).items]


@pytest.mark.parametrize("api", APIS)
def test_ids_are_unique_and_stay(api: str) -> None:
    found = ids(api)

    assert len(found) == len(set(found))
    assert found == ids(api, seed=99, max_examples=3)
    assert all(name.startswith(f"{api}::") for name in found)


@pytest.mark.parametrize("api", APIS)
def test_every_operation_has_each_kind_of_generated_item(api: str) -> None:
    plan = planned(api)

    for operation in plan.bundle.operations:
        for kind in ("examples", "coverage", "fuzzing"):
            assert [
                item for item in plan.items if (item.kind, item.label) == (kind, operation.label)
            ]


@pytest.mark.parametrize("api", APIS)
def test_every_law_and_provocation_of_the_api_is_planned(api: str) -> None:
    plan = planned(api)

    assert {one.id for one in plan.own.laws} <= {item.judge for item in plan.items}
    assert len(plan.own.provocations) == len([i for i in plan.items if i.kind == "error-code"])


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("kind", KINDS)
def test_kinds_can_be_chosen(api: str, kind: Any) -> None:
    chosen = planned(api, kinds=(kind,)).items

    assert {item.kind for item in chosen} <= {kind}
    assert [item.id for item in chosen] == [i.id for i in planned(api).items if i.kind == kind]


def test_laws_can_be_chosen() -> None:
    items = planned("criteo", laws=("reads_are_pure", "batch_effects_stay")).items

    assert {item.judge for item in items} == {"reads_are_pure", "batch_effects_stay"}


@pytest.mark.parametrize("name", ["getCampaign", "GET /marketing-solutions/campaigns/{campaignId}"])
def test_operations_can_be_chosen_by_id_or_label(name: str) -> None:
    plan = planned("criteo", operations=(name,))

    generated = [item for item in plan.items if item.kind in ("examples", "coverage", "fuzzing")]
    assert {item.operation.operation_id for item in generated if item.operation} == {"getCampaign"}
    assert 0 < len(plan.items) < len(planned("criteo").items)


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_shards_are_a_partition_of_the_plan(api: str, count: int) -> None:
    shards = [ids(api, shard=(number, count)) for number in range(1, count + 1)]

    together = [name for shard in shards for name in shard]
    assert sorted(together) == sorted(ids(api))
    assert len(together) == len(set(together))


def test_shards_are_of_some_size() -> None:
    sizes = [len(ids("sessionm", shard=(number, 4))) for number in range(1, 5)]

    assert min(sizes) * 3 > max(sizes)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"operations": ("getCampain",)}, ["operation", "getCampain", "getCampaign"]),
        ({"laws": ("reads_are_pur",)}, ["law", "reads_are_pur", "reads_are_pure"]),
        ({"checks": ("status_documente",)}, ["check", "status_documented"]),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(
    options: dict[str, Any], words: list[str]
) -> None:
    bundle = bundle_of("criteo")

    with pytest.raises(ConfigError) as caught:
        check_names([(bundle, ApiLaws.of(bundle))], RunOptions(**options))

    assert [word for word in words if word not in str(caught.value)] == []


def test_name_that_one_of_several_apis_knows_is_known() -> None:
    loaded = [(bundle_of(api), ApiLaws.of(bundle_of(api))) for api in APIS]

    check_names(loaded, RunOptions(operations=("getCampaign", "interactCampaign")))


def test_target_without_the_api_is_refused() -> None:
    target = replace(server_target("criteo"), apis={})

    with pytest.raises(ConfigError, match=r"none of the APIs criteo"):
        plans_of([bundle_of("criteo")], target, RunOptions())


@pytest.mark.parametrize(
    ("more", "may_write", "own_mock", "reason"),
    [
        ({}, False, False, None),
        ({"operations": ("create",)}, False, True, "write blocked"),
        ({"operations": ("create",)}, True, False, None),
        ({"operations": ("opt_in",)}, False, True, "write blocked"),
        ({"needs_writes": True}, False, True, "write blocked"),
        ({"basis": "inferred"}, True, False, "inferred: judged on the kit's own mock only"),
        ({"basis": "inferred"}, True, True, None),
        ({"basis": "outside"}, True, False, None),
    ],
)
def test_what_cannot_be_judged_is_known_before(
    more: dict[str, Any], may_write: bool, own_mock: bool, reason: str | None
) -> None:
    made = law(says="It holds.", **{"operations": ("list",), **more})(
        lambda session, draw: iter(())
    )
    own = ApiLaws(laws=(replace(made, id="it_holds"),))

    (item,) = [i for i in plan_api(shop(), own, RunOptions()).items if i.judge == "it_holds"]

    assert reason_against(item, may_write=may_write, own_mock=own_mock) == reason


def test_generated_items_of_writes_are_writes() -> None:
    items = plan_api(shop(), ApiLaws(), RunOptions(kinds=("fuzzing",))).items

    assert {i.operation.operation_id for i in items if i.operation and i.needs.writes} == {
        "create",
        "remove",
        "opt_in",
    }


@pytest.mark.parametrize("api", APIS)
def test_no_item_sends_more_than_the_plan_says(api: str) -> None:
    planned_items: dict[str, Item] = {item.id: item for item in planned(api, max_examples=4).items}

    result = judge(api, server=flawed_server(api), max_examples=4)

    beyond = [
        f"{item.id}: {method} {count} > {planned_items[item.id].needs.at_most.get(method, 0)}"
        for item in result.items
        for method, count in item.requests.items()
        if count > planned_items[item.id].needs.at_most.get(method, 0)
    ]
    assert "\n".join(beyond) == ""
