import pytest

from specs.servers import base_paths
from specs.values import Json

STAGE = {"url": "/{stage}/v1", "variables": {"stage": {"default": "live"}}}


@pytest.mark.parametrize(
    ("servers", "paths"),
    [
        (None, ("",)),
        ([], ("",)),
        ([{"url": "/"}], ("",)),
        ([{"url": "/v1/"}, {"url": "https://a.example.test/v1"}], ("/v1",)),
        ([{"url": "v1"}, {"url": "https://b.example.test"}], ("/v1", "")),
        ([STAGE, {"url": "https://{host}:8443/v2"}], ("/live/v1", "/v2")),
        ([{"url": "/{a}", "variables": 5}], ("/{a}",)),
        ([{"url": "/{a}", "variables": {"a": 5}}], ("",)),
        (["/v1", {"url": "http://["}, {}], ("",)),
        ("odd", ("",)),
    ],
)
def test_paths_of_servers_are_told_once(servers: Json, paths: tuple[str, ...]) -> None:
    assert base_paths(servers) == paths
