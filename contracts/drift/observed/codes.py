"""The error codes of an answer against those that the document lists for its operation."""

from collections.abc import Iterator

from contracts.drift.observed.rulings import shown
from contracts.drift.observed.sighting import Place, Sighting
from contracts.finding import Exchange
from contracts.lawkit.documented import Documented, DocumentedCode, documented, sent_codes
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import Json, pointer, split_pointer


def judge_codes(
    bundle: Bundle, operation: Operation, exchange: Exchange
) -> Iterator[tuple[str, Sighting]]:
    """Yields the pointer of each code that is not documented, with what is wrong about it."""
    known = documented(bundle, operation)
    if not known.places or exchange.status >= 500:
        return
    for at, where, sent in sent_codes(known, exchange.json):
        if isinstance(sent, str | int) and not isinstance(sent, bool):
            expected = _expected(known, at, sent, exchange.status)
            if expected:
                yield (
                    where,
                    Sighting(
                        rule="undocumented_error_code",
                        place=Place("response", str(exchange.status), path=at),
                        expected=expected,
                        got=shown(sent),
                        pointer=operation.pointer + pointer("x-error-codes"),
                        severity=None if at in known.error_places else "info",
                    ),
                )


def is_about(where: str, path: str) -> bool:
    """Returns whether a place in a body is a code's, or that of the object which it tells apart."""
    holder = pointer(*split_pointer(where)[:-1])
    return path in (where, holder, f"{holder}/name")


def _expected(known: Documented, at: str, sent: Json, status: int) -> str:
    """Returns what is documented instead; empty if the code is documented."""
    here = [code for code in known.codes if code.at == at]
    alike = [code for code in here if code.matches(sent)]
    if any(code.status == status for code in alike):
        return ""
    if alike:
        return "" if all(one.is_assumed for one in alike) else _with_statuses(alike, sent)
    listed = ", ".join(dict.fromkeys(str(code.code) for code in here if code.status == status))
    return f"a code that is documented for {status}: {listed or 'none at this place'}"


def _with_statuses(alike: list[DocumentedCode], sent: Json) -> str:
    statuses = " or ".join(sorted({str(one.status) for one in alike}))
    return f"the code {sent} with status {statuses}"
