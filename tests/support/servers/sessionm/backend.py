"""The API as a whole: from a request to its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.support.servers.kernel import Answer, Received
from tests.support.servers.sessionm.access import (
    Entry,
    Refused,
    has_quote,
    with_secret,
    with_token,
)
from tests.support.servers.sessionm.answers import crash, error, ok
from tests.support.servers.sessionm.control import ACTIONS
from tests.support.servers.sessionm.create import active_list, create
from tests.support.servers.sessionm.model import Application, Campaign, Customer
from tests.support.servers.sessionm.opt_in import opt_in
from tests.support.servers.sessionm.platform import Platform
from tests.support.servers.sessionm.routes import find
from tests.support.servers.sessionm.views_v1 import customer_list, information, progress
from tests.support.servers.sessionm.views_v2 import (
    customer_campaign,
    page_of,
    whole_number,
    wish,
)
from tests.support.servers.sessionm.wire import damaged

Values = Mapping[str, str]


@dataclass(slots=True)
class Campaigns:
    """The backend that the kernel serves."""

    p: Platform

    def reset(self) -> None:
        """Goes back to the starting state; the clock stays."""
        self.p.reset()

    def control(self, action: str, body: dict[str, Any]) -> Any:
        """Makes something happen behind the scenes."""
        return ACTIONS[action](self.p, body)

    def handle(self, request: Received) -> Answer:
        """Answers any request."""
        found = find(request.path)
        if found is None:
            return error("not_found", 404)
        route, values = found
        if request.method != route.method:
            odd = self._odd_method(request, route.entry)
            if odd is not None:
                return odd
            if not self._serves_anyway(request, route.entry):
                return error("not_available", 405, headers=(("allow", route.method),))
        try:
            answer = self._answer(route.entry, values, request)
        except Refused as refused:
            answer = self._leaky(route.entry, values, request, refused.answer)
        return damaged(self.p, route.entry, answer)

    def _odd_method(self, request: Received, entry: Entry) -> Answer | None:
        deletes = request.method == "DELETE" and entry.view == "information"
        return ok({}) if deletes and self.p.bad("delete_answered_ok") else None

    def _serves_anyway(self, request: Received, entry: Entry) -> bool:
        if request.method == "HEAD" and entry.view == "opt_in":
            return self.p.bad("head_opts_in")
        return (
            request.method == "POST"
            and entry.view == "progress"
            and self.p.bad("progress_answers_post")
        )

    def _leaky(self, entry: Entry, values: Values, request: Received, answer: Answer) -> Answer:
        """Returns a refusal; flawed servers have done or say more than they should."""
        p = self.p
        application = p.applications.get(values["key"])
        if application is None or answer.body["errors"]["code"] != "access_denied":
            return answer
        customer, outside = self._customer(application, values)
        if customer is None:
            return answer
        if entry.view == "customer_list" and p.bad("refused_list_shows_campaigns"):
            shown = customer_list(p, application.key, customer, outside=outside)
            return replace(answer, body={**answer.body, **shown})
        if entry.view == "opt_in" and p.bad("opt_in_before_credentials"):
            campaign = p.by_id(application.key, values["number"])
            if campaign is not None:
                opt_in(p, application.key, campaign, customer, outside=outside)
        return answer

    def _answer(self, entry: Entry, values: Values, request: Received) -> Answer:
        p, key = self.p, values["key"]
        if entry.view.startswith("anonymous"):
            application, customer = with_token(p, entry, key, request)
            if entry.view == "anonymous_list":
                return ok(customer_list(p, key, customer, outside=False))
            return self._progress(application, customer, entry, values)
        application = with_secret(p, entry, key, request)
        if entry.view == "create":
            return create(p, application, request)
        if entry.view == "active_list":
            return active_list(p, application)
        if entry.view == "information":
            return self._information(application, entry, values)
        return self._of_customer(application, entry, values, request)

    def _of_customer(
        self, application: Application, entry: Entry, values: Values, request: Received
    ) -> Answer:
        p = self.p
        customer, outside = self._customer(application, values)
        if entry.view == "customer_list":
            if customer is None and p.bad("unknown_customer_has_empty_list"):
                return ok({"campaigns": {"tiles": [], "promotions": []}})
            if customer is None:
                return error("user_not_found")
            return ok(customer_list(p, application.key, customer, outside=outside))
        if customer is None:
            mixed_up = p.bad("unknown_customer_is_unknown_campaign")
            if entry.view == "progress" and mixed_up:
                return error("no_campaign_found")
            return error("user_not_found", 404)
        if entry.view == "progress":
            return self._progress(application, customer, entry, values)
        if entry.view == "opt_in":
            campaign, failure = self._campaign(application, entry, values)
            if campaign is None:
                return failure or error("not_found", 404)
            return opt_in(p, application.key, campaign, customer, outside=outside)
        if entry.view == "eligible_list":
            return self._page(application, customer, request)
        return self._eligible(application, customer, entry, values, request)

    def _customer(self, application: Application, values: Values) -> tuple[Customer | None, bool]:
        if "outside" in values:
            return self.p.customer_outside(application, values["outside"]), True
        return self.p.customer(application, values.get("user", "")), False

    def _campaign(
        self, application: Application, entry: Entry, values: Values
    ) -> tuple[Campaign | None, Answer | None]:
        """Returns the campaign that a path names; flawed servers may fail instead."""
        p, key = self.p, application.key
        permalink = values.get("permalink", values.get("ref"))
        if permalink is None:
            number = values["number"]
            if not number.isdigit() and p.bad("crash_on_letters_for_number"):
                return None, crash(f"invalid literal for int() with base 10: {number!r}")
            if number.isdigit() and len(number) > 9 and p.bad("crash_on_large_number"):
                return None, crash()
            found = p.by_id(key, number)
            if found is None and entry.view == "information" and p.bad("foreign_campaign_told"):
                found = next((c for c in p.campaigns.values() if str(c.id) == number), None)
            return found, None
        if has_quote(permalink) and p.bad("sql_error_on_quote"):
            return None, crash("PG::SyntaxError: unterminated quoted string in SELECT campaigns.*")
        found = p.by_permalink(key, permalink)
        if found is None and "ref" in values:
            found = p.by_id(key, permalink)
        if found is None and entry.view == "progress" and p.bad("foreign_progress_by_permalink"):
            found = next((c for c in p.campaigns.values() if c.permalink == permalink), None)
        if found is None and p.bad("crash_on_unknown_permalink"):
            return None, crash("undefined method `id' for nil:NilClass")
        return found, None

    def _progress(
        self, application: Application, customer: Customer, entry: Entry, values: Values
    ) -> Answer:
        campaign, failure = self._campaign(application, entry, values)
        if campaign is None:
            return failure or error("no_campaign_found")
        shown = progress(self.p, campaign, customer, by_permalink=entry.by_permalink)
        return error("no_campaign_found") if shown is None else ok(shown)

    def _information(self, application: Application, entry: Entry, values: Values) -> Answer:
        p = self.p
        campaign, failure = self._campaign(application, entry, values)
        if campaign is None:
            status = 404 if p.bad("unknown_information_is_404") else 200
            return failure or error("no_active_campaign_found", status)
        return ok(information(p, campaign, by_permalink=entry.by_permalink))

    def _page(self, application: Application, customer: Customer, request: Received) -> Answer:
        p = self.p
        try:
            page = whole_number(request.value("page")) or 1
            size = whole_number(request.value("page_size"))
        except ValueError:
            if p.bad("crash_on_odd_page"):
                return crash("divided by 0")
            return error("argument_error", message="page and page_size count from 1.")
        if page > 1000 and p.bad("far_pages_never_come"):
            return Answer(200, hangs=True)
        wanted = wish(p, request, flat=False)
        if len(set(wanted.filters)) > 1 and p.bad("two_filters_never_come"):
            return Answer(200, hangs=True)
        return ok(page_of(p, application.key, customer, wanted, page, size))

    def _eligible(
        self,
        application: Application,
        customer: Customer,
        entry: Entry,
        values: Values,
        request: Received,
    ) -> Answer:
        p = self.p
        campaign, failure = self._campaign(application, entry, values)
        if campaign is None:
            return failure or error("not_found", 404)
        wanted = wish(p, request, flat=entry.by_permalink)
        passes = wanted.lets(p, campaign, customer)
        if not passes and p.bad("ineligible_campaign_is_404"):
            return error("not_found", 404)
        if not p.is_active(campaign):
            return error("not_available")
        if not passes and not p.bad("ineligible_campaign_shown_alone"):
            return error("not_available")
        return ok({"campaign": customer_campaign(p, campaign, customer, wanted)})
