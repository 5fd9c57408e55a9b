"""The values that go to a stub and come from it."""

import dataclasses

import pytest

from mockserver.state.sandbox import KeepNothing
from mockserver.stubkit import ABSENT, Call, Credentials, Refusal, Refused, Reply
from specs.bundle import Bundle
from tests.support.documents import api, bundle_of, operation


def call_of(bundle: Bundle) -> Call:
    return Call(
        operation=bundle.operations[0],
        method="GET",
        url_path="/orders",
        path={},
        query={},
        header={},
        cookie={},
        body=ABSENT,
        raw_query=(),
        raw_headers={},
    )


@pytest.fixture
def call() -> Call:
    return call_of(bundle_of(api({"/orders": {"get": operation("listOrders")}})))


def test_a_call_names_its_operation(call):
    assert (call.operation_id, call.operation.label) == ("listOrders", "GET /orders")


def test_a_call_without_authentication_has_no_principal(call):
    assert call.principal is None


def test_a_call_cannot_be_changed(call):
    with pytest.raises(dataclasses.FrozenInstanceError):
        call.body = {}


def test_a_reply_has_no_body_unless_given_one():
    assert Reply(204).body is ABSENT
    assert Reply(200, None).body is None


def test_a_refusal_is_raised_with_its_reply():
    reply = Reply(404, {"error": "unknown"})

    assert Refused(reply).reply is reply
    assert isinstance(Refused(reply), KeepNothing)


def test_a_refusal_of_the_mock_needs_only_a_kind_and_a_sentence():
    refusal = Refusal("unknown_path", "No such path.")

    assert (refusal.call, refusal.violations, refusal.allow) == (None, (), ())


def test_credentials_are_well_formed_unless_said_otherwise():
    assert Credentials({"key": "k"}).malformed == frozenset()


def test_an_outage_has_the_name_of_its_status():
    assert Refusal("outage", "Down.", status=429).phrase == "Too Many Requests"
    assert Refusal("outage", "Down.").phrase == "Service Unavailable"
