"""One document out of several files: what its references name is put into it, and nowhere else."""

from specs.gathering.copying import Copy
from specs.gathering.files import Refusal, is_dialect
from specs.gathering.gather import Gathered, gather
from specs.gathering.scan import Scopes

__all__ = ["Copy", "Gathered", "Refusal", "Scopes", "gather", "is_dialect"]
