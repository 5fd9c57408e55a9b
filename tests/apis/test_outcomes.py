"""Every documented status and every documented error of every API can be had on demand."""

import asyncio

import httpx2
import pytest

from mockserver.app import MockServer
from specs.bundle import Bundle
from specs.discovery import discover
from specs.operation import Operation
from specs.values import Json, Record, find_all
from tests.support.outcomes import codes_of, passing_requests, sendable
from tests.support.worlds import client, server

BUNDLES = {bundle.name: bundle for bundle in discover()}
OPERATIONS = {
    (bundle.name, str(operation.operation_id)): (bundle, operation)
    for bundle in BUNDLES.values()
    for operation in bundle.operations
}
STATUSES = [
    (*place, int(status))
    for place, (_, operation) in OPERATIONS.items()
    for status in operation.responses
]
ERRORS = [
    (*place, entry)
    for place, (bundle, operation) in OPERATIONS.items()
    for entry in codes_of(bundle, operation)
]
FORMS = ("header", "query")
OWN_SPELLING = "codes_in_lower_case"
"""The story of an application that has chosen another spelling of its codes."""
REQUESTS = {name: passing_requests(bundle, but=OWN_SPELLING) for name, bundle in BUNDLES.items()}


@pytest.fixture(scope="module")
def mocks() -> dict[str, MockServer]:
    return {name: server(name) for name in BUNDLES}


@pytest.fixture(scope="module")
def loop():
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def ask(mocks, loop):
    """Asks an operation for an outcome, by a header or by the query."""

    def send(api: str, operation_id: str, form: str, **asked: Json) -> httpx2.Response:
        request = REQUESTS[api][operation_id]
        said = {name: str(value) for name, value in asked.items()}
        if form == "header":
            wanted = ", ".join(f'{name}="{text}"' for name, text in said.items())
            told = sendable(request, prefer=wanted)
        else:
            members = {f"__{name}": text for name, text in said.items()}
            told = sendable(request, **members)

        async def exchange() -> httpx2.Response:
            async with client(mocks[api]) as caller:
                return await caller.request(**told)

        return loop.run(exchange())

    return send


def judge(bundle: Bundle, operation: Operation, found: httpx2.Response) -> None:
    """Holds an answer against the description, independently of the mock."""
    response = operation.responses[str(found.status_code)]
    kind = found.headers["content-type"].partition(";")[0]
    media = next(item for item in response.media if item.content_type == kind)
    assert media.schema is not None
    schema = bundle.schemas.compile(media.schema, "response")
    assert schema.violations(found.json()) == ()
    missing = [h.name for h in response.headers if h.required and h.name not in found.headers]
    assert missing == []


def test_there_is_something_to_ask_for():
    assert {place[0] for place in OPERATIONS} == set(BUNDLES)
    assert len(STATUSES) > len(OPERATIONS)
    assert {place[0] for place in ERRORS} == set(BUNDLES)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("api", "operation_id", "status"), STATUSES)
def test_every_documented_status_can_be_had(ask, api, operation_id, status, form):
    found = ask(api, operation_id, form, code=status)

    assert (found.status_code, found.headers["mock-answer"]) == (status, "forced")
    assert found.headers["preference-applied"] == f"code={status}"
    assert "Prefer" in found.headers["vary"]
    assert "mock-hint" not in found.headers
    assert "mock-undeclared" not in found.headers
    judge(*OPERATIONS[api, operation_id], found)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("api", "operation_id", "entry"),
    ERRORS,
    ids=[f"{api}-{name}-{entry['status']}-{entry['code']}" for api, name, entry in ERRORS],
)
def test_every_documented_error_can_be_had(ask, api, operation_id, entry: Record, form):
    code, status = entry["code"], entry["status"]
    found = ask(api, operation_id, form, code=status, error=code)

    assert (found.status_code, found.headers["mock-answer"]) == (status, "forced")
    assert found.headers["preference-applied"] == f"code={status}, error={code}"
    assert code in find_all(found.json(), entry["at"])
    assert "mock-hint" not in found.headers
    judge(*OPERATIONS[api, operation_id], found)


@pytest.mark.parametrize(
    ("api", "operation_id", "entry"),
    [entry for entry in ERRORS if "name" in entry[2]],
    ids=[f"{a}-{n}-{e['status']}-{e['name']}" for a, n, e in ERRORS if "name" in e],
)
def test_every_second_name_stands_for_its_code(ask, api, operation_id, entry):
    found = ask(api, operation_id, "header", code=entry["status"], error=entry["name"])

    assert found.status_code == entry["status"]
    assert entry["code"] in find_all(found.json(), entry["at"])


def skeleton(body: Json) -> Json:
    """The members of a body without their values."""
    if isinstance(body, dict):
        return {name: skeleton(value) for name, value in body.items()}
    return [skeleton(item) for item in body] if isinstance(body, list) else type(body)


@pytest.mark.parametrize("status", [404, 409, 418, 429, 500, 502, 503, 504])
@pytest.mark.parametrize(("api", "operation_id"), OPERATIONS)
def test_every_other_error_comes_in_the_envelope_of_the_api(ask, api, operation_id, status):
    if str(status) in OPERATIONS[api, operation_id][1].responses:
        return
    found = ask(api, operation_id, "header", code=status)
    documented = ask(api, operation_id, "header", code=405)

    assert (found.status_code, found.headers["mock-undeclared"]) == (status, "true")
    assert (found.headers.get("retry-after") == "1") == (status in (429, 503))
    assert found.headers["content-type"] == documented.headers["content-type"]
    assert skeleton(found.json()) == skeleton(documented.json())


def test_what_is_forced_leaves_no_trace(ask, mocks, loop):
    before = {name: loop.run(mock.sandbox.state(name)) for name, mock in mocks.items()}
    for api, operation_id, status in STATUSES:
        ask(api, operation_id, "header", code=status)
    for api, operation_id, entry in ERRORS:
        if entry.get("severity") != "warning":
            ask(api, operation_id, "header", code=entry["status"], error=entry["code"])

    assert {name: loop.run(mock.sandbox.state(name)) for name, mock in mocks.items()} == before
