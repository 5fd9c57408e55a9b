"""The compiled lane: one prepared path an operation, from raw request to checked answer."""
