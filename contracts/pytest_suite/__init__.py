"""The plan as pytest items, in one process or by pytest-xdist's workers."""
