import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.references import fragment, local_reference, walk_references
from specs.values import pointer


@given(st.lists(st.text(max_size=6)))
def test_reference_to_a_place_leads_to_the_place(names: list[str]) -> None:
    assert fragment(local_reference(pointer(*names))) == pointer(*names)


@pytest.mark.parametrize(
    "word", ["example", "examples", "default", "enum", "const", "value", "x-a"]
)
def test_data_refers_to_nothing(word: str) -> None:
    held = {"$ref": "#/a"}

    assert list(walk_references({word: [held]}, "", named=False)) == []
    assert list(walk_references({"properties": {word: held}}, "", named=False)) == [
        ("#/a", f"/properties/{word}")
    ]
