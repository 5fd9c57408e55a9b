import pytest

from contracts.checks.headers_documented import headers_documented
from contracts.finding import Reply
from specs.values import Json
from tests.support.documents import response
from tests.support.exchanges import example, shop, subject, verdicts
from tests.support.sessions import reply

REFUSED = example("criteo", "getCampaign", "405", "method")


def test_missing_required_header_is_found() -> None:
    (found,) = verdicts(headers_documented, subject("criteo", "getCampaign", 405, REFUSED))

    assert found.expected == "the header Allow"


def test_header_may_be_written_in_any_case() -> None:
    judged = subject("criteo", "getCampaign", reply(405, REFUSED, allow="GET"))

    assert verdicts(headers_documented, judged) == []


def test_optional_header_may_be_missing() -> None:
    judged = subject(
        "criteo", "getCampaign", 401, example("criteo", "getCampaign", "401", "missing")
    )

    assert verdicts(headers_documented, judged) == []


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "integer", "minimum": 1}, "7", "0"),
        ({"type": "integer"}, "-3", "seven"),
        ({"type": "number"}, "1.5", "much"),
        ({"type": ["integer", "null"]}, "7", "x"),
        ({"type": "boolean"}, "true", "yes"),
        ({"type": "array", "items": {"enum": ["GET", "PUT"]}}, "GET, PUT", "GET, POST"),
        ({"enum": ["no-store"]}, "no-store", "public"),
        ({"type": "string", "pattern": "^[0-9]+$"}, "123", "abc"),
    ],
)
def test_value_is_read_as_its_schema_says(schema: Json, good: str, bad: str) -> None:
    headers = {"X-Value": {"schema": schema}}
    api = shop({"200": response({"type": "object"}, headers=headers)})

    assert verdicts(headers_documented, subject(api, got=reply(200, {}, X_Value=good))) == []
    (found,) = verdicts(headers_documented, subject(api, got=reply(200, {}, X_Value=bad)))
    assert found.got == f"X-Value: {bad}"


def test_content_type_is_left_to_its_check() -> None:
    headers = {"Content-Type": {"required": True, "schema": {"const": "text/plain"}}}
    api = shop({"200": response({"type": "object"}, headers=headers)})

    assert verdicts(headers_documented, subject(api, got=Reply(200))) == []
