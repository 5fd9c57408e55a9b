"""The SessionM mock in this process, with a clock that stands still, asked without a socket."""

import asyncio
from datetime import datetime

import httpx2

from mockserver.app import MockServer
from mockserver.settings import Settings
from tests.support.worlds import HandSet, storage_of

NOON = datetime.fromisoformat("2026-01-15T12:00:00+00:00")
MEMBER = "0a000000-0000-4000-8000-00000000000{}"
DEMO = ("demo-key", "demo-secret")


class House:
    """One server; `open` puts it back to its start."""

    def __init__(self, store=None):
        self.clock = HandSet(NOON)
        storage = storage_of(store) if store is not None else None
        self.app = MockServer(Settings(apis=("sessionm",)), storage=storage, time=self.clock)
        self.loop = asyncio.new_event_loop()
        self.client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(self.app), base_url="http://localhost"
        )

    def open(self):
        self.clock.now = NOON
        self.loop.run_until_complete(self.app.reset())
        return self

    def close(self):
        self.loop.run_until_complete(self.client.aclose())
        self.loop.close()

    def ask(self, path, *, method="GET", auth=DEMO, **options):
        sent = self.client.request(method, path, auth=auth, **options)
        return self.loop.run_until_complete(sent)

    def ask_together(self, requests):
        """Sends requests at once; each is a method, a path, credentials and a body."""

        async def send():
            sent = [
                self.client.request(method, path, auth=auth, json=body)
                for method, path, auth, body in requests
            ]
            return await asyncio.gather(*sent)

        return [answer.json() for answer in self.loop.run_until_complete(send())]

    def read(self, path, **options):
        """Returns the body of an answer that is no error."""
        answer = self.ask(path, **options)
        body = answer.json()
        assert answer.status_code == 200, answer.text
        assert body["status"] != "error", answer.text
        return body

    def code(self, path, **options):
        """Returns status and code of an error, or status and `ok`."""
        answer = self.ask(path, **options)
        errors = answer.json().get("errors")
        assert (errors is not None) == (answer.json()["status"] == "error")
        return answer.status_code, errors["code"] if errors else "ok"

    def create(self, *, key="partner", **members):
        """Returns the answer to the creation of a campaign; None leaves a member out."""
        campaign = {
            "name": "New",
            "status": "live",
            "starts_at": "2026-01-01T00:00:00Z",
            "ends_at": "2026-02-01T00:00:00Z",
            **members,
        }
        campaign = {name: value for name, value in campaign.items() if value != "absent"}
        return self.ask(
            f"/priv/v1/apps/{key}-key/management/campaigns",
            method="POST",
            auth=(f"{key}-key", f"{key}-secret"),
            json={"campaign": campaign},
        )

    def opt_in(self, member, campaign):
        path = f"/priv/v1/apps/demo-key/external/users/member-{member}/campaigns/{campaign}/opt_in"
        return self.code(path)

    def progress(self, member, campaign):
        path = (
            f"/priv/v1/apps/demo-key/external/users/member-{member}/campaigns/{campaign}/progress"
        )
        return self.read(path)["campaign"]

    def control(self, action, **body):
        answer = self.ask(f"/_mock/control/sessionm/{action}", method="POST", auth=None, json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def advance(self, **span):
        self.clock.advance(**span)

    def state(self):
        return self.loop.run_until_complete(self.app.sandbox.state("sessionm"))

    def put(self, kind, record_id, record):
        """Changes one record of the state directly."""

        async def work(world):
            world.put(kind, record_id, record)

        self.loop.run_until_complete(self.app.sandbox.run("sessionm", work))
