"""Overlays of a few actions, laid over a small description."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from specs.overlay import Origin, Overlay, apply_overlays, read_overlay
from specs.values import Json, Record


@pytest.fixture
def overlay(tmp_path: Path) -> Callable[..., Overlay]:
    """Reads an overlay from its actions."""

    def read(*actions: Record, version: str = "1.1.0", name: str = "overlay.yaml") -> Overlay:
        path = tmp_path / name
        info = {"title": "Ours", "version": "1"}
        data = {"overlay": version, "info": info, "actions": list(actions)}
        path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
        return read_overlay(path)

    return read


@pytest.fixture
def lay(overlay: Callable[..., Overlay]) -> Callable[..., tuple[Json, Origin]]:
    """Lays one overlay of the given actions over a value."""

    def apply(data: Record, *actions: Record, **more: str) -> tuple[Json, Origin]:
        return apply_overlays(data, [overlay(*actions, **more)])

    return apply
