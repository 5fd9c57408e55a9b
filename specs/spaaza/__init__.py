"""Spaaza, interact with campaign: contract, rules, state and behaviour of one API."""
