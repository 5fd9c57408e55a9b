"""Finding the customer that a request is about: by internal id, external id or token."""

from mockserver.stubkit import Call, Record, World

from .answers import refused


async def asked_customer(call: Call, world: World) -> Record:
    """Returns the customer of a request; the three forms differ in nothing else.

    The id forms know registered customers only, the token form whoever the token stands for.

    Raises:
        Refused: There is no such customer in the application's organization.
    """
    organization = call.principal["organization"]
    if "user_id" in call.path:
        customer = await _registered(world, call.path["user_id"])
    elif "external_id" in call.path:
        customer = await by_external_id(world, call.path["external_id"], organization)
    else:
        customer = await world.get("customer", call.principal["user_id"])
    if customer is None or customer["organization"] != organization:
        raise refused(call, "user_not_found")
    return customer


async def by_external_id(world: World, external_id: str, organization: str) -> Record | None:
    """Returns the customer of an organization that another system knows by this id, or None."""
    for customer in (await world.list("customer")).values():
        if customer.get("external_id") == external_id and customer["organization"] == organization:
            return customer
    return None


async def _registered(world: World, user_id: str) -> Record | None:
    customer = await world.get("customer", user_id)
    return None if customer is None or customer["anonymous"] else customer
