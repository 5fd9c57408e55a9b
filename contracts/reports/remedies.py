"""Which lines of the target file would let an item be judged that was not."""

import json
import re
from collections.abc import Iterable
from typing import Final

_NAME: Final = r"[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)+"
_ROLES: Final = re.compile(rf"\bno roles? ({_NAME}(?:(?:, | and ){_NAME})*)")
_BLOCKED: Final = re.compile(r"\bwrite blocked\b")
_CONTROL: Final = re.compile(r"\bno control\b")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def remedy(reason: str, target: str, apis: Iterable[str]) -> str:
    """Returns TOML to add to `contracts.toml`, or nothing where none helps.

    Args:
        reason: Why something was not judged.
        target: Name of the target.
        apis: The APIs whose items have the reason.

    >>> print(remedy("no role campaign.capped", "staging", ["criteo"]))
    [targets.staging.apis.criteo.roles]
    "campaign.capped" = "..."
    >>> print(remedy("write blocked", "staging", ["criteo"]))
    [targets.staging]
    safety = "writes"
    >>> remedy("no way known to cause it", "staging", ["criteo"])
    ''
    """
    if found := _ROLES.search(reason):
        lines = [f"{_key(name)} = {_value(name)}" for name in re.findall(_NAME, found[1])]
        tables = [_table(target, "apis", api, "roles") for api in dict.fromkeys(apis)]
        return "\n".join("\n".join((table, *lines)) for table in tables)
    if _BLOCKED.search(reason):
        return f'{_table(target)}\nsafety = "writes"'
    if _CONTROL.search(reason):
        return f'{_table(target)}\ncontrol = "http://..."'
    return ""


def _table(*parts: str) -> str:
    return f"[{'.'.join(('targets', *map(_key, parts)))}]"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name)


def _value(role: str) -> str:
    return "{ ... }" if role.startswith("caller.") else '"..."'
