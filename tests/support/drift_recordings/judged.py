"""What validators say of the JSON bodies of a recording, by the plainest way to them."""

import json
from base64 import b64decode
from collections.abc import Iterator
from urllib.parse import urlsplit

from specs.bundle import Bundle
from specs.operation import Media, Operation
from specs.schemas import Direction
from specs.values import Json, Record


def refused_bodies(bundle: Bundle, entry: Record) -> list[Json]:
    """Returns the bodies of an entry that are not what its operation documents."""
    operation = _operation(bundle, entry["request"])
    if operation is None:
        return []
    return [
        body
        for body, media, side in _bodies(operation, entry)
        if media.schema and not bundle.schemas.compile(media.schema, side).is_valid(body)
    ]


def _operation(bundle: Bundle, request: Record) -> Operation | None:
    url = urlsplit(request["url"])
    for server in bundle.document.data["servers"]:
        base = urlsplit(server["url"])
        if base.hostname != url.hostname or not url.path.startswith(base.path + "/"):
            continue
        names = url.path.removeprefix(base.path).split("/")
        for operation in bundle.operations:
            if operation.method == request["method"] and _fits(operation.path.split("/"), names):
                return operation
    return None


def _fits(template: list[str], names: list[str]) -> bool:
    return len(template) == len(names) and all(
        one.startswith("{") or one == name for one, name in zip(template, names, strict=True)
    )


def _bodies(operation: Operation, entry: Record) -> Iterator[tuple[Json, Media, Direction]]:
    sent, content = entry["request"].get("postData"), entry["response"]["content"]
    if sent is not None and operation.request_body is not None:
        for media in operation.request_body.media:
            if media.content_type == sent["mimeType"] == "application/json":
                yield json.loads(sent["text"]), media, "request"
    response = operation.response(entry["response"]["status"])
    if response is None or not content.get("text"):
        return
    for media in response.media:
        kind = content["mimeType"].partition(";")[0].lower()
        if media.content_type == kind and "json" in kind:
            text = content["text"]
            is_coded = content.get("encoding") == "base64"
            yield json.loads(b64decode(text) if is_coded else text), media, "response"
