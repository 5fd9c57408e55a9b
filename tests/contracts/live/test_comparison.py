"""The mock beside a live server: shapes, not values."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from contracts.live import Compared, compare_targets
from contracts.live.comparison import KINDS, mock_beside
from contracts.run.limits import OwnLimits
from contracts.run.options import RunOptions
from contracts.run.suite import Setting
from contracts.run.transport import AsgiTransport
from contracts.target import ApiTarget, Target, in_process_target
from tests.contracts.drift.observed.seeing import document, load
from tests.support.judging import STARTED, bundle_of, flawed_server, server_target

SEARCH = "POST /marketing-solutions/campaigns/search"
READ = "GET /marketing-solutions/campaigns/{campaignId}"


def compared(api: str, *flaws: str, live: str = "server") -> Compared:
    bundle, ticks = bundle_of(api), count()
    setting = Setting(
        run="ck-drift", started=STARTED, now=lambda: float(next(ticks)), limits=OwnLimits()
    )
    options = RunOptions(kinds=KINDS, checks=("answers_in_time",))
    mock = (in_process_target([bundle]), setting)
    if live == "mock":
        return compare_targets([bundle], mock, mock, options)
    app = AsgiTransport(flawed_server(api, flaws))
    try:
        other = (server_target(api), replace(setting, transports={api: app}))
        return compare_targets([bundle], mock, other, options)
    finally:
        app.close()


@pytest.mark.parametrize("api", ["criteo", "sessionm"])
def test_mock_beside_itself_differs_in_nothing(api: str) -> None:
    found = compared(api, live="mock")

    assert found.differing == ()
    assert len(found.compared) > 3
    assert found.left_out == ()


def test_readings_of_the_documents_that_differ_are_told_once_each() -> None:
    found = compared("criteo")

    told = {(one.operation, one.status, one.path, one.mock, one.live) for one in found.differing}
    assert (READ, "200", "/data/attributes/advertiserId", "string", "integer") in told
    assert (SEARCH, "200", "/meta", "no such field", "object") in told
    assert len(told) == len(found.differing)
    assert {one.path.count("/data/0") for one in found.differing} == {0}


def test_flaw_of_the_live_server_is_told_with_a_sample_of_both() -> None:
    before = {(one.operation, one.path) for one in compared("criteo").differing}

    after = compared("criteo", "read_is_a_list").differing
    (one,) = [one for one in after if (one.operation, one.path) not in before]
    assert (one.operation, one.path, one.mock, one.live) == (READ, "/data", "object", "array")
    assert isinstance(one.mock_sample.at("/data"), dict)
    assert isinstance(one.live_sample.at("/data"), list)
    assert one.pointer is not None


def test_api_without_reads_proves_nothing() -> None:
    found = compared("spaaza")

    assert found.compared == ()
    assert len(found.unreached) == len(found.bundles[0].operations)


def test_operations_that_are_not_compared_have_a_reason() -> None:
    found = compared("criteo", live="mock")

    assert ("criteo", READ) not in found.unreached
    assert "write" in found.unreached["criteo", "POST /marketing-solutions/campaigns"]
    assert found.answers["criteo", READ] > 1
    assert found.broken == {}


def test_mock_is_called_by_those_who_call_the_live_server() -> None:
    bundle = bundle_of("criteo")
    roles = {"caller.default": {"oauth2": {"token": "live"}}, "caller.guest": {}, "a.thing": 3}
    live = Target(name="lab", apis={"criteo": ApiTarget(url="http://127.0.0.1:1", roles=roles)})

    mock = mock_beside(live, [bundle]).apis["criteo"]
    seeded = in_process_target([bundle]).apis["criteo"]
    assert mock.roles == {**seeded.roles, "caller.guest": {}}


def test_mock_without_known_callers_takes_the_credentials_of_the_live_server(
    tmp_path: Path,
) -> None:
    bundle = load(tmp_path, document({}))
    headers = {"Authorization": "Basic eDp5"}
    roles = {"caller.default": {"key": {"value": "k"}}, "pet.known": 3}
    live = ApiTarget(url="http://127.0.0.1:1", roles=roles, headers=headers)

    mock = mock_beside(Target(name="lab", apis={bundle.name: live}), [bundle]).apis[bundle.name]
    assert mock.roles == {"caller.default": {"key": {"value": "k"}}}
    assert mock.headers == headers
    assert mock.server == "mock"
