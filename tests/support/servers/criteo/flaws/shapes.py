"""Answers of the wrong shape."""

from dataclasses import replace
from typing import Any

from tests.support.servers.criteo.hooks import CATALOGUE, Call

FAMILY = "shape"
READ_ONE, SEARCH = "getCampaign", "searchCampaigns"
flaw = CATALOGUE.flaw


@flaw(
    FAMILY, "report", "R152; LC5", "Tells the name of each item that was applied, if several were."
)
def applied_items_tell_name(call: Call, report: Any) -> Any:
    for entry in report["data"] if len(report["data"]) > 1 else ():
        entry["attributes"] = {"name": call.state.campaigns[entry["id"]].name}
    return report


@flaw(FAMILY, "report", "R152; R133", "Sends the ids of applied items as numbers beside a failure.")
def applied_id_is_number(call: Call, report: Any) -> Any:
    for entry in report["data"] if report["errors"] else ():
        entry["id"] = int(entry["id"])
    return report


@flaw(FAMILY, "report", "R152; R133", "Writes the type of applied items in lower case.")
def applied_type_in_lower_case(call: Call, report: Any) -> Any:
    for entry in report["data"]:
        entry["type"] = "campaign"
    return report


@flaw(FAMILY, "view", "R136; LC14", "Writes goals in lower case in searches.", SEARCH)
def goal_in_lower_case(call: Call, view: Any) -> Any:
    view["attributes"]["goal"] = view["attributes"]["goal"].lower()
    return view


@flaw(FAMILY, "answer", "R149", "Sends one campaign as a list of one.", READ_ONE)
def read_is_a_list(call: Call, answer: Any) -> Any:
    if answer.status != 200:
        return answer
    return replace(answer, body={**answer.body, "data": [answer.body["data"]]})


@flaw(
    FAMILY, "answer", "R133; LC14", "Leaves names out of search results of three or more.", SEARCH
)
def names_left_out(call: Call, answer: Any) -> Any:
    data = answer.body["data"] if answer.status == 200 else []
    for view in data if len(data) > 2 else ():
        del view["attributes"]["name"]
    return answer


@flaw(FAMILY, "view", "R137; LC16", "Sends null for the renewal of a campaign without a cap.")
def no_renewal_is_null(call: Call, view: Any) -> Any:
    limit = view["attributes"]["spendLimit"]
    if limit["spendLimitRenewal"] == "undefined":
        limit["spendLimitRenewal"] = None
    return view


@flaw(FAMILY, "view", "R139", "Sends amounts with decimals as text in reads.", READ_ONE)
def decimals_as_text(call: Call, view: Any) -> Any:
    limit = view["attributes"]["spendLimit"]
    amount = limit["spendLimitAmount"]["value"]
    if isinstance(amount, float):
        limit["spendLimitAmount"] = f"{amount:.2f}"
    return view


@flaw(FAMILY, "report", "R157; R156", "Names the items that fail by JSON pointers.")
def instance_as_pointer(call: Call, report: Any) -> Any:
    for entry in report["errors"]:
        entry["instance"] = "/" + entry["instance"].removeprefix("@")
    return report


@flaw(FAMILY, "report", "R156", "Sends warnings without a title.")
def warning_without_title(call: Call, report: Any) -> Any:
    for entry in report["warnings"]:
        del entry["title"]
    return report


@flaw(
    FAMILY,
    "answer",
    "R144; R133",
    "Sends a new campaign without its spend limit.",
    "createCampaign",
)
def creation_without_limit(call: Call, answer: Any) -> Any:
    if answer.status < 300:
        del answer.body["data"]["attributes"]["spendLimit"]
    return answer
