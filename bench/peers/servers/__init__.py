"""The servers that are written for the comparison; each is run by a server loop or by node."""
