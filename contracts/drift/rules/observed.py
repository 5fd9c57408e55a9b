"""Rules of what was seen on the wire, in a recording or from a live server, against a document."""

from typing import Final

from contracts.drift.rule import Rule

_NO_MIRROR: Final = "A promise that is never seen kept may be kept elsewhere."

OBSERVED_RULES: Final[tuple[Rule, ...]] = (
    Rule("undocumented_operation", "warning", "A request belongs to no documented operation.",
         "Nobody who reads the document knows of it.", waiver=_NO_MIRROR),
    Rule("undocumented_status", "error", "A status is answered that is not documented.",
         "Whoever relies on the document has no rule for it.", waiver=_NO_MIRROR),
    Rule("undocumented_media_type", "error", "A body is of a media type that is not documented.",
         "Whoever reads it chooses a parser by the document.", waiver=_NO_MIRROR),
    Rule("undocumented_field", "warning", "A field is there that the schema does not name.",
         "Nobody who reads the document knows of it.", mirror="missing_field"),
    Rule("forbidden_field", "error", "A field is there that the schema forbids.",
         "Whoever reads by the schema fails on it.", mirror="missing_field"),
    Rule("missing_field", "error", "A field that the schema demands is missing.",
         "Whoever relies on it finds nothing.", mirror="undocumented_field"),
    Rule("undocumented_value", "error", "A value is not in the documented list.",
         "Whoever relies on the list has no rule for it.", waiver=_NO_MIRROR),
    Rule("undocumented_null", "error", "A value is null, which the schema does not admit.",
         "Whoever reads by the schema fails on it.", waiver=_NO_MIRROR),
    Rule("type_differs", "error", "A value is of another type than documented.",
         "Whoever reads by the schema fails on it.", waiver=_NO_MIRROR),
    Rule("format_differs", "error", "A text has not its documented format or pattern.",
         "Whoever parses it by the format fails.", waiver=_NO_MIRROR),
    Rule("bounds_differ", "error", "A number, length or count is beyond its documented bounds.",
         "Whoever relies on the bounds is not ready for it.", waiver=_NO_MIRROR),
    Rule("form_differs", "error", "A value has none of its documented forms.",
         "Whoever reads by the schema fails on it.", waiver=_NO_MIRROR),
    Rule("undocumented_error_code", "error", "An error code is not documented for its operation.",
         "A client that decides by codes has no rule for it.", waiver=_NO_MIRROR),
    Rule("undocumented_response_header", "info", "A header is answered that is not documented.",
         "A client passes over it.", mirror="missing_response_header"),
    Rule("missing_response_header", "error", "A header that is documented as required is missing.",
         "A client that reads it finds nothing.", mirror="undocumented_response_header"),
    Rule("undocumented_parameter", "warning", "A query parameter is sent that is not documented.",
         "It is ignored, or it does something that nobody who reads the document knows of.",
         mirror="missing_parameter"),
    Rule("missing_parameter", "warning", "A required parameter is not sent.",
         "The server does without it, or refuses; the document says that it must be sent.",
         mirror="undocumented_parameter"),
    Rule("mock_differs", "warning", "The mock and the live server answer in different shapes.",
         "What works against the mock may fail against the server.", waiver=_NO_MIRROR),
    Rule("example_breaks_its_schema", "error", "An example is not what its own schema admits.",
         "Whoever copies it is refused, or reads what never comes.", waiver=_NO_MIRROR),
)  # fmt: skip
