"""Which documented status stands for which."""

import pytest

from contracts.drift.comparison.statuses import covering, is_success, match_statuses
from specs.operation import Response


def _known(statuses: str) -> dict[str, Response]:
    return {one: Response(one, (), (), f"/{one}") for one in statuses.split()}


@pytest.mark.parametrize(
    ("base", "revision", "pairs", "gone", "new", "narrowed"),
    [
        ("200 404", "404 200", "200>200 404>404", "", "", ""),
        ("200 4XX", "200 4XX 404", "200>200 4XX>4XX 4XX>404", "", "", ""),
        ("200 default", "200 default 404", "200>200 default>default default>404", "", "", ""),
        ("200 default", "200 404", "200>200 default>404", "", "", "default"),
        ("200", "2XX", "200>2XX", "", "2XX", ""),
        ("2XX", "200 201", "2XX>200 2XX>201", "", "", "2XX"),
        ("200 default", "200 201 default", "200>200 default>default", "", "201", ""),
        ("default", "200 default", "default>default default>200", "", "", ""),
        ("200", "201", "", "200", "201", ""),
        ("200 404 default", "200 4XX", "200>200 default>4XX 404>4XX", "", "", "default"),
        ("200", "200 default", "200>200", "", "default", ""),
    ],
)
def test_statuses_are_matched_with_what_they_fall_under(
    base: str, revision: str, pairs: str, gone: str, new: str, narrowed: str
) -> None:
    found = match_statuses(_known(base), _known(revision))

    assert " ".join(f"{old.status}>{one.status}" for old, one in found.pairs) == pairs
    assert " ".join(one.status for one in found.gone) == gone
    assert " ".join(one.status for one in found.new) == new
    assert " ".join(one.status for one in found.narrowed) == narrowed


def test_default_stands_for_successes_where_none_is_listed() -> None:
    assert covering("201", _known("default 404")) is not None
    assert covering("201", _known("default 200")) is None
    assert covering("404", _known("default 200")) is not None
    assert is_success("default", _known("default 404"))
    assert not is_success("default", _known("default 2XX"))
