"""The README of the API says what is true of its starting state."""

import json
import re
import subprocess
from shlex import split

from specs.discovery import BUNDLED

README = (BUNDLED / "sessionm" / "README.md").read_text("utf-8")


def section(title):
    """Returns the text under a heading, up to the next one."""
    _, _, text = README.partition(f"\n{title}\n")
    return re.split(r"\n#+ ", text, maxsplit=1)[0]


def rows(text):
    """Returns the cells of each table row that starts with a campaign id."""
    lines = [line for line in text.splitlines() if re.match(r"\| \d{4} \|", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


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
        answer = json.loads(ran.stdout)
        assert answer == json.loads(shown) if shown else answer["status"] == "ok"
