"""The SessionM Campaigns API as one folder: contract, rules, starting state and behavior."""
