"""The guide of one item: everything that the definition says, with its source, its contradictions and its gaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yici.domain.catalogue import Catalogue
from yici.domain.item import Basis, Item, standing_on
from yici.domain.once import handled_at
from yici.domain.place import PlaceDefinition
from yici.domain.planner.judge import Judge
from yici.domain.reason import Reason
from yici.web.citizen.item_page.course import Course, course_words, limit_facts, other_facts
from yici.web.citizen.item_page.facts import FactWords
from yici.web.citizen.item_page.papers import PaperWords, PrintedWords, paper_words, printed_words
from yici.web.citizen.item_page.places import PlaceWords, place_words
from yici.web.citizen.item_page.ties import Link, Tie, bundles_words, gives_words, needs_words
from yici.web.citizen.item_page.what import audience_words, what_facts
from yici.web.list_words import list_names
from yici.web.words import Names, worded

__all__ = ["Guide", "item_guide"]


@dataclass(frozen=True, slots=True)
class BasisWords:
    """One article: law with article, what it says, and where it was read."""

    law: str
    text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole guide in words. `body` has the item at the place `where`, as far as that is published."""

    id: str
    name: str
    chinese: str
    aliases: str
    standing: str
    agency: str
    body: str
    where: str
    audience: str
    regime: str
    what: tuple[FactWords, ...]
    basis: tuple[BasisWords, ...]
    limits: tuple[FactWords, ...]
    conditions: tuple[str, ...]
    papers: tuple[PaperWords, ...]
    papers_complete: bool
    forms: tuple[PrintedWords, ...]
    course: Course
    others: tuple[FactWords, ...]
    needs: tuple[Tie, ...]
    gives: tuple[Tie, ...]
    bundles: tuple[Link, ...]
    places: tuple[PlaceWords, ...]
    gaps: tuple[str, ...]
    notes: tuple[str, ...]


def item_guide(catalogue: Catalogue, item: Item, place: str, today: date) -> Guide:
    """This will put an item into words as it stands for somebody at a place (empty: anywhere)."""
    names = list_names(catalogue, [item.id])
    sources = names.sources
    judge = Judge(names.questions, {})
    local = catalogue.places.get(place)
    english = item.name_en if names.english else None
    return Guide(
        id=item.id,
        name=english or item.name,
        chinese=item.name if english else "",
        aliases=names.listed(item.aliases),
        standing=_standing(item, today, names),
        agency=names.of("agency", item.agency),
        body=_body(item, local) if local else "",
        where=names.name(local) if local else "",
        audience=audience_words(item, names),
        regime=names.of("regime", item.regime),
        what=what_facts(item, place, names),
        basis=tuple(_basis(item.basis, names)),
        limits=limit_facts(item, catalogue, place, names),
        conditions=item.conditions,
        papers=tuple(paper_words(use, sources, judge, names) for use in item.materials),
        papers_complete=item.materials_complete,
        forms=printed_words(item, sources, judge, names),
        course=course_words(item, place, judge, names),
        others=other_facts(item, place, names),
        needs=needs_words(item, catalogue, judge, names),
        gives=gives_words(item, catalogue, names),
        bundles=bundles_words(item, catalogue, names),
        places=place_words(item, catalogue, names),
        gaps=names.texts(item.gaps),
        notes=item.notes,
    )


def _body(item: Item, local: PlaceDefinition) -> str:
    if not handled_at(item, local):
        return ""
    own = local.items.get(item.id)
    return (own and own.body) or local.agencies.get(item.agency, "")


def _basis(basis: tuple[Basis, ...], names: Names) -> Iterator[BasisWords]:
    for one in basis:
        yield BasisWords(names.basis(one.law, one.article), one.text)


def _standing(item: Item, today: date, names: Names) -> str:
    change = standing_on(item, today)
    if change is None or change.standing == "open":
        return ""
    params = {"since": change.since.isoformat(), "source": change.source}
    if change.successors:
        return worded(Reason("item.replaced", params | {"items": ", ".join(change.successors)}), names)
    return worded(Reason(f"item.{change.standing}", params), names)
