"""A shop whose operations each show one thing that the express answers, or leaves."""

from pathlib import Path
from typing import Final

from specs.values import Record
from tests.mockserver.express.shop_stub import FAILS, SPECIALS, WAITS
from tests.support.documents import FORM, JSON, api, operation, parameter, response, takes

_ANY: Final[Record] = {"type": "object"}
_NUMBER: Final[Record] = {"type": "integer"}
THING: Final[Record] = {
    "type": "object",
    "required": ["n"],
    "properties": {"n": _NUMBER, "deep": {}},
}
_COUNTED: Final = response(_ANY, headers={"X-Total": {"schema": _NUMBER}})
_ONE: Final = {"parameters": [parameter("id", "path", _NUMBER)]}
_TOKEN: Final = "https://auth.example.test/oauth/token"
SCHEMES: Final[Record] = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "oauth": {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": _TOKEN, "scopes": {}}},
    },
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
}


def _by(scheme: str) -> list[Record]:
    return [{scheme: []}]


PATHS: Final[Record] = {
    "/things": {
        "get": operation(
            "listThings",
            parameters=[
                parameter("limit", "query", {**_NUMBER, "minimum": 1}),
                parameter("tag", "query", {"type": "array", "items": {"type": "string"}}),
            ],
        ),
        "post": operation("makeThing", requestBody=takes(THING), responses={"201": response(_ANY)}),
    },
    "/things/{id}": {
        **_ONE,
        "get": operation("readThing", responses={"200": response(_ANY), "404": response(_ANY)}),
        "put": operation("putThing", requestBody=takes(THING)),
        "delete": operation("dropThing", responses={"204": {"description": "d"}}),
    },
    "/now": {"get": operation("tellNow")},
    "/maybe": {"post": operation("maybe", requestBody=takes(_ANY, required=False))},
    "/parts": {
        "get": operation(
            "tellParts",
            parameters=[parameter("X-Page", "header", _NUMBER), parameter("c", "cookie", _NUMBER)],
        )
    },
    "/secret": {
        "get": operation(
            "readSecret",
            security=_by("bearer"),
            responses={"200": response(_ANY), "401": response(_ANY)},
        )
    },
    "/tokens/{name}": {
        "parameters": [parameter("name", "path", {"type": "string"})],
        "put": operation("grant"),
        "delete": operation("revoke", responses={"204": {"description": "d"}}),
    },
    "/keyed": {"get": operation("readKeyed", security=_by("key"))},
    "/granted": {"get": operation("readGranted", security=_by("oauth"))},
    "/forms": {"post": operation("fill", requestBody=takes(_ANY, FORM))},
    "/texts": {"post": operation("write", requestBody=takes({"type": "string"}, "text/plain"))},
    "/answers": {
        "get": operation(
            "answer",
            responses={
                "200": response(_ANY),
                "202": _COUNTED,
                "203": response({"type": "string"}, content_type="text/plain"),
                "default": response({}),
            },
        )
    },
    **{
        f"/specials/{kind}": {
            "get": operation(
                f"special-{kind}",
                responses={
                    "200": response(_ANY),
                    "204": {"description": "d"},
                    "304": response(_ANY),
                    "default": response({}),
                },
            )
        }
        for kind in SPECIALS
    },
    **{
        f"/fails/{kind}": {
            "get": operation(f"fail-{kind}", responses={"200": response(_ANY), "202": _COUNTED})
        }
        for kind in FAILS
    },
    **{f"/waits/{kind}": {"get": operation(f"wait-{kind}")} for kind in WAITS},
    "/heads": {"head": operation("lookAtHeads"), "options": operation("heads")},
    "/crates": {
        "get": {"responses": {"200": response({"type": "array", "items": THING})}},
        "post": {"requestBody": takes(THING), "responses": {"201": response(THING)}},
    },
    "/crates/{id}": {
        **_ONE,
        "get": {"responses": {"200": response(THING), "404": response(_ANY)}},
    },
    "/boxes": {"post": {"requestBody": takes(THING), "responses": {"201": response(THING)}}},
    "/boxes/{id}": {
        **_ONE,
        "get": {"responses": {"200": response(THING)}},
        "delete": {"responses": {"204": {"description": "d"}}},
    },
    "/examples": {"get": operation(responses={"200": response(_ANY, example={"is": "written"})})},
    "/made": {"get": {"responses": {"200": response({"type": "string"}), "default": response({})}}},
    "/pages": {
        "get": {
            "responses": {
                "200": {
                    "description": "d",
                    "content": {
                        JSON: {"example": {"a": 1}, "schema": {}},
                        "application/xml": {"schema": {}},
                    },
                }
            }
        }
    },
}
SHOP: Final = api(PATHS, components={"securitySchemes": SCHEMES})

SEED: Final[Record] = {"thing": {"7": {"n": 7, "at": "$now-1d"}, "8": {"n": 8}}}
SCENARIOS: Final = {
    "later": "title: Later\nclock: {advance: 1d}\nstate: {records: {thing: {'7': {n: 70}}}}\n",
    "down": "title: Down twice\nfaults: [{status: 503, count: 2}]\n",
}

STUB: Final = Path(__file__).with_name("shop_stub.py").read_text("utf-8")
