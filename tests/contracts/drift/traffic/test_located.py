"""Paths with placeholders for what looks like values."""

import pytest

from contracts.drift.traffic.located import shape_of


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/users/42", "/users/{}"),
        ("/users/me/orders", "/users/me/orders"),
        ("/x/3f2b8c1e-77aa-4b51-9d0e-1f2a3b4c5d6e", "/x/{}"),
        ("/x/***", "/x/{}"),
        ("/x/a%40b.example", "/x/{}"),
        ("/v2/price-lists", "/v2/price-lists"),
        ("/x/cus_9s6XKzkNRiz8i3", "/x/{}"),
        ("/", "/"),
    ],
)
def test_values_are_left_out_of_a_shape(path: str, shape: str) -> None:
    assert shape_of(path) == shape
