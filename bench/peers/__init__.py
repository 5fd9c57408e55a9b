"""The mock beside its peers: the same work for all of them, in turn, in one run."""
