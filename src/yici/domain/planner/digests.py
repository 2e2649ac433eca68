"""Which definitions a plan rests on, each with its digest, so that a case can pin them."""

from yici.domain.inheritance import chain_of
from yici.domain.planner.request import Request

VOCABULARIES = ("elements", "materials", "licences", "agencies", "registers", "roles", "themes")


def digests_of(request: Request) -> dict[str, str]:
    """This will name every definition used as "kind:id" with its digest; the calendar brings a digest of its own."""
    used = request.prepared.digests.get(request.place, lambda: _used(request))
    return {**used, f"calendar:{request.calendar.name}": request.calendar.digest}


def _used(request: Request) -> dict[str, str]:
    """Which definitions there are does not hang on the answers: all items of the bundle are looked at."""
    items = tuple(request.prepared.items.values())
    used = [f"bundle:{request.bundle.id}", *(f"place:{code}" for code in _places(request))]
    used += sorted(f"item:{item.id}" for item in items)
    used += sorted({f"regime:{item.regime}" for item in items})
    known = request.catalogue.digests
    used += sorted(name for name in known if name.partition(":")[0] in VOCABULARIES)
    return {name: known[name] for name in used if name in known}


def _places(request: Request) -> list[str]:
    """The places whose definitions make up what holds at the place, and where the items are handled."""
    asked = {request.place, *(request.facts(name).seat.place for name in request.prepared.items)}
    chains = (chain_of(request.catalogue.places, code) for code in sorted(asked))
    return list(dict.fromkeys(one.code for chain in chains for one in chain))
