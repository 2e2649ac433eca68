"""All definitions of one instance, typed and indexed, and the places that a plan or a check looks things up in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from yici.domain.bundle import Bundle
from yici.domain.error import NotFound
from yici.domain.fact import UNKNOWN
from yici.domain.inheritance import chain_of, inherited
from yici.domain.item import Item, Question
from yici.domain.local_list import LocalList
from yici.domain.place import PlaceDefinition
from yici.domain.project_course import ProjectCourse
from yici.domain.regime import Regime
from yici.domain.vocabulary import Agency, Element, LicenceType, Material, Register, Role, Theme
from yici.domain.workdays import Calendar

NATIONS = ("cn",)
"""The calendar where no place says otherwise."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Definitions by id. `digests` maps "kind:id" to the SHA-256 of the canonical definition."""

    elements: Mapping[str, Element] = field(default_factory=dict)
    materials: Mapping[str, Material] = field(default_factory=dict)
    licences: Mapping[str, LicenceType] = field(default_factory=dict)
    agencies: Mapping[str, Agency] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    regimes: Mapping[str, Regime] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    bundles: Mapping[str, Bundle] = field(default_factory=dict)
    places: Mapping[str, PlaceDefinition] = field(default_factory=dict)
    projects: Mapping[str, ProjectCourse] = field(default_factory=dict)
    lists: Mapping[str, LocalList] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)


def translations(catalogue: Catalogue) -> dict[str, str]:
    """This will give the product's own English for Chinese texts of items and bundles; it is no official wording."""
    pairs: list[tuple[str, str]] = []
    for bundle in catalogue.bundles.values():
        pairs += zip(bundle.gaps, bundle.gaps_en, strict=False)
    for item in catalogue.items.values():
        pairs += zip(item.gaps, item.gaps_en, strict=False)
        for visit in item.inspections:
            pairs += zip(visit.points, visit.points_en, strict=False)
        for use in item.materials:
            pairs += zip(use.review_points, use.review_points_en, strict=False)
        if item.commitment is not None:
            pairs += zip(item.commitment.told, item.commitment.told_en, strict=False)
    return dict(pairs)


def place_at(catalogue: Catalogue, code: str) -> PlaceDefinition | None:
    """This will give what holds at a place: its own definition with what it takes over from the places above it. None
    when none of them has one."""
    chain = chain_of(catalogue.places, code)
    return inherited(chain, agencies_of(catalogue)) if chain else None


def agencies_of(catalogue: Catalogue) -> dict[str, str]:
    """This will name the agency role that has each item."""
    return {item.id: item.agency for item in catalogue.items.values()}


def calendar_names(catalogue: Catalogue, code: str) -> tuple[str, ...]:
    """This will name the calendars of a place, the nation's first: the nearest word along the places above it."""
    chain = chain_of(catalogue.places, code)
    return next((one.calendars for one in reversed(chain) if one.calendars), NATIONS)


def calendar_of(catalogue: Catalogue, names: Iterable[str]) -> Calendar | None:
    """This will lay calendars over each other, the nation's first; None when none of them is there.

    A local year waits for the nation's: alone it says nothing about weekends and holidays.
    """
    found = [catalogue.calendars[name] for name in names if name in catalogue.calendars]
    if not found:
        return None
    calendar = found[0]
    for local in found[1:]:
        years = [table for table in local.tables if calendar.loaded(table.year)]
        calendar = calendar.overlay(years, name=local.name, place=local.place)
    return calendar


def items_of(catalogue: Catalogue, bundle: Bundle) -> dict[str, Item]:
    """This will give the items of a bundle by id, each followed by those that take its place from some day on.

    A name that leads nowhere is left out: a check tells of it, and must live to do so.
    """
    found: dict[str, Item] = {}
    ahead = [member.item for member in reversed(bundle.items)]
    while ahead:
        name = ahead.pop()
        item = catalogue.items.get(name)
        if item is not None and name not in found:
            found[name] = item
            ahead += reversed([successor for change in item.changes for successor in change.successors])
    return found


def alone(catalogue: Catalogue, bundle: str, item: str) -> Catalogue:
    """This will give the catalogue in which a bundle is one item of it alone, whatever its answers say of the others:
    somebody came for that and for nothing else. Raises NotFound("item.unknown") for one that is not in it."""
    whole, known = catalogue.bundles[bundle], catalogue.items.get(item)
    member = next((one for one in whole.items if one.item == item), None)
    if known is None or member is None:
        raise NotFound("item.unknown", given=item, remedy="choose one of the items of the matter")
    own = replace(
        whole, name=known.name, name_en=known.name_en, items=(replace(member, when=None),), joint_limit=UNKNOWN,
        records=(), lead=UNKNOWN,
    )  # fmt: skip
    return replace(catalogue, bundles={**catalogue.bundles, bundle: own})


def questions_of(catalogue: Catalogue, bundle: Bundle) -> dict[str, Question]:
    """This will give every question of a bundle and its items, by id, in the order they are asked."""
    asked = list(bundle.questions)
    for item in items_of(catalogue, bundle).values():
        asked.extend(item.questions)
    return {question.id: question for question in asked}
