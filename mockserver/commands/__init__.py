"""The commands: one module for each thing that a user talks about."""
