"""Where the rules come from: every source that the published definitions cite, with what it was used for."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_GET

from yici.catalogue import queries as catalogue_queries
from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue
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


@require_GET
def guide_sources(request: HttpRequest) -> HttpResponse:
    """This will list every source by kind, and the gaps of every matter and item."""
    catalogue = catalogue_queries.current()
    names = Names(catalogue, {}, {}, dates.english())
    context = {"kinds": list(kinds_of(catalogue, names)), "gaps": list(gaps_of(catalogue, names))}
    return render(request, "yici/sources.html", context)


def kinds_of(catalogue: Catalogue, names: Names) -> Iterator[Kind]:
    """This will group the sources by kind, each once however many definitions cite it."""
    used: dict[tuple[str, str], tuple[Source, dict[str, None]]] = {}
    holders: list[Bundle | Item | Regime | PlaceDefinition] = [
        *catalogue.bundles.values(), *catalogue.items.values(), *catalogue.regimes.values(), *catalogue.places.values(),
    ]  # fmt: skip
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


def gaps_of(catalogue: Catalogue, names: Names) -> Iterator[tuple[str, tuple[str, ...]]]:
    """This will list what was looked for and not found, by matter and item."""
    holders: list[Bundle | Item] = [*catalogue.bundles.values(), *catalogue.items.values()]
    for holder in holders:
        if holder.gaps:
            yield names.name(holder), names.texts(holder.gaps)
