"""The README of the API says what is true of its starting state."""

import json
import re
import subprocess
from shlex import split

from specs.discovery import BUNDLED

NUMBERS = ("none", "one", "two", "three")
ORDINALS = ("first", "second", "third")
README = (BUNDLED / "sessionm" / "README.md").read_text("utf-8")


def section(title):
    """Returns the text under a heading, up to the next one."""
    _, _, text = README.partition(f"\n{title}\n")
    return re.split(r"\n#+ ", text, maxsplit=1)[0]


def rows(text):
    """Returns the cells of each table row that starts with a campaign id."""
    lines = [line for line in text.splitlines() if re.match(r"\| \d{4} \|", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def events_needed(terms):
    """Returns in words what completes a behavior or one goal of it."""
    if len(terms.get("goals", {})) == 1:
        return events_needed(*terms["goals"].values())
    if "goals" in terms:
        return ", and ".join(goals_needed(terms, group) for group in terms["groups"])
    different = " with different `value`" if terms["type"] == "unique" else ""
    in_a_row = ", on consecutive days" if terms.get("consecutive") else ""
    return NUMBERS[terms["total_count"]] + different + in_a_row


def goals_needed(behavior, group):
    """Returns in words what completes one group of goals."""
    goals = list(behavior["goals"].values())
    places = [place for place, goal in enumerate(goals) if goal["group_id"] == group]
    first = ORDINALS[places[0]]
    if len(places) == 1:
        return f"{events_needed(goals[places[0]])} of the {first}"
    assert {events_needed(goals[place]) for place in places} == {"one"}
    needed = NUMBERS[behavior["groups"][group]["total_count"]]
    return f"{needed} of the {first} {NUMBERS[len(places)]}"


def test_readme_names_each_event_that_counts(house):
    """R18 R84: by campaign, so that a stranger can send it."""
    counted = {}
    for campaign in house.state()["campaign"].values():
        for behavior in campaign["behaviors"]:
            names = behavior["goals"] if "goals" in behavior else [behavior["event_name"]]
            if campaign["application"] == "demo-key":
                counted.setdefault(campaign["id"], []).extend(names)

    named = {int(row[0]): re.findall("`([^`]+)`", row[1]) for row in rows(section("### Events"))}

    assert named == counted


def test_readme_says_how_many_events_complete_a_campaign(house):
    """R84 R90: one phrase for each behavior."""
    needed = {
        item["id"]: ", ".join(map(events_needed, item["behaviors"]))
        for item in house.state()["campaign"].values()
        if item["application"] == "demo-key" and item["behaviors"]
    }

    assert {int(row[0]): row[2] for row in rows(section("### Events"))} == needed


def test_readme_names_each_campaign(house):
    """R42: by id and permalink, apart from the long row of weekly picks."""
    listed = {
        (int(row[0]), row[1].strip("`")) for row in rows(section("## Campaigns of `demo-key`"))
    }

    assert listed == {
        (item["id"], item["permalink"])
        for item in house.state()["campaign"].values()
        if item["application"] == "demo-key" and not item["permalink"].startswith("weekly-pick-")
    }


def test_the_example_of_an_event_works(mock_client):
    """R18 R59 R101: opt in, event, progress, as the README prints them."""
    mock_client.post("/_mock/reset").raise_for_status()
    (block,) = re.findall(r"```console\n(.*?)```", section("### Events"), re.DOTALL)
    steps = [step.partition("\n") for step in block.split("$ ")[1:]]
    assert len(steps) == 3

    for command, _, shown in steps:
        command = command.replace("http://127.0.0.1:4010", str(mock_client.base_url).rstrip("/"))
        ran = subprocess.run(split(command), capture_output=True, text=True, check=True)
        assert ran.stdout == shown.rstrip() if shown else json.loads(ran.stdout)["status"] == "ok"
