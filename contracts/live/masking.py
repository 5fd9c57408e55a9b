"""Observations without the secrets of a target: a server may answer them anywhere."""

from collections.abc import Callable
from dataclasses import replace

from contracts.drift.observed import Observation
from contracts.drift.observed.observation import Edit
from specs.values import Json


def masked(one: Observation, mask: Callable[[str], str]) -> Observation:
    """Returns an observation that may be kept and shown; its sample is masked already.

    Args:
        one: What was seen.
        mask: Puts names in the place of secrets.
    """
    return replace(
        one,
        part=mask(one.part),
        path=mask(one.path),
        expected=mask(one.expected),
        got=mask(one.got),
        suggestion=tuple(_edit(edit, mask) for edit in one.suggestion),
    )


def _edit(edit: Edit, mask: Callable[[str], str]) -> Edit:
    return replace(edit, word=mask(edit.word), value=_value(edit.value, mask))


def _value(value: Json, mask: Callable[[str], str]) -> Json:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {mask(name): _value(item, mask) for name, item in value.items()}
    return [_value(item, mask) for item in value] if isinstance(value, list) else value
