"""For a name that leads nowhere, the nearest one that leads somewhere: most such names are misspelt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice

from yici.domain.catalogue import Catalogue
from yici.domain.fault import Fault

MOST = 200
"""So many names are compared with all others; where more lead nowhere, a whole file is missing."""


def with_nearest(catalogue: Catalogue, faults: Sequence[Fault]) -> list[Fault]:
    """This will add to unknown names the nearest known one of their kind; other faults stay as they are."""
    astray = {id(fault) for fault in islice((fault for fault in faults if fault.code == "name.unknown"), MOST)}
    return [_compared(catalogue, fault) if id(fault) in astray else fault for fault in faults]


def _compared(catalogue: Catalogue, fault: Fault) -> Fault:
    known = _known(catalogue, fault)
    near = get_close_matches(fault.params["name"], known, n=1) or _by_name(fault.params["name"], known)
    return replace(fault, params=fault.params | {"near": near[0]}) if near else fault


def _by_name(given: str, known: Iterable[str]) -> list[str]:
    """Somebody who writes the name of a thing for its id is told the id."""
    if not isinstance(known, Mapping):
        return []
    ids = {str(thing.name): name for name, thing in known.items() if getattr(thing, "name", None)}
    return [ids[name] for name in get_close_matches(given, ids, n=1)]


def _known(catalogue: Catalogue, fault: Fault) -> Iterable[str]:
    if fault.params["kind"] == "source":
        kind, _, identity = fault.subject.partition(":")
        definition = getattr(catalogue, f"{kind}s")[identity]
        return [source.id for source in definition.sources]
    shelf = {"agency": "agencies"}.get(fault.params["kind"], f"{fault.params['kind']}s")
    known: Iterable[str] = getattr(catalogue, shelf)
    return known
