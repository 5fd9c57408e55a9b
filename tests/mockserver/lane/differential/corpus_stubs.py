"""Stubs for the corpus: what handlers do, well or badly, as source."""

from tests.support.documents import STUB_HEAD

ECHOES_ALL = """
import inspect
import json
import pathlib

_DOCUMENT = json.loads((pathlib.Path(__file__).parent / "openapi.yaml").read_text("utf-8"))


def _told(value):
    return None if value is ABSENT else value


def _echo(name):
    async def echo(call, world):
        body = {"path": dict(call.path), "query": dict(call.query), "header": dict(call.header)}
        body |= {"cookie": dict(call.cookie), "body": _told(call.body), "url": call.url_path}
        body |= {"method": call.method, "principal": call.principal, "raw": list(call.raw_query)}
        body |= {"sandbox": call.sandbox, "id": call.operation_id}
        body |= {"headers": dict(call.raw_headers)}
        body["count"] = await world.next_id("call")
        world.put("call", str(body["count"]), {"of": name, "at": world.now.isoformat()})
        return Reply(200, body)

    echo.__name__ = f"echo_{name}"
    return operation(name)(echo)


for _item in _DOCUMENT["paths"].values():
    for _method, _operation in _item.items():
        if _method != "parameters" and "operationId" in _operation:
            _id = _operation["operationId"]
            globals()[f"echo_{_id}"] = _echo(_id)
"""
"""Answers each operation with all that its handler is handed, and remembers that it was called."""

GUARD = """
@authenticate
async def authenticate_caller(call, credentials, world):
    shown = {}
    for name, value in credentials.values.items():
        shown[name] = value if isinstance(value, str) else [value.username, value.password]
    if "wrong" in repr(shown) or credentials.malformed or not shown:
        raise Refused(Reply(401, {"message": "who?", "malformed": sorted(credentials.malformed)}))
    bare = [dict(call.path), dict(call.query)]
    return {"shown": shown, "bare": bare, "nth": await world.next_id("caller")}


@refuse
def refuse_in_our_words(refusal):
    statuses = {"unknown_path": 404, "unknown_method": 405, "unauthenticated": 401}
    found = [[one.place, one.name, one.pointer, one.keyword] for one in refusal.violations]
    body = {"kind": refusal.kind, "detail": refusal.detail, "found": found}
    if refusal.call is not None:
        body["query"] = dict(refusal.call.query)
        body["path"] = dict(refusal.call.path)
    return Reply(refusal.status or statuses.get(refusal.kind, 400), body)


@issue_token("oauth")
async def issue(request, world):
    return Reply(200, {"access_token": str(await world.new_uuid()), "token_type": "bearer"})


"""
"""Judges callers and words refusals; of what it words, some is not as described."""

BATCH_STUB = (
    STUB_HEAD
    + """

@operation("changeThings")
async def change(call, world):
    outcomes = []
    for index, item in enumerate(call.body["items"]):
        known = await world.get("thing", str(item["id"]))
        size = item.get("size", 0)
        if known is None or not isinstance(size, int) or size < 0:
            outcomes.append(Failed({"code": "too-small"}))
        else:
            world.put("thing", str(item["id"]), {**known, "size": size})
            warnings = ({"code": "large"},) if size > 100 else ()
            outcomes.append(Applied({"id": item["id"]}, warnings=warnings))
    return batch_reply(call.operation.batch, outcomes)


@operation("readThing")
async def read(call, world):
    found = await world.get("thing", call.path["id"])
    return Reply(200, found) if found is not None else Reply(404, {"message": "none"})


@operation("putThing")
async def put(call, world):
    world.put("thing", call.path["id"], call.body)
    return Reply(200, {})
"""
)

