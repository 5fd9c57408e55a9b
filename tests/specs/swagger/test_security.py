from collections.abc import Callable

import pytest

from specs.bundle import Bundle
from specs.values import Record

Load = Callable[..., Bundle]


@pytest.mark.parametrize(
    ("flow", "name"),
    [
        ("implicit", "implicit"),
        ("password", "password"),
        ("application", "clientCredentials"),
        ("accessCode", "authorizationCode"),
    ],
)
def test_flow_has_its_new_name(flow: str, name: str, swagger: Load) -> None:
    raw = {"type": "oauth2", "flow": flow, "tokenUrl": "/t", "scopes": {"a": "All."}}

    document = swagger(securityDefinitions={"o": raw}).document

    where = "/components/securitySchemes/o"
    told = {"tokenUrl": "/t", "scopes": {"a": "All."}}
    assert document.at(where) == {"type": "oauth2", "flows": {name: told}}
    assert document.origins.written(f"{where}/flows/{name}/scopes/a") == "All."


def test_schemes_are_shown_as_before(swagger: Load) -> None:
    schemes: Record = {
        "basic": {"type": "basic"},
        "key": {"type": "apiKey", "in": "header", "name": "K"},
    }

    found = swagger(get={"security": [{"basic": []}]}, securityDefinitions=schemes).schemes

    assert (found["basic"].type, found["basic"].http_scheme) == ("http", "basic")
    assert (found["key"].place, found["key"].parameter) == ("header", "K")
