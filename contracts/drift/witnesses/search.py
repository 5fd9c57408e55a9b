"""Looks for a value that tells two schemas apart."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, TypeAlias

from contracts.drift.witnesses.choices import Work
from contracts.drift.witnesses.demand import Demand, Path
from contracts.drift.witnesses.form import Form
from contracts.drift.witnesses.maker import Maker, Manner
from contracts.drift.witnesses.readings import readings
from contracts.drift.witnesses.scalars import same
from specs.values import ABSENT, Json, Missing

_DEPTHS: Final = (1, 2, 3, 5, 8, 12)
"""How deep the values are that are made; shallow ones first."""
_WORK: Final = 8000
"""How many choices are made in one of its searches."""
_ALL_WORK: Final = 20_000
"""How many in all searches for one witness."""
_HURRY: Final = 200
"""How many more once a witness is found."""
_CHOSEN_FROM: Final = 6
"""Of so many witnesses the smallest is taken."""
_LATER: Final = 60
"""After a witness is found, so many values are tried for a smaller one."""


def find_witness(
    inner: Form,
    outer: Form,
    *,
    path: tuple[str, ...] = (),
    undeclared: bool = False,
    is_text: bool = False,
    limit: int = 3000,
    elsewhere: bool = True,
) -> Json | Missing:
    """Returns a small value that `inner` accepts and `outer` rejects; `ABSENT` if none is found.

    Args:
        inner: The schema that accepts the value.
        outer: The schema that rejects it.
        path: Where in the value the two are thought to differ: names of members, `*` for any
            member or item.
        undeclared: Whether objects may hold members that `inner` does not name.
        is_text: Whether values travel as text: then the value is rejected as its text, too.
        limit: How many values are tried at most.
        elsewhere: Whether a value counts that `outer` rejects for another place than `path`.
    """
    hunt = _Hunt(inner, outer, is_text=is_text, limit=limit)
    pair = _Pair(inner, outer, undeclared=undeclared)
    paths: list[tuple[Path, bool]] = [(path, False), (path, True)] if path else []
    if elsewhere or not path:
        paths.append((None, True))
    for aimed, is_far in paths:
        found = hunt.smallest(_made_far if is_far else _made, pair, aimed)
        if found is ABSENT and is_text:
            found = hunt.smallest(_texts, pair, aimed)
        if found is not ABSENT:
            return found
    return hunt.smallest(_samples, pair, None) if paths[-1][0] is None else ABSENT


def smallest_witness(
    inner: Form, outer: Form, values: Iterator[Json], *, is_text: bool = False
) -> Json | Missing:
    """Returns the smallest of the first witnesses among values; `ABSENT` if there is none."""
    hunt = _Hunt(inner, outer, is_text=is_text, limit=0)
    found = islice(filter(hunt.is_witness, values), _CHOSEN_FROM // 2)
    return min(found, key=_size, default=ABSENT)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two schemas, and how values for them are made."""

    inner: Form
    outer: Form
    undeclared: bool

    def maker(self, work: Work, *, is_wide: bool = False, is_far: bool = False) -> Maker:
        """Returns a maker of values."""
        manner = Manner(undeclared=self.undeclared, is_wide=is_wide, is_far=is_far)
        return Maker({"inner": self.inner.resolve, "outer": self.outer.resolve}, manner, work)

    def accepted(self) -> Demand:
        """Returns the demand that one accepts."""
        return Demand(self.inner.schema, "inner")

    def refused(self, path: Path) -> Demand:
        """Returns the demand that the other rejects."""
        return Demand(self.outer.schema, "outer", False, path)


_LONG: Final = 20_000
"""Characters of a value that is not looked at for how hard it is to read."""

_Proposals: TypeAlias = Callable[[_Pair, Path, Work], Iterator[Json]]


class _Hunt:
    """Tries values, at most so many."""

    def __init__(self, inner: Form, outer: Form, *, is_text: bool, limit: int) -> None:
        self._inner = inner
        self._outer = outer
        self._is_text = is_text
        self._left = limit
        self._work = _ALL_WORK

    def smallest(self, proposals: _Proposals, pair: _Pair, path: Path) -> Json | Missing:
        """Returns the smallest of the first witnesses among values that are proposed."""
        found: list[Json] = []
        later = 0
        work = Work(min(_WORK, self._work))
        for value in proposals(pair, path, work):
            if self._left <= 0 or len(found) >= _CHOSEN_FROM or later > _LATER:
                break
            later += bool(found)
            self._left -= 1
            if self.is_witness(value):
                found.append(value)
                work.hurry(_HURRY)
        self._work -= min(_WORK, self._work) - max(0, work.left)
        return min(found, key=_size, default=ABSENT)

    def is_witness(self, value: Json) -> bool:
        """Whether one accepts a value and the other rejects it, and all that it is read as."""
        if not self._inner.is_valid(value):
            return False
        if not self._is_text:
            return not self._outer.is_valid(value)
        return not any(self._outer.is_valid(one) for one in readings(value))


def _size(value: Json) -> tuple[int, int]:
    """Returns what is less for a value that is easier to read; nothing is hard to see."""
    text = same(value)
    if len(text) > _LONG:
        return len(text), 0
    strange = sum(not one.isalnum() for one in text)
    return len(text) + 4 * text.count("''"), strange


def _made(pair: _Pair, path: Path, work: Work) -> Iterator[Json]:
    """Yields values that should fit the one and not the other, at a place and nearby."""
    yield from _deeper(pair, path, pair.maker(work))


def _made_far(pair: _Pair, path: Path, work: Work) -> Iterator[Json]:
    """Yields the same; forms that are not aimed at may be broken far from the place."""
    yield from _deeper(pair, path, pair.maker(work, is_far=True))


def _deeper(pair: _Pair, path: Path, maker: Maker) -> Iterator[Json]:
    for depth in _DEPTHS:
        maker.was_cut = False
        yield from maker.values((pair.accepted(), pair.refused(path)), depth)
        if not maker.was_cut:
            break


def _texts(pair: _Pair, path: Path, work: Work) -> Iterator[Json]:
    """Yields what values that should not fit the one, or fit the other, are read as."""
    maker, wide = pair.maker(work), pair.maker(work, is_wide=True)
    for depth in (1, 2, 3):
        made = chain(
            maker.values((pair.refused(path),), depth, each=12),
            wide.values((pair.accepted(),), depth, each=40),
        )
        for value in made:
            yield from readings(value)


def _samples(pair: _Pair, path: Path, work: Work) -> Iterator[Json]:
    """Yields a variety of values that should fit the one."""
    del path
    wide = pair.maker(work, is_wide=True)
    for depth in (1, 2, 3):
        wide.was_cut = False
        yield from wide.values((pair.accepted(),), depth, each=60)
        if not wide.was_cut:
            break
