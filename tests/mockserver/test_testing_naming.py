"""Each test has a name for its sandbox that no other test has."""

from hypothesis import given
from hypothesis import strategies as st

from mockserver.state.sandboxes import NAME
from mockserver.testing import sandbox_name

NODES = st.text(max_size=200) | st.sampled_from(
    ["tests/a.py::test_a[x/y::z]", "a.py::T::test_b[🛒]", "::", "/", "tests/_a.py::" + "b" * 90]
)
WORKERS = st.sampled_from(["", "gw0", "gw13", "a worker"])


@given(NODES, WORKERS, st.text(max_size=20))
def test_every_test_gets_a_name_that_a_sandbox_can_have(node, worker, run):
    assert NAME.fullmatch(sandbox_name(node, worker=worker, run=run))


@given(st.sets(st.tuples(NODES, WORKERS, st.sampled_from(["", "host:1", "host:2"])), max_size=10))
def test_no_two_tests_workers_or_runs_share_a_name(several):
    names = {sandbox_name(node, worker=worker, run=run) for node, worker, run in several}

    assert len(names) == len(several)


def test_a_name_can_be_read_and_is_the_same_each_time():
    name = sandbox_name("tests/shop/test_cart.py::TestCart::test_buys[two/three]", worker="gw1")

    assert name.startswith("test_cart.py-TestCart-test_buys-two-three-gw1-")
    assert name == sandbox_name(
        "tests/shop/test_cart.py::TestCart::test_buys[two/three]", worker="gw1"
    )