ODD_STUB = (
    STUB_HEAD
    + """
import datetime

_IDS = []


def both(name):
    def marked(handler):
        async def other(call, world):
            return await handler(call, world)
        globals()[f"post_{name}"] = operation(name)(handler)
        globals()[f"get_{name}"] = operation("get_" + name)(other)
        return None
    return marked


@both("counts")
async def a(call, world):
    return Reply(200, {"n": await world.next_id("thing")})


@both("uuid")
async def a(call, world):
    one, two = await world.new_uuid(), await world.new_uuid()
    world.put("thing", str(one), {"beside": str(two)})
    return Reply(201, {"one": str(one), "two": str(two)})


@both("dice")
async def a(call, world):
    source = await world.random()
    return Reply(200, {"n": source.randint(1, 10**6), "f": source.random()})


@both("now")
async def a(call, world):
    return Reply(200, {"now": world.now.isoformat(), "told": format_instant(world.now)})


@both("puts_and_refuses")
async def a(call, world):
    number = await world.next_id("thing")
    world.put("thing", str(number), {"n": number})
    raise Refused(Reply(404, {"message": f"gone {number}"}))


@both("puts_and_crashes")
async def a(call, world):
    world.put("thing", "crash", {"n": 1})
    raise KeyError("a secret of the stub")


@both("lies_in_body")
async def a(call, world):
    world.put("thing", "lie", {"n": 1})
    return Reply(200, {"n": "x"})


@both("lies_in_status")
async def a(call, world):
    world.put("thing", "lie", {"n": 1})
    return Reply(418, {"n": 1})


@both("lies_in_header")
async def a(call, world):
    return Reply(200, {"n": 1}, {"X-N": "many"})


@both("big")
async def a(call, world):
    return Reply(200, {"n": 2**70})


@both("nan")
async def a(call, world):
    return Reply(200, {"n": 1, "f": float("nan")})


@both("floats")
async def a(call, world):
    return Reply(200, {"n": 1, "f": [0.1, 1e22, 1e-7, -0.0, 1e308 * 10, 1.0]})


@both("large")
async def a(call, world):
    return Reply(200, {"n": 1, "t": "x" * 300_000})


@both("empty")
async def a(call, world):
    return Reply(204)


@both("text_reply")
async def a(call, world):
    return Reply(200, "text")


@both("own_type")
async def a(call, world):
    return Reply(200, {"n": 1}, {"Content-Type": "application/json; charset=utf-8"})


@both("not_json")
async def a(call, world):
    return Reply(200, {"n": {1, 2}})


@both("lists")
async def a(call, world):
    number = await world.next_id("thing", first=5)
    world.put("thing", str(number % 7), {"n": number})
    return Reply(200, {"all": [[key, one] for key, one in (await world.list("thing")).items()]})


@both("deletes")
async def a(call, world):
    for key in list(await world.list("thing"))[:1]:
        world.delete("thing", key)
    return Reply(200, {"left": len(await world.list("thing"))})


@both("reads")
async def a(call, world):
    found = await world.get("thing", "1")
    if found is not None:
        found["n"] = "changed by the reader"
    return Reply(200, {"again": await world.get("thing", "1")})


@both("raw")
async def a(call, world):
    return Reply(200, {"query": [list(one) for one in call.raw_query], "headers": call.raw_headers})


@both("unicode")
async def a(call, world):
    return Reply(200, {"t": "\\u2028\\u00e4\\U0001f600\\x7f\\x00\\n"})


@both("surrogate")
async def a(call, world):
    return Reply(200, {"t": "\\ud800"})


@both("headers")
async def a(call, world):
    return Reply(200, {"n": 1}, {"X-N": "5", "x-a": "b", "X-A": "c", "Vary": "Accept"})


@both("header_injection")
async def a(call, world):
    return Reply(200, {"n": 1}, {"X-B": "a\\r\\nX-C: d"})


@both("keeps_nothing")
async def a(call, world):
    world.put("thing", "nothing", {"n": 1})
    raise Refused(Reply(200, {"n": 1}))


@both("changes_call")
async def a(call, world):
    if isinstance(call.body, dict):
        call.body["n"] = 1
    return Reply(200, {"n": 1, "was": None if call.body is ABSENT else call.body})


@both("returns_none")
async def a(call, world):
    return None


@both("dates")
async def a(call, world):
    return Reply(200, {"n": 1, "d": world.now})


@both("order")
async def a(call, world):
    world.put("thing", "z", {"b": 1, "a": 2})
    return Reply(200, {"z": 1, "a": await world.get("thing", "z"), "m": 0})
"""
)

SUSPENDING_STUB = (
    ODD_STUB.replace("import datetime", "import asyncio\nimport datetime")
    .replace(
        "async def other(call, world):\n            return",
        "async def other(call, world):\n            await asyncio.sleep(0)\n            return",
    )
    .replace(
        'async def a(call, world):\n    number = await world.next_id("thing", first=5)',
        "async def a(call, world):\n    await asyncio.sleep(0)\n"
        '    number = await world.next_id("thing", first=5)',
    )
)
"""The same, with handlers that wait: those of GET, and one of POST in the midst of its work."""
