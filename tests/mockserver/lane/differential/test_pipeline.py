"""The compiled pipeline answers what the plain lane answers, byte for byte, and leaves the same."""

import pytest

from tests.end_to_end.doors import BUNDLES
from tests.mockserver.lane.differential.corpus import CORPUS
from tests.mockserver.lane.differential.messages import Sent
from tests.mockserver.lane.differential.pair import Pair, counted
from tests.mockserver.lane.differential.samples import requests_to
from tests.mockserver.lane.differential.steps import sequences
from tests.support.documents import api, operation, parameter, write_file

# Starlette leaves the file of a multipart body open that ends before its last boundary.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning")


@pytest.mark.parametrize("api", BUNDLES)
def test_a_bundled_api_is_answered_alike(runner, api):
    pair = Pair([api], runner=runner)
    requests = requests_to(pair.plain, 60)

    for steps in sequences(requests, [api], 60):
        pair.agree_on(steps)


def test_all_bundled_apis_together_are_answered_alike(runner):
    pair = Pair([], runner=runner, seed=5, prefixed=True)
    requests = requests_to(pair.plain, 20)

    for steps in sequences(requests, list(BUNDLES), 60):
        pair.agree_on(steps)


@pytest.mark.parametrize("name", [entry.name for entry in CORPUS])
def test_a_small_api_is_answered_alike(pair_of, name):
    pair, requests = pair_of(name)
    apis = [api.name for api in pair.plain.served()]

    for steps in sequences(requests, apis, 25):
        pair.agree_on(steps)


@pytest.mark.parametrize("api", BUNDLES)
def test_the_pipeline_answers_by_itself_what_ought_to_be_right(runner, api):
    pair = Pair([api], runner=runner)
    doors = [one.right[0] for one in requests_to(pair.plain, 1)]
    pair.agree_on(doors[:1])

    with counted(of=pair.compiled) as plain:
        answers = pair.agree_on([doors[0], *doors, *doors])

    assert {answer.status for answer in answers} <= {200, 201}
    assert plain == [1], "the first request meets a sandbox that is not born yet"


@pytest.mark.parametrize(
    "name", ["styles-30", "bodies-31", "locks-30", "routes", "things", "batch"]
)
def test_the_pipeline_answers_most_of_a_small_api(pair_of, name):
    pair, requests = pair_of(name)
    asked = [sent for one in requests for sent in one.right]

    with counted(of=pair.compiled) as plain:
        answers = pair.agree_on(asked)

    taken = [answer for answer in answers if answer.status < 300]
    assert plain[0] - (len(answers) - len(taken)) < len(taken) / 4


def test_a_journal_that_is_full_forgets_the_same(pair_of):
    pair, (one,) = pair_of("bodies-31", most=1, only="anything_true")
    ask = one.right[0]
    long = b'"' + b"x" * 300_000 + b'"'

    pair.agree_on([ask.with_body(b"%d" % number) for number in range(1050)])
    pair.agree_on([ask, ask.with_body(long), ask.with_body(long[:1000], long[1000:])])
    pair.agree_on([ask, ask.with_body(b" " * (17 << 20)), ask.with_body(b"1")])


def test_files_that_change_are_answered_alike(runner, tmp_path):
    def write(schema):
        found = operation("read", parameters=[parameter("n", "query", schema)])
        return write_file(tmp_path, api({"/things": {"get": found}}))

    pair = Pair([write({"type": "integer"})], runner=runner)
    asked = [Sent("GET", b"/things?n=1"), Sent("GET", b"/things?n=x")]
    before = pair.agree_on([*asked, *asked])
    write({"type": "string", "pattern": "^x$"})
    for app in pair.both:
        runner.run(app.reload())
    after = pair.agree_on([*asked, *asked])

    assert [answer.status for answer in before] == [200, 400] * 2
    assert [answer.status for answer in after] == [400, 200] * 2
