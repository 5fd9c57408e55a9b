"""Regular expressions as ECMA-262 words them: texts that match some and do not match others."""

from contracts.drift.witnesses.patterns.words import words

__all__ = ["words"]
