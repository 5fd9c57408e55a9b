"""Three documents that recordings are looked at by."""

from typing import Final

from specs.values import Json, Record

_TEXT: Final = {"type": "string"}
_WHOLE: Final = {"type": "integer"}


def _of(name: str) -> Record:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(schema: Json, **more: Json) -> Record:
    return {"type": "array", "items": schema, **more}


def _object(members: Record, *required: str, **more: Json) -> Record:
    return {"type": "object", "properties": members, "required": list(required), **more}


def _answer(schema: Json, kind: str = "application/json", **more: Json) -> Record:
    return {"description": "d", "content": {kind: {"schema": schema}}, **more}


def _takes(schema: Json, kind: str = "application/json") -> Record:
    return {"required": True, "content": {kind: {"schema": schema}}}


def _in(place: str, name: str, schema: Json, **more: Json) -> Record:
    needed = {"required": True} if place == "path" else {}
    return {"name": name, "in": place, "schema": schema, **needed, **more}


def _animal(kind: str, **members: Json) -> Record:
    own = _object({"kind": {"const": kind}, **members}, "kind")
    return {"allOf": [_of("Animal"), own]}


PETS: Final[Record] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "servers": [{"url": "https://pets.example/api"}, {"url": "https://eu.pets.example/v1/api"}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "parameters": [
                    _in("query", "kind", _TEXT | {"enum": ["cat", "dog"]}),
                    _in("query", "limit", _WHOLE | {"minimum": 1, "maximum": 100}),
                    _in("query", "ids", _list(_WHOLE), explode=False),
                ],
                "responses": {
                    "200": _answer(
                        _list(_of("Pet")),
                        headers={"X-Total": {"required": True, "schema": _WHOLE}},
                    ),
                    "400": _answer(_of("Problem"), "application/problem+json"),
                },
            },
            "post": {
                "operationId": "addPet",
                "requestBody": _takes(_of("Pet")),
                "responses": {"201": _answer(_of("Pet"))},
            },
        },
        "/pets/{id}": {
            "parameters": [_in("path", "id", _TEXT)],
            "get": {
                "operationId": "readPet",
                "responses": {
                    "200": _answer(_of("Pet")),
                    "404": _answer(_of("Problem"), "application/problem+json"),
                },
            },
            "delete": {"operationId": "dropPet", "responses": {"204": {"description": "gone"}}},
        },
        "/pets/{id}/photo": {
            "get": {
                "operationId": "photo",
                "parameters": [_in("path", "id", _TEXT)],
                "responses": {"200": _answer(_TEXT, "image/png")},
            }
        },
    },
    "components": {
        "schemas": {
            "Pet": {
                "oneOf": [_of("Cat"), _of("Dog")],
                "discriminator": {"propertyName": "kind"},
            },
            "Animal": _object(
                {
                    "id": _TEXT | {"readOnly": True},
                    "name": _TEXT | {"minLength": 1, "maxLength": 20},
                    "state": _TEXT | {"enum": ["home", "lost", "found"]},
                    "age": _WHOLE | {"minimum": 0},
                    "weight": {"type": "number"},
                    "born": _TEXT | {"format": "date"},
                    "createdAt": _TEXT | {"format": "date-time", "readOnly": True},
                    "chip": _TEXT | {"pattern": "^[0-9]{4}$"},
                    "tags": _list(_TEXT, maxItems=3),
                    "owner": {"type": ["object", "null"], "properties": {"name": _TEXT}},
                    "labels": {"type": "object", "additionalProperties": _TEXT},
                    "moods": {
                        "type": "object",
                        "additionalProperties": {"enum": ["calm", "wild"]},
                    },
                    "extra": {"type": "object", "additionalProperties": True},
                    "passcode": _TEXT | {"writeOnly": True},
                },
                "id",
                "name",
                "passcode",
            ),
            "Cat": _animal("cat", lives=_WHOLE),
            "Dog": _animal("dog", barks={"type": "boolean"}),
            "Problem": _object({"title": _TEXT, "detail": _TEXT}, "title"),
        }
    },
}

LEDGER: Final[Record] = {
    "openapi": "3.0.3",
    "info": {"title": "Ledger", "version": "1"},
    "servers": [{"url": "https://bank.example/v2"}],
    "paths": {
        "/accounts/{number}": {
            "get": {
                "operationId": "readAccount",
                "parameters": [_in("path", "number", _WHOLE)],
                "responses": {"2XX": _answer(_of("Account"))},
            }
        },
        "/accounts/{number}/entries": {
            "get": {
                "operationId": "listEntries",
                "parameters": [
                    _in("path", "number", _WHOLE),
                    _in("query", "since", _TEXT | {"format": "date"}, required=True),
                ],
                "responses": {
                    "200": _answer(_object({"items": _list(_of("Entry"))}, "items")),
                    "default": _answer(_of("Refusal")),
                },
            }
        },
        "/transfers": {
            "post": {
                "operationId": "transfer",
                "x-error-codes": [
                    {"code": "too-much", "status": 409, "condition": "No cover.", "at": "/code"}
                ],
                "requestBody": _takes(_of("Entry")),
                "responses": {
                    "200": _answer(_of("Entry")),
                    "409": _answer(_of("Refusal")),
                    "4XX": _answer(_object({"message": _TEXT})),
                },
            }
        },
    },
    "components": {
        "schemas": {
            "Account": _object(
                {
                    "number": _WHOLE,
                    "balance": {"type": "number"},
                    "limit": {"type": "number", "nullable": True},
                    "closed": {"type": "boolean"},
                },
                "number",
                "balance",
            ),
            "Entry": _object(
                {
                    "amount": _WHOLE | {"minimum": 1},
                    "currency": _TEXT | {"enum": ["EUR", "USD"]},
                    "booked": _TEXT | {"format": "date-time", "readOnly": True},
                    "parts": _list(_of("Entry")),
                },
                "amount",
                "currency",
                "booked",
            ),
            "Refusal": _object({"code": _TEXT, "details": _list(_TEXT)}, "code"),
        }
    },
}

WEATHER: Final[Record] = {
    "openapi": "3.1.0",
    "info": {"title": "Weather", "version": "1"},
    "servers": [{"url": "https://weather.example"}],
    "paths": {
        "/forecast/{city}": {
            "get": {
                "operationId": "forecast",
                "parameters": [_in("path", "city", _TEXT), _in("header", "X-Unit", _TEXT)],
                "responses": {
                    "200": _answer(
                        _object(
                            {
                                "version": {"const": 1},
                                "days": {
                                    "type": "object",
                                    "additionalProperties": {"type": "number"},
                                },
                                "at": {
                                    "type": "array",
                                    "prefixItems": [{"type": "number"}, {"type": "number"}],
                                    "minItems": 2,
                                },
                                "dry": {"type": "boolean"},
                            },
                            "days",
                            additionalProperties=False,
                            patternProperties={"^x-": {}},
                        )
                    )
                },
            }
        },
        "/stations": {
            "post": {
                "operationId": "addStation",
                "requestBody": _takes(
                    _object({"name": _TEXT, "height": _WHOLE}, "name"),
                    "application/x-www-form-urlencoded",
                ),
                "responses": {"201": {"description": "made"}},
            },
            "get": {
                "operationId": "listStations",
                "responses": {"200": _answer(_TEXT, "text/csv")},
            },
        },
    },
}

APIS: Final = {"pets": PETS, "ledger": LEDGER, "weather": WEATHER}
