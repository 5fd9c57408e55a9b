"""The credentials that an operation demands: alternatives, schemes and scopes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contracts.drift.change import Change
from contracts.drift.comparison.pair import Pair, Place
from contracts.drift.comparison.part import Part
from contracts.drift.comparison.schemes import Scheme, flow_names
from specs.operation import Operation
from specs.values import pointer


@dataclass(frozen=True, slots=True)
class _Alternative:
    """One way to show credentials: all of these schemes, with these scopes."""

    demands: Mapping[str, frozenset[str]]
    words: str
    place: str | None

    @property
    def schemes(self) -> frozenset[str]:
        return frozenset(self.demands)

    def is_met_by(self, shown: "_Alternative") -> bool:
        """Returns whether whoever shows another one shows this one too."""
        return all(
            scheme in shown.demands and scopes <= shown.demands[scheme]
            for scheme, scopes in self.demands.items()
        )


def compare_security(pair: Pair) -> Iterator[Change]:
    """Yields the changes of the credentials that a client must show."""
    base, revision = _alternatives(pair)
    yield from _schemes(pair, base, revision)
    was_open, is_open = (any(not one.demands for one in side) for side in (base, revision))
    if was_open != is_open:
        became = "removed" if is_open else "added"
        words = (" or ".join(one.words for one in side) for side in (base, revision))
        place = Place("security", _list_place(base), _list_place(revision))
        yield from pair.tell(f"security_{became}", place, *words)
    else:
        yield from _ways(pair, base, revision)


def compare_callback_security(pair: Pair) -> Iterator[Change]:
    """Yields whether a call of the server, which says so itself, shows other credentials."""
    parts = pair.parts
    if any("security" in part.value for part in parts):
        base, revision = _alternatives(pair)
        if {_frozen(one) for one in base} != {_frozen(one) for one in revision}:
            words = (" or ".join(one.words for one in side) for side in (base, revision))
            place = Place("security").of_word("security", *parts)
            yield from pair.tell("callback_form_changed", place, *words)


def _frozen(one: _Alternative) -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset(one.demands.items())


def _alternatives(pair: Pair) -> tuple[list[_Alternative], list[_Alternative]]:
    matching = pair.sides.schemes
    base = {name: matching.base_id(name) for one in pair.base.security for name in one}
    revision = {name: matching.revision_id(name) for one in pair.revision.security for name in one}
    old, new = pair.parts
    return _read(pair.base, old, base), _read(pair.revision, new, revision)


def _read(operation: Operation, part: Part, ids: Mapping[str, str]) -> list[_Alternative]:
    holder = (part.pointer or "") if "security" in part.value else ""
    if not operation.security:
        return [_Alternative({}, "none", None)]
    return [
        _Alternative(
            {ids[name]: frozenset(map(str, scopes)) for name, scopes in one.items()},
            " and ".join(_words(name, scopes) for name, scopes in one.items()) or "none",
            holder + pointer("security", index),
        )
        for index, one in enumerate(operation.security)
    ]


def _words(name: str, scopes: tuple[str, ...]) -> str:
    return f"{name} ({', '.join(map(str, scopes))})" if scopes else name


def _list_place(alternatives: list[_Alternative]) -> str | None:
    place = alternatives[0].place
    return place.rpartition("/")[0] if place is not None else None


def _ways(pair: Pair, base: list[_Alternative], revision: list[_Alternative]) -> Iterator[Change]:
    known, wanted = ({_frozen(one) for one in side} for side in (revision, base))
    gone = [one for one in base if _frozen(one) not in known]
    new = [one for one in revision if _frozen(one) not in wanted]
    for is_heir in (_has_other_scopes, _has_other_schemes):
        for one in list(gone):
            heir = next((other for other in new if is_heir(one, other)), None)
            if heir is not None:
                gone.remove(one)
                new.remove(heir)
                yield from _moved(pair, one, heir, revision)
    gone = [one for one in gone if not any(other.is_met_by(one) for other in revision)]
    if len(gone) == len(new) == 1:
        place = Place("security", gone[0].place, new[0].place)
        yield from pair.tell("security_alternative_removed", place, gone[0].words, new[0].words)
        return
    for one in gone:
        place = Place("security", one.place, None)
        yield from pair.tell("security_alternative_removed", place, one.words, key=one.words)
    for one in new:
        place = Place("security", None, one.place)
        yield from pair.tell("security_alternative_added", place, "", one.words, key=one.words)


def _has_other_scopes(base: _Alternative, revision: _Alternative) -> bool:
    return base.schemes == revision.schemes


def _has_other_schemes(base: _Alternative, revision: _Alternative) -> bool:
    return base.schemes < revision.schemes or revision.schemes < base.schemes


def _moved(
    pair: Pair, base: _Alternative, revision: _Alternative, all_of_it: list[_Alternative]
) -> Iterator[Change]:
    """Yields what became of one way to show credentials."""
    is_still_met = any(one.is_met_by(base) for one in all_of_it)
    place = Place("security", base.place, revision.place)
    for scheme in sorted(base.schemes & revision.schemes):
        if not _is_kind_kept(pair, scheme):
            continue
        before, after = base.demands[scheme], revision.demands[scheme]
        gone = sorted(before - after)
        new = sorted(after - before) if not is_still_met else []
        if len(gone) == len(new) == 1:
            yield from pair.tell("security_scope_added", place, gone[0], new[0], key=new[0])
            continue
        for scope in new:
            yield from pair.tell("security_scope_added", place, "", scope, key=scope)
        for scope in gone:
            yield from pair.tell("security_scope_removed", place, scope, "", key=scope)
    if base.schemes < revision.schemes and not is_still_met:
        yield from pair.tell("security_demand_added", place, base.words, revision.words)
    if revision.schemes < base.schemes:
        yield from pair.tell("security_demand_removed", place, base.words, revision.words)


def _is_kind_kept(pair: Pair, scheme: str) -> bool:
    """Whether a scheme is of the same type in both documents; else its scopes are others, too."""
    found = _scheme_pair(pair, scheme)
    return found is None or found[0].credentials[0] == found[1].credentials[0]


def _scheme_pair(pair: Pair, scheme: str) -> tuple[Scheme, Scheme] | None:
    matching = pair.sides.schemes
    names = (name for one in pair.base.security for name in one)
    old = next((name for name in names if matching.base_id(name) == scheme), "")
    if old in matching.base and scheme in matching.revision:
        return matching.base[old], matching.revision[scheme]
    return None


def _schemes(
    pair: Pair, base: list[_Alternative], revision: list[_Alternative]
) -> Iterator[Change]:
    """Yields how the schemes changed that are demanded before and after."""
    after = {scheme for one in revision for scheme in one.demands}
    for scheme in dict.fromkeys(scheme for one in base for scheme in one.demands):
        found = _scheme_pair(pair, scheme)
        if scheme not in after or found is None or found[0].meaning == found[1].meaning:
            continue
        old, new = found
        place = Place(f"security scheme {new.name}", old.part.pointer, new.part.pointer)
        if old.credentials != new.credentials:
            yield from pair.tell("security_scheme_changed", place, old.words, new.words)
        else:
            yield from _flows(pair, place, old, new)


def _flows(pair: Pair, place: Place, base: Scheme, revision: Scheme) -> Iterator[Change]:
    if base.discovery and base.discovery != revision.discovery:
        yield from pair.tell("token_url_changed", place, base.discovery, revision.discovery)
    gone = [name for name in base.flows if name not in revision.flows]
    new = [name for name in revision.flows if name not in base.flows]
    if len(gone) == len(new) == 1:
        spot = Place(place.at, base.flows[gone[0]].pointer, revision.flows[new[0]].pointer)
        yield from pair.tell("oauth_flow_removed", spot, gone[0], new[0])
        gone, new = [], []
    for name in flow_names(base, revision):
        old, heir = base.flows.get(name), revision.flows.get(name)
        spot = Place.between(place.at, old, heir)
        if name in gone:
            yield from pair.tell("oauth_flow_removed", spot, name)
        elif name in new:
            yield from pair.tell("oauth_flow_added", spot, "", name)
        elif heir is not None and _has_moved(base.urls(name), revision.urls(name)):
            words = (" ".join(filter(None, one.urls(name))) for one in (base, revision))
            yield from pair.tell("token_url_changed", spot, *words, key=name)


def _has_moved(base: tuple[str, ...], revision: tuple[str, ...]) -> bool:
    """Returns whether a URL is another one; one that was not told before has not moved."""
    return any(old and old != new for old, new in zip(base, revision, strict=True))
