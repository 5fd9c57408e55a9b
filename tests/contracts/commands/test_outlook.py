"""What will become of each item is known before anything is sent."""

from contracts.commands.outlook import added, operations_of, outlooks, requests_of, way_to
from contracts.run.options import RunOptions
from contracts.run.suite import plans_of
from contracts.target import ApiTarget, Target
from specs.discovery import discover
from specs.values import Json

CRITEO = discover(["criteo"])[0]


def target(*, control: str | None = None, **roles: Json) -> Target:
    here = ApiTarget(url="http://127.0.0.1:9", roles=roles, control=control)
    return Target("lab", {"criteo": here})


PLAN = plans_of([CRITEO], target(), RunOptions())[0]


def prospects(of: Target) -> dict[str, tuple[str, str]]:
    return {one.item.id: (one.prospect, one.reason) for one in outlooks(PLAN, of)}


def test_control_is_unsure_where_the_target_has_one() -> None:
    needs = next(item.id for item in PLAN.items if item.needs.controls == ("spend",))
    roles = {role: "1" for item in PLAN.items for role in item.needs.roles}

    assert prospects(target(**roles))[needs] == ("left out", "no control spend")
    assert prospects(target(control="http://127.0.0.1:9/c", **roles))[needs][0] == "may run"


def test_way_to_a_role_depends_on_what_is_allowed() -> None:
    both = way_to("campaign.capped", CRITEO, may_write=True)

    assert both == "looked for by searchCampaigns, else made by createCampaign"
    assert way_to("campaign.capped", CRITEO, may_write=False) == "looked for by searchCampaigns"
    assert way_to("campaign.unknown", CRITEO, may_write=True) == ""


def test_law_over_operations_calls_what_its_site_says() -> None:
    item = next(item for item in PLAN.items if item.law is not None and item.law.sites is not None)

    assert item.operation in operations_of(item, CRITEO)


def test_stateful_item_calls_everything() -> None:
    item = next(item for item in PLAN.items if item.kind == "stateful")

    assert operations_of(item, CRITEO) == CRITEO.operations
    assert set(requests_of(item, CRITEO, may_write=False)) == {"GET", "POST"}
    assert "PATCH" in requests_of(item, CRITEO, may_write=True)


def test_clean_server_spares_the_shrinking() -> None:
    item = next(item for item in PLAN.items if item.kind == "law")

    most = requests_of(item, CRITEO, may_write=True)
    clean = requests_of(item, CRITEO, may_write=True, shrinks=False)
    assert all(clean[method] < most[method] for method in most)


def test_counts_are_added_by_method() -> None:
    assert added([{"POST": 1}, {"GET": 2, "POST": 3}]) == {"GET": 2, "POST": 4}
