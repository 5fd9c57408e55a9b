"""The laws that hold of every API, by the words that its document says of itself."""

from typing import Final

from contracts.lawkit import Law
from contracts.laws.operation_bodies import (
    malformed_bodies_are_refused,
    unsupported_media_types_are_refused,
    wrong_media_types_are_refused,
)
from contracts.laws.operation_credentials import credentials_are_required
from contracts.laws.operation_hostile import hostile_input_is_survived
from contracts.laws.operation_methods import undeclared_methods_are_refused
from contracts.laws.operation_tenants import other_callers_see_nothing

LAWS: Final[tuple[Law, ...]] = (
    credentials_are_required,
    other_callers_see_nothing,
    undeclared_methods_are_refused,
    malformed_bodies_are_refused,
    unsupported_media_types_are_refused,
    wrong_media_types_are_refused,
    hostile_input_is_survived,
)

__all__ = ["LAWS"]
