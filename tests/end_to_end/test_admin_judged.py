"""The contract suite finds nothing in the admin API: our own contract, judged as any other."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from contracts.finding import RunResult
from contracts.run.options import KINDS, RunOptions
from contracts.target import ApiTarget, Target
from mockserver.admin import ADMIN
from mockserver.app import MockServer
from mockserver.settings import Settings
from tests.support.documents import api, operation, write_api
from tests.support.journals import impatient
from tests.support.judging import bundle_of, judge, prepared, told
from tests.support.worlds import HandSet, send

CONTRACT = str(ADMIN)
TOKEN = "judges-token-1"
ROLES = {
    "caller.default": {"adminToken": {"token": TOKEN}},
    "api.served": "shop",
    "operation.known": "GET /now",
    "sandbox.used": "default",
    "snapshot.kept": "before",
    "scenario.known": "slow",
    "fault.known": "never",
    "entry.kept": 1,
    "control.known": "note",
}
STUB = """
@operation('now')
async def now(call, world):
    return Reply(200, {'now': format_instant(world.now)})

@control('note', schema={'type': 'object'})
async def note(body, world):
    '''Notes what it is told.'''
    world.put('note', await world.next_id('note'), {'said': body})
    return {'noted': True}
"""
STATE = {"type": "object", "additionalProperties": {"additionalProperties": {"type": "object"}}}
SETTING = (
    ("PUT", "/_mock/faults", {"faults": [{"id": "never", "delay": 1, "percent": 0}]}),
    ("GET", "/now", None),
    ("POST", "/now", None),
    ("PUT", "/_mock/snapshots/before", None),
)
"""What plays the roles."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An API that has one of everything that the admin API tells of."""
    folder = write_api(
        tmp_path_factory.mktemp("judged"),
        api({"/now": {"get": operation("now")}}),
        STUB,
        seed={"note": {"1": {"said": {}}}},
        state_schema=STATE,
    )
    renamed = Path(folder).with_name("shop")
    shutil.move(folder, renamed)
    (renamed / "scenarios").mkdir()
    text = "title: Slow\ndescription: Everything takes long.\nfaults: [{delay: 2, percent: 0}]\n"
    (renamed / "scenarios" / "slow.yaml").write_text(text, encoding="utf-8")
    return str(renamed)


def mock_of(shop: str) -> MockServer:
    """A mock in which something plays each role; nothing in it waits."""
    app = MockServer(Settings(apis=(shop,), admin_token=TOKEN), time=HandSet(), timer=impatient)
    for method, path, body in SETTING:
        options = {} if body is None else {"json": body}
        send(app, method, path, headers={"Authorization": f"Bearer {TOKEN}"}, **options)
    return app


def target() -> Target:
    here = ApiTarget(url="asgi://test/_mock", roles=ROLES)
    name = bundle_of(CONTRACT).name
    return Target(name="admin", apis={name: here}, safety="writes", is_exclusive=True)


def judged(app: MockServer, place: str, **options: Any) -> RunResult:
    """Judges what is said of one place of the contract, such as `[GET /clock]`."""
    with prepared(CONTRACT, app, RunOptions(), target=target()) as suite:  # type: ignore[arg-type]
        chosen = {item.id for item in suite.items if place_of(item.id) == place}
    return judge(
        CONTRACT,
        server=app,  # type: ignore[arg-type] # any application will do
        target=target(),
        items=chosen,
        max_examples=2,
        **options,
    )


def place_of(item: str) -> str:
    return "".join(item.partition("[")[1:])


PLACES = [f"[{one.label}]" for one in bundle_of(CONTRACT).operations]


@pytest.mark.parametrize("place", [*PLACES, ""])
def test_the_suite_is_content_with_the_admin_api(shop: str, place: str) -> None:
    result = judged(mock_of(shop), place, kinds=KINDS)

    assert told(result) == []
    assert any(item.outcome == "passed" for item in result.items)
    # Everything is judged: what is left has nothing to send.
    left = {item.reason for item in result.items if item.outcome == "not-judged"}
    assert left <= {"no examples in the document"}


def test_the_suite_notices_an_admin_api_that_asks_for_nothing(shop: str) -> None:
    app = MockServer(Settings(apis=(shop,)), time=HandSet(), timer=impatient)

    found = told(judged(app, "[GET /state]", laws=["credentials_are_required"]))

    assert any("a refusal without credentials | 200" in line for line in found)
