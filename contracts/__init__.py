"""The contract suite: judges a server by its documents."""
