"""What an API's folder suggests to try first: `tryout.yaml`."""

from dataclasses import dataclass
from typing import Final

import jsonschema_rs

from specs.bundle import Bundle
from specs.errors import InvalidPart
from specs.schemas import violations
from specs.values import Record
from specs.yaml_reader import read_text

TRYOUT: Final = "tryout.yaml"

_SCHEMA: Final[Record] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "credentials": {"type": "array", "items": {"$ref": "#/$defs/credential"}},
        "requests": {"type": "array", "items": {"$ref": "#/$defs/request"}},
    },
    "$defs": {
        "credential": {
            "type": "object",
            "required": ["what", "value"],
            "additionalProperties": False,
            "properties": {"what": {"type": "string"}, "value": {"type": "string"}},
        },
        "request": {
            "type": "object",
            "required": ["what", "curl"],
            "additionalProperties": False,
            "properties": {"what": {"type": "string"}, "curl": {"type": "string"}},
        },
    },
}
_JUDGE: Final = jsonschema_rs.Draft202012Validator(_SCHEMA)


@dataclass(frozen=True, slots=True)
class Tryout:
    """Credentials and requests that work against a fresh mock."""

    credentials: tuple[str, ...] = ()
    """What each is, and its value."""
    requests: tuple[str, ...] = ()
    """curl lines; `{url}` stands for the base URL."""


def read_tryout(bundle: Bundle) -> Tryout:
    """Reads the file of an API; nothing is suggested where there is none.

    Raises:
        InvalidPart: The file is not of its form.
    """
    path = bundle.file(TRYOUT)
    if path is None:
        return Tryout()
    source = read_text(path)
    found = violations(_JUDGE, source.value)
    if found:
        raise InvalidPart(
            f"at {found[0].pointer or '/'}: {found[0].message}",
            file=path,
            line=source.line(found[0].pointer),
            expected="`credentials`, a list of `what` and `value`, and `requests`, a list of `what`"
            " and `curl`",
            do="Correct the entry",
        )
    return Tryout(
        tuple(f"{item['what']}: {item['value']}" for item in source.value.get("credentials", [])),
        tuple(item["curl"] for item in source.value.get("requests", [])),
    )
