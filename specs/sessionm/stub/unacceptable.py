"""Why the values of a new campaign are refused, each reason with its facts.

Unacceptable
    NamesDiffer
    WindowReversed
    NoSuchInstant
    UnreachablePermalink
    AlreadyTaken
"""


class Unacceptable(Exception):
    """The values of a new campaign do not fit; `str()` says which."""


class NamesDiffer(Unacceptable):
    """Several names of one value were given with different values."""

    def __init__(self, *names: str) -> None:
        self.names = names
        super().__init__(f"{' and '.join(names)} differ.")


class WindowReversed(Unacceptable):
    """A window does not end after it starts."""

    def __init__(self, first: str, last: str) -> None:
        self.first = first
        self.last = last
        super().__init__(f"{last} is not after {first}.")


class NoSuchInstant(Unacceptable):
    """A date is in no calendar, or of a year that cannot be kept."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} names no instant of the years 1 to 9999.")


class UnreachablePermalink(Unacceptable):
    """URLs resolve the permalink away, so that no path can name the campaign."""

    def __init__(self, permalink: str) -> None:
        self.permalink = permalink
        super().__init__(f"external_id {permalink!r} cannot stand in a URL.")


class AlreadyTaken(Unacceptable):
    """Another campaign of the application has the value."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is already taken.")
