"""Our own mock behind our own proxy: every story is told, and no answer is found wrong."""

from collections.abc import Iterator

import httpx2
import pytest

from mockserver.app import MockServer
from mockserver.proxy import Proxy, Sender, read_target
from mockserver.settings import Settings
from mockserver.testing import asgi_app, running
from specs.discovery import discover
from tests.support.transcripts import Replay, Transcript, transcripts_of

CRITEO = discover(["criteo"])[0]
STORIES = transcripts_of(CRITEO)


class Split(httpx2.HTTPTransport):
    """Sends control requests past the proxy, to the mock behind it."""

    def __init__(self, behind: str) -> None:
        super().__init__(trust_env=False)
        self._behind = httpx2.URL(behind)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path.startswith("/_mock"):
            request.url = request.url.copy_with(port=self._behind.port)
        return super().handle_request(request)


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def client(told: list[str]) -> Iterator[httpx2.Client]:
    with running(asgi_app("criteo")) as behind:
        front = Proxy(Sender(read_target(behind), tell=told.append), tell=told.append)
        with (
            running(MockServer(Settings(apis=("criteo",)), front=front)) as url,
            httpx2.Client(base_url=url, transport=Split(behind), timeout=30) as client,
        ):
            yield client


@pytest.mark.parametrize("story", STORIES, ids=[story.path.stem for story in STORIES])
def test_a_story_passes_through_without_a_wrong_answer(
    client: httpx2.Client, told: list[str], story: Transcript
) -> None:
    told.clear()

    Replay(client, CRITEO, story).run()

    # Stories ask wrongly on purpose, and are refused for it.
    assert [line for line in told if not line.startswith("request ")] == []


def test_a_story_of_right_requests_passes_without_any_violation(
    client: httpx2.Client, told: list[str]
) -> None:
    told.clear()
    headers = {"authorization": "Bearer demo-token"}

    found = client.get("/marketing-solutions/campaigns/99999", headers=headers)

    assert found.status_code == 200
    assert "mock-violations" not in found.headers
    assert told == []
