"""Without a target the mock is judged, in this process, with the roles of its seed."""

import pytest

from contracts.target import in_process_target
from contracts.target.in_process import base_path, seeded_roles
from tests.support.documents import api, bundle_of
from tests.support.exchanges import bundled

APIS = ("criteo", "sessionm", "spaaza")


def test_mock_may_be_written_and_reset() -> None:
    target = in_process_target([bundled(name) for name in APIS])

    assert target.isolation == "reset"
    assert target.is_own_mock
    assert target.exclusive
    assert all(target.may_write(name) for name in APIS)
    assert all(one.server == "mock" and one.control for one in target.apis.values())


@pytest.mark.parametrize("name", APIS)
def test_every_role_with_a_seed_is_played(name: str) -> None:
    bundle = bundled(name)

    target = in_process_target([bundle])

    seeded = {role for role, said in bundle.roles.items() if "seed" in said}
    assert set(target.apis[name].roles) == seeded == set(seeded_roles(bundle))
    assert "caller.default" in seeded


@pytest.mark.parametrize(
    ("servers", "path"),
    [
        ([], ""),
        ([{"url": "/"}], ""),
        ([{"url": "/v1/"}], "/v1"),
        ([{"url": "https://a.example.test/base/v2"}], "/base/v2"),
        ([{"url": "https://a.example.test"}], ""),
        ([{"url": "/first"}, {"url": "/second"}], "/first"),
        ([{"url": "/{v}/x", "variables": {"v": {"default": "2026"}}}], "/2026/x"),
    ],
)
def test_base_path_is_that_of_the_first_server(servers: list[object], path: str) -> None:
    more = {"servers": servers} if servers else {}

    assert base_path(bundle_of(api({}, **more))) == path


def test_document_without_roles_has_none() -> None:
    assert bundle_of(api({})).roles == {}
