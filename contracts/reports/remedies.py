"""Which line of the target file would let an item be judged that was not."""

import re
from typing import Final

_ROLE_WORD: Final = re.compile(r"\broles?\b")
_ROLE_NAME: Final = re.compile(r"\b[a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_-]*)+\b")
_WRITES: Final = re.compile(r"\b(read-only|writes? (?:is |are )?(?:not allowed|blocked))\b")
_CONTROL: Final = re.compile(r"\bcontrol\b")


def remedy(reason: str) -> str:
    """Returns the line to add to the target in `contracts.toml`, or nothing where none helps.

    >>> remedy("no role campaign.capped")
    'campaign.capped = "..."'
    >>> remedy("write blocked")
    'safety = "writes"'
    >>> remedy("no way known to cause it")
    ''
    """
    if role := _ROLE_WORD.search(reason):
        names = dict.fromkeys(_ROLE_NAME.findall(reason, role.end()))
        if names:
            return "\n".join(f'{name} = "..."' for name in names)
    if _WRITES.search(reason):
        return 'safety = "writes"'
    if _CONTROL.search(reason):
        return 'control = "http://..."'
    return ""
