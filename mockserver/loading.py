"""API folders and files -> APIs that can be served, with all that was found in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from mockserver.lane.served import ServedApi, ServedApis
from mockserver.scenarios import Scenario, scenarios_of
from mockserver.settings import Settings
from mockserver.state.seed import Seed
from mockserver.stubkit import Stub, gather
from specs.bundle import Bundle
from specs.discovery import discover
from specs.errors import InvalidSpec, SpecError
from specs.garbage import collector_paused
from specs.lint import essential

_COMPILED_AT_START: Final = 300
"""An API with more operations is not compiled before it is served, but as it is called."""


@dataclass(slots=True)
class Loaded:
    """What the settings' files say."""

    apis: ServedApis
    seeds: dict[str, Seed] = field(default_factory=dict)
    scenarios: dict[str, tuple[Scenario, ...]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    """What could not be used of files that are served all the same, one paragraph each."""

    def served(self) -> list[ServedApi]:
        """Returns the APIs that were asked for."""
        return [api for api in self.apis if api.name in self.seeds]

    def files(self) -> Iterator[Path]:
        """Yields the folders and files that were read."""
        for api in self.served():
            yield api.bundle.folder or api.bundle.document.path


@collector_paused()
def load(settings: Settings, now: datetime) -> Loaded:
    """Reads and compiles the APIs that the settings name.

    Args:
        settings: What to serve.
        now: Starting states are tried at this time.

    Raises:
        SpecError: A description, a seed, a stub or a scenario cannot be used.
        PathCollision: Two APIs want the same path.
    """
    loaded = Loaded(ServedApis(seed=settings.seed))
    bundles = discover(
        settings.apis,
        strict=True if settings.strict else None,
        allow_references=[Path(place) for place in settings.allow_references],
        overlays=[Path(place) for place in settings.overlays],
    )
    for bundle in bundles:
        _add(loaded, bundle, settings, now)
    return loaded


def _add(loaded: Loaded, bundle: Bundle, settings: Settings, now: datetime) -> None:
    _refuse_flaws(bundle)
    seed = Seed(bundle)
    seed.at(now)
    stub = _stub_of(bundle)
    prefix = f"/{bundle.name}" if settings.prefixed else ""
    api = loaded.apis.add(bundle, stub, prefix=prefix)
    if settings.strict and loaded.apis.shadowed:
        raise loaded.apis.shadowed[0]
    loaded.broken += [str(part) for part in bundle.left_out]
    loaded.broken += [str(clash) for clash in loaded.apis.shadowed]
    loaded.apis.shadowed.clear()
    loaded.seeds[bundle.name] = seed
    loaded.scenarios[bundle.name] = scenarios_of(bundle, seed=seed, controls=stub.controls)
    if len(api.operations) <= _COMPILED_AT_START:
        _compile(loaded, api, is_strict=settings.strict or bundle.folder is not None)


def _stub_of(bundle: Bundle) -> Stub:
    module = bundle.load_module("stub")
    if module is None:
        return Stub()
    ids = [operation.operation_id or "" for operation in bundle.operations]
    return gather(module, operation_ids=ids, schemes=bundle.schemes)


def _compile(loaded: Loaded, api: ServedApi, *, is_strict: bool) -> None:
    """Compiles an API now, so that what is wrong with its schemas is said at the start."""
    for operation in api.operations:
        try:
            operation.prepare()
        except SpecError as error:
            if is_strict:
                raise
            loaded.broken.append(str(error))


def _refuse_flaws(bundle: Bundle) -> None:
    """Refuses a folder that misuses the words it adds to OpenAPI; a vendor's file may say them."""
    flaws = essential(bundle) if bundle.folder is not None else ()
    if flaws:
        first = flaws[0]
        raise InvalidSpec(
            first.message,
            file=first.file,
            line=first.line,
            do=f"`python -m specs.lint {bundle.folder}` lists all {len(flaws)} flaws"
            if len(flaws) > 1
            else "",
        )
