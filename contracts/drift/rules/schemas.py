"""Rules of what a schema admits, one for each kind, side and way; and of what it only says."""

from typing import Final

from contracts.drift.kinds import KINDS, Kind
from contracts.drift.rule import Rule

_NARROWED_REQUEST: Final = "A client that sends what the base accepts is refused."
_WIDENED_REQUEST: Final = "All that a client sent before is still accepted."
_WIDENED_RESPONSE: Final = "A client that reads by the base is answered what it does not expect."
_NARROWED_RESPONSE: Final = "All that is answered now was possible before."


def _of(kind: Kind) -> tuple[Rule, ...]:
    names = {
        "request_narrowed": f"request_{kind.narrowed}",
        "request_widened": f"request_{kind.widened}",
        "response_narrowed": f"response_{kind.narrowed}",
        "response_widened": f"response_{kind.widened}",
    }
    return (
        Rule(names["request_narrowed"], "error", f"A schema of a request {kind.less}.",
             _NARROWED_REQUEST, mirror=names["response_widened"]),
        Rule(names["response_widened"], "error", f"A schema of a response {kind.more}.",
             _WIDENED_RESPONSE, mirror=names["request_narrowed"]),
        Rule(names["request_widened"], "info", f"A schema of a request {kind.more}.",
             _WIDENED_REQUEST, mirror=names["response_narrowed"]),
        Rule(names["response_narrowed"], "info", f"A schema of a response {kind.less}.",
             _NARROWED_RESPONSE, mirror=names["request_widened"]),
    )  # fmt: skip


SAYINGS: Final[tuple[Rule, ...]] = (
    Rule("request_property_named", "info", "A request may carry a property that is new.",
         "Nobody has to send it.", mirror="request_property_unnamed"),
    Rule("request_property_unnamed", "warning",
         "A property of a request is no longer named, and not forbidden either.",
         "A client may go on sending it, and cannot know whether it still has an effect.",
         mirror="request_property_named"),
    Rule("response_property_named", "info", "A response may carry a property that is new.",
         "A client that reads by the base passes over it, as over any that it does not know.",
         mirror="response_property_unnamed"),
    Rule("response_property_unnamed", "warning",
         "An optional property of a response is no longer named.",
         "It was never promised, but a client that shows it may never see it again.",
         mirror="response_property_named"),
    Rule("request_default_changed", "warning",
         "A request that leaves something out means another value.",
         "A client that relies on the default gets other behaviour for the same request.",
         mirror="response_default_changed"),
    Rule("response_default_changed", "info",
         "What a response leaves out is said to mean another value.",
         "Answers themselves are as before.", mirror="request_default_changed"),
    Rule("request_format_said", "warning",
         "A format that no validator can judge is demanded of a request, or another one.",
         "Whether what clients send has that format cannot be seen from the documents.",
         mirror="response_format_said"),
    Rule("response_format_said", "warning",
         "A format that no validator can judge is promised of a response no more, or another one.",
         "Whether clients read by that format cannot be seen from the documents.",
         mirror="request_format_said"),
    Rule("property_became_read_only", "warning", "A property of requests is said to be read-only.",
         "A client that sends it is ignored or refused; which, the documents do not say.",
         mirror="property_became_write_only"),
    Rule("property_became_write_only", "warning",
         "A property of responses is said to be write-only.",
         "A client that reads it finds it no more.", mirror="property_became_read_only"),
    Rule("schema_deprecated", "info", "A property, parameter or schema is deprecated.",
         "It works as before.", mirror="schema_no_longer_deprecated"),
    Rule("schema_no_longer_deprecated", "info",
         "A property, parameter or schema is no longer deprecated.",
         "It works as before.", mirror="schema_deprecated"),
)  # fmt: skip
"""Of what is said without a value that shows it."""

SCHEMA_RULES: Final[tuple[Rule, ...]] = (*(rule for kind in KINDS for rule in _of(kind)), *SAYINGS)
