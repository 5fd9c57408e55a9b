"""Path items and operations of OpenAPI 2.0 in the words of 3.0."""

from dataclasses import dataclass
from typing import Final

from specs.swagger.bodies import Placed, request_body
from specs.swagger.context import Context, below, members
from specs.swagger.parameters import BODY_PLACES, convert_parameter
from specs.swagger.responses import convert_response
from specs.swagger.schemas import moved_reference
from specs.values import Json, Record

_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch")
_GONE: Final = ("consumes", "produces", "schemes", "parameters", "responses")
_SHARED: Final = "#/responses/"


@dataclass(frozen=True, slots=True)
class Operations:
    """Converts operations of one document."""

    context: Context
    consumes: list[str]
    produces: list[str]
    """The media types of operations that name none."""

    def path_item(self, raw: Json, where: str, old: str) -> Json:
        """Returns a path item; what is no mapping is left for others to judge.

        Args:
            raw: What 2.0 says.
            where: The pointer of the result.
            old: The pointer of `raw`.
        """
        reference = raw.get("$ref") if isinstance(raw, dict) else None
        if isinstance(reference, str) and not reference.startswith("#/paths/"):
            raw, old = self.context.resolve(raw, old)
            self.context.move(where, old)
        if not isinstance(raw, dict):
            return raw
        made = dict(raw)
        plain, parts = self._split(raw.get("parameters"), where, old)
        if "parameters" in raw:
            made["parameters"] = plain
        for method in _METHODS:
            if method in raw:
                made[method] = self._operation(
                    raw[method], parts, below(where, method), below(old, method)
                )
        return made

    def _operation(self, raw: Json, shared: list[Placed], where: str, old: str) -> Json:
        if not isinstance(raw, dict):
            return raw
        made = {name: item for name, item in raw.items() if name not in _GONE}
        plain, own = self._split(raw.get("parameters"), where, old)
        if "parameters" in raw:
            made["parameters"] = plain
        consumes = self.context.types(raw, "consumes") or self.consumes
        produces = self.context.types(raw, "produces") or self.produces
        parts = _overridden(shared, own)
        body = request_body(self.context, parts, consumes, below(where, "requestBody"))
        if body is not None:
            made["requestBody"] = body
        if "responses" in raw:
            made["responses"] = self._responses(raw["responses"], produces, where, old)
        return made

    def _split(self, raw: Json, where: str, old: str) -> tuple[Json, list[Placed]]:
        """Separates parameters from those that make up a body."""
        if not isinstance(raw, list):
            return raw, []
        plain: list[Json] = []
        parts: list[Placed] = []
        for index, entry in enumerate(raw):
            at = below(old, "parameters", index)
            value, real = self.context.resolve(entry, at)
            if isinstance(value, dict) and value.get("in") in BODY_PLACES:
                parts.append(Placed(value, real))
                continue
            new = below(where, "parameters", len(plain))
            plain.append(self._parameter(entry, Placed(value, real), new, at))
        return plain, parts

    def _parameter(self, entry: Json, found: Placed, where: str, old: str) -> Json:
        """Returns a parameter, or a reference to one that the document shares."""
        reference = entry.get("$ref") if isinstance(entry, dict) else None
        is_followed = isinstance(found.raw, dict) and found.raw is not entry
        if isinstance(reference, str) and (
            reference.startswith("#/parameters/") or not is_followed
        ):
            self.context.move(where, old)
            return {**entry, "$ref": moved_reference(reference)}
        self.context.move(where, found.old)
        if not isinstance(found.raw, dict):
            return entry
        return convert_parameter(self.context, found.raw, where, found.old)

    def _responses(self, raw: Json, produces: list[str], where: str, old: str) -> Json:
        if not isinstance(raw, dict):
            return raw
        made: Record = {}
        for status, response in members(raw):
            new, at = below(where, "responses", status), below(old, "responses", status)
            reference = response.get("$ref") if isinstance(response, dict) else None
            if status.startswith("x-"):
                made[status] = response
            elif isinstance(reference, str):
                made[status] = self._referred(response, produces, new, at)
            else:
                made[status] = convert_response(self.context, response, produces, new, at)
        return made

    def _referred(self, raw: Record, produces: list[str], where: str, old: str) -> Json:
        """Returns a reference to a response, or the response where its media types are others."""
        value, real = self.context.resolve(raw, old)
        is_shared = raw["$ref"].startswith(_SHARED) and produces == self.produces
        if is_shared or value is raw:
            return {**raw, "$ref": moved_reference(raw["$ref"])}
        self.context.move(where, real)
        return convert_response(self.context, value, produces, where, real)


def _overridden(shared: list[Placed], own: list[Placed]) -> list[Placed]:
    """Returns the parts of a body: those of the path, as far as the operation has no others."""
    has_body = any(one.raw.get("in") == "body" for one in own)
    names = [one.raw.get("name") for one in own]
    kept = [] if has_body else [one for one in shared if one.raw.get("name") not in names]
    if own and not has_body:
        kept = [one for one in kept if one.raw.get("in") != "body"]
    return [*kept, *own]
