"""Which mocks have an express at all, which operations it takes up, and which it gives up again."""

import asyncio
import logging

import pytest

from mockserver.app import MockServer
from mockserver.settings import Settings
from mockserver.state.store import DEFAULT
from tests.mockserver.express.asking import BIRTH, EXPRESS, LANE, Asking, ask, asked, laned, ways
from tests.mockserver.lane.differential.messages import exchange
from tests.support.documents import api, operation, response, takes, write_api, write_file
from tests.support.worlds import HandSet, SuspendingStore, server

HELLO = "@operation('hello')\nasync def hello(call, world):\n    return Reply(200, {'is': '%s'})\n"
HI = {"/hello": {"get": operation("hello")}}


class Watching:
    """Stands before the APIs, and lets everything pass."""

    def before(self, apis):
        return apis

    def heed(self, entry):
        """Hears of an answer."""

    async def aclose(self):
        """Ends."""


def test_a_mock_has_an_express_unless_it_is_told_not_to(shop_folder):
    assert server(shop_folder).express is not None
    assert server(shop_folder, compile=False).express is None


def test_without_an_express_the_lane_answers_all(shop_folder):
    app = server(shop_folder, compile=False)

    with laned(app) as numbers:
        told = asked(app, *[BIRTH] * 3)

    assert [answer.status for answer in told] == [200] * 3
    assert numbers == {0, 1, 2}


def test_what_stands_before_the_apis_sees_every_request(shop_folder):
    app = MockServer(Settings(apis=(shop_folder,)), time=HandSet(), front=Watching())

    with laned(app) as numbers:
        asked(app, *[ask("GET", "/now")] * 3)

    assert app.express is None
    assert numbers == {0, 1, 2}


def test_records_that_may_take_a_while_to_read_are_left_to_the_lane(shop_folder):
    app = server(shop_folder, store=SuspendingStore())

    with laned(app) as numbers:
        told = asked(app, *[ask("GET", "/now")] * 3)

    assert [answer.status for answer in told] == [200] * 3
    assert numbers == {0, 1, 2}


def test_files_that_change_are_heeded_and_what_was_learnt_of_the_old_ones_is_forgotten(tmp_path):
    folder = write_api(tmp_path, api(HI), HELLO % "old", seed={"thing": {"1": {"n": 1}}})
    app = server(folder)
    told = []
    with laned(app) as numbers:
        for stub in ("old", "new"):
            write_api(tmp_path, api(HI), HELLO % stub)
            asyncio.run(app.reload())
            told += [answer.body for answer in asked(app, *[ask("GET", "/hello")] * 2)]

    assert told == [b'{"is":"old"}'] * 2 + [b'{"is":"new"}'] * 2
    assert numbers == {0}


def test_a_starting_state_that_changes_is_seen_in_sandboxes_that_are_open(tmp_path):
    look = "@operation('hello')\nasync def hello(call, world):\n    return Reply(200, await "
    look += "world.list('thing'))\n"
    app = server(write_api(tmp_path, api(HI), look, seed={"thing": {"1": {"n": 1}}}))
    hello = [ask("GET", "/hello"), ask("GET", "/~two/hello")] * 2
    assert {answer.body for answer in asked(app, *hello)} == {b'{"1":{"n":1}}'}
    write_api(tmp_path, api(HI), look, seed={"thing": {"2": {"n": 2}}})
    asyncio.run(app.reload())

    with laned(app) as numbers:
        told = asked(app, *hello)

    assert [answer.body for answer in told] == [b'{"2":{"n":2}}'] * 4
    assert not numbers


def test_a_description_that_changes_judges_from_then_on(tmp_path):
    asking = Asking(write_api(tmp_path, api(HI), HELLO % "told"))
    try:
        hello = ask("GET", "/hello?n=x")
        assert ways(asking(hello, hello)) == [LANE, EXPRESS]
        stricter = {"name": "n", "in": "query", "schema": {"type": "integer"}}
        paths = {"/hello": {"get": operation("hello", parameters=[stricter])}}
        write_api(tmp_path, api(paths), HELLO % "told")
        asking.reload()

        told = asking(ask("GET", "/hello"), hello, ask("GET", "/hello?n=1"))

        assert ways(told) == [LANE, LANE, EXPRESS]
        assert [answer.status for _, answer in told] == [200, 400, 200]
    finally:
        asking.close()


