"""Pairs of documents that differ by one edit, and whether that edit breaks anyone."""

from typing import Final

from tests.support.drift_pairs.edits_calls import OPERATIONS, PARAMETER_EDITS, SECURITY, WORDS
from tests.support.drift_pairs.edits_further import FURTHER
from tests.support.drift_pairs.edits_messages import BODIES, CALLS_BACK, RESPONSES, SHARED
from tests.support.drift_pairs.edits_nothing import REFACTORINGS, WHOLE
from tests.support.drift_pairs.pair import Edit, Pair, Part, Sources, Truth
from tests.support.drift_pairs.rows_scalars import NUMBERS, TEXTS, TYPES
from tests.support.drift_pairs.rows_structures import ARRAYS, EQUAL, OBJECTS, VARIANTS
from tests.support.drift_pairs.rows_together import TOGETHER

_ROWS: Final = {
    "numbers": NUMBERS,
    "texts": TEXTS,
    "types": TYPES,
    "arrays": ARRAYS,
    "objects": OBJECTS,
    "variants": VARIANTS,
    "together": TOGETHER,
    "spelled otherwise": EQUAL,
}

EDITS: Final[tuple[Edit, ...]] = (
    *OPERATIONS,
    *PARAMETER_EDITS,
    *SECURITY,
    *WORDS,
    *BODIES,
    *RESPONSES,
    *CALLS_BACK,
    *SHARED,
    *FURTHER,
    *REFACTORINGS,
    *WHOLE,
    *(edit for category, rows in _ROWS.items() for row in rows for edit in row.edits(category)),
)
PAIRS: Final[tuple[Pair, ...]] = tuple(pair for edit in EDITS for pair in edit.pairs())

__all__ = ["EDITS", "PAIRS", "Edit", "Pair", "Part", "Sources", "Truth"]
