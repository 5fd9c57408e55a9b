"""What a law can do on a target, and where it is stopped."""

from typing import Any

import pytest

from contracts.errors import SuiteDefect
from contracts.lawkit import ABSENT, Item, ItemKind, NotJudged
from contracts.run.api_run import ApiLaws, ApiRun
from contracts.run.paths import PathIndex
from contracts.run.session import LawSession
from tests.support.exchanges import bundled, operation_of
from tests.support.sessions import reply
from tests.support.targets import FakeTransport, api_run, find, sender_to


def session(run: ApiRun, transport: FakeTransport, **more: Any) -> LawSession:
    sender = sender_to(
        transport, run.bundle, roles=run.roles, may_write=run.guard.may_write, limits=run.limits
    )
    return LawSession(run, sender, paths=PathIndex(run.bundle), **more)


def made(
    transport: FakeTransport | None = None, *, more: dict[str, Any] | None = None, **run: Any
) -> tuple[LawSession, FakeTransport]:
    transport = transport or FakeTransport()
    return session(api_run(transport, **run), transport, **(more or {})), transport


def test_call_fills_path_query_headers_and_body() -> None:
    law, transport = made()

    law.call(
        "read",
        path={"id": "a/b é"},
        query={"n": 1, "flag": True, "none": None, "many": [1, "x"]},
        headers={"X-A": "1"},
        json={"k": None},
    )

    (sent,) = transport.sent
    assert sent.path == "/items/a%2Fb%20%C3%A9"
    assert sent.query == (("n", "1"), ("flag", "true"), ("many", "1"), ("many", "x"))
    assert sent.json == {"k": None}
    assert (sent.header("x-a"), sent.header("content-type")) == ("1", "application/json")


def test_query_may_repeat_names_in_order() -> None:
    law, transport = made()

    law.call("list", query=[("b", 1), ("a", 2), ("b", 3)])

    assert transport.sent[0].query == (("b", "1"), ("a", "2"), ("b", "3"))


def test_bytes_are_sent_as_they_are() -> None:
    law, transport = made()

    law.call("create", json=b'{"a":1,"a":2}', headers={"content-type": "text/odd"})

    assert transport.sent[0].body == b'{"a":1,"a":2}'
    assert [v for n, v in transport.sent[0].headers if n.lower() == "content-type"] == ["text/odd"]


def test_null_is_a_body() -> None:
    law, transport = made()

    law.call("create", json=None)
    law.call("create")

    assert [one.body for one in transport.sent] == [b"null", None]


def test_operation_is_known_by_id_label_or_itself() -> None:
    law, transport = made()

    for named in ("list", "GET /items", find(law.bundle, "list")):
        law.call(named)

    assert [one.path for one in transport.sent] == ["/items"] * 3


def test_unknown_operation_is_a_defect_of_the_law() -> None:
    with pytest.raises(SuiteDefect, match="unheard_of"):
        made()[0].call("unheard_of")


def test_path_is_filled_from_roles() -> None:
    law, transport = made(roles={"item.own": 7})

    law.call("read")

    assert transport.sent[0].path == "/items/7"


def test_path_without_a_role_is_not_judged() -> None:
    with pytest.raises(NotJudged, match="id"):
        made()[0].call("read")


def test_story_holds_all_that_was_said_in_order() -> None:
    law, _ = made()

    first = law.call("list", note="before")
    second = law.send("GET", "/items/1")

    assert law.story == [first, second]
    assert (first.note, second.operation) == ("before", "GET /items/{id}")


def test_undocumented_request_belongs_to_no_operation() -> None:
    assert made()[0].send("PATCH", "/elsewhere", body=b"x").operation is None


@pytest.mark.parametrize("failure", ["timeout", "refused", "broken"])
def test_missing_answer_is_not_judged_and_stays_in_the_story(failure: Any) -> None:
    law, _ = made(FakeTransport(lambda _: failure))

    with pytest.raises(NotJudged, match=failure):
        law.call("list")

    assert [exchange.failure for exchange in law.story] == [failure]


def test_blocked_write_is_not_judged() -> None:
    law, transport = made(may_write=False)

    with pytest.raises(NotJudged, match="write blocked"):
        law.call("create", json={})

    assert transport.sent == []


def test_law_calls_only_writes_that_it_names() -> None:
    law, transport = made(more={"may_call": frozenset({"create"})})

    law.call("create", json={})
    law.call("list")
    for hidden in ("remove", "opt_in"):
        with pytest.raises(SuiteDefect, match="does not say so"):
            law.call(hidden, path={"id": "1"})

    assert len(transport.sent) == 2


def test_law_sends_no_more_than_it_says() -> None:
    law, transport = made(more={"at_most": {"GET": 2}})

    law.call("list")
    law.call("list")
    with pytest.raises(SuiteDefect, match="more GET"):
        law.call("list")
    with pytest.raises(SuiteDefect, match="more POST"):
        law.call("create", json={})

    assert len(transport.sent) == 2


def test_role_is_given_or_not_judged() -> None:
    law, _ = made(roles={"item.own": "7"})

    assert law.role("item.own") == "7"
    assert law.has("item.own")
    assert not law.has("item.other")
    assert law.has("caller.nobody")
    assert law.has("caller.wrong")
    with pytest.raises(NotJudged, match=r"no role item\.other"):
        law.role("item.other")


def test_need_stops_where_it_is_not_met() -> None:
    law, _ = made()

    law.need(True, "nothing")
    with pytest.raises(NotJudged, match="a second page"):
        law.need(False, "a second page")


def test_fresh_names_carry_the_prefix_and_differ() -> None:
    transport = FakeTransport()
    run = api_run(transport)
    laws = [session(run, transport) for _ in range(2)]

    names = [law.fresh(stem) for law in laws for stem in ("a", "a", "b")]

    assert len(set(names)) == 6
    assert all(name.startswith("ck-1-") for name in names)


def test_kinds_of_items_without_their_needs_are_left_out() -> None:
    bundle = bundled("criteo")
    kind = ItemKind(
        "k", "updateCampaigns", "good", lambda session, draw: Item({}), roles=("campaign.capped",)
    )
    own = ApiLaws(
        item_kinds=(kind, ItemKind("i", "updateCampaigns", "good", kind.make, basis="inferred"))
    )
    batch = operation_of(bundle, "updateCampaigns")

    poor, _ = made(bundle=bundle, own=own)
    rich, _ = made(bundle=bundle, own=own, roles={"campaign.capped": "1"}, is_own_mock=True)

    assert poor.item_kinds(batch) == ()
    assert [kind.id for kind in rich.item_kinds(batch)] == ["k", "i"]


def test_batch_without_kinds_uses_the_documented_items() -> None:
    law, _ = made(bundle=bundled("criteo"))

    kinds = law.item_kinds(operation_of(law.bundle, "updateCampaigns"))

    assert kinds
    assert {kind.fate for kind in kinds} == {"unknown"}
    assert law.item_kinds(operation_of(law.bundle, "getCampaign")) == ()


def test_law_of_one_api_has_no_operation() -> None:
    with pytest.raises(SuiteDefect):
        _ = made()[0].operation


def test_answer_without_a_body_is_absent() -> None:
    law, _ = made(FakeTransport(lambda _: reply(204)))

    assert law.call("list").json is ABSENT
