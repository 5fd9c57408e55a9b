"""A shop: a document with something of everything, to be edited."""

import json

from specs.values import Json, Record

JSON = "application/json"


def _of(kind: str, name: str) -> Record:
    return {"$ref": f"#/components/{kind}/{name}"}


def _schema(name: str) -> Record:
    return _of("schemas", name)


def _body(schema: Json, kind: str = JSON) -> Record:
    return {"content": {kind: {"schema": schema}}}


def _answer(schema: Json, text: str = "ok", **more: Json) -> Record:
    return {"description": text, **_body(schema), **more}


def _query(name: str, schema: Json, **more: Json) -> Record:
    return {"name": name, "in": "query", "schema": schema, **more}


def shop(version: str = "3.0") -> Record:
    """Returns the document in one version of OpenAPI, `3.0` or `3.1`."""
    document: Record = {
        "openapi": {"3.0": "3.0.3", "3.1": "3.1.0"}[version],
        "info": {"title": "Shop", "version": "1.0.0", "description": "Sells things."},
        "servers": [
            {"url": "https://shop.example/v1"},
            {"url": "https://backup.shop.example/v1"},
        ],
        "security": [{"key": []}, {"oauth": ["read"]}],
        "paths": _paths(),
        "components": {
            "schemas": _schemas(version),
            "parameters": {
                "ProductId": {
                    "name": "productId",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string", "maxLength": 20},
                }
            },
            "headers": {"Left": {"required": True, "schema": {"type": "integer"}}},
            "responses": {"Refused": _answer(_schema("Error"), "refused")},
            "securitySchemes": _schemes(),
        },
    }
    if version == "3.1":
        document["webhooks"] = {
            "stockChanged": {
                "post": {
                    "requestBody": {"required": True, **_body(_schema("Stock"))},
                    "responses": {"204": {"description": "taken"}},
                }
            }
        }
    # A part that Python shares would be edited in all of its places at once.
    alone: Record = json.loads(json.dumps(document))
    return alone


def _schemes() -> Record:
    flow = {"tokenUrl": "https://shop.example/token", "scopes": {"read": "r", "write": "w"}}
    code = flow | {"authorizationUrl": "https://shop.example/authorize"}
    return {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "oauth": {
            "type": "oauth2",
            "flows": {"clientCredentials": flow, "authorizationCode": code},
        },
        "bearer": {"type": "http", "scheme": "bearer"},
    }


def _schemas(version: str) -> Record:
    text, whole = {"type": "string"}, {"type": "integer"}
    null = text | {"nullable": True} if version == "3.0" else {"type": ["string", "null"]}
    return {
        "Product": {
            "type": "object",
            "required": ["id", "name", "state"],
            "properties": {
                "id": text | {"readOnly": True},
                "name": text | {"minLength": 1, "maxLength": 80},
                "state": _schema("State"),
                "price": {"type": "number", "minimum": 0, "multipleOf": 0.5},
                "note": null,
                "tags": {"type": "array", "items": text, "maxItems": 5, "uniqueItems": True},
                "secret": text | {"writeOnly": True},
                "category": _schema("Category"),
            },
        },
        "State": text | {"enum": ["draft", "live", "gone"]},
        "Category": {
            "type": "object",
            "required": ["title"],
            "properties": {
                "title": text,
                "rank": whole | {"minimum": 0, "maximum": 9},
                "children": {"type": "array", "items": _schema("Category")},
            },
        },
        "Page": {
            "type": "object",
            "required": ["items"],
            "properties": {
                "items": {"type": "array", "items": _schema("Product")},
                "next": text,
            },
        },
        "Error": {
            "type": "object",
            "required": ["code"],
            "properties": {"code": text, "details": {"type": "object"}},
        },
        "Payment": {
            "oneOf": [_schema("Card"), _schema("Transfer")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {
                    "card": "#/components/schemas/Card",
                    "transfer": "#/components/schemas/Transfer",
                },
            },
        },
        "Card": {
            "type": "object",
            "required": ["kind", "number"],
            "properties": {"kind": text, "number": text | {"pattern": "^[0-9]{12,19}$"}},
        },
        "Transfer": {
            "type": "object",
            "required": ["kind", "iban"],
            "properties": {"kind": text, "iban": text},
        },
        "Order": {
            "allOf": [
                {"type": "object", "properties": {"comment": text}},
                {
                    "type": "object",
                    "required": ["lines"],
                    "properties": {
                        "lines": {"type": "array", "minItems": 1, "items": _schema("Line")},
                        "pay": _schema("Payment"),
                        "labels": {"type": "object", "additionalProperties": text},
                    },
                },
            ]
        },
        "Line": {
            "type": "object",
            "required": ["product", "count"],
            "properties": {"product": text, "count": whole | {"minimum": 1, "maximum": 99}},
        },
        "Stock": {
            "type": "object",
            "required": ["product", "left"],
            "properties": {"product": text, "left": whole, "place": text},
        },
        "Unused": {"type": "object", "properties": {"a": text}},
    }


