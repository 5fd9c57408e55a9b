from collections.abc import Callable

import orjson
import pytest

from contracts.finding import Reply, Request
from contracts.lawkit import Law
from contracts.laws.operation_bodies import (
    lenient_sites,
    malformed_bodies_are_refused,
    strict_sites,
    unsupported_media_types_are_refused,
    wrong_media_types_are_refused,
)
from tests.support.documents import api, bundle_of, operation, response, takes
from tests.support.exchanges import bundled, example
from tests.support.sessions import judged, reply

LAW: Law = malformed_bodies_are_refused
CREATED = example("sessionm", "createCampaign", "200", "documented")
MISSING = example("sessionm", "createCampaign", "200", "missing_data")
FOUND = example("criteo", "searchCampaigns", "200", "documented")
MALFORMED = example("criteo", "searchCampaigns", "400", "not_json")


def accepts(good: Callable[[bytes], bool], *, answer: Reply, refusal: Reply):
    """A server that serves the bodies that it takes for good ones."""
    return lambda request: answer if good(request.body or b"") else refusal


def is_object(raw: bytes) -> bool:
    try:
        return isinstance(orjson.loads(raw), dict)
    except orjson.JSONDecodeError:
        return False


@pytest.mark.parametrize(
    ("good", "what"),
    [
        (lambda raw: not raw.endswith(b"}") and len(raw) > 20, "a body cut short"),
        (lambda raw: b"\xff" in raw, "a body that is not UTF-8"),
        (lambda raw: raw == b"", "an empty body"),
        (lambda raw: raw == b"[1]", "the body [1]"),
    ],
)
def test_bad_body_that_is_taken_is_found(good: Callable[[bytes], bool], what: str) -> None:
    server = accepts(good, answer=reply(200, CREATED), refusal=reply(200, MISSING))

    (found,) = judged(LAW, bundled("sessionm"), server, operation="createCampaign")

    assert found.cause == what


@pytest.mark.parametrize("status", [200, 400])
def test_server_that_refuses_bad_bodies_is_fine(status: int) -> None:
    server = accepts(is_object, answer=reply(200, CREATED), refusal=reply(status, MISSING))

    found = judged(LAW, bundled("sessionm"), server, operation="createCampaign")

    assert [one.cause for one in found] in ([], ['the body {"":0}'])


def test_empty_search_may_be_a_search_for_all() -> None:
    server = accepts(
        lambda raw: not raw or is_object(raw),
        answer=reply(200, FOUND),
        refusal=reply(400, MALFORMED),
    )

    assert judged(LAW, bundled("criteo"), server, operation="searchCampaigns") == []


def test_empty_list_is_no_refusal() -> None:
    server = accepts(
        lambda raw: True, answer=reply(200, {"data": []}), refusal=reply(400, MALFORMED)
    )

    assert judged(LAW, bundled("criteo"), server, operation="searchCampaigns") != []


def test_batch_that_fails_each_item_refuses() -> None:
    failed = example("criteo", "updateCampaigns", "200", "documented_partial_failure")
    answer = reply(200, {**failed, "data": []})

    assert judged(LAW, bundled("criteo"), lambda _: answer, operation="updateCampaigns") == []


def media_types(request: Request) -> Reply:
    kind = request.header("content-type")
    return reply(200, CREATED) if kind == "application/json" else reply(415, MISSING)


def test_body_of_another_media_type_that_is_taken_is_found() -> None:
    law, api_ = wrong_media_types_are_refused, bundled("sessionm")

    assert judged(law, api_, lambda _: reply(200, CREATED), operation="createCampaign") != []
    assert judged(law, api_, media_types, operation="createCampaign") == []


def test_media_types_are_judged_as_documented_only_where_they_are() -> None:
    def made(operation_id: str, described: str):
        refusal = {**response({"type": "object"}), "description": described}
        answers = {"200": response({"type": "object"}), "415": refusal}
        body = {"requestBody": takes({"type": "object"})}
        return {"post": operation(operation_id, responses=answers, **body)}

    paths = {"/a": made("strict", "No JSON."), "/b": made("lenient", "Assumed: no JSON.")}
    bundle = bundle_of(api(paths))

    assert [site.operation.operation_id for site in strict_sites(bundle)] == ["strict"]
    assert [site.operation.operation_id for site in lenient_sites(bundle)] == ["lenient"]
    assert unsupported_media_types_are_refused.basis == "documented"
    assert wrong_media_types_are_refused.basis == "inferred"
