"""A run whose answers are held against the document."""

from dataclasses import replace
from itertools import count

from contracts.live import Seen, watch_target
from contracts.run.limits import OwnLimits
from contracts.run.options import RunOptions
from contracts.run.suite import Setting
from contracts.run.transport import AsgiTransport
from contracts.target import Target
from tests.support.judging import STARTED, bundle_of, flawed_server, server_target
from tests.support.servers.kernel import FlawedServer

API = "criteo"
READS = ("GET /marketing-solutions/campaigns/{campaignId}",)


def watched(server: FlawedServer, target: Target, **options: object) -> Seen:
    ticks = count()
    app = AsgiTransport(server)
    setting = Setting(
        run="ck-drift",
        started=STARTED,
        now=lambda: float(next(ticks)),
        limits=OwnLimits(),
        transports={API: app},
    )
    chosen = RunOptions(max_examples=3, checks=("answers_in_time",), **options)
    try:
        return watch_target([bundle_of(API)], target, chosen, setting)
    finally:
        app.close()


def test_run_that_may_only_read_sends_nothing_else() -> None:
    server = flawed_server(API)

    seen = watched(server, replace(server_target(API), safety="read-only"))
    assert seen.answers[API] > 50
    sent = {(method, path.partition("?")[0]) for method, path in server.log}
    # The search is a POST that the document declares to read; a token has to be fetched.
    reads = {"/marketing-solutions/campaigns/search", "/oauth2/token"}
    assert {path for method, path in sent if method == "POST"} <= reads
    assert {method for method, _ in sent} <= {"GET", "POST", "OPTIONS", "HEAD"}


def test_drift_is_told_with_a_sample_that_keeps_the_secrets() -> None:
    server = flawed_server(API, ("read_is_a_list",))

    seen = watched(server, server_target(API), operations=READS, kinds=("examples", "coverage"))
    one = next(one for one in seen.observations[API] if one.rule == "type_differs")
    assert (one.operation, one.status, one.path) == (READS[0], "200", "/data")
    assert one.sample.request.header("authorization") == "Bearer $CALLER_DEFAULT_OAUTH2_TOKEN"


def test_items_have_no_verdicts_of_their_own() -> None:
    seen = watched(flawed_server(API, ("read_is_a_list",)), server_target(API), operations=READS)

    assert seen.run.findings == ()
    assert {item.outcome for item in seen.run.items} <= {"passed", "not-judged"}
    assert {item.findings for item in seen.run.items} == {()}


def test_only_the_operations_that_are_asked_for_are_called() -> None:
    seen = watched(flawed_server(API), server_target(API), operations=READS, kinds=("examples",))

    assert {item.operation for item in seen.run.items} == set(READS)
