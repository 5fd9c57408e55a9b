"""The platform: its state, its clock, and which flaws are switched on."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.support.servers.kernel import Clock
from tests.support.servers.sessionm import seed, seed_campaigns
from tests.support.servers.sessionm.model import (
    Application,
    Campaign,
    Customer,
    Enrollment,
    Token,
)


@dataclass(slots=True)
class Platform:
    """Everything that is remembered, and how it is looked up."""

    flaws: frozenset[str]
    clock: Clock
    applications: dict[str, Application] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    campaigns: dict[int, Campaign] = field(default_factory=dict)
    enrollments: dict[tuple[int, str], Enrollment] = field(default_factory=dict)
    before_last_event: dict[tuple[int, str], Enrollment] = field(default_factory=dict)
    cache: dict[Any, Any] = field(default_factory=dict)
    """What only flawed servers remember."""
    made: int = 0
    """Campaigns created since the start."""

    def reset(self) -> None:
        """Goes back to the starting state; the clock stays."""
        now = self.clock.now
        self.applications = seed.applications()
        self.customers = seed.customers()
        self.tokens = seed.tokens(now)
        self.campaigns = seed_campaigns.campaigns(now)
        self.enrollments = seed.enrollments()
        self.before_last_event = {}
        self.cache = {}
        self.made = 0

    def bad(self, flaw: str) -> bool:
        """Whether a flaw is switched on."""
        return flaw in self.flaws

    def is_active(self, campaign: Campaign) -> bool:
        """Whether a campaign is live and inside its dates."""
        return campaign.status == "live" and campaign.starts <= self.clock.now < campaign.ends

    def campaigns_of(self, key: str) -> list[Campaign]:
        """Returns all campaigns of an application, the youngest first."""
        found = [campaign for campaign in self.campaigns.values() if campaign.key == key]
        return found[::-1]

    def by_id(self, key: str, text: str) -> Campaign | None:
        """Returns the campaign with a number, if it is the application's."""
        if re.fullmatch("[0-9]{1,16}", text) is None:
            return None
        campaign = self.campaigns.get(int(text))
        return campaign if campaign is not None and campaign.key == key else None

    def by_permalink(self, key: str, text: str) -> Campaign | None:
        """Returns the campaign with a permalink, if it is the application's."""
        found = (campaign for campaign in self.campaigns_of(key) if campaign.permalink == text)
        return next(found, None)

    def customer(self, application: Application, text: str) -> Customer | None:
        """Returns the customer with an internal id, if the organization has one."""
        customer = self.customers.get(text)
        ours = customer is not None and customer.organization == application.organization
        return customer if ours else None

    def customer_outside(self, application: Application, text: str) -> Customer | None:
        """Returns the customer with an external id, if the organization has one."""
        anywhere = self.bad("external_id_found_in_any_organization")
        for customer in self.customers.values():
            ours = anywhere or customer.organization == application.organization
            if ours and customer.external == text:
                return customer
        return None

    def enrollment(self, campaign: Campaign, customer: Customer) -> Enrollment:
        """Returns what a customer has done in a campaign; nothing is stored."""
        return self.enrollments.get((campaign.id, customer.id), Enrollment())

    def enroll(self, campaign: Campaign, customer: Customer) -> Enrollment:
        """Returns what a customer has done in a campaign, to be changed."""
        return self.enrollments.setdefault((campaign.id, customer.id), Enrollment())
