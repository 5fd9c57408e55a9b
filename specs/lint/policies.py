"""What x-batch, x-resource and x-roles point at exists."""

from collections.abc import Iterator

from specs.batch import BatchPolicy
from specs.bundle import Bundle
from specs.errors import nearest_name
from specs.extensions import is_valid_extension
from specs.lint.finding import LintFinding, in_document
from specs.lint.reach import reaches
from specs.operation import Media, Operation
from specs.values import Record, pointer


def batch_is_placed(bundle: Bundle) -> Iterator[LintFinding]:
    """The pointers of a batch policy hit something in the bodies; its statuses are declared."""
    for operation, raw in _declared(bundle, "x-batch"):
        where, policy = operation.pointer + "/x-batch", BatchPolicy.read(raw)
        for at, wrong in _batch_faults(bundle, operation, policy):
            yield in_document(bundle, "batch_is_placed", where + at, wrong)


def resource_is_placed(bundle: Bundle) -> Iterator[LintFinding]:
    """The parameters and places that a resource names exist."""
    for operation, raw in _declared(bundle, "x-resource"):
        where = operation.pointer + "/x-resource"
        for at, wrong in _resource_faults(bundle, operation, raw):
            yield in_document(bundle, "resource_is_placed", where + at, wrong)


def role_operation_exists(bundle: Bundle) -> Iterator[LintFinding]:
    """The operations that make or find what a role asks for exist."""
    roles = bundle.document.data.get("x-roles")
    if roles is None or not is_valid_extension("x-roles", roles):
        return
    known = [one.operation_id for one in bundle.operations if one.operation_id is not None]
    for name, role in roles.items():
        for member in ("makes", "finds"):
            if member in role and role[member] not in known:
                nearest = nearest_name(role[member], known)
                message = f"the role {name} names no operation with {role[member]}. {nearest}"
                where = pointer("x-roles", name, member)
                yield in_document(bundle, "role_operation_exists", where, message)


def _declared(bundle: Bundle, word: str) -> Iterator[tuple[Operation, Record]]:
    for operation in bundle.operations:
        raw = operation.extensions.get(word)
        if raw is not None and is_valid_extension(word, raw):
            yield operation, raw


def _batch_faults(
    bundle: Bundle, operation: Operation, policy: BatchPolicy
) -> Iterator[tuple[str, str]]:
    request, response = _request(operation), _answers(operation, policy)
    places: list[tuple[str, str | None, list[Media]]] = [
        ("/items", policy.items, request),
        ("/successes", policy.successes, response),
        ("/failures", policy.failures, response),
        ("/warnings", policy.warnings, response),
    ]
    if policy.request_identity is not None:
        places.append(("/identity/request", f"{policy.items}/*{policy.request_identity}", request))
    if policy.response_identity is not None:
        place = f"{policy.successes}/*{policy.response_identity}"
        places.append(("/identity/response", place, response))
    for at, body_place, media in places:
        if body_place is not None and not reaches(bundle.document, media, body_place):
            yield at, _nothing(operation, body_place)
    for outcome, status in policy.statuses.items():
        if str(status) not in operation.responses:
            message = f"{operation.label} does not declare {status}, the status of {outcome}"
            yield "/statuses", message


def _resource_faults(
    bundle: Bundle, operation: Operation, raw: Record
) -> Iterator[tuple[str, str]]:
    names = {place: _parameters(operation, place) for place in ("path", "query")}
    paging, filters = raw.get("paging", {}), raw.get("filters", {})
    wanted = [("/key", raw.get("key"), "path")]
    wanted += [(f"/paging/{name}", paging.get(name), "query") for name in ("page", "size")]
    wanted += [
        (pointer("filters", name), name.removeprefix("query:"), "query")
        for name in filters
        if name.startswith("query:")
    ]
    for at, name, place in wanted:
        if name is not None and name not in names[place]:
            nearest = nearest_name(name, names[place])
            yield at, f"{operation.label} has no {place} parameter {name}. {nearest}"
    for at, body_place, media in _resource_places(operation, raw):
        if body_place is not None and not reaches(bundle.document, media, body_place):
            yield at, _nothing(operation, body_place)


def _resource_places(
    operation: Operation, raw: Record
) -> Iterator[tuple[str, str | None, list[Media]]]:
    response, item = _responses(operation), raw.get("items", "") + "/*"
    yield "/id", raw.get("id"), response
    yield "/items", raw.get("items"), response
    yield "/paging/pages", raw.get("paging", {}).get("pages"), response
    if "item-id" in raw:
        yield "/item-id", item + raw["item-id"], response
    for name, target in raw.get("filters", {}).items():
        at = pointer("filters", name)
        yield at, item + target, response
        if name.startswith("/"):
            yield at, name, _request(operation)


def _nothing(operation: Operation, place: str) -> str:
    return f"{place} names nothing in the schemas and examples of {operation.label}"


def _parameters(operation: Operation, place: str) -> set[str]:
    return {one.name for one in operation.parameters if one.place == place}


def _request(operation: Operation) -> list[Media]:
    return list(operation.request_body.media) if operation.request_body is not None else []


def _answers(operation: Operation, policy: BatchPolicy) -> list[Media]:
    statuses = {str(status) for status in policy.statuses.values()}
    return [
        media
        for response in operation.responses.values()
        if response.status in statuses
        for media in response.media
    ]


def _responses(operation: Operation) -> list[Media]:
    return [
        media
        for response in operation.responses.values()
        if response.status.startswith("2")
        for media in response.media
    ]
