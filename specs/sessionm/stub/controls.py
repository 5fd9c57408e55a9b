"""Mock-only actions: what other APIs of the platform would do to customers and campaigns."""

from typing import Final

from mockserver.stubkit import ControlError, Json, Record, World, control

from .campaigns import is_active
from .composite import advance_composite
from .counting import Event, advance, blank_counter
from .customers import named_elsewhere
from .facets import live_in
from .standing import Standing, enrollment_id, standing_in

TEXT: Final = {"type": "string", "minLength": 1}
WORDS: Final = {"type": "array", "items": TEXT, "default": []}
CAMPAIGN: Final = {"type": "integer", "minimum": 1}
LIFECYCLE: Final = {"enum": ["live", "paused", "draft", "inreview", "completed"]}


def _body(required: dict[str, Json], optional: dict[str, Json] | None = None) -> Record:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


@control(
    "customer-event",
    schema=_body(
        {"customer": TEXT, "event_name": TEXT},
        {"count": {"type": "integer", "minimum": 1, "maximum": 1000}, "value": {"type": "string"}},
    ),
)
async def send_event(body: Json, world: World) -> Json:
    """Sends an event of a customer, `count` times now; unique behaviors count each `value` once.

    It advances the behaviors of active campaigns in which the customer may engage.
    """
    customer = await _customer(body["customer"], world)
    event = Event(body["event_name"], body.get("value", ""), world.now)
    counted: list[Json] = []
    for standing in await _engaged(customer, world):
        enrollment = _after(standing, event, body.get("count", 1))
        if enrollment != standing.enrollment:
            campaign = standing.campaign
            world.put("enrollment", enrollment_id(campaign, customer), enrollment)
            state = Standing(campaign, customer, enrollment).state
            counted.append({"campaign_id": campaign["id"], "state": state})
    return {"campaigns": counted}


@control("opt-out", schema=_body({"customer": TEXT, "campaign": CAMPAIGN}))
async def opt_out(body: Json, world: World) -> Json:
    """Notes that a customer has left a campaign of their organization."""
    campaign = await _campaign(body["campaign"], world)
    application = await world.get("application", campaign["application"])
    organization = application["organization"] if application is not None else ""
    customer = await _customer(body["customer"], world, organization=organization)
    standing = await standing_in(world, campaign, customer)
    enrollment = {**standing.enrollment, "opted_in": False}
    world.put("enrollment", enrollment_id(campaign, customer), enrollment)
    return {"state": Standing(campaign, customer, enrollment).state}


@control("tag", schema=_body({"customer": TEXT}, {"add": WORDS, "remove": WORDS}))
async def change_tags(body: Json, world: World) -> Json:
    """Gives tags to a customer and takes tags away."""
    customer = await _customer(body["customer"], world)
    kept = [tag for tag in customer["tags"] if tag not in body.get("remove", [])]
    customer["tags"] = kept + [tag for tag in body.get("add", []) if tag not in kept]
    world.put("customer", customer["user_id"], customer)
    return {"tags": customer["tags"]}


@control("campaign-status", schema=_body({"campaign": CAMPAIGN, "status": LIFECYCLE}))
async def change_status(body: Json, world: World) -> Json:
    """Moves a campaign to another stage of its life."""
    campaign = await _campaign(body["campaign"], world)
    campaign["status"] = body["status"]
    world.put("campaign", str(campaign["id"]), campaign)
    return {"status": campaign["status"]}


async def _customer(name: str, world: World, *, organization: str | None = None) -> Record:
    """Returns the customer with this internal or external id, of one organization or of any."""
    found = await world.get("customer", name)
    named = [found] if found is not None else await named_elsewhere(world, name)
    for customer in named:
        if organization in (None, customer["organization"]):
            return customer
    of_whom = f" of the organization {organization!r}" if organization is not None else ""
    raise ControlError(f"There is no customer {name!r}{of_whom}.")


async def _campaign(campaign_id: int, world: World) -> Record:
    found = await world.get("campaign", str(campaign_id))
    if found is None:
        raise ControlError(f"There is no campaign {campaign_id}.")
    return found


async def _engaged(customer: Record, world: World) -> list[Standing]:
    """Returns the customer's standing in each campaign that is open to the customer."""
    own = await world.select("application", {"/organization": [customer["organization"]]})
    live = await world.select("campaign", {live_in: own})
    standings = [
        await standing_in(world, campaign, customer)
        for campaign in live.values()
        if is_active(campaign, world.now)
    ]
    return [standing for standing in standings if may_engage(standing)]


def may_engage(standing: Standing) -> bool:
    """Tells whether events of a customer count in an active campaign."""
    if not standing.is_eligible or standing.opted_in is False:
        return False
    return bool(standing.opted_in) or not standing.campaign.get("optin_required")


def _after(standing: Standing, event: Event, count: int) -> Record:
    counters: dict[str, Record] = dict(standing.enrollment["behaviors"])
    for behavior in standing.campaign["behaviors"]:
        key = str(behavior["behavior_id"])
        before = counter = counters.get(key, blank_counter())
        for _ in range(count):
            counter = _advanced(behavior, counter, event)
        if counter != before:
            counters[key] = counter
    return {**standing.enrollment, "behaviors": counters}


def _advanced(behavior: Record, counter: Record, event: Event) -> Record:
    if behavior["type"] == "composite":
        return advance_composite(behavior, counter, event)
    return advance(behavior, counter, event) if behavior["event_name"] == event.name else counter
