"""Measurements of the project's own tools; nothing here is asserted."""