def test_a_starting_state_that_changes_is_seen(tmp_path):
    look = "@operation('hello')\nasync def hello(call, world):\n    return Reply(200, await "
    look += "world.list('thing'))\n"
    asking = Asking(write_api(tmp_path, api(HI), look, seed={"thing": {"1": {"n": 1}}}))
    try:
        hello = ask("GET", "/hello")
        assert ways(asking(hello, hello)) == [LANE, EXPRESS]
        write_api(tmp_path, api(HI), look, seed={"thing": {"2": {"n": 2}}})
        asking.reload()

        told = asking(hello, hello)

        assert [answer.body for _, answer in told] == [b'{"2":{"n":2}}'] * 2
    finally:
        asking.close()


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("place", ["request", "parameter"])
def test_a_description_that_cannot_be_used_is_told_with_each_call(tmp_path, place):
    broken = {"$dynamicRef": "#nowhere"}
    parts = {
        "request": {"requestBody": takes(broken)},
        "parameter": {"parameters": [{"name": "n", "in": "query", "schema": broken}]},
    }
    document = api({"/broken": {"post": operation(**parts[place])}, **HI})
    asking = Asking(write_file(tmp_path, document))
    try:
        call = ask("POST", "/broken?n=1", json_body={})
        told = asking(ask("GET", "/hello"), call, call, ask("GET", "/hello"))
    finally:
        asking.close()

    assert ways(told) == [LANE, LANE, LANE, EXPRESS]
    assert [answer.status for _, answer in told] == [200, 501, 501, 200]


SCOPES = {
    "no path as it was sent": {"raw_path": None},
    "headers that cannot be changed": {"headers": ((b"host", b"localhost"),)},
    "headers in lists": {"headers": [[b"host", b"localhost"], [b"x-page", b"3"]]},
    "a query behind the path": {"raw_path": b"/parts?a=b"},
    "another server's extensions": {"extensions": {"http.response.trailers": {}}},
}


@pytest.mark.parametrize("told", SCOPES.values(), ids=SCOPES)
def test_other_servers_that_tell_more_or_less_get_the_same_answer(shop_folder, told):
    async def answered(app: MockServer) -> list[object]:
        messages: list[object] = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request"}

        async def send(message: object) -> None:
            messages.append(message)

        for _ in range(2):
            await app({**ask("GET", "/parts").scope(), **told}, receive, send)
        return messages

    apps = [server(shop_folder, compile=compiles) for compiles in (True, False)]
    mine, plain = (asyncio.run(answered(app)) for app in apps)

    assert mine == plain
    assert mine[0]["status"] == 200


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("kind", ["application/json; a=ü", 'application/json; a="\r\nX-Evil: b"'])
def test_a_content_type_is_sent_as_the_lane_sends_it(tmp_path, kind):
    paths = {
        "/hello": {"get": operation("hello", responses={"200": response({}, content_type=kind)})}
    }
    asking = Asking(write_api(tmp_path, api(paths), HELLO % "there"))
    try:
        told = asking(ask("GET", "/hello"), ask("GET", "/hello"))
    finally:
        asking.close()

    assert all(b"\n" not in text for _, answer in told for _, text in answer.headers)


def test_an_unusable_name_leaves_no_sandbox_behind(shop_folder):
    """There may be so many sandboxes only; names that nothing can have must not use them up."""
    app = server(shop_folder)
    asked(app, BIRTH)
    before = _stores(app)

    for name in ("!1", "default@1", "", "a" * 65):
        asked(app, ask("GET", "/now", ("Mock-Sandbox", name)), ask("GET", f"/~{name}/now"))

    assert _stores(app) == before


@pytest.mark.parametrize("kind", ["turn", "task", "gather", "timeout", "finally"])
def test_a_stub_that_waits_is_begun_in_vain_at_most_once(fresh_shop, caplog, kind):
    app = fresh_shop.pair.compiled
    runs = _runs(app, f"/waits/{kind}", caplog)

    assert runs == [2, 1, 1]


@pytest.mark.parametrize(
    "kind", ["nan", "no-json", "lie", "nothing", "crash", "refused-lie", "break", "wrong-header"]
)
def test_a_stub_that_fails_is_run_in_vain_at_most_once(fresh_shop, caplog, kind):
    """What it does outside of its world, such as to write a log, is not undone."""
    app = fresh_shop.pair.compiled
    runs = _runs(app, f"/fails/{kind}", caplog)

    assert runs == [2, 1, 1]


