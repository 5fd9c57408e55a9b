"""`contracts drift`: how far a contract has moved, against a document, a server or a recording."""

from contracts.commands.drift.command import drift_command

__all__ = ["drift_command"]
