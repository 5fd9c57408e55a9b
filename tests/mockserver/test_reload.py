"""Files are read again while the server runs: records stay, and what no longer fits is told."""

import asyncio

import pytest

from specs.errors import SpecError
from tests.support.documents import api, operation, write_api
from tests.support.worlds import send, server

STUB = """
@operation('look')
async def look(call, world):
    return Reply(200, await world.list('order'))
"""
LOOK = {"/look": {"get": operation("look", {"type": "object"})}}
SEED = {"order": {"1": {"total": 5}}}
SCHEMA = "properties: {order: {additionalProperties: {required: [%s]}}}\n"


def test_a_new_path_is_served_and_records_stay(tmp_path):
    app = server(write_api(tmp_path, api(LOOK), STUB, seed=SEED))
    send(app, "PUT", "/_mock/state/shop", json={"order": {"1": {"total": 9}}})
    write_api(tmp_path, api({**LOOK, "/new": {"get": operation("new", {})}}), STUB, seed=SEED)

    assert send(app, "GET", "/new").status_code == 404
    assert asyncio.run(app.reload()) == ()
    assert send(app, "GET", "/new").status_code == 200
    assert send(app, "GET", "/look").json() == {"1": {"total": 9}}


def test_a_new_starting_state_shows_where_nothing_was_written(tmp_path):
    app = server(write_api(tmp_path, api(LOOK), STUB, seed=SEED))
    send(app, "GET", "/look")
    write_api(tmp_path, api(LOOK), STUB, seed={"order": {"2": {"total": 6}}})
    asyncio.run(app.reload())

    assert send(app, "GET", "/look").json() == {"2": {"total": 6}}


def test_records_that_no_longer_fit_are_told(tmp_path):
    folder = write_api(tmp_path, api(LOOK), STUB, seed=SEED)
    app = server(folder)
    send(app, "PUT", "/~w1/_mock/state/shop", json={"order": {"1": {"total": 9}}})
    (tmp_path / "shop" / "state.schema.yaml").write_text(SCHEMA % "paid")
    (tmp_path / "shop" / "seed.yaml").write_text("order: {}\n")

    (told,) = asyncio.run(app.reload())

    assert told.startswith("w1: shop/order/1")
    assert "paid" in told


def test_a_broken_file_is_refused_and_the_old_one_is_still_served(tmp_path):
    folder = write_api(tmp_path, api(LOOK), STUB, seed=SEED)
    app = server(folder)
    (tmp_path / "shop" / "openapi.yaml").write_text("openapi: [")

    with pytest.raises(SpecError):
        asyncio.run(app.reload())
    assert send(app, "GET", "/look").json() == {"1": {"total": 5}}
