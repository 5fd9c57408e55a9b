"""Over a socket the two mocks say the same, byte for byte, whatever a connection carries."""

import pytest

from tests.end_to_end.doors import BUNDLES
from tests.mockserver.lane.differential.flaws import ASKED, flawed
from tests.mockserver.lane.differential.pair import Differs, Pair
from tests.mockserver.lane.differential.samples import requests_to
from tests.mockserver.lane.differential.steps import FIRST, TIMES
from tests.mockserver.lane.differential.talks import talks
from tests.mockserver.lane.differential.wire_pair import Conversation, WirePair

# Starlette leaves the file of a multipart body open that ends before its last boundary.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning")

SERVED = ("guarded", "bodies-31", "things", "odd", "forms-31", "routes", "suspending")


def numbers(count: int) -> range:
    return range(FIRST, FIRST + int(count * TIMES))


@pytest.mark.parametrize("api", BUNDLES)
def test_a_bundled_api_says_the_same(runner, api):
    pair = Pair([api], runner=runner)
    wire, requests = WirePair(pair), requests_to(pair.plain, 30)

    for number in numbers(40):
        wire.agree_on(talks(number, requests))


@pytest.mark.parametrize("name", SERVED)
def test_a_small_api_says_the_same(pair_of, name):
    pair, requests = pair_of(name)
    wire = WirePair(pair)

    for number in numbers(25):
        wire.agree_on(talks(number, requests))


def test_a_client_that_does_not_listen_is_told_the_same(runner):
    pair = Pair(["criteo"], runner=runner)
    doors = [one.right[0] for one in requests_to(pair.plain, 1)]
    asked = next(one for one in doors if one.path.endswith(b"/search"))

    WirePair(pair).agree_on([Conversation((asked.bytes() * 700,), is_patient=False)])


@pytest.mark.parametrize(
    "flaw", ["header_lost", "body_spaced", "headers_reordered", "path_without_double_slashes"]
)
def test_a_flaw_is_heard(pair_of, flaw):
    assert flaw in ASKED
    pair, requests = pair_of("things", compiles=(False, False))

    with flawed(pair, flaw):
        wire = WirePair(pair)
        with pytest.raises(Differs):
            _ = [wire.agree_on(talks(number, requests)) for number in range(60)]
