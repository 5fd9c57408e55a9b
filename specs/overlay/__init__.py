"""OpenAPI Overlays 1.0 and 1.1: words added to a description that one may not edit."""

from specs.overlay.application import apply_overlays
from specs.overlay.origin import Origin
from specs.overlay.overlay import Action, Overlay, read_overlay

__all__ = ["Action", "Origin", "Overlay", "apply_overlays", "read_overlay"]
