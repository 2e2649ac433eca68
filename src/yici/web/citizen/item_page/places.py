"""At which places an item is carried out, and what is different there: by the place's definition and its own list."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from yici.domain.catalogue import Catalogue
from yici.domain.item import Item
from yici.domain.once import handled_at
from yici.domain.place import LocalItem, PlaceDefinition
from yici.lists.queries import MatchRow, places_of
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class LocalWords:
    """How a place's own list calls the item: confirmed by a person on that day. `renamed` since."""

    place: str
    code: str
    name: str
    department: str
    confirmed: str
    renamed: bool


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """One place: who has the item there, the promise of its own, what it adds and spares, and its own list's items."""

    code: str
    name: str
    body: str
    promised: str
    adds: str
    spares: str
    listed: tuple[LocalWords, ...]


def place_words(item: Item, catalogue: Catalogue, names: Names) -> tuple[PlaceWords, ...]:
    """This will list the places that are said to have the item, by definition, source or list, by code."""
    listed: dict[str, list[LocalWords]] = {}
    for row in places_of(item.id):
        listed.setdefault(row.place, []).append(_listed(row))
    named = {code: place for code, place in catalogue.places.items() if handled_at(item, place) or code in listed}
    heads = catalogue.lists
    unnamed = {code for code in listed if code not in named}
    rows = [_place(place, item, tuple(listed.get(code, ())), names) for code, place in named.items()]
    rows += [
        PlaceWords(code, names.name(heads[code]), "", "", "", "", tuple(listed[code]))
        for code in unnamed & heads.keys()
    ]
    return tuple(sorted(rows, key=lambda row: row.code))


def _listed(row: MatchRow) -> LocalWords:
    known = row.listed
    return LocalWords(
        place=row.place,
        code=row.code,
        name=known.name if known else row.name,
        department=known.department if known else "",
        confirmed=dates.day_text(dates.last_day(row.decided_at), year=True),
        renamed=row.renamed,
    )


def _place(
    place: PlaceDefinition, item: Item, listed: tuple[LocalWords, ...], names: Names
) -> PlaceWords:  # fmt: skip
    local = place.items.get(item.id) or LocalItem()
    return PlaceWords(
        code=place.code,
        name=names.name(place),
        body=local.body or place.agencies.get(item.agency, ""),
        promised=_promised(local, place),
        adds=names.listed(names.of("material", use.material) for use in local.adds),
        spares=names.listed(names.of("material", one.material) for one in local.spares),
        listed=listed,
    )


def _promised(local: LocalItem, place: PlaceDefinition) -> str:
    sources: Mapping[str, str] = {source.id: source.title for source in place.sources}
    said = (
        gettext("%(limit)s（%(source)s）")
        % {"limit": limit_text(claim.value), "source": sources.get(claim.source, claim.source)}
        for claim in local.promised_limit.claims
    )
    return gettext("，").join(said)
