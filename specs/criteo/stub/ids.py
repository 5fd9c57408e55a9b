"""Ids as they are compared and sent: strings of digits."""

from mockserver.stubkit import Json


def as_id(sent: Json) -> str:
    """Returns the string form of an id that came as a string or a whole number.

    >>> as_id("99999"), as_id(99999), as_id(99999.0)
    ('99999', '99999', '99999')
    """
    return sent if isinstance(sent, str) else str(int(sent))
