"""How far a contract has moved: document against document, traffic, and live server."""
