"""The bridge to Schemathesis: its cases as our values. It generates and never sends."""

from contracts.run.bridge.case import CannotGenerate, GeneratedCase, Mode, Phase
from contracts.run.bridge.generator import Generator

__all__ = ["CannotGenerate", "GeneratedCase", "Generator", "Mode", "Phase"]
