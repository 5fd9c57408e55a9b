"""Answers for operations that no stub handles: a written example, else a generated value."""
