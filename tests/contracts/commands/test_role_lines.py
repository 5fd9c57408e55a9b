"""The lines of contracts.toml that name what plays a role can be pasted as they are."""

import tomllib

from contracts.commands.role_lines import role_line, role_lines, role_table
from specs.discovery import discover
from tests.support import documents
from tests.support.documents import api, operation

CRITEO = discover(["criteo"])[0]


def test_lines_are_toml_with_the_names_of_the_target() -> None:
    read = tomllib.loads("\n".join(role_lines(CRITEO, "my lab", ["campaign.capped"])))

    roles = read["targets"]["my lab"]["apis"]["criteo"]["roles"]
    assert roles == {"campaign.capped": "..."}


def test_secrets_come_from_the_environment() -> None:
    read = tomllib.loads(role_line(CRITEO, "caller.client"))

    assert read["caller.client"]["oauth2"] == {
        "client_id": "...",
        "client_secret": "${CALLER_CLIENT_OAUTH2_CLIENT_SECRET}",
    }


def test_url_is_no_name_of_a_target() -> None:
    assert role_table(CRITEO, "http://127.0.0.1:4010") == "[targets.my-target.apis.criteo.roles]"


def test_credentials_without_an_example_follow_the_schemes() -> None:
    schemes = {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "basic": {"type": "http", "scheme": "basic"},
        "oauth": {
            "type": "oauth2",
            "flows": {"clientCredentials": {"tokenUrl": "/t", "scopes": {}}},
        },
        "bearer": {"type": "http", "scheme": "bearer"},
    }
    role = {"description": "Somebody.", "type": "credentials"}
    document = api(
        {"/a": {"get": operation("a", security=[{name: []} for name in schemes])}},
        components={"securitySchemes": schemes},
        **{"x-roles": {"caller.default": role, "item.size": {**role, "type": "integer"}}},
    )
    bundle = documents.bundle_of(document)

    shown = tomllib.loads(role_line(bundle, "caller.default"))["caller.default"]

    assert {name: set(members) for name, members in shown.items()} == {
        "key": {"value"},
        "basic": {"username", "password"},
        "oauth": {"client_id", "client_secret"},
        "bearer": {"token"},
    }
    assert role_line(bundle, "item.size") == '"item.size" = 0'
