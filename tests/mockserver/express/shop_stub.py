"""What the shop does: each operation one thing that the express answers, or leaves."""

import asyncio
import logging

from mockserver.stubkit import ABSENT, Refused, Reply, authenticate, control, operation

SPECIALS = (
    "control",
    "no-name",
    "vary",
    "connection",
    "chunked",
    "204",
    "304",
    "199",
    "600",
)
FAILS = (
    "wrong-header",
    "break",
    "nan",
    "no-json",
    "lie",
    "nothing",
    "crash",
    "refused-lie",
    "cancelled",
    "exit",
)
WAITS = ("turn", "task", "gather", "timeout", "finally")

log = logging.getLogger("shop.stub")


@authenticate
async def caller(call, credentials, world):
    if "bearer" not in credentials.values:
        if not credentials.values:
            raise Refused(Reply(401, {"why": "nothing shown"}))
        return None
    token = await world.get("token", credentials.values["bearer"])
    if token is None:
        raise Refused(Reply(401, {"why": "unknown"}))
    return token["name"]


@operation("listThings")
async def list_things(call, world):
    return Reply(200, {"things": await world.list("thing"), "asked": dict(call.query)})


@operation("makeThing")
async def make_thing(call, world):
    number = str(await world.next_id("thing"))
    world.put("thing", number, {**call.body, "key": await world.new_uuid()})
    return Reply(201, {"id": number, **await world.get("thing", number)})


@operation("readThing")
async def read_thing(call, world):
    found = await world.get("thing", str(call.path["id"]))
    if found is None:
        world.put("missed", str(call.path["id"]), {})
        raise Refused(Reply(404, {"no": call.path["id"]}))
    return Reply(200, {"found": found, "path": call.url_path, "sandbox": call.sandbox})


@operation("putThing")
async def put_thing(call, world):
    world.put("thing", str(call.path["id"]), call.body)
    return Reply(200, call.body)


@operation("dropThing")
async def drop_thing(call, world):
    world.delete("thing", str(call.path["id"]))
    return Reply(204)


@operation("tellNow")
async def tell_now(call, world):
    return Reply(200, {"now": world.now.isoformat(), "things": await world.list("thing")})


@operation("maybe")
async def maybe(call, world):
    return Reply(200, {"body": "none" if call.body is ABSENT else call.body})


@operation("tellParts")
async def tell_parts(call, world):
    headers = {name: call.raw_headers[name] for name in sorted(call.raw_headers)}
    parts = {"header": dict(call.header), "cookie": dict(call.cookie), "raw": call.raw_query}
    return Reply(200, {**parts, "headers": headers})


@operation("readSecret")
async def read_secret(call, world):
    return Reply(200, {"for": call.principal})


@operation("grant")
async def grant(call, world):
    world.put("token", call.path["name"], {"name": call.path["name"]})
    return Reply(200, {})


@operation("revoke")
async def revoke(call, world):
    world.delete("token", call.path["name"])
    return Reply(204)


@control("sell", schema={"type": "object"})
async def sell(body, world):
    world.put("thing", "sold", {"n": await world.next_id("thing")})
    return body


@operation("readKeyed")
async def read_keyed(call, world):
    return Reply(200, {})


@operation("readGranted")
async def read_granted(call, world):
    return Reply(200, {})


@operation("fill")
async def fill(call, world):
    return Reply(200, call.body)


@operation("write")
async def write(call, world):
    return Reply(200, {"text": call.body})


@operation("answer")
async def answer(call, world):
    match call.raw_query[0][1]:
        case "plain":
            return Reply(200, {"a": 1})
        case "large":
            return Reply(200, {"a": "x" * 300_000})
        case "headers":
            return Reply(202, {"a": 1}, {"X-Total": "5", "X-More": "m\u00fc"})
        case "content-type":
            return Reply(200, {"a": 1}, {"Content-Type": "application/json; charset=utf-8"})
        case "bytes":
            return Reply(200, b'{"a": 1}')
        case "text":
            return Reply(203, "a text")
        case "huge-number":
            return Reply(200, {"a": 2**70})
        case "null":
            return Reply(200, {"a": None, "b": 1.5})
        case "undeclared-text":
            return Reply(299, "in JSON")
        case "length":
            return Reply(200, {"a": 1}, {"Content-Length": "3"})


async def special(call, world):
    match _kind(call):
        case "control":
            return Reply(200, {}, {"X-More": "a\x01b"})
        case "no-name":
            return Reply(200, {}, {"X More": "a"})
        case "vary":
            return Reply(200, {}, {"Vary": "Accept"})
        case "connection":
            return Reply(200, {}, {"Connection": "close"})
        case "chunked":
            return Reply(200, {"a": 1}, {"Transfer-Encoding": "chunked"})
        case "204":
            return Reply(204)
        case "304":
            return Reply(304, {"a": 1})
        case "199" | "600" as status:
            return Reply(int(status), {"a": 1})


async def fail(call, world):
    log.warning("The stub runs.")
    await world.next_id("thing")
    await world.new_uuid()
    world.put("thing", "spoilt", {"n": 0})
    match _kind(call):
        case "wrong-header":
            return Reply(202, {"a": 1}, {"X-Total": "five"})
        case "break":
            return Reply(200, {}, {"X-More": "a\r\nX-Evil: b"})
        case "nan":
            return Reply(200, {"a": float("nan")})
        case "no-json":
            return Reply(200, {"a": {1, 2}})
        case "lie":
            return Reply(200, ["no", "object"])
        case "nothing":
            return None
        case "crash":
            raise LookupError("nothing there")
        case "refused-lie":
            raise Refused(Reply(200, ["no", "object"]))
        case "cancelled":
            raise asyncio.CancelledError
        case "exit":
            raise SystemExit(3)


async def wait(call, world):
    log.warning("The stub runs.")
    await world.next_id("thing")
    match _kind(call):
        case "turn":
            await asyncio.sleep(0)
        case "task":
            await asyncio.create_task(asyncio.sleep(0))
        case "gather":
            await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
        case "timeout":
            async with asyncio.timeout(10):
                await asyncio.sleep(0)
        case "finally":
            try:
                await asyncio.sleep(0)
            finally:
                await asyncio.sleep(0)
    world.put("thing", "waited", {"n": 1})
    return Reply(200, {"is": "late", "key": await world.new_uuid()})


def _kind(call):
    return call.url_path.rpartition("/")[2]


def _alone(handler):
    """Returns the same as a handler of its own, so that what is learnt of one is its alone."""

    async def alone(call, world):
        return await handler(call, world)

    return alone


for _name, _kinds, _handler in (
    ("special", SPECIALS, special),
    ("fail", FAILS, fail),
    ("wait", WAITS, wait),
):
    for _one in _kinds:
        globals()[f"{_name}-{_one}"] = operation(f"{_name}-{_one}")(_alone(_handler))


@operation("lookAtHeads")
async def look_at_heads(call, world):
    return Reply(200, {"method": call.method})


@operation("heads")
async def heads(call, world):
    return Reply(200, {"method": call.method})
