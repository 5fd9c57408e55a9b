"""Which rule a fact falls under; where the server calls, its receiver is the one that reads."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from contracts.drift.schemas import Producer

_PLAIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "required_request_parameter_removed": "request_parameter_removed",
        "required_request_parameter_replaced": "required_request_parameter_added",
        "request_parameter_replaced": "request_parameter_removed",
        "required_request_body_removed": "request_body_removed",
        "request_media_type_replaced": "request_media_type_removed",
        "response_media_type_replaced": "response_media_type_removed",
        "response_success_status_replaced": "response_success_status_added",
        "response_status_replaced": "response_status_added",
        "required_response_header_added": "response_header_added",
    }
)
"""Facts that matter apart only where the server calls, with their rules where a client does."""

_REVERSED: Final[Mapping[str, str | None]] = MappingProxyType(
    {
        "request_parameter_became_required": "callback_part_added",
        "request_parameter_became_optional": "callback_part_removed",
        "required_request_parameter_added": "callback_part_added",
        "required_request_parameter_removed": "callback_part_removed",
        "request_parameter_added": "callback_part_added",
        "request_parameter_removed": "callback_optional_part_removed",
        "required_request_parameter_replaced": "callback_part_removed",
        "request_parameter_replaced": "callback_optional_part_removed",
        "request_parameter_moved": "callback_form_changed",
        "request_parameter_style_changed": "callback_form_changed",
        "request_parameter_form_changed": "callback_form_changed",
        "request_parameter_empty_forbidden": None,
        "request_parameter_empty_allowed": "callback_form_changed",
        "request_body_became_required": "callback_part_added",
        "request_body_became_optional": "callback_part_removed",
        "required_request_body_added": "callback_part_added",
        "required_request_body_removed": "callback_part_removed",
        "request_body_added": "callback_part_added",
        "request_body_removed": "callback_optional_part_removed",
        "request_media_type_removed": None,
        "request_media_type_replaced": "callback_form_changed",
        "request_media_type_added": "callback_form_changed",
        "request_encoding_changed": "callback_form_changed",
        "response_media_type_removed": "callback_answer_removed",
        "response_media_type_replaced": "callback_answer_removed",
        "response_media_type_added": "callback_answer_added",
        "response_body_removed": "callback_answer_added",
        "response_body_added": "callback_answer_removed",
        "response_success_status_added": "callback_answer_added",
        "response_success_status_replaced": "callback_answer_removed",
        "response_success_status_removed": "callback_answer_removed",
        "response_status_added": "callback_answer_added",
        "response_status_replaced": "callback_answer_removed",
        "response_status_removed": "callback_answer_removed",
        "required_response_header_removed": "callback_answer_added",
        "response_header_removed": None,
        "required_response_header_added": "callback_answer_removed",
        "response_header_added": "callback_answer_added",
        "response_header_became_optional": "callback_answer_added",
        "response_header_became_required": "callback_answer_removed",
        "response_header_style_changed": "callback_answer_removed",
    }
)
"""By fact; None where it hurts nobody."""


def rule_for(fact: str, caller: Producer) -> str | None:
    """Returns the rule that a fact falls under; None if it hurts nobody.

    Args:
        fact: The id of a rule, or a key of the tables here.
        caller: Who sends the request.
    """
    return _PLAIN.get(fact, fact) if caller == "client" else _REVERSED.get(fact, fact)
