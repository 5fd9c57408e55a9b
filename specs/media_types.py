"""Content types: their parts, and which of them carry JSON."""


def is_json(content_type: str) -> bool:
    """Whether a declared media type carries JSON, or anything at all.

    >>> is_json("application/vnd.api+json; v=1"), is_json("text/csv")
    (True, False)
    """
    kind, _ = split_content_type(content_type)
    return kind in ("application/json", "*/*", "application/*") or kind.endswith("+json")


def split_content_type(content_type: str) -> tuple[str, str | None]:
    """Returns the media type and the charset of a header, in lower case.

    >>> split_content_type('Application/JSON; charset="UTF-8"')
    ('application/json', 'utf-8')
    """
    kind, *parameters = content_type.split(";")
    charset = None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    return kind.strip().lower(), charset


def matches(declared: str, kind: str) -> bool:
    """Whether a media type falls under a declared one, which may hold wildcards.

    >>> matches("application/*", "application/json"), matches("text/plain", "text/html")
    (True, False)
    """
    if declared in (kind, "*/*"):
        return True
    return declared.endswith("/*") and kind.startswith(declared[:-1])
