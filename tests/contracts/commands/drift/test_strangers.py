"""Requests that no operation describes, told by kind."""

from pathlib import Path

from contracts.commands.drift.strangers import Strangers
from contracts.drift.traffic import Located, Recorded
from contracts.finding import Exchange, Reply, Request
from specs.bundle import Bundle
from tests.contracts.commands.drift.conftest import BASE


def located(bundle: Bundle, path: str) -> Located:
    exchange = Exchange(Request("GET", path), Reply(200))
    return Located(Recorded(exchange, path, "a"), exchange, bundle, nearest="GET /things")


def test_ids_are_no_kinds_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BASE)
    bundle = Bundle.load(tmp_path / "a.yaml")
    strangers = Strangers()

    for path in ("/x/1", "/x/2", "/y"):
        strangers.add(located(bundle, path))

    found = list(strangers.observations("a"))
    assert [(one.count, one.sample.request.path) for one in found] == [(2, "/x/1"), (1, "/y")]
    assert list(strangers.observations("b")) == []
    assert "the nearest is GET /things" in found[0].expected
    assert {one.pointer for one in found} == {"/paths/~1things/get"}


def test_endless_kinds_stay_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BASE)
    bundle = Bundle.load(tmp_path / "a.yaml")
    strangers = Strangers()
    names = [f"{first}{second}" for first in "abcdefghijklmnopqrst" for second in "abcdefghijklm"]

    for name in names:
        strangers.add(located(bundle, f"/{name}"))

    assert len(list(strangers.observations("a"))) == 200
    assert list(strangers.notes()) == [
        f"{len(names) - 200} further requests belong to no documented operation."
    ]


def test_what_the_server_refused_as_well_is_only_counted(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BASE)
    bundle = Bundle.load(tmp_path / "a.yaml")
    strangers = Strangers()

    for path in ("/x/1", "/x/2", "/y"):
        exchange = Exchange(Request("PUT", path), Reply(405))
        strangers.add(
            Located(
                Recorded(exchange, path, "a"),
                exchange,
                bundle,
                is_refused=True,
                nearest="GET /things",
            )
        )

    assert list(strangers.observations("a")) == []
    assert list(strangers.notes()) == [
        "3 requests belong to no documented operation, and the server did not take them up either: "
        "PUT /x/{} (status 405, nearest GET /things), 2 times; "
        "PUT /y (status 405, nearest GET /things)."
    ]
