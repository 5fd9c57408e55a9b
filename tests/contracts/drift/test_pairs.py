"""Single edits of whole documents, each with its truth, against what is said of them."""

from collections.abc import Callable
from datetime import date

import pytest

from contracts.drift.change import Change
from contracts.drift.comparison import compare
from contracts.drift.rules import RULES
from contracts.drift.schemas import Judge
from specs.bundle import Bundle
from specs.values import ABSENT, Json
from tests.support.drift_pairs import EDITS, PAIRS, Pair, Part, Sources
from tests.support.drift_pairs.search import counter_example

TODAY = date(2026, 6, 1)

LEAST = {"breaks": 300, "safe": 200, "silent": 160, "open": 40}
"""How many pairs of each truth there are at least."""

Load = Callable[[Sources], Bundle]
ChangesOf = Callable[[Pair], tuple[Change, ...]]
every_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.id)


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """Reads documents, each once."""
    known: dict[str, Bundle] = {}

    def loaded(sources: Sources) -> Bundle:
        if sources.key not in known:
            known[sources.key] = Bundle.load(sources.write(tmp_path_factory.mktemp("api")))
        return known[sources.key]

    return loaded


@pytest.fixture(scope="module")
def changes_of(load: Load) -> Callable[[Pair], tuple[Change, ...]]:
    """Compares the documents of a pair, once."""
    known: dict[str, tuple[Change, ...]] = {}

    def compared(pair: Pair) -> tuple[Change, ...]:
        if pair.id not in known:
            base, revision = load(pair.base), load(pair.revision)
            known[pair.id] = compare(base, revision, Judge(base, revision), today=TODAY)
        return known[pair.id]

    return compared


def shows(pair: Pair, part: Part, value: Json, load: Load) -> bool:
    """Whether the producer of a message may send a value that its reader refuses."""
    base, revision = load(pair.base), load(pair.revision)
    before = base.schemas.compile(part.base, part.side).is_valid(value)
    after = revision.schemas.compile(part.revision, part.side).is_valid(value)
    return (before, after) == ((True, False) if part.producer == "client" else (False, True))


def is_break(change: Change) -> bool:
    return RULES[change.rule].severity == "error" and change.verdict == "breaks"


def is_loud(change: Change) -> bool:
    """Whether a reader is warned at least."""
    return change.verdict == "undecided" or RULES[change.rule].severity != "info"


def told(changes: tuple[Change, ...]) -> list[str]:
    return [f"{one.rule} ({one.verdict}) at {one.at}" for one in changes]


def test_there_are_pairs_of_every_truth() -> None:
    truths = {truth: sum(pair.truth == truth for pair in PAIRS) for truth in LEAST}

    assert len(EDITS) >= 300
    assert len({pair.id for pair in PAIRS}) == len(PAIRS)
    assert all(truths[truth] >= count for truth, count in LEAST.items())


@every_pair
def test_truth_is_what_validators_say(pair: Pair, load: Load) -> None:
    base, revision = load(pair.base), load(pair.revision)

    assert base.left_out == revision.left_out == ()
    if pair.witness is not ABSENT:
        assert shows(pair, pair.parts[pair.witnessed], pair.witness, load)
        assert pair.truth == "breaks"
    elif pair.truth == "breaks":
        assert not pair.parts, "a schema that breaks someone shows by which value"
    else:
        assert counter_example(pair, base, revision) is ABSENT


@every_pair
def test_breaks_are_told_from_the_rest(pair: Pair, changes_of: ChangesOf) -> None:
    changes = changes_of(pair)

    assert any(map(is_break, changes)) == (pair.truth == "breaks"), told(changes)


@every_pair
def test_witness_is_accepted_by_one_document_only(
    pair: Pair, load: Load, changes_of: ChangesOf
) -> None:
    told_ones = [one.witness for one in changes_of(pair) if is_break(one) and one.witness]

    for witness in told_ones if pair.parts else ():
        assert any(shows(pair, part, witness.value, load) for part in pair.parts), witness


@every_pair
def test_one_edit_is_one_finding_and_nothing_is_noise(pair: Pair, changes_of: ChangesOf) -> None:
    changes = changes_of(pair)
    loud = tuple(one for one in changes if is_loud(one))
    places = {(one.base, one.revision, repr(one.key)) for one in loud}

    assert len(places) <= pair.findings, told(loud)
    assert pair.truth != "silent" or not changes, told(changes)
    assert pair.truth != "safe" or not loud, told(loud)
    assert pair.truth != "open" or loud, "a reader is warned of what the documents leave open"
