"""Where the rules come from: every source that the definitions of a matter cite, with what it was used for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from yici.catalogue import queries as catalogue_queries
from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue, items_of
from yici.domain.fact import Source
from yici.domain.item import Item
from yici.domain.place import PlaceDefinition
from yici.domain.regime import Regime
from yici.web import dates
from yici.web.citizen.plan_page.approvals import link_of
from yici.web.words import Names

KINDS: dict[str, str] = {
    "law": gettext_noop("法律法规"),
    "standard": gettext_noop("标准"),
    "official": gettext_noop("政府网站公布的指南"),
    "law-site": gettext_noop("法规网站"),
    "reprint": gettext_noop("转载的指南和做法"),
    "media": gettext_noop("新闻报道"),
    "repo": gettext_noop("公开的代码仓库（表样、目录）"),
    "operator": gettext_noop("本站运营单位"),
}


@dataclass(frozen=True, slots=True)
class Cited:
    """One source and the definitions that cite it."""

    text: str
    publisher: str
    date: str
    address: str
    used: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """The sources of one kind."""

    name: str
    sources: tuple[Cited, ...]


Holder = Bundle | Item | Regime | PlaceDefinition


@require_safe
def guide_sources(request: HttpRequest) -> HttpResponse:
    """This will list the sources of the matter named by `matter` by kind, and its gaps; without one, the matters."""
    catalogue = catalogue_queries.current()
    names = Names(catalogue, {}, {}, dates.english())
    bundle = catalogue.bundles.get(request.GET.get("matter", ""))
    matters = [(one.id, names.name(one)) for one in catalogue.bundles.values()]
    if bundle is None:
        return render(request, "yici/sources.html", {"matters": matters})
    items = list(items_of(catalogue, bundle).values())
    context = {
        "matters": matters,
        "matter": names.name(bundle),
        "kinds": list(kinds_of(holders_of(catalogue, bundle, items), names)),
        "gaps": list(gaps_of([bundle, *items], names)),
    }
    return render(request, "yici/sources.html", context)


def holders_of(catalogue: Catalogue, bundle: Bundle, items: list[Item]) -> list[Holder]:
    """This will name what a matter rests on: itself, its items, their regimes, and the places that change them."""
    regimes = dict.fromkeys(item.regime for item in items)
    places = [place for place in catalogue.places.values() if any(item.id in place.items for item in items)]
    return [bundle, *items, *(catalogue.regimes[name] for name in regimes), *places]


def kinds_of(holders: Iterable[Holder], names: Names) -> Iterator[Kind]:
    """This will group the sources by kind, each once however many definitions cite it."""
    used: dict[tuple[str, str], tuple[Source, dict[str, None]]] = {}
    for holder in holders:
        for source in holder.sources:
            key = (source.kind, names.cited(source))
            used.setdefault(key, (source, {}))[1][names.name(holder)] = None
    for kind, title in KINDS.items():
        cited = [_cited(source, tuple(by), names) for (of, _), (source, by) in used.items() if of == kind]
        if cited:
            yield Kind(gettext(title), tuple(sorted(cited, key=lambda one: one.text)))


def _cited(source: Source, used: tuple[str, ...], names: Names) -> Cited:
    return Cited(names.cited(source), source.publisher or "", source.date or "", link_of(source), used)


def gaps_of(holders: Iterable[Bundle | Item], names: Names) -> Iterator[tuple[str, tuple[str, ...]]]:
    """This will list what was looked for and not found, by matter and item."""
    for holder in holders:
        if holder.gaps:
            yield names.name(holder), names.texts(holder.gaps)