def _paths() -> Record:
    refused = {"default": _of("responses", "Refused")}
    return {
        "/products": {
            "get": {
                "operationId": "listProducts",
                "parameters": [
                    _query("limit", {"type": "integer", "minimum": 1, "maximum": 100}),
                    _query("tags", {"type": "array", "items": {"type": "string"}}),
                    _query(
                        "ids",
                        {"type": "array", "items": {"type": "integer"}},
                        style="pipeDelimited",
                        explode=False,
                    ),
                    _query(
                        "filter",
                        {"type": "object", "properties": {"state": _schema("State")}},
                        style="deepObject",
                        explode=True,
                    ),
                    {"name": "where", "in": "query", **_body(_schema("Line"))},
                    {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
                    {"name": "session", "in": "cookie", "schema": {"type": "string"}},
                    _query("sort", {"type": "string", "default": "name"}),
                ],
                "responses": {
                    "200": _answer(
                        _schema("Page"),
                        headers={
                            "X-Left": _of("headers", "Left"),
                            "ETag": {"schema": {"type": "string"}},
                        },
                    ),
                    "429": {"description": "slow down"},
                    **refused,
                },
            },
            "post": {
                "operationId": "createProduct",
                "security": [{"oauth": ["write"]}],
                "requestBody": {"required": True, **_body(_schema("Product"))},
                "responses": {
                    "201": _answer(
                        _schema("Product"),
                        links={
                            "read": {
                                "operationId": "readProduct",
                                "parameters": {"productId": "$response.body#/id"},
                            }
                        },
                    ),
                    **refused,
                },
            },
        },
        "/products/{productId}": {
            "parameters": [_of("parameters", "ProductId")],
            "get": {
                "operationId": "readProduct",
                "responses": {"200": _answer(_schema("Product")), **refused},
            },
            "patch": {
                "operationId": "changeProduct",
                "requestBody": {
                    "content": {
                        JSON: {"schema": _schema("Product")},
                        "application/merge-patch+json": {"schema": {"type": "object"}},
                    }
                },
                "responses": {"200": _answer(_schema("Product")), "4XX": _answer(_schema("Error"))},
            },
            "delete": {
                "operationId": "deleteProduct",
                "deprecated": True,
                "x-sunset": "2026-01-31",
                "responses": {"204": {"description": "gone"}},
            },
        },
        "/products/batch": {
            "post": {
                "operationId": "batchProducts",
                "x-batch": {
                    "preset": "always-200",
                    "items": "/data",
                    "successes": "/data",
                    "failures": "/errors",
                },
                "x-error-codes": [
                    {"code": "too-many", "status": 400, "condition": "Over 50.", "at": "/code"},
                    {"code": "no-name", "status": 200, "condition": "Nameless.", "at": "/errors/*"},
                ],
                "x-resource": {"name": "product", "action": "create"},
                "requestBody": {
                    "required": True,
                    **_body(
                        {
                            "type": "object",
                            "required": ["data"],
                            "properties": {
                                "data": {
                                    "type": "array",
                                    "maxItems": 50,
                                    "items": _schema("Product"),
                                }
                            },
                        }
                    ),
                },
                "responses": {
                    "200": _answer(
                        {
                            "type": "object",
                            "properties": {
                                "data": {"type": "array", "items": _schema("Product")},
                                "errors": {"type": "array", "items": _schema("Error")},
                            },
                        }
                    )
                },
            }
        },
        "/orders": {
            "post": {
                "operationId": "order",
                "requestBody": {"required": True, **_body(_schema("Order"))},
                "responses": {"202": {"description": "taken"}},
                "callbacks": {
                    "shipped": {
                        "{$request.body#/url}": {
                            "post": {
                                "requestBody": {"required": True, **_body(_schema("Stock"))},
                                "responses": {"200": {"description": "noted"}},
                            }
                        }
                    }
                },
            }
        },
        "/uploads": {
            "post": {
                "operationId": "upload",
                "requestBody": {
                    "required": True,
                    "content": {
                        "multipart/form-data": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "file": {"type": "string", "format": "binary"},
                                    "meta": _schema("Line"),
                                },
                            },
                            "encoding": {"meta": {"contentType": JSON}},
                        }
                    },
                },
                "responses": {"200": {"description": "ok", "content": {"text/csv": {}, JSON: {}}}},
            }
        },
        "/health": {
            "get": {
                "operationId": "health",
                "security": [],
                "responses": {"2XX": {"description": "well"}},
            }
        },
        "/catalogue/{section}/{page}": {
            "get": {
                "operationId": "browse",
                "parameters": [
                    {
                        "name": name,
                        "in": "path",
                        "required": True,
                        "schema": {"type": kind},
                    }
                    for name, kind in (("section", "string"), ("page", "integer"))
                ],
                "responses": {"200": _answer({"type": "array", "items": _schema("Category")})},
            }
        },
    }
