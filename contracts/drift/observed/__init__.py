"""What was seen on the wire, against what one document says; and its own examples."""

from contracts.drift.observed.examples import Examples, broken_examples
from contracts.drift.observed.observation import Edit, Observation
from contracts.drift.observed.observer import Observer
from contracts.drift.observed.patch import overlays

__all__ = ["Edit", "Examples", "Observation", "Observer", "broken_examples", "overlays"]
