"""Which flaws are measured: the same ones in every run, some of each family of each API."""

from hashlib import blake2b

from tests.support.flaw_runs import flaws_of
from tests.support.judging import APIS
from tests.support.servers.kernel import Flaw


def sample(count: int, seed: int = 0) -> list[tuple[str, Flaw]]:
    """Returns flaws of all catalogues: one of each family of each API, the rest by their share.

    Within a family the digest of its id decides, so nobody has picked them.

    Args:
        count: How many; at least one of each family of each API is taken.
        seed: Another one gives another choice.
    """
    strata: dict[tuple[str, str], list[Flaw]] = {}
    for api in APIS:
        for flaw in flaws_of(api):
            strata.setdefault((api, flaw.family), []).append(flaw)
    total = sum(map(len, strata.values()))
    spare = max(0, count - len(strata))
    shares = {key: spare * len(flaws) / total for key, flaws in strata.items()}
    amounts = {key: 1 + int(share) for key, share in shares.items()}
    by_remainder = sorted(shares, key=lambda key: (int(shares[key]) - shares[key], key))
    for key in by_remainder[: max(0, count - sum(amounts.values()))]:
        amounts[key] += 1
    return [
        (api, flaw)
        for (api, family), flaws in strata.items()
        for flaw in sorted(flaws, key=lambda flaw: _rank(flaw, seed))[: amounts[api, family]]
    ]


def _rank(flaw: Flaw, seed: int) -> bytes:
    return blake2b(f"{seed}:{flaw.id}".encode(), digest_size=8).digest()
