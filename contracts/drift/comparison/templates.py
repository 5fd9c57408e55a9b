"""Path templates, whatever their parameters are called."""

import re
from typing import Final

_PARAMETER: Final = re.compile(r"{([^{}]*)}")


def neutral(template: str) -> str:
    """Returns a path template without the names of its parameters.

    >>> neutral("/users/{userId}/notes")
    '/users/{}/notes'
    """
    return _PARAMETER.sub("{}", template)


def names(template: str) -> list[str]:
    """Returns the names of the parameters of a path template, the last one first.

    The front of a path may move into the URL of a server, so positions count from the end.

    >>> names("/users/{user}/notes/{note}")
    ['note', 'user']
    """
    return _PARAMETER.findall(template)[::-1]
