"""Criteo Marketing Solutions, Campaign: contract, starting state and stub."""
