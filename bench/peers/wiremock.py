"""WireMock reads no OpenAPI: stubs as its users write them, made of the common file."""

import json
from pathlib import Path
from typing import Final

import yaml

from specs.values import Json, Record

_METHODS: Final = ("get", "post", "patch", "delete")
_JSON: Final = "application/json"


def write_stubs(spec: Path, folder: Path, *, schemas: bool) -> None:
    """Writes the stub of each operation into `mappings` in a folder.

    Args:
        spec: OpenAPI file with one written example for each response.
        folder: WireMock's root folder.
        schemas: Take only bodies that fit the schema; a second stub of lower rank refuses others.
    """
    document = yaml.safe_load(spec.read_text("utf-8"))
    mappings = folder / "mappings"
    mappings.mkdir(parents=True, exist_ok=True)
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                stubs = _stubs(document, method, path, item[method], schemas=schemas)
                for name, stub in stubs.items():
                    (mappings / f"{name}.json").write_text(json.dumps(stub), "utf-8")


def inlined(node: Json, document: Record) -> Json:
    """Returns a schema without references and without OpenAPI's own `nullable`."""
    if isinstance(node, list):
        return [inlined(item, document) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        target: Json = document
        for token in node["$ref"].removeprefix("#/").split("/"):
            target = target[token]
        return inlined(target, document)
    plain = {key: inlined(value, document) for key, value in node.items()}
    if plain.pop("nullable", False):
        plain["type"] = [plain["type"], "null"]
    return plain


def _stubs(
    document: Record, method: str, path: str, operation: Record, *, schemas: bool
) -> dict[str, Record]:
    name = operation["operationId"]
    request: Record = {"method": method.upper()}
    request["urlPathTemplate" if "{" in path else "urlPath"] = path
    answer = _answer(operation)
    if not schemas or "requestBody" not in operation:
        return {name: {"priority": 5, "request": request, "response": answer}}
    schema = inlined(operation["requestBody"]["content"][_JSON]["schema"], document)
    judged = request | {"bodyPatterns": [{"matchesJsonSchema": schema}]}
    refusal = answer | {"status": 400, "jsonBody": {"errors": [{"code": "refused", "title": "No"}]}}
    return {
        name: {"priority": 5, "request": judged, "response": answer},
        f"{name}-refused": {"priority": 9, "request": request, "response": refusal},
    }


def _answer(operation: Record) -> Record:
    status = min(operation["responses"])
    content = operation["responses"][status].get("content")
    if content is None:
        return {"status": int(status)}
    example = next(iter(content[_JSON]["examples"].values()))["value"]
    headers = {"Content-Type": _JSON}
    return {"status": int(status), "headers": headers, "jsonBody": example}
