"""What the schemas of a document ask of one value together."""
