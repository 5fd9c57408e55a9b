"""Where one customer stands in one campaign: eligible or not, opted in or not, how far."""

from dataclasses import dataclass

from mockserver.stubkit import Record, World

from .targeting import is_targeted


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer in a campaign."""

    campaign: Record
    customer: Record
    enrollment: Record
    """What the customer did there; blank if nothing yet."""

    @property
    def is_eligible(self) -> bool:
        """Whether the customer is targeted by the campaign now."""
        return is_targeted(self.campaign.get("targeting"), self.customer["tags"])

    @property
    def opted_in(self) -> bool | None:
        """True or False after an explicit choice, else None."""
        choice: bool | None = self.enrollment.get("opted_in")
        return choice

    @property
    def state(self) -> str:
        """The customer's state, the first of six that fits.

        Assumed: losing eligibility hides everything else, and opting out hides progress.
        """
        if not self.is_eligible:
            return "not_qualified"
        if self.opted_in is False:
            return "opted_out"
        if self.is_completed:
            return "completed"
        if any(has_started(count) for count in self.enrollment["behaviors"].values()):
            return "in_progress"
        return "opted_in" if self.opted_in else "qualified"

    @property
    def is_completed(self) -> bool:
        """Whether every behavior is completed; without behaviors the enrollment itself says so."""
        behaviors = self.campaign["behaviors"]
        if not behaviors:
            return bool(self.enrollment.get("completed"))
        counts = self.enrollment["behaviors"]
        return all(
            counts.get(str(behavior["behavior_id"]), {}).get("achieved", 0) > 0
            for behavior in behaviors
        )


def has_started(count: Record) -> bool:
    """Tells whether anything was counted for a behavior or for one of its goals."""
    return bool(
        count["achieved"]
        or count["current_count"]
        or any(has_started(goal) for goal in count.get("goals", {}).values())
    )


def enrollment_id(campaign: Record, customer: Record) -> str:
    """Returns the id under which the state keeps what a customer did in a campaign."""
    return f"{campaign['id']}:{customer['user_id']}"


def blank_enrollment(campaign: Record, customer: Record) -> Record:
    """Returns the enrollment of a customer who has done nothing."""
    return {"campaign_id": campaign["id"], "user_id": customer["user_id"], "behaviors": {}}


async def standing_in(world: World, campaign: Record, customer: Record) -> Standing:
    """Returns where a customer stands in one campaign."""
    stored = await world.get("enrollment", enrollment_id(campaign, customer))
    return Standing(campaign, customer, stored or blank_enrollment(campaign, customer))


async def standings_in(world: World, campaigns: list[Record], customer: Record) -> list[Standing]:
    """Returns where a customer stands in each of several campaigns, in their order."""
    return [await standing_in(world, campaign, customer) for campaign in campaigns]
