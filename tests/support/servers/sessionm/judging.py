"""How an answer of this server is judged by the document, and what creations it is asked for."""

import json
from pathlib import Path
from typing import Any, Final

from specs.bundle import Bundle
from specs.operation import Operation
from tests.support.servers.kernel import Answer, FlawedServer
from tests.support.servers.sessionm import seed
from tests.support.servers.sessionm.roles import ROLES
from tests.support.servers.sessionm.story_steps import TOKEN, Request, create, received

API: Final = Bundle.load(Path(__file__).parents[4] / "specs" / "sessionm")
HOSTILE: Final = ["it's", "a/b", "\x00", "ä", "0", "-1", "1e3", "9" * 40, "%", "\ud83c\udf42", " "]
"""Values that nobody should send in a path."""
QUERIES: Final = [
    "",
    "sections[]=progress,behaviors&sections[]=offers,redemptions&creatives[]=tile,promotion",
    "filters[]=all&page_size=3&page=2",
    "filters[]=ineligible&page=77",
    "page=0",
    "page=x&page_size=",
    "page_size=99999999999999999999",
    "sections[]=&sections[]=,,x&creatives[]=&filters[]=nothing&api_version=1&api_version=2",
]
"""Queries, good ones and odd ones."""


def judged(operation: Operation, answer: Answer) -> Any:
    """Checks an answer against the document and returns its body."""
    response = operation.response(answer.status)
    assert response is not None, (operation.label, answer)
    body = json.loads(answer.wire())
    schema = response.media[0].schema
    assert schema is not None
    found = API.schemas.compile(schema, "response").violations(body)
    assert not found, (operation.label, found)
    assert answer.content_type is not None
    assert answer.content_type.startswith("application/json")
    return body


def ask(running: FlawedServer, operation: Operation, query: str = "", **values: Any) -> Answer:
    """Calls an operation; values that are not given are those of the roles."""
    known = {
        "api_key": ROLES["app.key"],
        "user_id": ROLES["customer.eligible"],
        "external_id": ROLES["customer.external"],
        "campaign_id": ROLES["campaign.live"],
        "ad_campaign_id": ROLES["campaign.live"],
        "permalink": ROLES["campaign.by_permalink"],
        "campaign_ref": ROLES["campaign.live"],
    }
    request = received(Request(f"/?{query}&{TOKEN}"))
    path = operation.path.format(**{**known, **values})
    fields = (request.query, request.headers, request.body)
    return running.backend.handle(type(request)(operation.method, path, *fields))


CREATIONS: Final = [
    ("ok", create().body),
    ("ok", create(ends_at="2026-03-01T00:00:00.5+02:00", metadata={"a": [1.5, None]}).body),
    ("ok", create(permalink="a/b", opt_in_starts_at="2026-01-12T00:00:00Z", version=2).body),
    ("missing_data", {}),
    ("missing_data", []),
    ("missing_data", {"campaign": None}),
    ("missing_data", create(name=None, colour="red").body),
    ("argument_error", create(colour="red", status="odd").body),
    ("validation", create(status="odd").body),
    ("validation", create(name=" ").body),
    ("validation", create(name=[]).body),
    ("validation", create(ends_at="2026-01-01T00:00:00Z").body),
    ("validation", create(ends_at="0001-01-01T00:00:00+09:00").body),
    ("validation", create(ends_at="2026-02-30T00:00:00Z").body),
    ("validation", create(template="messaging", campaign_type="promotion").body),
    ("validation", create(external_id="a", permalink="b").body),
    ("validation", create(permalink=seed.PERMALINK).body),
    ("validation", create(name="Loyal Circle").body),
    ("validation", create(name="\ud800").body),
    ("validation", create(group_id=True).body),
    ("validation", create(optin_required="yes").body),
]
"""Code of the answer, and body of the request; `ok` where the campaign is made."""
