"""A slightly broken description, made usable: what is wrong is left out, and told."""

from specs.mending.mender import mend

__all__ = ["mend"]
