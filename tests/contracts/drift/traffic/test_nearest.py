"""The operation that a request nearly meant."""

from pathlib import Path

import pytest

from contracts.drift.traffic.nearest import Nearest, nearest
from tests.contracts.drift.traffic.conftest import api

LABELS = ("GET /orders", "POST /orders", "GET /orders/{id}/lines")


@pytest.mark.parametrize(
    ("method", "path", "label", "difference"),
    [
        ("POST", "/order", "POST /orders", "segment 1 is `order`, the operation has `orders`"),
        ("PUT", "/orders", "GET /orders", "the path fits, but the method is PUT, not GET"),
        ("GET", "/orders/", "GET /orders", "the path ends with a slash, the operation's does not"),
        (
            "GET",
            "/Orders/7/lines",
            "GET /orders/{id}/lines",
            "segment 1 is `Orders`, the operation has `orders`",
        ),
        (
            "GET",
            "/orders/7/lines/8",
            "GET /orders/{id}/lines",
            "the path goes on with `8`, where the operation's ends",
        ),
        (
            "GET",
            "/orders//lines",
            "GET /orders/{id}/lines",
            "segment 2 is ``, the operation has `{id}`",
        ),
    ],
)
def test_the_first_difference_is_told(
    tmp_path: Path, method: str, path: str, label: str, difference: str
) -> None:
    operations = api(tmp_path, *LABELS).operations

    assert nearest(method, path, operations) == Nearest(label, difference)


def test_what_has_nothing_in_common_is_not_near(tmp_path: Path) -> None:
    operations = api(tmp_path, "GET /orders", "GET /orders/{id}").operations

    assert nearest("GET", "/xyz/7", operations) is None
