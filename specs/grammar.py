"""Which OpenAPI object may stand where: kinds of objects and their members, as in OpenAPI 3."""

from typing import Final, Literal

from specs.operation import METHODS

Shape = Literal["one", "list", "map", "either"]
"""How a member holds its parts: one, a list, a mapping by name, or one or a list."""

_MEDIA_HOLDER: Final[dict[str, tuple[Shape, str]]] = {
    "schema": ("one", "schema"),
    "content": ("map", "media"),
}

GRAMMAR: Final[dict[str, dict[str, tuple[Shape, str]]]] = {
    "document": {
        "info": ("one", "info"),
        "servers": ("list", "server"),
        "components": ("one", "components"),
        "paths": ("one", "paths"),
        "webhooks": ("map", "path_item"),
        "tags": ("list", "tag"),
        "externalDocs": ("one", "external_docs"),
    },
    "info": {"contact": ("one", "contact"), "license": ("one", "license")},
    "server": {"variables": ("map", "server_variable")},
    "tag": {"externalDocs": ("one", "external_docs")},
    "components": {
        "schemas": ("map", "schema"),
        "responses": ("map", "response"),
        "parameters": ("map", "parameter"),
        "examples": ("map", "example"),
        "requestBodies": ("map", "request_body"),
        "headers": ("map", "header"),
        "securitySchemes": ("map", "security_scheme"),
        "links": ("map", "link"),
        "callbacks": ("map", "callback"),
        "pathItems": ("map", "path_item"),
    },
    "path_item": {
        **dict.fromkeys(METHODS, ("one", "operation")),
        "servers": ("list", "server"),
        "parameters": ("list", "parameter"),
    },
    "operation": {
        "externalDocs": ("one", "external_docs"),
        "parameters": ("list", "parameter"),
        "requestBody": ("one", "request_body"),
        "responses": ("one", "responses"),
        "callbacks": ("map", "callback"),
        "servers": ("list", "server"),
    },
    "parameter": {**_MEDIA_HOLDER, "examples": ("map", "example")},
    "header": {**_MEDIA_HOLDER, "examples": ("map", "example")},
    "request_body": {"content": ("map", "media")},
    "media": {
        "schema": ("one", "schema"),
        "examples": ("map", "example"),
        "encoding": ("map", "encoding"),
    },
    "encoding": {"headers": ("map", "header")},
    "response": {
        "headers": ("map", "header"),
        "content": ("map", "media"),
        "links": ("map", "link"),
    },
    "link": {"server": ("one", "server")},
    "security_scheme": {"flows": ("one", "oauth_flows")},
    "oauth_flows": dict.fromkeys(
        ("implicit", "password", "clientCredentials", "authorizationCode"), ("one", "oauth_flow")
    ),
    "schema": {
        **dict.fromkeys(
            ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"),
            ("map", "schema"),
        ),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), ("list", "schema")),
        **dict.fromkeys(
            (
                "additionalProperties",
                "unevaluatedProperties",
                "unevaluatedItems",
                "propertyNames",
                "not",
                "if",
                "then",
                "else",
                "contains",
                "contentSchema",
            ),
            ("one", "schema"),
        ),
        "items": ("either", "schema"),
        "discriminator": ("one", "discriminator"),
        "xml": ("one", "xml"),
        "externalDocs": ("one", "external_docs"),
    },
}
"""kind -> member -> (how the member holds its parts, their kind)."""

ANY_MEMBER: Final = {"paths": "path_item", "responses": "response", "callback": "path_item"}
"""Kinds of which each member that is not an x- word is a part."""
