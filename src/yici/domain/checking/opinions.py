"""Checking what other departments are asked: consent by silence only where it is safe, sourced and dated."""

from collections.abc import Iterator

from yici.domain.catalogue import Catalogue
from yici.domain.checking.faults import doubled
from yici.domain.fault import Fault
from yici.domain.item import Item, Opinion
from yici.domain.vocabulary import ProtectedClass


def check_opinions(catalogue: Catalogue, item: Item, subject: str) -> Iterator[Fault]:
    """This will find a department asked twice, and silence that must not count or never could.

    National law knows no consent by absence, and the local rules that do keep safety, ecology, state security, health
    and life out of it: there a law itself must say so.
    """
    yield from doubled(subject, "opinions", (one.agency for one in item.opinions))
    for number, opinion in enumerate(item.opinions):
        if opinion.absence is None:
            continue
        path, told = f"opinions.{number}.absence", {"agency": opinion.agency}
        if not opinion.within.claims:
            yield Fault("opinion.absence_no_limit", path, told, "fault", subject)
        guarded = protected_by(catalogue, item, opinion)
        if guarded is not None and not _is_law(item, opinion.absence.source):
            yield Fault("opinion.absence_protected", path, told | {"kind": guarded}, "fault", subject)


def protected_by(catalogue: Catalogue, item: Item, opinion: Opinion) -> ProtectedClass | None:
    """This will name what an opinion guards: what the item does, the body that decides, or the one that is asked."""
    bodies = (catalogue.agencies.get(name) for name in (item.agency, opinion.agency))
    cared = (item.protects, *(body.protects for body in bodies if body is not None))
    return next((one.kind for one in cared if one is not None), None)


def _is_law(item: Item, source: str) -> bool:
    return any(one.id == source and one.kind == "law" for one in item.sources)
