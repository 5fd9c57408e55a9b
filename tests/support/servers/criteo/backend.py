"""The five operations: the token URL, and create, update, search and read of campaigns."""

from base64 import b64decode
from typing import Any, Final
from urllib.parse import parse_qsl

from tests.support.servers.kernel import Answer, Clock, Received

from .controls import ACTIONS
from .hooks import CATALOGUE, Call, Stage
from .problems import NEXT_PERIOD, NOT_FOUND, Fault, Refused, problem
from .reading import creation_fault, digits, json_body, plain, search_fault, updates_fault
from .seed import starting_state
from .state import LIFE, MANAGE, READ, UNCAPPED, Campaign, Limit, State, Token
from .updates import Batch, Verdict, facts, held_back, items_of, judge, repeated_ids

TOKENS: Final = "/oauth2/token"
CAMPAIGNS: Final = "/marketing-solutions/campaigns"
SEARCH: Final = f"{CAMPAIGNS}/search"
SCOPES: Final = {
    "createCampaign": MANAGE,
    "updateCampaigns": MANAGE,
    "searchCampaigns": READ,
    "getCampaign": READ,
}


class CriteoServer:
    """The backend behind the ASGI application."""

    def __init__(self, clock: Clock, flaws: frozenset[str]) -> None:
        self.clock = clock
        self.bends = CATALOGUE.active(flaws)
        self.state: State = starting_state()

    def reset(self) -> None:
        """Goes back to the starting state; the clock stays."""
        self.state = starting_state()

    def control(self, action: str, body: dict[str, Any]) -> Any:
        """Makes something happen behind the scenes."""
        return ACTIONS[action](self.state, self.clock, body)

    def bend(self, stage: Stage, call: Call, value: Any) -> Any:
        """Lets the flaws that are on have a value."""
        for bend in self.bends.get(stage, ()):
            value = bend(call, value)
        return value

    def handle(self, request: Received) -> Answer:
        """Answers a request."""
        methods = methods_of(request.path)
        call = Call(self, request, methods.get(request.method))
        answer = self.bend("request", call, None)
        if answer is None:
            try:
                answer = self.answer(call, methods)
            except Refused as refused:
                answer = refused.answer(self.state.fresh_trace())
        return self.bend("answer", call, answer)

    def answer(self, call: Call, methods: dict[str, str]) -> Answer:
        """Answers a request that no flaw caught at the door."""
        if not methods:
            raise Refused(404, "resource-not-found")
        if call.operation is None:
            allow = ", ".join(methods)
            raise Refused(405, "method-not-allowed", headers=(("Allow", allow),))
        if call.operation == "issueToken":
            return self.issue_token(call)
        self.admit(call)
        if call.operation == "getCampaign":
            return self.read(call)
        call.body = json_body(call.request)
        act = {"createCampaign": self.create, "searchCampaigns": self.search}
        return act.get(call.operation, self.update)(call)

    def admit(self, call: Call) -> None:
        """Judges the credentials and the scope of a call."""
        code = self.bend("credentials", call, self.credentials(call))
        if code is not None:
            challenge = 'Bearer realm="campaigns"'
            raise Refused(401, code, headers=(("WWW-Authenticate", challenge),))
        if not self.bend("scope", call, SCOPES[call.operation] in call.scopes):
            raise Refused(403, "insufficient-permissions")

    def credentials(self, call: Call) -> str | None:
        """Finds the caller; returns the code of a refusal."""
        header = call.request.headers.get("authorization", "").strip()
        if not header:
            return "authorization-token-missing"
        scheme, _, text = header.partition(" ")
        token = self.state.tokens.get(text.strip())
        if scheme.lower() != "bearer" or token is None:
            return "authorization-token-invalid"
        if token.ends is not None and self.clock.now > token.ends:
            return "authorization-token-expired"
        self.let_in(call, token)
        return None

    def let_in(self, call: Call, token: Token) -> None:
        """Notes who is calling."""
        call.application = self.state.applications[token.application]
        call.scopes = token.scopes

    def portfolio(self, call: Call) -> set[str]:
        """Returns the advertisers that the caller may act for."""
        return self.bend("portfolio", call, call.application.portfolio)

    def issue_token(self, call: Call) -> Answer:
        """Gives an access token to an application that knows its secret."""
        form = dict(parse_qsl(call.request.body.decode("utf-8", "replace")))
        if form.get("grant_type") != "client_credentials":
            return Answer(400, {"error": "unsupported_grant_type"})
        client, secret = form.get("client_id"), form.get("client_secret")
        if client is None:
            client, secret = basic(call.request.headers.get("authorization", ""))
        application = self.state.applications.get(client or "")
        if application is None or application.secret != secret:
            return Answer(401, {"error": "invalid_client"}, (("WWW-Authenticate", "Basic"),))
        text = self.state.fresh_token()
        ends = self.clock.now + LIFE
        self.state.tokens[text] = Token(application.id, application.scopes, ends)
        body = {
            "access_token": text,
            "token_type": "Bearer",
            "expires_in": int(LIFE.total_seconds()),
            "scope": " ".join(sorted(application.scopes)),
        }
        return Answer(200, body, (("Cache-Control", "no-store"),))

    def create(self, call: Call) -> Answer:
        """Makes a campaign."""
        refuse(self.bend("creation_fault", call, creation_fault(call.body)))
        parts = call.body["data"]["attributes"]
        advertiser = digits(parts["advertiserId"])
        if not self.bend("may_create", call, advertiser in self.portfolio(call)):
            raise Refused(403, "insufficient-advertiser-permissions")
        campaign = Campaign(
            id=self.state.fresh_id(),
            name=parts["name"],
            advertiser=advertiser,
            goal=parts.get("goal", "Acquisition"),
            limit=new_limit(parts["spendLimit"]),
        )
        self.state.campaigns[campaign.id] = campaign
        body = {"data": self.view(call, campaign), "errors": [], "warnings": []}
        return Answer(200, body)

    def search(self, call: Call) -> Answer:
        """Lists the campaigns that match, the newest first."""
        refuse(search_fault(call.body))
        wanted = call.body.get("filters", {})
        portfolio = self.portfolio(call)
        campaigns = [
            campaign
            for campaign in self.state.campaigns.values()
            if campaign.advertiser in portfolio
            and matches(wanted.get("advertiserIds"), campaign.advertiser)
            and matches(wanted.get("campaignIds"), campaign.id)
        ]
        campaigns.sort(key=lambda campaign: -int(campaign.id))
        chosen = self.bend("chosen", call, campaigns)
        data = [self.view(call, campaign) for campaign in chosen]
        return Answer(200, {"meta": {"total": len(data)}, "data": data, "errors": []})

    def read(self, call: Call) -> Answer:
        """Returns one campaign."""
        campaign = self.state.campaigns.get(call.request.path.removeprefix(f"{CAMPAIGNS}/"))
        if campaign is not None and campaign.advertiser not in self.portfolio(call):
            campaign = None
        campaign = self.bend("found", call, campaign)
        if campaign is None:
            raise Refused(404, NOT_FOUND)
        return Answer(200, {"data": self.view(call, campaign), "errors": [], "warnings": []})

    def update(self, call: Call) -> Answer:
        """Changes campaigns, each item for itself; empty lists of problems are left out."""
        refuse(self.bend("updates_fault", call, updates_fault(call.body)))
        call.batch = batch = Batch(items_of(call.body["data"]))
        batch.items = self.bend("items", call, batch.items)
        repeated = self.bend("repeated", call, repeated_ids(batch.items))
        portfolio = self.portfolio(call)
        for item in batch.items:
            known = facts(self.state, portfolio, item, repeated, self.clock.now)
            call.verdict = Verdict(item, known and known.campaign)
            verdict = judge(item, self.bend("facts", call, known))
            batch.verdicts.append(self.bend("verdict", call, verdict))
        batch.verdicts = self.bend("verdicts", call, batch.verdicts)
        writes = [v for v in batch.verdicts if v.code is None and v.limit is not None]
        for verdict in self.bend("writes", call, writes):
            self.store(call, verdict)
        report = self.bend("report", call, self.report(batch.verdicts))
        return Answer(200, {k: v for k, v in report.items() if v or k == "data"})

    def store(self, call: Call, verdict: Verdict) -> None:
        """Stores what a verdict allows."""
        call.verdict = verdict
        held = self.bend("held", call, held_back(verdict, self.clock.now))
        verdict.campaign.limit = verdict.limit
        verdict.campaign.held = held

    def report(self, verdicts: list[Verdict]) -> dict[str, Any]:
        """Tells what became of each item."""
        report: dict[str, Any] = {"data": [], "errors": [], "warnings": []}
        failed = [v for v in verdicts if v.code is not None or v.warned]
        trace = self.state.fresh_trace() if failed else ""
        names = {"traceIdentifier": trace, "traceId": trace}
        for verdict in verdicts:
            where = f"@data/{verdict.item.index}"
            if verdict.code is not None:
                report["errors"].append(problem(verdict.code, names, where))
                continue
            report["data"].append({"type": "Campaign", "id": verdict.item.id})
            if verdict.warned:
                report["warnings"].append(problem(NEXT_PERIOD, names, where))
        return report

    def view(self, call: Call, campaign: Campaign) -> dict[str, Any]:
        """Returns a campaign as it is sent: the advertiser is a string in creations only."""
        limit = campaign.in_force(self.clock.now)
        as_text = call.operation == "createCampaign"
        view = {
            "type": "Campaign",
            "id": campaign.id,
            "attributes": {
                "goal": campaign.goal,
                "name": campaign.name,
                "advertiserId": campaign.advertiser if as_text else int(campaign.advertiser),
                "spendLimit": {
                    "spendLimitType": limit.type,
                    "spendLimitRenewal": limit.renewal,
                    "spendLimitAmount": {"value": limit.amount},
                },
            },
        }
        call.campaign = campaign
        return self.bend("view", call, view)


