"""Which part of a contract one consumer uses, and which changes touch that part."""

from contracts.drift.usage.concern import concerns
from contracts.drift.usage.focus import Focused, focused
from contracts.drift.usage.learning import learn
from contracts.drift.usage.use import OperationUse, Usage, pattern_of

__all__ = ["Focused", "OperationUse", "Usage", "concerns", "focused", "learn", "pattern_of"]
