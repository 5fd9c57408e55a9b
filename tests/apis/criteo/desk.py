"""The Criteo stub without a server: validated calls against a world of its own."""

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from mockserver.state import MemoryStore, Sandbox
from mockserver.state.seed import Seed
from mockserver.stubkit import (
    ABSENT,
    Call,
    Credentials,
    Refusal,
    Refused,
    TokenRequest,
    Violation,
    gather,
)
from specs.bundle import Bundle
from specs.discovery import BUNDLED
from tests.support.worlds import HandSet

BUNDLE = Bundle.load(BUNDLED / "criteo")
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
PATCH = "updateCampaigns"


class Desk:
    """Calls handlers of the stub as the mock would, and judges every answer by its schema."""

    bundle = BUNDLE
    operations = MappingProxyType({item.operation_id: item for item in BUNDLE.operations})
    stub = gather(BUNDLE.load_module("stub"), operation_ids=operations, schemes=BUNDLE.schemes)
    seed = Seed(BUNDLE)

    def __init__(self, store=None):
        self.clock = HandSet(NOON)
        self.store = store or MemoryStore()
        self.sandbox = Sandbox(self.store, seed=7, time=self.clock)

    async def open(self):
        await self.sandbox.replace_state("criteo", self.seed.at(NOON))
        return self

    async def ask(self, operation_id, body=ABSENT, *, token="demo-token", **path):
        operation = self.operations[operation_id]
        call = Call(operation, operation.method, operation.path, path, {}, {}, {}, ABSENT, (), {})

        async def work(world):
            credentials = Credentials({"oauth2": token} if token else {})
            principal = await self.stub.authenticate(call, credentials, world)
            judged = replace(call, principal=principal, body=body)
            self.judge_request(judged, body)
            return await self.stub.operations[operation_id](judged, world)

        try:
            reply = await self.sandbox.run("criteo", work)
        except Refused as refused:
            reply = refused.reply
        self.judge_answer(operation, reply)
        return reply

    async def control(self, name, **body):
        action = self.stub.controls[name].action
        return await self.sandbox.run("criteo", lambda world: action(body, world))

    async def token(self, **asked):
        request = TokenRequest(
            **{"grant_type": None, "client_id": None, "client_secret": None, "scope": None, **asked}
        )
        issue = self.stub.token_issuers["oauth2"]
        return await self.sandbox.run("criteo", lambda world: issue(request, world))

    async def state(self):
        return await self.sandbox.state("criteo")

    async def update(self, *items, **options):
        """Returns the body of an update; items are `(id, spend limit)` pairs or whole items."""
        data = [item if isinstance(item, dict) else limited(*item) for item in items]
        reply = await self.ask(PATCH, {"data": data}, **options)
        assert reply.status == 200
        return reply.body

    async def read(self, campaign_id):
        return (await self.ask("getCampaign", campaignId=campaign_id)).body["data"]

    def advance(self, **span):
        self.clock.advance(**span)

    def judge_request(self, call, body):
        """Refuses an invalid body as the mock does."""
        if call.operation.request_body is not None:
            schema = call.operation.request_body.media[0].schema
            found = tuple(
                Violation("body", "", item.pointer, item.keyword, item.message)
                for item in self.bundle.schemas.compile(schema, "request").violations(body)
            )
            if found:
                raise Refused(self.stub.refuse(Refusal("invalid_request", "", found, call)))

    def judge_answer(self, operation, reply):
        schema = operation.responses[str(reply.status)].media[0].schema
        assert self.bundle.schemas.compile(schema, "response").violations(reply.body) == ()


def limited(campaign_id, limit):
    return {"type": "Campaign", "id": campaign_id, "attributes": {"spendLimit": limit}}
