"""The API: one path, one method."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from tests.support.servers.kernel import Answer, Clock, Received
from tests.support.servers.spaaza import controls
from tests.support.servers.spaaza.answers import Facts, Reply, accepted, unnumbered
from tests.support.servers.spaaza.callers import identify
from tests.support.servers.spaaza.campaigns import Outcome, interact
from tests.support.servers.spaaza.codes import CODES, Accident, Refusal
from tests.support.servers.spaaza.inputs import read
from tests.support.servers.spaaza.mishaps import crash
from tests.support.servers.spaaza.naming import resolve
from tests.support.servers.spaaza.refusing import answer_of
from tests.support.servers.spaaza.seed import seed
from tests.support.servers.spaaza.spoiling import sent
from tests.support.servers.spaaza.world import World

PATH: Final = "/interact-campaign"


@dataclass(slots=True)
class Spaaza:
    """The backend, with the flaws that are switched on."""

    clock: Clock
    flaws: frozenset[str]
    world: World = field(init=False)

    def __post_init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Goes back to the seed, told relative to the clock."""
        self.world = seed(self.clock.now)

    def control(self, action: str, body: dict[str, Any]) -> Any:
        """Runs a control action."""
        return controls.control(self.world, action, body)

    def handle(self, request: Received) -> Answer:
        """Answers any request."""
        facts = Facts(request)
        try:
            reply = self.reply(request, facts)
        except Accident as accident:
            return accident.answer
        return sent(reply, facts, self.flaws)

    def reply(self, request: Received, facts: Facts) -> Reply:
        """Finds the answer."""
        if request.path != PATH:
            return unnumbered(404, "call_unknown", "Deze aanroep bestaat niet.")
        served = {"GET", "POST"} if "post_served" in self.flaws else {"GET"}
        if request.method not in served:
            return self.wrong_method(request)
        try:
            return accepted(self.interaction(request, facts), request)
        except Refusal as refusal:
            facts.code = refusal.number
            return answer_of(CODES[refusal.number], facts, self.flaws)

    def wrong_method(self, request: Received) -> Reply:
        """Refuses a method."""
        if "delete_crashes" in self.flaws and request.method in ("DELETE", "PUT", "PATCH"):
            raise crash("KeyError: 'handler'", "/srv/api/router.py", 23)
        if "refused_post_interacts" in self.flaws and request.method == "POST":
            with suppress(Refusal):
                self.interaction(request, Facts(request))
        return unnumbered(405, "request_method_invalid", "Alleen GET kan hier.")

    def interaction(self, request: Received, facts: Facts) -> Outcome:
        """Carries the call out.

        Raises:
            Refusal: It is refused.
        """
        world, now, flaws = self.world, self.clock.now, self.flaws
        caller = identify(world, request, now, flaws)
        facts.kind = caller.kind
        inputs = read(request, caller, flaws)
        facts.named_by = inputs.named_by
        facts.campaign = world.campaigns.get(inputs.campaign)
        user, campaign = resolve(world, request, caller, inputs, flaws)
        facts.outcome = interact(world, user, campaign, caller, inputs, now, flaws)
        return facts.outcome
