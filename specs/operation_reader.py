"""A document -> its operations, in the order they are written."""

from collections.abc import Callable
from typing import Final

from specs.batch import BatchPolicy
from specs.document import Document
from specs.errors import InvalidSpec
from specs.extensions import is_valid_extension
from specs.operation import (
    METHODS,
    Header,
    Media,
    Operation,
    Parameter,
    Place,
    RequestBody,
    Response,
    SecurityScheme,
)
from specs.values import ABSENT, Json, Record, pointer

_DEFAULT_STYLE: Final[dict[Place, str]] = {
    "path": "simple",
    "query": "form",
    "header": "simple",
    "cookie": "form",
}


def read_operations(
    document: Document, leave_out: Callable[[str, str, InvalidSpec], None] | None = None
) -> tuple[Operation, ...]:
    """Returns the operations of a document in the order they are written.

    Args:
        document: The document.
        leave_out: Is told the path, the method and the flaw of each operation that cannot be read;
            such are taken out of the document.

    Raises:
        InvalidSpec: A part of an operation has a shape that OpenAPI does not allow, and nobody is
            there to be told.
    """
    reader = _Reader(document)
    found = []
    for path, raw in document.data.get("paths", {}).items():
        if not path.startswith("/"):
            continue
        item, item_pointer = reader.path_item(raw, pointer("paths", path))
        for method in [name for name in item if name in METHODS]:
            try:
                found.append(reader.operation(path, item, item_pointer, method))
            except InvalidSpec as flaw:
                if leave_out is None:
                    raise
                leave_out(path, method, flaw)
                del item[method]
    return tuple(found)


