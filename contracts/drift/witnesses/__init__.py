"""Values that tell two schemas apart, made from their keywords and judged by their validators."""

from contracts.drift.witnesses.form import Form, Resolve
from contracts.drift.witnesses.search import find_witness, smallest_witness

__all__ = ["Form", "Resolve", "find_witness", "smallest_witness"]
