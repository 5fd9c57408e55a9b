"""The starting state: what the folder's README and the contract promise of it."""

import asyncio
import re


def test_readme_names_every_seeded_thing(desk):
    text = (desk.bundle.folder / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `?([\w-]+)`? \|", text, flags=re.MULTILINE))
    state = asyncio.run(desk.state())

    for kind in ("token", "application", "advertiser", "campaign"):
        assert set(state[kind]) <= named


def test_readme_names_every_control(desk):
    text = (desk.bundle.folder / "README.md").read_text(encoding="utf-8")

    for name in desk.stub.controls:
        assert f"| `{name}` |" in text


def test_roles_name_seeded_things(desk):
    state = asyncio.run(desk.state())

    for name, role in desk.bundle.document.data["x-roles"].items():
        if role["type"] == "credentials":
            continue
        is_known = role["seed"] in state[role["resource"]]
        assert is_known != name.endswith(".unknown"), name


def test_records_of_a_campaign_name_one_that_exists(desk):
    state = asyncio.run(desk.state())

    assert set(state["spend"]) | set(state["permission"]) <= set(state["campaign"])
    advertisers = {
        campaign["attributes"]["advertiserId"] for campaign in state["campaign"].values()
    }
    assert advertisers == set(state["advertiser"])