def methods_of(path: str) -> dict[str, str]:
    """Returns the operations of a path by method; empty for a path that is not served."""
    if path == TOKENS:
        return {"POST": "issueToken"}
    if path == CAMPAIGNS:
        return {"PATCH": "updateCampaigns", "POST": "createCampaign"}
    if path == SEARCH:
        return {"POST": "searchCampaigns"}
    if path.startswith(f"{CAMPAIGNS}/") and path != f"{CAMPAIGNS}/":
        return {"GET": "getCampaign"}
    return {}


def refuse(fault: Fault | None) -> None:
    """Refuses a body that is not of the described form."""
    if fault is not None:
        raise Refused(400, fault.code, fault.where)


def matches(wanted: list[Any] | None, value: str) -> bool:
    """Tells whether a filter lets a value pass; an empty one lets all pass."""
    return not wanted or value in {digits(entry) for entry in wanted}


def new_limit(sent: dict[str, Any]) -> Limit:
    """Returns the limit of a new campaign."""
    if sent["spendLimitType"] == "uncapped":
        return UNCAPPED
    return Limit("capped", sent["spendLimitRenewal"], plain(sent["spendLimitAmount"]))


def basic(header: str) -> tuple[str | None, str | None]:
    """Reads client id and secret from an Authorization header."""
    try:
        text = b64decode(header.removeprefix("Basic ")).decode()
    except ValueError:
        return None, None
    client, _, secret = text.partition(":")
    return client, secret
