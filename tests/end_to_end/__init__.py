"""The mock as a stranger meets it: over a socket, or at a terminal."""
