"""Values that a schema accepts."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from contracts.drift.witnesses.choices import Work
from contracts.drift.witnesses.demand import Demand
from contracts.drift.witnesses.form import Form
from contracts.drift.witnesses.maker import Maker, Manner
from contracts.drift.witnesses.scalars import same
from specs.values import Json

_DEPTHS: Final = (1, 2, 3, 5, 8)
_WORK: Final = 20_000
_TRIES: Final = 8
"""How many values are tried for each that is wanted."""


def samples(form: Form, *, limit: int = 40, undeclared: bool = False) -> Iterator[Json]:
    """Yields a variety of values that a schema accepts, mostly small ones first.

    Args:
        form: The schema.
        limit: How many there are at most.
        undeclared: Whether objects may hold members that the schema does not name.
    """
    found: dict[str, Json] = {}
    for value in islice(_proposed(form, undeclared=undeclared), limit * _TRIES):
        if len(found) == limit:
            break
        if form.is_valid(value):
            found.setdefault(same(value), value)
    for key in sorted(found, key=len):
        yield found[key]


def _proposed(form: Form, *, undeclared: bool) -> Iterator[Json]:
    manner = Manner(undeclared=undeclared, is_wide=True)
    maker = Maker({"inner": form.resolve, "outer": form.resolve}, manner, Work(_WORK))
    demands = (Demand(form.schema, "inner"),)
    for depth in _DEPTHS:
        maker.was_cut = False
        yield from maker.values(demands, depth, each=40)
        if not maker.was_cut:
            break
