"""Records can be read, replaced and reset; what breaks the schema changes nothing."""

import httpx2
import pytest

from tests.end_to_end.doors import BUNDLES
from tests.end_to_end.judging import assert_problem, nothing_changes
from tests.end_to_end.wire import admin, request


@pytest.mark.parametrize("api", BUNDLES)
def test_state_that_is_read_can_be_put_back(mock: httpx2.Client, api: str) -> None:
    before = mock.get("/_mock/state").json()

    answer = mock.put(f"/_mock/state/{api}", json=before[api])

    assert answer.status_code == 204
    assert mock.get("/_mock/state").json() == before


@pytest.mark.parametrize("api", BUNDLES)
def test_state_is_replaced_and_comes_back_on_reset(mock: httpx2.Client, api: str) -> None:
    before = mock.get("/_mock/state").json()

    replaced = mock.put(f"/_mock/state/{api}", json={})
    between = mock.get("/_mock/state").json()
    mock.post("/_mock/reset").raise_for_status()

    assert replaced.status_code == 204
    assert between == {**before, api: {}}
    assert mock.get("/_mock/state").json() == before


@pytest.mark.parametrize("api", BUNDLES)
def test_broken_record_is_refused_and_nothing_changes(mock: httpx2.Client, api: str) -> None:
    state = mock.get(f"/_mock/state/{api}").json()

    with nothing_changes(mock):
        for kind, records in state.items():
            broken = {**state, kind: {**records, "new": {"nothing": "known", "id": []}}}
            answer = mock.put(f"/_mock/state/{api}", json=broken)

            assert answer.status_code == 422, kind
            assert answer.json()["violations"], kind
            assert f"/{kind}/new" in answer.text


@pytest.mark.parametrize("api", BUNDLES)
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"campaign": []}', 400),
        (b'{"campaign": {"1": 5}}', 400),
        (b'{"campaign": {"1": {}}}', 422),
        (b'{"nothing": {}}', 422),
        (b'{"campaign": {"1": ' + b'{"a":' * 300 + b"1" + b"}" * 302, 400),
        (b'{"campaign": {"1": ' + b'{"a":' * 1000 + b"1" + b"}" * 1002, 400),
        (b'{"campaign": {"1": {"at": "$now+999999999d"}}}', 422),
        (b'{"campaign": {"1": {"at": "$now-999999999d"}}}', 422),
        (b" " * 17_000_000, 413),
    ],
    ids=lambda value: repr(value)[:45],
)
def test_wrong_state_is_refused_and_nothing_changes(
    mock: httpx2.Client, mock_url: str, api: str, body: bytes, status: int
) -> None:
    with nothing_changes(mock):
        answer = admin(mock_url, "PUT", f"/state/{api}", body)

    assert answer.status in {status, 422}
    assert_problem(answer, answer.status)


def test_state_in_plain_text_is_refused(mock: httpx2.Client, mock_url: str) -> None:
    with nothing_changes(mock):
        answer = request(
            mock_url, "PUT", "/_mock/state/criteo", [("Content-Type", "text/plain")], b"{}"
        )

    assert_problem(answer, 415)