@pytest.mark.parametrize("does", ["await asyncio.sleep(0)", "raise LookupError('nobody')"])
def test_a_judge_of_callers_that_waits_or_fails_is_run_in_vain_at_most_once(tmp_path, caplog, does):
    stub = f"""
import asyncio
import logging

@authenticate
async def caller(call, credentials, world):
    logging.getLogger('shop.stub').warning('The stub runs.')
    {does}
"""
    document = api(
        {"/hello": {"get": operation(security=[{"key": []}])}},
        components={"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    )
    app = server(write_api(tmp_path, document, stub))
    asked(app, ask("PUT", "/_mock/state/shop", json_body={}))

    assert _runs(app, "/hello", caplog) == [2, 1, 1]


def test_a_stub_that_refuses_is_not_given_up(shop):
    told = shop(BIRTH, *[ask("GET", "/things/99")] * 3, ask("GET", "/things/1"))

    assert ways(told) == [LANE, *[EXPRESS] * 4]


def test_a_media_type_that_is_not_there_gives_no_operation_up(fresh_shop):
    wrong, right = (ask("GET", "/pages", ("Accept", kind)) for kind in ("image/png", "*/*"))

    assert ways(fresh_shop(BIRTH, wrong, right)) == [LANE, LANE, EXPRESS]


def test_a_thing_that_is_gone_gives_no_operation_up(fresh_shop):
    """The description has no words for that, so the mock's own are used."""
    gone = ask("DELETE", "/boxes/5")

    told = fresh_shop(BIRTH, gone, ask("GET", "/boxes/5"), ask("GET", "/boxes/6"))

    assert [answer.status for _, answer in told] == [200, 204, 404, 200]
    assert ways(told)[2:] == [LANE, EXPRESS]


def test_a_refused_request_gives_no_operation_up(shop):
    wrong = ask("PUT", "/things/1", json_body={"n": "one"})

    assert ways(shop(BIRTH, wrong, wrong, BIRTH)) == [LANE, LANE, LANE, EXPRESS]


def test_a_call_of_the_lane_that_is_overtaken_runs_again(tmp_path):
    """It waits while the express writes what it has read."""
    stub = """
import asyncio

gate = asyncio.Event()

@operation('slow')
async def slow(call, world):
    seen = await world.list('thing')
    if not seen:
        gate.clear()
        await gate.wait()
    return Reply(200, {'seen': len(seen)})

@operation('put')
async def put(call, world):
    world.put('thing', '1', {})
    gate.set()
    return Reply(200, {})
"""
    paths = {"/slow": {"get": operation("slow")}, "/put": {"post": operation("put")}}
    app = server(write_api(tmp_path, api(paths), stub))
    asked(app, ask("GET", "/_mock/state/shop"), ask("PUT", "/_mock/state/shop", json_body={}))

    async def story():
        async with asyncio.timeout(10):
            put = exchange(app, ask("POST", "/put"))
            return await asyncio.gather(exchange(app, ask("GET", "/slow")), put)

    with laned(app) as numbers:
        slow, put = asyncio.run(story())

    assert (slow.body, put.body) == (b'{"seen":1}', b"{}")
    assert numbers == {0}


LONG = "x" * 60_000
LONG_ONES = {
    "query": ask("GET", f"/now?a={LONG}"),
    "body": ask("POST", "/maybe", json_body={"a": LONG}),
    "header": ask("GET", "/now", ("X-Long", LONG)),
    "answer": ask("GET", "/answers?as=large"),
}


@pytest.mark.parametrize("sent", LONG_ONES.values(), ids=LONG_ONES)
def test_the_journal_keeps_as_much_of_the_express_as_of_the_lane(shop_folder, sent):
    """What is kept is bounded by its bytes, whoever took it down."""

    async def kept(app: MockServer) -> object:
        for _ in range(300):
            await exchange(app, sent)
        return await app.journal.extent(DEFAULT)

    apps = [server(shop_folder, compile=compiles) for compiles in (True, False)]
    mine, plain = (asyncio.run(kept(app)) for app in apps)

    assert mine == plain
    assert mine.dropped > 0


def test_no_call_is_lost_where_both_write_the_same_records(tmp_path):
    stub = """
import asyncio

async def count(world, turns):
    seen = await world.get('n', '1') or {'n': 0}
    for _ in range(turns):
        await asyncio.sleep(0)
    world.put('n', '1', {'n': seen['n'] + 1})
    world.put('row', str(await world.next_id('row')), {'of': len(await world.list('row'))})
    return Reply(200, {'n': seen['n'] + 1})

@operation('slow')
async def slow(call, world):
    return await count(world, 3)

@operation('fast')
async def fast(call, world):
    return await count(world, 0)
"""
    paths = {f"/{name}": {"post": operation(name)} for name in ("slow", "fast")}
    app = server(write_api(tmp_path, api(paths), stub))

    async def story():
        calls = []
        for number in range(60):
            name = "/slow" if number % 3 else "/fast"
            calls.append(asyncio.ensure_future(exchange(app, ask("POST", name))))
            for _ in range(number % 5):
                await asyncio.sleep(0)
        await asyncio.gather(*calls)
        return await app.sandbox.state("shop")

    with laned(app) as numbers:
        state = asyncio.run(story())

    assert 0 < len(numbers) < 60
    assert state["n"] == {"1": {"n": 60}}
    assert sorted(row["of"] for row in state["row"].values()) == list(range(60))


def _stores(app: MockServer) -> int:
    return len(app.sandboxes.storage._stores)


def _runs(app: MockServer, path: str, caplog: pytest.LogCaptureFixture) -> list[int]:
    """Returns how often the stub is run for each of three requests."""
    asked(app, BIRTH)
    counts = []
    with caplog.at_level(logging.WARNING, logger="shop.stub"):
        for _ in range(3):
            caplog.clear()
            asked(app, ask("GET", path))
            counts.append(sum(one.name == "shop.stub" for one in caplog.records))
    return counts
