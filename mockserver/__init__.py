"""A stateful mock server driven by OpenAPI files."""
