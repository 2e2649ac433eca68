"""The first page: one search box, then the matters. Typing ahead needs scripts, searching does not."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yici.catalogue import queries as catalogue_queries
from yici.domain.catalogue import Catalogue
from yici.web import dates
from yici.web.citizen.finding import LONGEST_QUERY, Found, index_of
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the results: a matter, or an item with the matters that it belongs to."""

    name: str
    alias: str
    likely: bool
    matters: tuple["Matter", ...]
    is_item: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter to choose."""

    id: str
    name: str
    intro: str
    items: int


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """This will show the search box with what was found, and all matters."""
    catalogue = catalogue_queries.current()
    typed = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    context = {"typed": typed, "hits": hits_for(catalogue, typed), "matters": matters_of(catalogue)}
    return render(request, "yici/_hits.html" if _only_hits(request) else "yici/home.html", context)


def _only_hits(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def matters_of(catalogue: Catalogue) -> list[Matter]:
    """This will list the matters by name."""
    return sorted((matter_of(catalogue, name) for name in catalogue.bundles), key=lambda matter: matter.name)


def matter_of(catalogue: Catalogue, bundle: str) -> Matter:
    """This will describe one matter in the language of the page."""
    found, english = catalogue.bundles[bundle], dates.english()
    intro = (english and found.intro_en) or found.intro or ""
    return Matter(found.id, (english and found.name_en) or found.name, intro, len(found.items))


def hits_for(catalogue: Catalogue, typed: str) -> list[Hit]:
    """This will search and name what was found."""
    names = Names(catalogue, {}, {}, dates.english())
    return [_hit(catalogue, found, names) for found in index_of(catalogue).find(typed)]


def _hit(catalogue: Catalogue, found: Found, names: Names) -> Hit:
    thing = catalogue.bundles[found.id] if found.kind == "bundle" else catalogue.items[found.id]
    name = names.name(thing)
    return Hit(
        name=name,
        alias=found.alias if found.alias not in (thing.name, thing.name_en) else "",
        likely=found.likely,
        matters=tuple(matter_of(catalogue, bundle) for bundle in found.bundles),
        is_item=found.kind == "item",
    )
