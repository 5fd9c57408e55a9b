"""Recorded traffic: what was asked and answered elsewhere, and which operation it belongs to."""

from contracts.drift.traffic.located import Located
from contracts.drift.traffic.locator import Locator
from contracts.drift.traffic.reading import read_traffic
from contracts.drift.traffic.recorded import Loss, Recorded, unseen

__all__ = ["Located", "Locator", "Loss", "Recorded", "read_traffic", "unseen"]
