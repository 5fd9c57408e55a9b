"""Rules of credentials."""

from typing import Final

from contracts.drift.rule import Rule

SECURITY_RULES: Final[tuple[Rule, ...]] = (
    Rule("security_added", "error", "An operation that was open demands credentials.",
         "A client without them is refused.", mirror="security_removed"),
    Rule("security_removed", "info", "An operation no longer demands credentials.",
         "Sending them works as before.", mirror="security_added"),
    Rule("security_alternative_removed", "error", "One way to show credentials is gone.",
         "A client that uses it is refused.", mirror="security_alternative_added"),
    Rule("security_alternative_added", "info", "There is one more way to show credentials.",
         "The others are as before.", mirror="security_alternative_removed"),
    Rule("security_scope_added", "error", "An operation demands a scope that it did not demand.",
         "A token without it is refused.", mirror="security_scope_removed"),
    Rule("security_scope_removed", "info", "An operation no longer demands a scope.",
         "A token that has it works as before.", mirror="security_scope_added"),
    Rule("security_scheme_changed", "error",
         "Credentials are shown in another place, under another name, or in another way.",
         "The server looks for them where the client does not put them.",
         waiver="The opposite change is the same change."),
    Rule("token_url_changed", "error", "Tokens are fetched elsewhere.",
         "A client that asks at the old place gets none.",
         waiver="The opposite change is the same change."),
    Rule("oauth_flow_removed", "error", "One way to get a token is gone.",
         "A client that uses it gets none.", mirror="oauth_flow_added"),
    Rule("oauth_flow_added", "info", "There is one more way to get a token.",
         "The others are as before.", mirror="oauth_flow_removed"),
    Rule("security_demand_added", "error",
         "A way to show credentials demands one more besides.",
         "A client that shows the others only is refused.", mirror="security_demand_removed"),
    Rule("security_demand_removed", "info",
         "A way to show credentials demands one less.",
         "Showing it too works as before.", mirror="security_demand_added"),
)  # fmt: skip
