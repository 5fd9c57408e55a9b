"""The parent of an application: its digital property, which must be of the same organization."""

from typing import Final

from mockserver.stubkit import Json, Record, World

MISSING: Final = "Parent model not found."
ELSEWHERE: Final = "Parent model not in same organization."


async def parent_of(application: Record, world: World) -> str:
    """Returns `found`, `missing` or `elsewhere`."""
    parent = await world.get("digital_property", application["parent"])
    if parent is None:
        return "missing"
    return "found" if parent["organization"] == application["organization"] else "elsewhere"


def creation_obstacle(principal: Json) -> str:
    """Returns why nothing can be created for a caller; empty if nothing is in the way."""
    return {"missing": MISSING, "elsewhere": ELSEWHERE}.get(principal["parent"], "")


def listing_obstacle(principal: Json) -> str:
    """Returns why nothing can be listed for a caller; empty if nothing is in the way."""
    return MISSING if principal["parent"] == "missing" else ""
