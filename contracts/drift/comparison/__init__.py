"""Document against document: all that is not inside a schema, and where the schemas are."""

from contracts.drift.comparison.documents import compare
from contracts.drift.comparison.judging import SchemaJudge

__all__ = ["SchemaJudge", "compare"]
