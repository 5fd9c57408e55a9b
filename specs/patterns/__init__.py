"""Regular expressions of schemas: what they ask for, as the validator understands them."""

from specs.patterns.reading import UnreadablePattern, read_pattern

__all__ = ["UnreadablePattern", "read_pattern"]
