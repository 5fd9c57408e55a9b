"""Where the servers of a description say that its paths begin."""

from urllib.parse import urlsplit

from specs.values import Json


def base_paths(servers: Json) -> tuple[str, ...]:
    """Returns the paths of all servers, variables filled with their defaults, each once.

    Args:
        servers: The value of `servers`; what has another shape than OpenAPI's is passed over.

    >>> base_paths([{"url": "https://a.example/v1/"}, {"url": "v2"}])
    ('/v1', '/v2')
    """
    listed = servers if isinstance(servers, list) and servers else [{"url": "/"}]
    return tuple(dict.fromkeys(_base_path(server) for server in listed))


def _base_path(server: Json) -> str:
    server = server if isinstance(server, dict) else {}
    url, variables = str(server.get("url", "/")), server.get("variables")
    for name, variable in variables.items() if isinstance(variables, dict) else ():
        default = variable.get("default", "") if isinstance(variable, dict) else ""
        url = url.replace("{" + name + "}", str(default))
    try:
        path = urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""
    return path if path.startswith("/") or not path else f"/{path}"
