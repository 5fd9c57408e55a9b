"""Mockoon answers made-up values where it is given an OpenAPI file; this tells it the examples."""

import json
import subprocess
from pathlib import Path

from specs.values import Record


def import_for_mockoon(command: tuple[str, ...], spec: Path, environment: Path) -> None:
    """Imports an OpenAPI file as Mockoon does, and chooses examples as a user would.

    Args:
        command: Mockoon's command line.
        spec: The file.
        environment: Where Mockoon's own file is written.
    """
    subprocess.run(
        [*command, "import", "-i", str(spec), "-o", str(environment)],
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=60,
    )
    told = json.loads(environment.read_text("utf-8"))
    environment.write_text(json.dumps(with_examples(told)), "utf-8")


def with_examples(environment: Record) -> Record:
    """Returns an environment in which each route answers its written example first."""
    return environment | {"routes": [_with_example(route) for route in environment["routes"]]}


def _with_example(route: Record) -> Record:
    usual = next(response for response in route["responses"] if response["default"])
    written = [
        response
        for response in route["responses"]
        if response["statusCode"] == usual["statusCode"] and response["label"] == "written"
    ]
    if not written:
        return route
    chosen = [{**response, "default": response is written[0]} for response in route["responses"]]
    return {**route, "responses": chosen}
