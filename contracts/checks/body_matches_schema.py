"""Does the JSON body obey its schema?"""

from collections.abc import Iterator
from typing import Final

from contracts.checks.check import Subject, check
from contracts.checks.codes import code_violations, covers
from contracts.finding import Violation, place_of
from specs.schemas import SchemaViolation

_MOST: Final = 5
"""Violations of one answer that are told."""
_MISSING: Final = "required"
_UNKNOWN: Final = ("additionalProperties", "unevaluatedProperties")


@check(
    says="The body obeys the schema that is documented for its status.",
    why="A client that reads by the schema fails on this body, or loses a part of it.",
)
def body_matches_schema(subject: Subject) -> Iterator[Violation]:
    """Judges JSON bodies; what is wrong about an error's code is another check's."""
    broken = subject.broken
    if not broken:
        return
    told = {found.pointer for found in code_violations(subject, broken)}
    causes = {
        (one.keyword, place_of(one.pointer)): one
        for one in reversed(broken)
        if not any(covers(where, one) for where in told)
    }
    for one in list(reversed(causes.values()))[:_MOST]:
        expected, got = _worded(one)
        yield Violation(expected, got, pointer=one.pointer, cause=one.keyword)


def _worded(broken: SchemaViolation) -> tuple[str, str]:
    where = broken.pointer or "the body"
    if broken.keyword == _MISSING:
        return f"the member {where}", broken.message
    if broken.keyword in _UNKNOWN:
        return f"no member {where}", broken.message
    return f"{where} as the schema's `{broken.keyword}` demands", broken.message
