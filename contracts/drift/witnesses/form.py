"""One schema, as the search for witnesses sees it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from specs.values import Json

Resolve: TypeAlias = Callable[[str], Json]
"""Returns the schema that the text of a `$ref` names."""


@dataclass(frozen=True, slots=True)
class Form:
    """One schema, with what its references name and its real validator."""

    schema: Json
    """Pure JSON Schema 2020-12; formats assert."""
    resolve: Resolve
    is_valid: Callable[[Json], bool]
