"""Finding the customer that a request is about: by internal id, external id or token.

Authentication looks the customer up and notes the outcome in the principal, because a customer
who does not exist decides before a campaign id that cannot be read.
"""

from collections.abc import Mapping

from mockserver.stubkit import Call, Json, Record, World

from .answers import refused


async def customer_facts(
    path: Mapping[str, Json], token: Record | None, organization: str, world: World
) -> Record:
    """Returns what the principal says of the customer; the three forms differ in nothing else.

    The id forms know registered customers only, the token form whoever the token stands for.

    Args:
        path: The path parameters.
        token: The authorization token of the request, if it has one.
        organization: The organization of the application that asks.
        world: The state.

    Returns:
        `customer`: the internal id, None if the organization has no such customer. No member at
        all if the request names no customer.
    """
    if token is not None:
        customer = await world.get("customer", token["user_id"])
    elif "user_id" in path:
        customer = await _registered(world, path["user_id"])
    elif "external_id" in path:
        customer = await by_external_id(world, path["external_id"], organization)
    else:
        return {}
    is_known = customer is not None and customer["organization"] == organization
    return {"customer": customer["user_id"] if customer is not None and is_known else None}


def names_nobody(principal: Json) -> bool:
    """Tells whether a request names a customer who does not exist."""
    return "customer" in principal and principal["customer"] is None


async def asked_customer(call: Call, world: World) -> Record:
    """Returns the customer of a request.

    Raises:
        Refused: There is no such customer in the application's organization.
    """
    user_id = call.principal["customer"]
    customer = None if user_id is None else await world.get("customer", user_id)
    if customer is None:
        raise refused(call, "user_not_found")
    return customer


async def by_external_id(world: World, external_id: str, organization: str) -> Record | None:
    """Returns the customer of an organization that another system knows by this id, or None."""
    for customer in await named_elsewhere(world, external_id):
        if customer["organization"] == organization:
            return customer
    return None


async def named_elsewhere(world: World, external_id: str) -> list[Record]:
    """Returns the customers whom other systems know by this id, of whatever organization."""
    return list((await world.select("customer", {"/external_id": [external_id]})).values())


async def _registered(world: World, user_id: str) -> Record | None:
    customer = await world.get("customer", user_id)
    return None if customer is None or customer["anonymous"] else customer
