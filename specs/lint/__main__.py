"""`python -m specs.lint [API or path ...]`: findings on standard output, one a line."""

import sys

import click

from specs.discovery import discover
from specs.errors import SpecError
from specs.lint import RULES, assumptions, lint


@click.command()
@click.argument("apis", nargs=-1, metavar="[API or path ...]")
@click.option("--assumed", is_flag=True, help='List the texts that say "Assumed:" instead.')
def main(apis: tuple[str, ...], *, assumed: bool) -> None:
    """Judges descriptions by the rules for hand-written ones; all bundled APIs if none is named.

    Exit codes: 0 clean, 1 findings, 2 a description cannot be read.
    """
    try:
        bundles = discover(apis, strict=True)
    except SpecError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if not bundles:
        click.echo("There is no API here to judge.", err=True)
        sys.exit(2)
    if assumed:
        for bundle in bundles:
            for assumption in assumptions(bundle):
                click.echo(assumption)
        return
    findings = [finding for bundle in bundles for finding in lint(bundle)]
    for finding in findings:
        click.echo(finding)
    names = ", ".join(bundle.name for bundle in bundles)
    if findings:
        noun = "finding" if len(findings) == 1 else "findings"
        click.echo(f"{len(findings)} {noun} in {names}", err=True)
        sys.exit(1)
    click.echo(f"{names}: {len(RULES)} rules, no findings")


if __name__ == "__main__":
    main(prog_name="python -m specs.lint")
