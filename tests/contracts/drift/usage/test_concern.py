"""Which changes touch a consumer."""

import pytest

from contracts.drift.change import Change
from contracts.drift.rules import RULES
from contracts.drift.usage import concerns
from specs.values import ABSENT
from tests.contracts.drift.usage.conftest import GET, POST, Learned, got, sent

BODY = "request body application/json"


def change(rule: str, at: str, operation: str = GET, key: object = ABSENT) -> Change:
    assert rule in RULES, "a rule of the catalogue"
    return Change(rule, at, "", "", "/a", "/a", operation, key=key)


@pytest.mark.parametrize(
    ("rule", "operation", "is_touched"),
    [
        ("operation_removed", GET, True),
        ("operation_removed", "GET /things/{other_name}", True),
        ("operation_removed", POST, False),
        ("operation_added", "PUT /things", False),
        ("security_scope_added", GET, True),
        ("security_scope_added", POST, False),
        ("server_path_changed", "", True),
        ("webhook_removed", "POST webhook made", True),
    ],
)
def test_an_operation_that_is_not_called_is_nobodys(
    learned: Learned, rule: str, operation: str, is_touched: bool
) -> None:
    assert concerns(change(rule, "", operation), learned(got())) is is_touched


def test_a_consumer_without_calls_is_touched_by_nothing(learned: Learned) -> None:
    assert not concerns(change("server_path_changed", "servers", ""), learned())


@pytest.mark.parametrize(
    ("rule", "name", "is_touched"),
    [
        ("required_request_parameter_added", "fresh", True),
        ("request_parameter_became_required", "filter", True),
        ("request_parameter_removed", "limit", True),
        ("request_parameter_removed", "filter", False),
        ("request_maximum_lowered", "limit", True),
        ("request_maximum_lowered", "filter", False),
        ("request_default_changed", "filter", True),
        ("request_default_changed", "limit", False),
    ],
)
def test_a_parameter_touches_those_that_send_it_or_must(
    learned: Learned, rule: str, name: str, is_touched: bool
) -> None:
    usage = learned(got(query=(("limit", "5"),)))

    assert concerns(change(rule, f"query parameter {name}"), usage) is is_touched


@pytest.mark.parametrize(
    ("rule", "at", "key", "is_touched"),
    [
        ("request_max_length_lowered", f"{BODY} /name", ABSENT, True),
        ("request_max_length_lowered", f"{BODY} /other", ABSENT, False),
        ("request_max_length_lowered", f"{BODY} /tags/*/t", ABSENT, True),
        ("request_max_length_lowered", f"{BODY} /tags/*/u", ABSENT, False),
        ("request_additional_properties_narrowed", BODY, ABSENT, True),
        ("request_enum_value_removed", f"{BODY} /name", "b", True),
        ("request_enum_value_removed", f"{BODY} /other", "b", False),
        ("request_property_became_required", BODY, "must", True),
        ("request_property_became_required", f"{BODY} /tags/*", "must", True),
        ("request_property_became_required", f"{BODY} /address", "must", False),
        ("request_property_became_required", f"{BODY} /address/must", "must", False),
        ("request_property_unnamed", f"{BODY} /name", "name", True),
        ("request_property_unnamed", f"{BODY} /other", "other", False),
        ("request_property_named", f"{BODY} /fresh", "fresh", False),
        ("request_property_removed", BODY, "name", True),
        ("request_property_removed", BODY, "other", False),
        ("property_became_read_only", f"{BODY} /other", ABSENT, False),
        ("request_default_changed", f"{BODY} /other", ABSENT, True),
        ("request_default_changed", f"{BODY} /name", ABSENT, False),
        ("request_media_type_removed", BODY, ABSENT, True),
        ("request_media_type_removed", "request body application/*", ABSENT, True),
        ("request_media_type_removed", "request body application/xml", ABSENT, False),
        ("request_max_length_lowered", "request body text/plain", ABSENT, False),
        ("request_body_became_required", "request body", ABSENT, True),
        ("required_request_body_added", "request body", ABSENT, True),
    ],
)
def test_a_body_touches_those_that_send_that_part(
    learned: Learned, rule: str, at: str, key: object, is_touched: bool
) -> None:
    usage = learned(sent(b'{"name": "a", "tags": [{"t": 1}]}'))

    assert concerns(change(rule, at, POST, key), usage) is is_touched


def test_a_body_that_cannot_be_read_may_hold_anything(learned: Learned) -> None:
    usage = learned(sent(b"\x00", "application/octet-stream"))

    assert concerns(change("request_max_length_lowered", f"{BODY} /x", POST), usage)


@pytest.mark.parametrize(
    ("rule", "at", "key", "is_touched"),
    [
        ("response_type_widened", "response 200 body /id", ABSENT, True),
        ("response_type_widened", "response 200 body application/json /items/*/n", ABSENT, True),
        ("response_type_widened", "response 200 body /items/*/m", ABSENT, False),
        ("response_type_widened", "response 200 body /never", ABSENT, False),
        ("response_type_widened", "response 200 body /map/*", ABSENT, True),
        ("response_type_widened", "response 200 body /none/*/x", ABSENT, True),
        ("response_type_widened", "response 200 body /no/x", ABSENT, True),
        ("response_type_widened", "response 200 body", ABSENT, True),
        ("response_type_widened", "response 201 body /id", ABSENT, False),
        ("response_type_widened", "response 2XX body /id", ABSENT, True),
        ("response_type_widened", "response default body /id", ABSENT, False),
        ("response_type_widened", "response 200 body text/csv", ABSENT, False),
        ("response_property_became_optional", "response 200 body", "id", True),
        ("response_property_became_optional", "response 200 body", "never", False),
        ("response_property_added", "response 200 body", "fresh", True),
        ("response_property_added", "response 200 body /items/*", "fresh", True),
        ("response_property_added", "response 200 body /never", "fresh", False),
        ("response_property_unnamed", "response 200 body /id", "id", True),
        ("response_property_unnamed", "response 200 body /never", "never", False),
        ("response_media_type_removed", "response 200 body application/json", ABSENT, True),
        ("response_media_type_removed", "response 200 body text/csv", ABSENT, False),
        ("response_media_type_added", "response 200 body text/csv", ABSENT, True),
        ("response_success_status_added", "response 202", ABSENT, True),
        ("response_success_status_removed", "response 200", ABSENT, True),
        ("response_status_removed", "response 404", ABSENT, False),
        ("required_response_header_removed", "response 200 header X-Total", ABSENT, True),
        ("required_response_header_removed", "response 200 header X-Other", ABSENT, False),
    ],
)
def test_an_answer_touches_those_that_received_that_part(
    learned: Learned, rule: str, at: str, key: object, is_touched: bool
) -> None:
    assert concerns(change(rule, at, GET, key), learned(got())) is is_touched


def test_a_range_touches_those_that_received_one_of_it(learned: Learned) -> None:
    usage = learned(got(b'{"code": 1}', 404))

    assert concerns(change("response_type_widened", "response 4XX body /code"), usage)
    assert not concerns(change("response_type_widened", "response default body /code"), usage)
    assert not concerns(change("response_type_widened", "response 200 body /code"), usage)
