"""Stock Connexion, which shares no code with us, takes and refuses the same requests.

It is asked without strict validation, which would refuse members that no description forbids, and
without security. What it is known to judge wrongly is listed in `stock_faults`.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from mockserver.app import MockServer
from mockserver.journal.query import Query
from mockserver.state import DEFAULT
from tests.end_to_end.doors import BUNDLES
from tests.mockserver.lane.differential import spoiling
from tests.mockserver.lane.differential.corpus import bodies, forms, styles
from tests.mockserver.lane.differential.messages import Sent, exchange
from tests.mockserver.lane.differential.samples import samples
from tests.mockserver.lane.differential.steps import TIMES
from tests.mockserver.lane.differential.stock import Stock
from tests.mockserver.lane.differential.stock_faults import FAULTS, Disagreement
from tests.support.documents import write_api
from tests.support.worlds import server

# Starlette leaves the file of a multipart body open that ends before its last boundary.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning")

REFUSALS = {"malformed_body", "unsupported_media_type", "body_too_large", "invalid_request"}
REFUSALS |= {"unknown_path", "unknown_method"}
CONTENT_TYPES = [line for line in spoiling.LINES if line[0] == b"Content-Type"]
DOCUMENTS = {"styles": styles("3.0.3"), "bodies": bodies("3.0.3"), "forms": forms("3.0.3")}


def _typed_otherwise(source: Random, sent: Sent) -> Sent:
    return sent.instead(*source.choice(CONTENT_TYPES))


WAYS = (
    spoiling.body_changed,
    spoiling.body_changed,
    spoiling.body_cut_short,
    spoiling.body_of_noise,
    spoiling.query_changed,
    spoiling.query_more,
    spoiling.query_repeated,
    spoiling.query_shortened,
    spoiling.path_changed,
    _typed_otherwise,
)
"""How requests are changed here: what they say, not how they say it."""


def _open(document: dict[str, Any]) -> dict[str, Any]:
    """The document of a bundled API at the root of its server, with nobody kept out."""
    found = copy.deepcopy(document)
    found.pop("security", None)
    found["servers"] = [{"url": "/"}]
    for item in found["paths"].values():
        for method in item.values():
            if isinstance(method, dict):
                method.pop("security", None)
    return found


DOCUMENTS |= {name: _open(dict(bundle.document.data)) for name, bundle in BUNDLES.items()}


@dataclass
class Court:
    """Two judges of one description."""

    app: MockServer
    stock: Stock
    runner: Any

    def requests(self, count: int) -> Iterator[Sent]:
        """Yields requests, right and wrong ones, then such as are spoiled."""
        (api,) = self.app.served()
        made = samples(api.bundle, base="", most=40)
        for one in made:
            yield from (*one.right, *one.wrong)
        source = Random(1)
        for _ in range(int(count * TIMES)):
            sent = source.choice(source.choice(made).right)
            way = source.choice(WAYS)
            if sent.body or not way.__name__.startswith("body"):
                yield way(source, sent)

    def disagreement(self, sent: Sent) -> Disagreement | None:
        """Returns how the two judge a request, unless they agree."""
        (api,) = self.app.served()
        entry = self.runner.run(self._asked(sent))
        if entry is None:
            return None
        refusal = entry.refusal if entry.refusal and entry.refusal.kind in REFUSALS else None
        answer = self.stock.ask(sent)
        is_ours = refusal is None
        if is_ours == Stock.takes(answer):
            return None
        found = [one for one in api.bundle.operations if one.label == entry.operation]
        if not found:
            return None
        document = api.bundle.document
        return Disagreement(
            sent,
            found[0],
            lambda parameter: document.at(parameter.schema) if parameter.schema else None,
            is_ours,
            refusal.kind if refusal else "",
            frozenset((one.place, one.keyword) for one in refusal.violations)
            if refusal
            else frozenset(),
            answer.status,
            answer.body.decode("utf-8", "replace"),
        )

    async def _asked(self, sent: Sent) -> Any:
        await exchange(self.app, sent)
        found = await self.app.journal.entries(DEFAULT, Query())
        await self.app.journal.clear(DEFAULT)
        return found[-1] if found else None


@pytest.fixture(scope="module")
def court(runner, tmp_path_factory) -> Callable[[str], Court]:
    known: dict[str, Court] = {}

    def of(name: str) -> Court:
        if name not in known:
            document = DOCUMENTS[name]
            folder = tmp_path_factory.mktemp(name)
            app = server(write_api(folder, document, name=name), compile=True)
            known[name] = Court(app, Stock(document, runner), runner)
        return known[name]

    return of


@pytest.mark.parametrize("name", DOCUMENTS)
def test_stock_connexion_judges_requests_as_we_do(court, name):
    judges = court(name)
    for sent in judges.requests(300):
        found = judges.disagreement(sent)
        if found is not None and not any(fault.explains(found) for fault in FAULTS):
            pytest.fail(f"{sent}\n\nours: {found.is_ours}\n\n{found}")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_a_known_fault_is_still_one(court, fault):
    found = court(fault.document).disagreement(fault.example)

    assert found is not None, "they agree by now: take the fault off the list"
    assert fault.explains(found), found


def test_ids_of_faults_are_unique():
    assert len({fault.id for fault in FAULTS}) == len(FAULTS)
