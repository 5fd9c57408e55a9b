"""Recordings of traffic with drift or none, and the documents that they are looked at by."""

from typing import Final

from tests.support.drift_recordings.apis import APIS
from tests.support.drift_recordings.clean import CLEAN
from tests.support.drift_recordings.planted import PLANTED
from tests.support.drift_recordings.recording import Drift, Recording

RECORDINGS: Final[tuple[Recording, ...]] = (*PLANTED, *CLEAN)

__all__ = ["APIS", "CLEAN", "PLANTED", "RECORDINGS", "Drift", "Recording"]
