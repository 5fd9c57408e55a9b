"""`mockserver inspect`: what each operation will answer from, which way requests take, and why."""

import click
from rich.console import Console

from mockserver.commands.options import as_json, print_json
from mockserver.inspect import inspect_bundle, render
from specs.discovery import discover


@click.command()
@click.argument("apis", nargs=-1, required=True, metavar="API or path...")
@as_json
def inspect(apis: tuple[str, ...], is_json: bool) -> None:
    """Says for each operation who would answer: a stub, state, an example, a made-up value.

    And which way requests take: `lane` is compiled, `stock` is parsed by Connexion, which is
    slower. Nothing is served. What could not be used of the description is listed, too.
    """
    found = [inspect_bundle(bundle) for bundle in discover(apis)]
    if is_json:
        print_json([one.to_record() for one in found])
        return
    console = Console()
    for one in found:
        console.print(render(one))
