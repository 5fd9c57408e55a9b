"""Arguments in, exit code out."""

import click


@click.group()
@click.version_option(package_name="openapi-contract-kit", prog_name="contracts")
def main() -> None:
    """Judges a server by its OpenAPI file, its policies and its laws."""
