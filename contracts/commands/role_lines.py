"""The lines of contracts.toml that name what plays a role."""

import re
from collections.abc import Iterable
from typing import Final

from specs.bundle import Bundle
from specs.operation import SecurityScheme
from specs.values import Record

NEW: Final = "my-target"
"""What a target is called that has only a URL so far."""
_SECRET: Final = ("password", "token", "value", "client_secret")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]+")
_VALUES: Final = {"string": '"..."', "integer": "0", "number": "0.0", "boolean": "true"}


def role_lines(bundle: Bundle, target: str, roles: Iterable[str]) -> list[str]:
    """Returns the table and one line for each role, ready to be filled in."""
    return [role_table(bundle, target), *(role_line(bundle, role) for role in roles)]


def role_table(bundle: Bundle, target: str) -> str:
    """Returns the header of the table of an API's roles; a URL is no name of a target."""
    return f"[targets.{target_key(target)}.apis.{key(bundle.name)}.roles]"


def target_key(target: str) -> str:
    """Returns what a target is called in contracts.toml; a URL is no name of one."""
    return NEW if "://" in target else key(target)


def role_line(bundle: Bundle, role: str) -> str:
    """Returns the line for one role; secrets come from the environment."""
    declared: Record = bundle.roles.get(role, {})
    if declared.get("type") != "credentials":
        return f'"{role}" = {_VALUES.get(str(declared.get("type")), _VALUES["string"])}'
    shape: Record = declared.get("seed") or {
        name: dict.fromkeys(_members(scheme)) for name, scheme in bundle.schemes.items()
    }
    schemes = ", ".join(
        f"{key(scheme)} = {{ {', '.join(_member(role, scheme, m) for m in members)} }}"
        for scheme, members in shape.items()
    )
    return f'"{role}" = {{ {schemes} }}'


def auth_lines(bundle: Bundle) -> list[str]:
    """Returns the lines for the default caller's credentials; one scheme is enough."""
    return [
        f"auth.{key(name)} = "
        f"{{ {', '.join(_member(bundle.name, name, m) for m in _members(scheme))} }}"
        for name, scheme in bundle.schemes.items()
    ]


def _member(role: str, scheme: str, member: str) -> str:
    if member not in _SECRET:
        return f'{member} = "..."'
    variable = re.sub(r"[^A-Z0-9]+", "_", f"{role}_{scheme}_{member}".upper())
    return f'{member} = "${{{variable}}}"'


def _members(scheme: SecurityScheme) -> tuple[str, ...]:
    if scheme.type == "apiKey":
        return ("value",)
    if scheme.type == "http" and scheme.http_scheme == "basic":
        return ("username", "password")
    if scheme.type == "oauth2" and scheme.token_url:
        return ("client_id", "client_secret")
    return ("token",)


def key(name: str) -> str:
    """Returns a name as a key of TOML."""
    return name if _PLAIN.fullmatch(name) else f'"{name}"'
