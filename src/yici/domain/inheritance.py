"""What a place takes over from the places above it: definitions merged along province, city, county, town, village.

The nearest word holds, field by field and item by item. Papers add up: what a place above spares is spared here, what
it adds is added, unless the nearer place asks for the paper itself or says otherwise of it. A body goes with its
address, so where a nearer place names who has the item, or where it is handled, neither comes from above.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import reduce
from typing import Any, Final, TypeVar

from yici.domain.division import codes_above
from yici.domain.fact import Fact
from yici.domain.place import LocalItem, PlaceDefinition

T = TypeVar("T")
NOTHING: Final = LocalItem()
ITS_OWN: Final = frozenset({"code", "name", "name_en", "format", "kind"})
"""Of a place, what says which one it is."""
TOGETHER: Final = frozenset({"sources", "agencies", "items"})
"""Of a place, what is merged part by part."""
PAPERS: Final = frozenset({"spares", "adds"})
WHO: Final = frozenset({"body", "address"})


def chain_of(places: Mapping[str, PlaceDefinition], code: str) -> tuple[PlaceDefinition, ...]:
    """This will give the definitions of the places above one and its own, from the province down."""
    return tuple([places[one] for one in (*codes_above(code), code) if one in places])


def inherited(chain: Sequence[PlaceDefinition], agency_of: Mapping[str, str]) -> PlaceDefinition:
    """This will merge a chain of at least one definition, from the province down, into what holds at its last place.

    `agency_of` names the agency role that has each item: a nearer place that fills the role has the item.
    """
    return reduce(lambda above, nearer: _under(above, nearer, agency_of), _told_apart(chain))


def _under(above: PlaceDefinition, nearer: PlaceDefinition, agency_of: Mapping[str, str]) -> PlaceDefinition:
    names = dict.fromkeys((*above.items, *nearer.items))
    return replace(
        nearer,
        **_filled(above, nearer, ITS_OWN | TOGETHER),
        sources=tuple(dict.fromkeys((*above.sources, *nearer.sources))),
        agencies={**above.agencies, **nearer.agencies},
        items={name: _item(name, above, nearer, agency_of) for name in names},
    )


def _item(name: str, above: PlaceDefinition, nearer: PlaceDefinition, agency_of: Mapping[str, str]) -> LocalItem:
    there, here = above.items.get(name, NOTHING), nearer.items.get(name, NOTHING)
    says_who = here.body is not None or bool(here.handled_at.claims) or agency_of.get(name) in nearer.agencies
    asked, spared = {use.material for use in here.adds}, {one.material for one in here.spares}
    return replace(
        here,
        **_filled(there, here, PAPERS | (WHO if says_who else frozenset())),
        spares=(*(one for one in there.spares if one.material not in asked | spared), *here.spares),
        adds=(*(use for use in there.adds if use.material not in asked), *here.adds),
    )


def _filled(above: object, nearer: Any, without: frozenset[str]) -> dict[str, Any]:
    """The fields on which the nearer one is silent, as the one above has them."""
    names = (one.name for one in fields(nearer) if one.name not in without)
    return {name: getattr(above, name) for name in names if _is_silent(getattr(nearer, name))}


def _is_silent(value: object) -> bool:
    return not value.claims if isinstance(value, Fact) else value in (None, (), {})


def _told_apart(chain: Sequence[PlaceDefinition]) -> Iterator[PlaceDefinition]:
    """Two places may call different sources by one id: the nearest keeps it, the others are named after their place."""
    nearest = {source.id: source for one in chain for source in one.sources}
    for one in chain:
        renamed = {source.id: f"{source.id}@{one.code}" for source in one.sources if nearest[source.id] != source}
        yield _citing(one, renamed) if renamed else one


def _citing(place: PlaceDefinition, renamed: Mapping[str, str]) -> PlaceDefinition:
    sources = tuple(replace(source, id=renamed.get(source.id, source.id)) for source in place.sources)
    return replace(
        place, sources=sources, items={name: _cited(one, renamed) for name, one in place.items.items()},
        office_hours=_cited(place.office_hours, renamed), local_causes=_cited(place.local_causes, renamed),
    )  # fmt: skip


def _cited(value: T, renamed: Mapping[str, str]) -> T:
    """The same value with sources under their new ids, however deep they are cited."""
    if isinstance(value, tuple):
        return tuple([_cited(one, renamed) for one in value])  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {one.name: _cited(getattr(value, one.name), renamed) for one in fields(value)}
    if changes.get("source") in renamed:
        changes["source"] = renamed[changes["source"]]
    return replace(value, **changes)