def read_path_item(document: Document, name: str, where: str) -> tuple[Operation, ...]:
    """Returns the operations of one path item, wherever it stands: in a callback, as a webhook.

    Args:
        document: The document.
        name: What stands for the path: the name of a webhook, the expression of a callback.
        where: JSON pointer of the path item.

    Raises:
        InvalidSpec: A part of an operation has a shape that OpenAPI does not allow.
    """
    reader = _Reader(document)
    item, at = reader.path_item(document.at(where), where)
    return tuple(reader.operation(name, item, at, method) for method in item if method in METHODS)


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.schemes = {
            name: self._scheme(name, raw)
            for name, raw in self._components("securitySchemes").items()
        }

    def path_item(self, raw: Json, where: str) -> tuple[Record, str]:
        item, where = self.document.dereference(raw, where)
        return self._mapping(item, where), where

    def operation(self, path: str, item: Record, item_pointer: str, method: str) -> Operation:
        raw, where = self.document.dereference(item[method], item_pointer + pointer(method))
        raw = self._mapping(raw, where)
        body = raw.get("requestBody")
        extensions = {name: value for name, value in raw.items() if name.startswith("x-")}
        batch: Json = extensions.get("x-batch")
        return Operation(
            method=method.upper(),
            path=path,
            operation_id=self._text(raw, "operationId", where),
            pointer=where,
            parameters=self._parameters(item, item_pointer, raw, where),
            request_body=self._request_body(body, where) if body is not None else None,
            responses=self._responses(raw, where),
            security=self._security(raw, where),
            schemes=self.schemes,
            extensions=extensions,
            batch=BatchPolicy.read(batch) if _is_batch(batch) else None,
        )

    def _security(self, raw: Record, where: str) -> tuple[dict[str, tuple[str, ...]], ...]:
        holder, at = (raw, where) if "security" in raw else (self.document.data, "")
        at += "/security"
        return tuple(
            {
                name: tuple(self._list(scopes, at))
                for name, scopes in self._mapping(alternative, at).items()
            }
            for alternative in self._list(holder.get("security"), at)
        )

    def _parameters(
        self, item: Record, item_pointer: str, raw: Record, where: str
    ) -> tuple[Parameter, ...]:
        found: dict[tuple[str, str], Parameter] = {}
        for holder, base in ((item, item_pointer), (raw, where)):
            for index, entry in enumerate(self._list(holder.get("parameters"), base)):
                place = f"{base}/parameters/{index}"
                parameter = self._parameter(*self.document.dereference(entry, place))
                found[parameter.place, parameter.name] = parameter
        return tuple(found.values())

    def _parameter(self, raw: Record, where: str) -> Parameter:
        raw = self._mapping(raw, where)
        name = self._text(raw, "name", where)
        place = next((one for one in _DEFAULT_STYLE if one == raw.get("in")), None)
        if name is None or place is None:
            missing = "a `name`" if name is None else f"`in: {' | '.join(_DEFAULT_STYLE)}`"
            raise self._invalid(f"this parameter lacks {missing}", where)
        style = self._text(raw, "style", where) or _DEFAULT_STYLE[place]
        schema = raw.get("schema")
        resolved = self.document.dereference(schema, where)[0] if schema is not None else {}
        return Parameter(
            name=name,
            place=place,
            required=bool(raw.get("required", place == "path")),
            schema=where + "/schema" if schema is not None else None,
            style=style,
            explode=raw.get("explode", style == "form"),
            default=resolved.get("default", ABSENT) if isinstance(resolved, dict) else ABSENT,
            examples=self._examples(raw, where),
            pointer=where,
        )

    def _request_body(self, raw: Json, where: str) -> RequestBody:
        body, at = self.document.dereference(raw, where + "/requestBody")
        body = self._mapping(body, at)
        return RequestBody(bool(body.get("required")), self._media(body, at), at)

    def _responses(self, raw: Record, where: str) -> dict[str, Response]:
        found = {}
        responses = self._mapping(raw.get("responses", {}), where + "/responses")
        for status, entry in responses.items():
            if status.startswith("x-"):
                continue
            response, at = self.document.dereference(entry, where + pointer("responses", status))
            response = self._mapping(response, at)
            key = status if status == "default" else status.upper()
            headers = tuple(
                self._header(
                    name, *self.document.dereference(header, at + pointer("headers", name))
                )
                for name, header in self._mapping(response.get("headers") or {}, at).items()
            )
            found[key] = Response(key, self._media(response, at), headers, at)
        return found

    def _header(self, name: str, raw: Record, where: str) -> Header:
        raw = self._mapping(raw, where)
        schema = where + "/schema" if "schema" in raw else None
        return Header(name, bool(raw.get("required")), schema, where)

    def _media(self, holder: Record, where: str) -> tuple[Media, ...]:
        content = self._mapping(holder.get("content", {}), where + "/content")
        return tuple(
            Media(
                content_type=content_type,
                schema=at + "/schema" if "schema" in media else None,
                examples=self._examples(media, at),
                pointer=at,
            )
            for content_type, raw in content.items()
            for at in [where + pointer("content", content_type)]
            for media in [self._mapping(raw, at)]
        )

    def _examples(self, holder: Record, where: str) -> dict[str, Json]:
        found: dict[str, Json] = {}
        if "example" in holder:
            found["example"] = holder["example"]
        named = holder.get("examples", {})
        for name, raw in named.items() if isinstance(named, dict) else ():
            entry, _ = self.document.dereference(raw, where + pointer("examples", name))
            if isinstance(entry, dict) and "value" in entry:
                found[name] = entry["value"]
        return found

    def _scheme(self, name: str, raw: Json) -> SecurityScheme:
        where = pointer("components", "securitySchemes", name)
        scheme, where = self.document.dereference(raw, where)
        scheme = self._mapping(scheme, where)
        flows = self._mapping(scheme.get("flows", {}), where)
        flow = self._mapping(flows.get("clientCredentials", {}), where)
        return SecurityScheme(
            name=name,
            type=scheme.get("type", ""),
            http_scheme=str(scheme.get("scheme", "")).lower(),
            place=scheme.get("in", ""),
            parameter=scheme.get("name", ""),
            token_url=flow.get("tokenUrl", ""),
        )

    def _components(self, kind: str) -> Record:
        components = self._mapping(self.document.data.get("components") or {}, "/components")
        return self._mapping(components.get(kind) or {}, pointer("components", kind))

    def _text(self, raw: Record, member: str, where: str) -> str | None:
        value = raw.get(member)
        if value is not None and not isinstance(value, str):
            raise self._invalid(f"`{member}` is not a text", where)
        return value

    def _mapping(self, value: Json, where: str) -> Record:
        if not isinstance(value, dict):
            raise self._invalid("a mapping is missing here", where)
        return value

    def _list(self, value: Json, where: str) -> list[Json]:
        if value is not None and not isinstance(value, list):
            raise self._invalid("a list is missing here", where)
        return value or []

    def _invalid(self, wrong: str, where: str) -> InvalidSpec:
        file, line = self.document.spot(where)
        return InvalidSpec(
            wrong,
            file=file,
            line=line,
            expected=f"an OpenAPI {self.document.version} object at {where}",
        )


def _is_batch(raw: Json) -> bool:
    return raw is not None and is_valid_extension("x-batch", raw)
