"""What is learned of a consumer from its exchanges."""

import pytest

from contracts.drift.traffic.recorded import told_unseen
from contracts.drift.usage import learn
from contracts.finding import Exchange, Reply, Request
from specs.operation import Operation
from tests.contracts.drift.usage.conftest import GET, POST, Learned, got, sent


def test_parameters_that_are_sent_are_known(learned: Learned) -> None:
    headers = (("x-trace", "a"), ("Cookie", "other=1; session=x"))
    usage = learned(got(query=(("limit", "5"), ("filter[a]", "b")), headers=headers), got())

    use = usage.of(GET)
    assert use is not None
    assert use.calls == 2
    assert use.parameters == {
        ("path", "id"): 2,
        ("query", "limit"): 1,
        ("query", "filter"): 1,
        ("header", "x-trace"): 1,
        ("cookie", "session"): 1,
    }


def test_an_operation_is_known_by_any_name_of_its_parameters(learned: Learned) -> None:
    usage = learned(got())

    assert usage.of("GET /things/{key}") is usage.of(GET)
    assert usage.of("GET /things") is None
    assert usage.of(POST) is None


def test_bodies_are_known_by_place_and_media_type(learned: Learned) -> None:
    usage = learned(sent(b'{"a": [{"b": 1}]}', "Application/JSON"))

    use = usage.of(POST)
    assert use is not None
    assert use.bodies == {"application/json": 1}
    assert use.sent.has(("a", "*", "b"))


def test_forms_have_fields_and_others_may_hold_anything(learned: Learned) -> None:
    form = learned(sent(b"a=1&b=", "application/x-www-form-urlencoded")).of(POST)
    other = learned(sent(b"<a/>", "application/xml")).of(POST)

    assert form is not None
    assert form.sent.has(("b",))
    assert not form.sent.has(("c",))
    assert other is not None
    assert other.sent.is_unknown


def test_answers_are_known_by_status_and_how_it_is_declared(learned: Learned) -> None:
    use = learned(got(), got(b"{}", 404), got(b"{}", 503)).of(GET)

    assert use is not None
    assert {status: one.declared for status, one in use.answers.items()} == {
        "200": {"200"},
        "404": {"4XX"},
        "503": {"default"},
    }
    assert use.answers["200"].media == {"application/json"}
    assert use.answers["200"].headers == {"content-type", "x-total"}


@pytest.mark.parametrize(
    "part", ["request body", "response body", "request headers", "response headers"]
)
def test_what_a_recording_has_not_may_have_been_there(
    shop: dict[str, Operation], part: str
) -> None:
    exchange = Exchange(
        Request("GET", "/things/7"),
        Reply(200),
        intent=told_unseen(frozenset((part,))),  # type: ignore[arg-type]
    )

    use = learn([(exchange, shop[GET])]).of(GET)

    assert use is not None
    answer = use.answers["200"]
    assert (
        use.sent.is_unknown,
        answer.received.is_unknown,
        use.parameters["header", "x-trace"] == 1,
        answer.is_header_unknown,
    ) == (
        part == "request body",
        part == "response body",
        part == "request headers",
        part == "response headers",
    )


def test_a_request_without_an_answer_counts_as_sent(learned: Learned) -> None:
    use = learned((GET, Request("GET", "/things/7"), None)).of(GET)

    assert use is not None
    assert (use.calls, use.answers) == (1, {})
