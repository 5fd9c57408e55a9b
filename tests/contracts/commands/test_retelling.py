"""What differs between a stored request and the one that is sent in its place."""

from dataclasses import replace

import orjson
import pytest

from contracts.commands.connections import Connections
from contracts.commands.retelling import Retelling
from contracts.finding import Exchange, Reply, Request
from contracts.target import ApiTarget, Target
from specs.bundle import Bundle
from specs.values import Json, Record
from tests.support import documents
from tests.support.documents import api, operation

OLD, NEW = "ck-00000001", "ck-00000002"
SECRET = 'pa$$ "word"'


def retelling(credentials: Record | None = None, **target: Json) -> Retelling:
    document = api(
        {"/items": {"post": operation("make", **{"x-resource": RESOURCE})}},
        security=[{"key": []}, {"oauth": []}],
        components={
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "oauth": {
                    "type": "oauth2",
                    "flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": {}}},
                },
            }
        },
    )
    bundle = documents.bundle_of(document)
    shown = credentials or {"key": {"value": SECRET}}
    here = ApiTarget(url="http://shop.test", roles={"caller.default": shown}, **target)
    opened = Connections.open([bundle], Target("t", {bundle.name: here}), may_write=True)
    for transport in opened.transports:
        transport.close()
    return Retelling(opened.senders[bundle.name], opened.secrets.names, {OLD: NEW})


RESOURCE = {"name": "item", "action": "create", "id": "/id"}


def bundle_of(told: Retelling) -> Bundle:
    return told.sender.bundle


def again(told: Retelling, **parts: Json) -> Request:
    request = Request(**{"method": "POST", "path": "/items", **parts})
    return told.request(Exchange(request, None), bundle_of(told).operations[0])


def answer(**body: Json) -> Exchange:

    return Exchange(Request("POST", "/items"), Reply(201, body=orjson.dumps(body)))


def learnt(told: Retelling, old: Json, new: Json) -> Retelling:
    told.learn(answer(id=old), answer(id=new), bundle_of(told).operations[0])
    return told


def test_secrets_are_filled_in_the_form_of_their_place() -> None:
    name = "$CALLER_DEFAULT_KEY_VALUE"

    sent = again(
        retelling(),
        path=f"/items/{name}",
        query=(("q", name),),
        headers=(("X-Other", name),),
        body=f'{{"a": "{name}"}}'.encode(),
    )

    assert sent.path == "/items/pa%24%24%20%22word%22"
    assert sent.query == (("q", SECRET),)
    assert sent.headers == (("X-Other", SECRET),)
    assert sent.json == {"a": SECRET}


def test_sender_signs_again_what_cannot_be_filled() -> None:
    headers = (("User-Agent", "openapi-contract-kit"), ("X-Key", "$OLD_NAME"), ("X-Trace", "5"))

    assert again(retelling(), headers=headers).headers == (("X-Trace", "5"),)


def test_old_access_tokens_are_asked_for_again() -> None:
    told = retelling({"oauth": {"client_id": "me", "client_secret": "hush-hush"}})

    assert again(told, headers=(("Authorization", "Bearer abc"),)).headers == ()


def test_odd_header_of_a_hostile_case_is_kept() -> None:
    headers = (("X-Key", "' OR 1=1"),)

    assert again(retelling(), headers=headers).headers == headers


def test_headers_of_the_target_are_left_to_the_sender() -> None:
    told = retelling(headers={"X-Tenant": "now"})

    assert again(told, headers=(("x-tenant", "then"),)).headers == ()


def test_names_carry_the_new_prefix() -> None:
    sent = again(retelling(), body=f'{{"name": "{OLD}-item-1"}}'.encode(), path=f"/items/{OLD}-b")

    assert sent.body == f'{{"name": "{NEW}-item-1"}}'.encode()
    assert sent.path == f"/items/{NEW}-b"


def test_ids_are_replaced_as_whole_words_only() -> None:
    told = learnt(retelling(), "501", "777")

    sent = again(told, path="/items/501/x501", query=(("id", "501"),), body=b'{"a":"501","b":5012}')

    assert sent.path == "/items/777/x501"
    assert sent.query == (("id", "777"),)
    assert sent.body == b'{"a":"777","b":5012}'


def test_ids_that_swap_are_not_mixed_up() -> None:
    told = learnt(learnt(retelling(), 1, 2), 2, 3)

    assert again(told, path="/items/1/2").path == "/items/2/3"
    assert told.retold({"id": 1, "other": [2, "2"], "yes": True}) == {
        "id": 2,
        "other": [3, "3"],
        "yes": True,
    }


def test_body_that_is_no_text_is_sent_as_it_was() -> None:
    assert again(retelling(), body=b"\xff\x00").body == b"\xff\x00"


def test_content_length_follows_a_changed_body() -> None:
    told = retelling()
    told.prefixes = {OLD: "longer-prefix"}

    sent = again(told, headers=(("Content-Length", "13"),), body=f'"{OLD}"'.encode())

    assert sent.headers == ()
    assert again(told, headers=(("Content-Length", "9"),), body=b"{}").headers != ()


def test_caller_and_method_stay() -> None:
    sent = again(retelling(), method="PUT", caller="nobody", headers=(("X-Key", "$OLD_NAME"),))

    assert (sent.method, sent.caller) == ("PUT", "nobody")
    assert sent.headers == (("X-Key", "$OLD_NAME"),)


def test_answer_without_an_id_teaches_nothing() -> None:
    told = retelling()

    told.learn(answer(id="1"), replace(answer(id="2"), reply=None), bundle_of(told).operations[0])
    told.learn(answer(id=True), answer(id=False), bundle_of(told).operations[0])

    assert told.ids == {}


@pytest.mark.parametrize(
    ("masked", "sent"),
    [
        ("Bearer $CALLER_DEFAULT_KEY_VALUE", SECRET),
        ("Bearer ${CALLER_DEFAULT_KEY_VALUE}0", f"{SECRET}0"),
        ("Bearer ${CALLER_DEFAULT_KEY_VALUE%?}", SECRET[:-1]),
        ("Bearer ${CALLER_DEFAULT_KEY_VALUE#??}", SECRET[2:]),
        ("Bearer ${UNKNOWN_NAME}0", "${UNKNOWN_NAME}0"),
    ],
)
def test_secrets_and_parts_of_them_are_filled_in(masked: str, sent: str) -> None:
    again_sent = again(retelling(), headers=(("X-Other", masked),))

    assert again_sent.headers == (("X-Other", f"Bearer {sent}"),)
