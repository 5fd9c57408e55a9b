"""Which texts of a recorded exchange are secrets."""

import json
from dataclasses import replace

from contracts.commands.drift.masking import masked
from contracts.finding import Exchange, Finding, Reply, Request

TEXT = "open-sesame-1234"


def finding(request: Request, reply: Reply | None = None, got: str = "") -> Finding:
    story = (Exchange(request, reply),)
    return Finding("type_differs", "error", "a", "", "", "", got, "", (), story, "drift:a")


def shown(found: Finding) -> str:
    return repr(masked([found])[0])


def test_headers_cookies_and_queries_are_masked() -> None:
    for request in (
        Request("GET", "/", headers=(("Authorization", f"Bearer {TEXT}"),)),
        Request("GET", "/", headers=(("X-Api-Key", TEXT),)),
        Request("GET", "/", headers=(("cookie", f"theme=dark; sid={TEXT}"),)),
        Request("GET", "/", query=(("access_token", TEXT),)),
        Request("GET", "/", query=(("sig", TEXT),)),
        Request("GET", "/", query=(("X-Amz-Signature", TEXT),)),
        Request("POST", "/", body=json.dumps({"user": {"password": TEXT}}).encode()),
    ):
        assert TEXT not in shown(finding(request, got=f"it says {TEXT}"))


def test_what_an_answer_hands_out_is_masked() -> None:
    request = Request("GET", "/")
    for reply in (
        Reply(200, (("Set-Cookie", f"sid={TEXT}; Path=/"),)),
        Reply(200, body=json.dumps([{"refresh_token": TEXT}]).encode()),
    ):
        assert TEXT not in shown(finding(request, reply))


def test_a_secret_that_names_a_field_is_masked() -> None:
    request = Request("GET", "/", headers=(("Authorization", f"Bearer {TEXT}"),))
    found = replace(finding(request), part=f"body /{TEXT}", pointer=f"/{TEXT}", cause=f"of {TEXT}")

    assert TEXT not in shown(found)


def test_other_texts_stay() -> None:
    request = Request("GET", "/things", headers=(("Accept", "application/json"),))
    reply = Reply(200, body=b'{"name": "a thing", "id": 12345}')

    found = finding(request, reply, got="a thing")

    assert masked([found]) == (found,)
